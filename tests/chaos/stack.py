"""The whole stack as processes that can be killed, stopped and restarted, on disks that can be filled."""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
import psutil

from activities import migrations, storage
from api.command import temporal_server
from tests import postgresql, s3_server
from tests.chaos import disk, engine
from tests.chaos.plan import LISTENERS, PROCESSES, SERVERS, WORKERS
from tests.chaos.s3_proxy import Proxy, proxy
from tests.conftest import MODEL, free_port, free_ports
from tests.https_server import Authority
from tests.live_stack import capacity
from tests.processes import Stack

ENGINES = "audio-prepare,chaos:steady,chaos:real,fake:steady"
PLUGINS = {
    "chaos": "tests.chaos.engine:Chaos",
    "fake": "tests.fakes:FakeEngine",
    "marks": "tests.chaos.listener.engine:Marks",
}
SLOTS = 2  # chunks that a worker transcribes side by side
READY = 120.0  # seconds in which all must have started
LOOKING = 0.3  # seconds between two looks whether all processes are there


class ChaosStack(Stack):
    """`folder`: of everything; the servers' disks are in it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, free_ports(), MODEL)
        self.s3_ports, self.line_port = s3_server.free_ports(), free_port()
        self.s3 = s3_server.S3Server(f"http://127.0.0.1:{self.s3_ports}")
        self.disks = {name: disk.Disk(folder / f"{name}-disk") for name in SERVERS}
        self.notes = folder / "notes"
        self.down: set[str] = set()  # on purpose
        self.died: list[str] = []  # by themselves
        self.pids: dict[int, str] = {}  # of all processes that there ever were
        self.line: Proxy

    def argv(self, name: str) -> list[str]:
        python = [sys.executable, "-m"]
        match name:
            case "temporal":
                database = self.disks[name].folder / "temporal.sqlite"
                return temporal_server.argv(database, self.temporal_port, self.ui_port)
            case "s3":
                return s3_server.argv(self.disks[name].folder, self.s3_ports)
            case "database":
                return self.postgresql.argv()
            case "engines-1":
                return [*python, "workers", "--no-workflows"]
            case "workflows-1":
                return [*python, "workers", "--engines", "audio-prepare"]
            case _:
                return [*python, name.partition("-")[0]]

    def user(self, name: str) -> str | None:
        return postgresql.ORDINARY if name == "database" and os.getuid() == 0 else None

    def start(self, *names: str) -> None:
        super().start(*names)
        for name in names:
            self.pids[self.running[name].pid] = name
            self.down.discard(name)

    def kill(self, name: str) -> None:
        self.down.add(name)
        for process in self.family(name):
            with suppress(psutil.NoSuchProcess):
                process.kill()
        self.running.pop(name).wait()

    def send(self, name: str, number: signal.Signals) -> None:
        for process in self.family(name):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(number)

    def family(self, name: str) -> list[psutil.Process]:
        """A process and its children: PostgreSQL has many."""
        try:
            process = psutil.Process(self.running[name].pid)
            return [process, *process.children(recursive=True)]
        except psutil.NoSuchProcess:
            return []

    async def keep(self) -> None:
        """Restart what dies by itself, as every way to run servers does."""
        while True:
            for name, process in list(self.running.items()):
                if name not in self.down and process.poll() is not None:
                    self.died.append(f"{name} ended with {process.returncode} at {time.time():.1f}")
                    await asyncio.sleep(1)
                    if self.running.get(name) is process and name not in self.down:
                        self.start(name)
            await asyncio.sleep(LOOKING)

    def pace(self, seconds: float) -> None:
        """That the engine takes for a word."""
        (self.notes / engine.PACE).write_text(str(seconds))

    async def furnish(self, authority: Authority) -> None:
        """Servers with their disks, a bucket and tables; nothing of Dalston yet."""
        self.notes.mkdir()
        for one in self.disks.values():
            one.open(postgresql.ORDINARY if one is self.disks["database"] else None)
        self.postgresql = postgresql.Server(self.disks["database"].folder, free_port())
        self.start(*SERVERS)
        bucket = await asyncio.to_thread(_bucket, self.s3)
        await asyncio.to_thread(_tables, self.postgresql.url())
        _install(self.notes)
        shelf = self.data / "shelf"
        shelf.mkdir()
        self.environment |= self.s3.environment | {
            engine.FOLDER: str(self.notes),
            "DALSTON_BATCH_FOLDERS": shelf.as_uri(),
            "DALSTON_DATABASE": self.postgresql.url(),
            "DALSTON_ENGINES": ENGINES,
            "DALSTON_FETCH_ALLOW": "localhost",
            "DALSTON_REALTIME_DRAIN_SECONDS": "2",
            "DALSTON_REALTIME_ENGINE": "marks:steady",
            "DALSTON_REALTIME_RETURN_SECONDS": "120",
            "DALSTON_REALTIME_SLOTS": "8",
            "DALSTON_S3_ENDPOINT": f"http://127.0.0.1:{self.line_port}",
            "DALSTON_SLOTS": str(SLOTS),
            "DALSTON_STORAGE": f"s3://{bucket}/jobs",
            "PYTHONPATH": str(self.notes),
            "SSL_CERT_FILE": str(authority.write(self.data / "authority.pem")),
        }
        os.environ.update(self.s3.environment)  # what is looked at in the end goes past the line
        storage.forget_settings()

    def stop(self) -> None:
        super().stop()
        for one in self.disks.values():
            one.close()


@asynccontextmanager
async def chaos_stack(authority: Authority) -> AsyncIterator[ChaosStack]:
    """All processes, ready. Its folder stays where something is to be read in the logs."""
    folder = Path(tempfile.mkdtemp(prefix="dalston-chaos-"))
    folder.chmod(0o755)  # PostgreSQL's user goes through it
    stack = ChaosStack(folder)
    try:
        await stack.furnish(authority)
        async with proxy(stack.line_port, stack.s3_ports) as stack.line:
            stack.start(*WORKERS, *LISTENERS, "api")
            assert set(stack.running) == set(PROCESSES)
            async with asyncio.timeout(READY):
                await well(stack)
            yield stack
    finally:
        stack.stop()
        await stack.api.aclose()


async def well(stack: ChaosStack) -> None:
    """Wait until all engines that the plan asks for are live, and all listeners."""
    await stack.ready()
    await capacity(stack, workers=len(LISTENERS))
    engines = {name.partition(":")[0] for name in ENGINES.split(",")}
    while not engines <= await _live(stack):
        await asyncio.sleep(LOOKING)


async def _live(stack: ChaosStack) -> set[str]:
    try:
        answer = await stack.api.get("/v1/engines")
        return {one["id"] for one in answer.json()["engines"] if one["live"]} if answer.is_success else set()
    except httpx.TransportError:
        return set()


def forget(stack: ChaosStack) -> None:
    shutil.rmtree(stack.data, ignore_errors=True)


def _bucket(server: s3_server.S3Server) -> str:
    until = time.monotonic() + s3_server.PATIENCE
    while True:
        try:
            return server.bucket()
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _tables(url: str) -> None:
    until = time.monotonic() + s3_server.PATIENCE
    while True:
        try:
            migrations.upgrade(url)
            return
        except Exception:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


def _install(folder: Path) -> None:
    """The engines of tests, as another package would bring them."""
    metadata = folder / "chaos-1.0.dist-info"
    metadata.mkdir()
    points = "\n".join(["[dalston.engines]", *(f"{name} = {place}" for name, place in PLUGINS.items())])
    (metadata / "entry_points.txt").write_text(points, "utf-8")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: chaos\nVersion: 1.0\n", "utf-8")
