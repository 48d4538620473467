"""The whole system on one machine: Temporal, a worker and the API, started, watched and drained."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from activities.engines import catalogue
from api.command import ports, presence, temporal_server
from api.command.failure import Exit, Failure
from api.command.presence import Presence
from api.command.supervisor import Child, Death, Supervisor, first_of
from workflows.encryption_keys import TemporalSettings

WHISPER = "faster-whisper"
LISTENER = "whisper-streaming"
HOPELESS = 5  # so many quick deaths in a row before the stack was ever ready: it will not get better
EXPLAIN_AFTER = 2  # quick deaths in a row, after which the child's own words are shown
PATIENCE = 15.0  # seconds of waiting for readiness before saying what is missing


@dataclass(frozen=True)
class Plan:
    """What was asked for on the command line."""

    data: Path
    host: str
    port: int  # 0: any free one
    model: str | None = None  # to load; None: what the worker's settings say
    live: bool = True  # a worker for live speech too


class Stack:
    def __init__(self, plan: Plan, say: Callable[[str], None], on_ready: Callable[[Presence], None]) -> None:
        self.plan = plan
        self.say = say
        self.on_ready = on_ready
        self.ready = False
        self.failure: Failure | None = None

    async def run(self) -> None:
        """Run until a signal asks for the end. Raises Failure when the stack cannot start."""
        self.stopping = asyncio.Event()
        self.supervisor = Supervisor(self.on_death)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.interrupt)
        try:
            with presence.occupy(self.plan.data):
                await self.occupy()
        except presence.Occupied as error:
            raise Failure(str(error)) from error
        except OSError as error:
            raise Failure(f"cannot use the data folder {self.plan.data}: {error.strerror}") from error
        if self.failure:
            raise self.failure

    async def occupy(self) -> None:
        here = self.choose_ports()
        children = self.children(here)
        presence.publish(self.plan.data, here)
        try:
            for child in children:
                self.supervisor.start(child)
            await first_of(self.await_readiness(here), self.stopping.wait())
            await self.stopping.wait()
        finally:
            if self.ready:
                self.say("stopping; jobs that run now go on at the next start")
            await self.supervisor.stop()

    def interrupt(self) -> None:
        """The first signal drains; another one stops waiting for it."""
        if self.stopping.is_set():
            self.supervisor.hurry.set()
        self.stopping.set()

    def choose_ports(self) -> Presence:
        host, port = self.plan.host, self.plan.port
        try:
            if port and ports.taken(host, port):
                raise Failure(f"port {port} on {host} is taken; choose another one with --port", Exit.USAGE)
            port = port or ports.free(host)
        except OSError as error:
            message = f"cannot listen on {host}, port {port}: {error.strerror}; see --host and --port"
            raise Failure(message, Exit.USAGE) from error
        temporal = ports.free(temporal_server.HOST, temporal_server.PORT)
        ui = ports.free(temporal_server.HOST, temporal_server.UI_PORT)
        return Presence(
            pid=os.getpid(),
            url=f"http://{reachable(host)}:{port}",
            temporal=f"{temporal_server.HOST}:{temporal}",
            ui=f"http://{temporal_server.HOST}:{ui}",
        )

    def children(self, here: Presence) -> list[Child]:
        """In the order in which they start; they stop in the opposite order."""
        data = self.plan.data
        env = environment(data, here, self.plan.host)
        try:
            temporal = temporal_server.argv(
                data / "temporal.sqlite", port_of(here.temporal), port_of(here.ui), codec(here)
            )
        except temporal_server.BinaryMissing as error:
            raise Failure(str(error)) from error
        engines = ["--engines", f"installed,{WHISPER}:{name}"] if (name := weights(self.plan.model)) else []
        return [
            Child("temporal", temporal, env, data / "logs" / "temporal.log"),
            Child("worker", python("workers", *engines), env, data / "logs" / "worker.log", grace=35),
            *([self.listening(env)] if self.plan.live and catalogue.card(LISTENER).is_installed else []),
            Child("api", python("api"), env, data / "logs" / "api.log"),
        ]

    def listening(self, env: dict[str, str]) -> Child:
        """Live speech, with the model that was asked for if its engine has it."""
        name = weights(self.plan.model)
        engine = ["--engine", f"{LISTENER}:{name}"] if name in catalogue.card(LISTENER).models else []
        log = self.plan.data / "logs" / "realtime.log"
        return Child("realtime", python("realtime", *engine), env, log, grace=45)

    def on_death(self, death: Death) -> None:
        name = death.child.name
        if death.in_a_row == EXPLAIN_AFTER and death.last_words:
            self.say(f"the last words of the {name} process:\n{last_lines(death.last_words)}")
        needed = name != "realtime"  # jobs run without it
        if death.in_a_row >= HOPELESS and not self.ready and needed:
            words = f"; it said: {last_lines(death.last_words, 1)}" if death.last_words else ""
            self.failure = Failure(f"the {name} process does not start{words} (all of it: {death.child.log})")
            self.stopping.set()
            return
        self.say(f"the {name} process ended ({death.cause}); starting it again in {death.delay:.1f} s")

    async def await_readiness(self, here: Presence) -> None:
        loop = asyncio.get_running_loop()
        explain_at = loop.time() + PATIENCE
        async with httpx.AsyncClient(timeout=10, trust_env=False) as client:
            while (missing := await unreadiness(client, here.url)) is not None:
                if loop.time() > explain_at:
                    self.say(f"still waiting: {missing}")
                    explain_at = loop.time() + PATIENCE
                await asyncio.sleep(0.2)
        self.ready = True
        self.on_ready(here)


async def unreadiness(client: httpx.AsyncClient, url: str) -> str | None:
    """Why no job can run yet; None: one can."""
    try:
        answer = await client.get(f"{url}/readyz")
    except httpx.TransportError:
        return "the API does not answer"
    if answer.is_success:
        return None
    with suppress(ValueError, KeyError, TypeError):
        return str(answer.json()["error"]["message"])
    return f"the API answers {answer.status_code}"


def environment(data: Path, here: Presence, host: str) -> dict[str, str]:
    """What the children are told. What the caller says of another Temporal must not reach them."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TEMPORAL_")}
    return kept | {
        "DALSTON_DATA": str(data),
        "DALSTON_HOST": host,
        "DALSTON_PORT": str(port_of(here.url)),
        "DALSTON_TEMPORAL_UI_URL": os.environ.get("DALSTON_TEMPORAL_UI_URL") or here.ui,
        "TEMPORAL_ADDRESS": here.temporal,
        "TEMPORAL_CONFIG_FILE": os.devnull,
        "PYTHONUNBUFFERED": "1",
    }


def codec(here: Presence) -> str:
    """URL at which Temporal's interface has payloads opened; empty: they are not sealed."""
    sealed = TemporalSettings().encryption_keys.first is not None
    return f"{here.url}/v1/temporal/codec" if sealed else ""


def weights(model: str | None) -> str | None:
    """The weights that somebody means by a model's name as jobs take it; None: what the settings say."""
    name = (model or "").removeprefix(f"{WHISPER}:")
    if name in ("", "auto", WHISPER):
        return None
    return catalogue.card(WHISPER).aliases.get(name, name)


def python(module: str, *arguments: str) -> list[str]:
    """-P: a folder called `api` or `workers` where the command happens to run is not ours."""
    return [sys.executable, "-P", "-m", module, *arguments]


def port_of(address: str) -> int:
    return int(address.rpartition(":")[2])


def reachable(host: str) -> str:
    """The address at which this machine reaches what listens on `host`."""
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    return f"[{host}]" if ":" in host else host


def last_lines(text: str, count: int = 8) -> str:
    return "\n".join(text.splitlines()[-count:])
