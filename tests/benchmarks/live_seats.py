"""How soon a seat is refused, taken again, and taken over: real processes, the clock on the wall."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.live_claims import Claim, below
from tests.live import FRAME, Caller, calling, frames, silence, speech
from tests.live_stack import capacity, live_stack, url
from tests.processes import Stack

TIMES = 5
BEFORE = 40  # frames of speech that are heard before the worker dies
TEXT = ("transcript.partial", "transcript.final")


def measure() -> list[Claim]:
    return [*asyncio.run(refused_and_freed()), *asyncio.run(taken_over())]


@asynccontextmanager
async def serving(**environment: str) -> AsyncIterator[Stack]:
    with TemporaryDirectory() as data:
        async with live_stack(Path(data), **environment) as stack:
            yield stack


async def refused_and_freed() -> list[Claim]:
    refusals, returns = list[float](), list[float]()
    async with serving(DALSTON_REALTIME_SLOTS="1") as stack:
        for _ in range(TIMES):
            async with calling(url(stack), language="en") as first:
                await first.heard("session.begin")
                refusals.append(await refusal(url(stack)))
                await first.tell("end")
                await first.heard("session.end")
            returns.append(await seating(url(stack)))
    what = f"worst of {TIMES}"
    print(f"no seat: refused after {told(refusals)}; a freed seat: taken after {told(returns)}", flush=True)
    return [
        below(f"no seat is free: no_capacity, {what}", max(refusals), 5.0),
        below(f"a freed seat is taken, {what}", max(returns), 1.0),
    ]


async def refusal(address: str) -> float:
    asked = time.monotonic()
    async with calling(address, language="en") as caller:
        error = await caller.heard("error")
        assert error["code"] == "no_capacity", error
        return time.monotonic() - asked


async def seating(address: str) -> float:
    asked = time.monotonic()
    async with calling(address, language="en") as caller:
        await caller.heard("session.begin")
        seconds = time.monotonic() - asked
        await caller.tell("end")
        await caller.heard("session.end")
        return seconds


async def taken_over() -> list[Claim]:
    """The worker that has the seat is killed while somebody speaks; another is there."""
    gaps = list[float]()
    async with serving() as stack:
        names = (f"realtime-{number}" for number in count(1))
        dying = next(names)
        for _ in range(TIMES):
            async with calling(url(stack), language="en") as caller:
                await caller.heard("session.begin")
                heir = next(names)
                stack.start(heir)
                await capacity(stack, workers=2)
                gaps.append(await text_after_death(stack, dying, caller))
            dying = heir
            await capacity(stack, workers=1)
    print(f"a worker is killed: text again after {told(gaps)}", flush=True)
    return [below(f"text after a worker's death, worst of {TIMES}", max(gaps), 4.0)]


async def text_after_death(stack: Stack, worker: str, caller: Caller) -> float:
    """Seconds."""
    said = frames(speech() + speech() + silence(1))
    begins = time.monotonic()
    await paced(caller, said[:BEFORE], begins)
    died = time.monotonic()
    stack.kill(worker)
    await paced(caller, said[BEFORE:], begins + BEFORE * FRAME)
    await caller.tell("end")
    await caller.heard("session.end")
    return next(when for when in texts(caller) if when > died) - died


async def paced(caller: Caller, said: list[bytes], begins: float) -> None:
    for number, frame in enumerate(said, 1):
        await asyncio.sleep(max(0.0, begins + number * FRAME - time.monotonic()))
        await caller.socket.send(frame)


def texts(caller: Caller) -> Iterator[float]:
    return (when for when, event in zip(caller.times, caller.events, strict=True) if event["type"] in TEXT)


def told(seconds: list[float]) -> str:
    return ", ".join(f"{one:.2f}" for one in seconds) + " s"
