"""`dalston up` with stand-in engines, and more workers beside it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from activities.index import Index
from activities.keys import Keys, NewKey
from api.client import Client, Unreachable
from api.command import presence
from api.command.presence import Presence
from tests.benchmarks.stack import SETTINGS, free_port
from tests.load import plugins

READY_WITHIN = 120.0  # seconds
UNLIMITED = {"DALSTON_MAX_RUNNING_JOBS": "0", "DALSTON_REQUESTS_PER_MINUTE": "0"}


@dataclass
class Server:
    """A stack that runs. Its tenants may ask for as much as they like."""

    data: Path
    env: dict[str, str]
    process: psutil.Process
    here: Presence
    keys: dict[str, str] = field(default_factory=dict)  # secrets, by tenant

    def key(self, tenant: str) -> str:
        if tenant not in self.keys:
            index = Index(f"sqlite:///{self.data / 'index.sqlite'}")
            _, self.keys[tenant] = Keys(index.engine).create(
                NewKey(tenant, "load", ["jobs:write", "jobs:read"])
            )
            index.close()
        return self.keys[tenant]

    def unfinished(self, tenant: str) -> int:
        index = Index(f"sqlite:///{self.data / 'index.sqlite'}")
        try:
            return index.running(tenant)
        finally:
            index.close()

    def slots(self, stage: str) -> int:
        """Of the live workers of a stage, as the API knows them: it is what sends them work."""
        with Client(self.here.url, key=self.key("looks")) as client:
            status = client.request("GET", "/v1/system/status").json()
        queues = [(worker["queue"].split("."), worker["slots"]) for worker in status["workers"]]
        return sum(slots for queue, slots in queues if len(queue) > 2 and queue[1] == stage)

    def burnt(self) -> dict[str, float]:
        """Seconds of a core that each process has used, children that have ended included."""
        found: dict[str, float] = {}
        for process in self.process.children(recursive=True):
            try:
                used, line = process.cpu_times(), process.cmdline()
            except psutil.NoSuchProcess:
                continue
            name = next(
                (word for word in ("temporal", "workers", "decoding", "api") if word in " ".join(line[:5])),
                "other",
            )
            found[name] = found.get(name, 0.0) + used.user + used.system
        return found


@contextmanager
def running(
    data: Path, engines: dict[str, str], able: bool = True, /, **environment: str
) -> Iterator[Server]:
    """A stack that is ready, without live speech. `able`: its own worker can transcribe."""
    data.mkdir(parents=True, exist_ok=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    env |= plugins.environment(data / "stand-ins", engines) | UNLIMITED | environment
    command = [sys.executable, "-m", "api.command", "up", "--port", str(free_port()), "--data", str(data)]
    with (data / "stack.log").open("wb") as log:
        started = subprocess.Popen(
            [*command, "--no-live"], cwd=data, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        yield Server(data, env, psutil.Process(started.pid), await_ready(data, started, able=able))
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(90)


def await_ready(data: Path, started: subprocess.Popen[bytes], *, able: bool) -> Presence:
    until = time.monotonic() + READY_WITHIN
    missing: str | None = "nothing answers"
    while time.monotonic() < until and started.poll() is None:
        here = presence.find(data)
        if here:
            try:
                with Client(here.url) as client:
                    missing = client.unreadiness()
                    if not able and missing and "prepare" in missing:  # what it has, it says
                        return here
            except Unreachable:
                missing = "the API does not answer"
            if missing is None:
                return here
        time.sleep(0.2)
    raise RuntimeError(f"the stack is not ready: {missing}\n{(data / 'stack.log').read_text()[-3000:]}")


@contextmanager
def workers(server: Server, engines: str, cores: Sequence[int | None], **environment: str) -> Iterator[None]:
    """More worker processes, of engines only, each on the core that is named for it."""
    env = (
        server.env
        | {"TEMPORAL_ADDRESS": server.here.temporal, "DALSTON_DATA": str(server.data)}
        | environment
    )
    command = [sys.executable, "-m", "workers", "--no-workflows", "--engines", engines]
    with ExitStack() as running:
        for number, core in enumerate(cores):
            log = running.enter_context((server.data / f"worker-{number}.log").open("wb"))
            started = subprocess.Popen(command, env=env, cwd=server.data, stdout=log, stderr=log)
            if core is not None:
                os.sched_setaffinity(started.pid, {core})
            running.callback(stop, started)
        yield


def stop(started: subprocess.Popen[bytes]) -> None:
    started.send_signal(signal.SIGTERM)
    started.wait(60)


def await_slots(server: Server, stage: str, many: int) -> None:
    """Until so many slots of a stage are live: of who begins or ends, one hears some seconds later."""
    until = time.monotonic() + READY_WITHIN
    while (found := server.slots(stage)) != many:
        if time.monotonic() > until:
            raise RuntimeError(f"{found} slots of {stage} are live, not {many}")
        time.sleep(0.5)


def told(spent: dict[str, float]) -> str:
    return ", ".join(f"{name} {used:.0f}" for name, used in sorted(spent.items(), key=lambda one: -one[1]))
