"""Child processes kept alive: a dead one is started again, and none outlives the supervisor."""

import asyncio
import ctypes
import os
import signal
import sys
import time
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

FIRST_DELAY, LONGEST_DELAY = 0.2, 10.0  # seconds between a death and the next start
HEALTHY_AFTER = 30.0  # seconds of life after which a death counts as the first one again
HURRIED_GRACE = 1.0  # seconds a child has left once somebody is in a hurry
LARGEST_LOG = 10_000_000  # bytes; a longer log is set aside when its child starts
LAST_WORDS = 4000  # bytes of a dead child's log that are shown

PR_SET_PDEATHSIG = 1
# Loaded before any fork: between fork and exec a child must not take the loader's locks.
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Child:
    name: str
    argv: list[str]
    env: dict[str, str]  # all of its environment
    log: Path  # where its output goes
    grace: float = 10.0  # seconds between SIGTERM and SIGKILL


@dataclass(frozen=True)
class Death:
    """A child that ended though nobody asked it to."""

    child: Child
    code: int  # exit status, or minus the signal that killed it
    in_a_row: int  # how many in a row died young, this one included
    delay: float  # seconds until it is started again
    last_words: str  # what it wrote at the end

    @property
    def cause(self) -> str:
        return (
            f"exit status {self.code}" if self.code >= 0 else f"killed by {signal.Signals(-self.code).name}"
        )


class Supervisor:
    """Starts children in order, keeps them running, stops them in the opposite order."""

    def __init__(self, on_death: Callable[[Death], None]) -> None:
        self.on_death = on_death
        self.keepers: list[Keeper] = []
        self.hurry = asyncio.Event()  # set: no more waiting for children to end by themselves

    def start(self, child: Child) -> "Keeper":
        keeper = Keeper(child, self.on_death, self.hurry)
        self.keepers.append(keeper)
        return keeper

    async def stop(self) -> None:
        while self.keepers:
            await self.keepers.pop().stop()


class Keeper:
    """One child, and whoever takes its place when it dies."""

    def __init__(self, child: Child, on_death: Callable[[Death], None], hurry: asyncio.Event) -> None:
        self.child = child
        self.on_death = on_death
        self.hurry = hurry
        self.process: Process | None = None
        self.stopping = asyncio.Event()
        self.keeping = asyncio.create_task(self.keep(), name=f"keep {child.name}")

    async def stop(self) -> None:
        self.stopping.set()
        await self.keeping

    async def keep(self) -> None:
        in_a_row = 0
        while not self.stopping.is_set():
            born = time.monotonic()
            code, last_words = await self.live()
            if self.stopping.is_set():
                return
            in_a_row = 1 if time.monotonic() - born > HEALTHY_AFTER else in_a_row + 1
            delay = min(LONGEST_DELAY, FIRST_DELAY * 2 ** (in_a_row - 1))
            self.on_death(Death(self.child, code, in_a_row, delay, last_words))
            await first_of(self.stopping.wait(), within=delay)

    async def live(self) -> tuple[int, str]:
        """One life of the child: how it ended, and its last words."""
        with open_log(self.child.log) as log:
            already = log.tell()
            try:
                self.process = await spawn(self.child, log)
            except OSError as error:
                return os.EX_UNAVAILABLE, f"{self.child.argv[0]} cannot be started: {error.strerror}"
        await first_of(self.process.wait(), self.stopping.wait())
        if self.stopping.is_set():
            await self.end(self.process)
        kill_group(self.process)  # what it left behind
        return await self.process.wait(), tail(self.child.log, already)

    async def end(self, process: Process) -> None:
        with suppress(ProcessLookupError):
            process.terminate()
        await first_of(process.wait(), self.hurry.wait(), within=self.child.grace)
        if process.returncode is None:
            await first_of(process.wait(), within=HURRIED_GRACE)


async def spawn(child: Child, log: BinaryIO) -> Process:
    parent = os.getpid()

    def die_with_parent() -> None:
        if LIBC:
            LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:  # it died before we could ask to be told
                os._exit(1)

    # A session of its own: Ctrl-C in the terminal reaches the supervisor alone, which then drains.
    return await asyncio.create_subprocess_exec(
        *child.argv,
        env=child.env,
        stdin=DEVNULL,
        stdout=log,
        stderr=STDOUT,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )


def kill_group(process: Process) -> None:
    """Kill whatever is left of a child and of the processes it started."""
    with suppress(ProcessLookupError, PermissionError):  # macOS says the latter of zombies
        os.killpg(process.pid, signal.SIGKILL)


def open_log(path: Path) -> BinaryIO:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists() and path.stat().st_size > LARGEST_LOG:
        path.replace(path.with_name(f"{path.name}.1"))
    return path.open("ab")


def tail(path: Path, start: int) -> str:
    """The end of what was written to a log since it had `start` bytes."""
    with path.open("rb") as file:
        file.seek(max(start, path.stat().st_size - LAST_WORDS))
        return file.read().decode(errors="replace").strip()


async def first_of(*waits: Coroutine[Any, Any, Any], within: float | None = None) -> None:
    """Wait until one of them has happened, or for so many seconds."""
    tasks = [asyncio.create_task(wait) for wait in waits]
    await asyncio.wait(tasks, timeout=within, return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
