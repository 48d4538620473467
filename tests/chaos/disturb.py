"""Carries out what a plan says, and remembers what was really done, and when."""

import asyncio
import signal
import time
from collections import defaultdict
from dataclasses import dataclass, field

from tests.chaos.plan import Disturbance
from tests.chaos.stack import ChaosStack, well


@dataclass(frozen=True)
class Done:
    """Times are Unix time."""

    what: str
    target: str
    start: float
    end: float
    pid: int | None = None  # of the process, where it was one


@dataclass
class Disturber:
    stack: ChaosStack
    done: list[Done] = field(default_factory=list)
    _busy: defaultdict[str, asyncio.Lock] = field(default_factory=lambda: defaultdict(asyncio.Lock))

    async def run(self, disturbances: list[Disturbance], begun: float, *, apart: bool = False) -> None:
        """`begun`: Unix time of the plan's beginning; `apart`: each begins when all is well again."""
        async with asyncio.TaskGroup() as group:
            for one in disturbances:
                await asyncio.sleep(max(0.0, begun + one.at - time.time()))
                print(f"{time.time() - begun:6.1f} s  {one.what} {one.target}", flush=True)
                doing = group.create_task(self._do(one))
                if apart:
                    await doing
                    await well(self.stack)

    async def _do(self, one: Disturbance) -> None:
        async with self._busy[one.target.removeprefix("disk-")]:  # a restart may last longer than planned
            await self._disturb(one)

    async def _disturb(self, one: Disturbance) -> None:
        start = time.time()
        pid = self.stack.running[one.target].pid if one.target in self.stack.running else None
        match one.what:
            case "kill":
                self.stack.kill(one.target)
                await asyncio.sleep(one.seconds)
                self.stack.start(one.target)
            case "stop":
                self.stack.send(one.target, signal.SIGSTOP)
                await asyncio.sleep(one.seconds)
                self.stack.send(one.target, signal.SIGCONT)
            case "restart":
                self.stack.down.add(one.target)
                await self.stack.ask_to_stop(one.target)
                self.stack.start(one.target)
            case "cut" | "busy":
                self.stack.line.turn("cut" if one.what == "cut" else "busy")
                await asyncio.sleep(one.seconds)
                self.stack.line.turn("whole")
            case "fill":
                await self._fill(one)
        self.done.append(Done(one.what, one.target, start, time.time(), pid))

    async def _fill(self, one: Disturbance) -> None:
        """As somebody does who finds the disk full: makes room, and restarts what had it."""
        name = one.target.removeprefix("disk-")
        disk = self.stack.disks[name]
        await asyncio.to_thread(disk.fill)
        await asyncio.sleep(one.seconds)
        disk.clear()
        self.stack.kill(name)
        self.stack.start(name)
