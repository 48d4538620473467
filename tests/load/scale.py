"""More workers, sooner done: one recording and many, on two cores and on 64 workers whose work is slept."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from api.client import JOBS, Client
from tests.benchmarks.live_claims import Claim
from tests.load import recordings
from tests.load.fair import queue
from tests.load.history import Spent, spent
from tests.load.http import tenant
from tests.load.plugins import FAKE, TIMED, TIMED_ALL
from tests.load.stack import Server, await_slots, running, told, workers

REAL = "faster-whisper:tiny.en"
HALF_AN_HOUR, TEN_HOURS, A_MINUTE = 1800.0, 36_000.0, 60.0  # of audio
PROCESSES, SLOTS = 4, 16  # each; 64 workers
FILES = 1000
TWICE, EFFICIENT = 1.85, 0.9


def on_cores(data: Path) -> list[Claim]:
    """A real model on one core, then on two; the rest of the system shares them."""
    one_core = {"DALSTON_SLOTS": "1", "DALSTON_THREADS": "1"}
    took: list[tuple[float, Spent]] = []
    with (
        running(data, FAKE, False, DALSTON_ENGINES="audio-prepare") as server,
        Client(server.here.url) as client,
    ):
        for cores in ([0], [0, 1]):
            with workers(server, REAL, cores, **one_core):
                await_slots(server, "transcribe", len(cores))
                warm(client, len(cores))
                job = finished(client, recordings.speech(HALF_AN_HOUR), REAL)
                took.append((wall(job), asyncio.run(spent(server, job["id"]))))
                print(f"{len(cores)} workers: {took[-1][0]:.1f} s, {took[-1][1]}", flush=True)
            await_slots(server, "transcribe", 0)
    whole, part = took[0][0] / took[1][0], took[0][1].wall / took[1][1].wall
    return [
        Claim("half an hour on two workers of a core each", f"{part:.2f}x", f">= {TWICE}x", part >= TWICE),
        Claim("… the whole job, with prepare", f"{whole:.2f}x", "none", True),
    ]


def one_long(data: Path, pace: float) -> list[Claim]:
    """Ten hours of audio."""
    with timed(data, pace) as (server, before), Client(server.here.url, key=server.key("one")) as client:
        job = finished(client, recordings.silence(TEN_HOURS), TIMED)
        used = told({name: burnt - before.get(name, 0) for name, burnt in server.burnt().items()})
        found = asyncio.run(spent(server, job["id"]))
    engine = TEN_HOURS * pace
    efficiency = engine / (PROCESSES * SLOTS * found.wall)
    print(
        f"ten hours, {found.chunks} chunks of {engine / found.chunks:.2f} s: job {wall(job):.1f} s, {found}"
    )
    print(f"core seconds meanwhile: {used}")
    print(found.costs(engine, PROCESSES * SLOTS))
    what = f"efficiency of {PROCESSES * SLOTS} workers, chunks of ten hours"
    return [Claim(what, f"{efficiency:.3f}", f">= {EFFICIENT}", efficiency >= EFFICIENT)]


def many_short(data: Path, pace: float, files: int) -> list[Claim]:
    """From the first submission to the last job's end, all of it over HTTP."""
    with timed(data, pace) as (server, before):
        took = asyncio.run(all_of(server, files))
        used = {name: burnt - before.get(name, 0) for name, burnt in server.burnt().items()}
    engine = files * A_MINUTE * pace
    efficiency = engine / (PROCESSES * SLOTS * took)
    print(f"{files} files of a minute, {A_MINUTE * pace:.1f} s of engine each: {took:.1f} s")
    print(f"core seconds meanwhile: {told(used)}: {1000 * sum(used.values()) / files:.0f} ms a file")
    what = f"efficiency of {PROCESSES * SLOTS} workers, {files} files of a minute"
    return [Claim(what, f"{efficiency:.3f}", f">= {EFFICIENT}", efficiency >= EFFICIENT)]


async def all_of(server: Server, files: int) -> float:
    async with tenant(server.here.url, server.key("many")) as many:
        began = time.monotonic()
        ids = await queue(many, files, A_MINUTE)
        while left := await asyncio.to_thread(server.unfinished, "many"):
            await asyncio.sleep(0.5 if left < 100 else 2)
        if many.failures or len(ids) != files:
            raise RuntimeError(f"{len(ids)} of {files} accepted; {many.failures[:3]}")
        return time.monotonic() - began


@contextmanager
def timed(data: Path, pace: float) -> Iterator[tuple[Server, dict[str, float]]]:
    """64 workers whose work is slept: `pace` seconds a second of audio. And what was burnt before."""
    paces = {"TIMED_TRANSCRIBE": str(pace), "TIMED_PREPARE": "10000"}
    here = {"DALSTON_ENGINES": "audio-prepare", "DALSTON_SLOTS": "8", "DALSTON_AUTH": "on", **paces}
    with ExitStack() as stack:
        server = stack.enter_context(running(data, TIMED_ALL, False, **here))
        stack.enter_context(workers(server, TIMED, [None] * PROCESSES, DALSTON_SLOTS=str(SLOTS)))
        await_slots(server, "transcribe", PROCESSES * SLOTS)
        yield server, server.burnt()


def finished(client: Client, audio: bytes, model: str) -> dict[str, Any]:
    """A completed job."""
    files = {"file": ("scale.wav", audio)}
    job = client.request("POST", JOBS, data={"model": model, "language": "en"}, files=files).json()
    while (found := client.request("GET", f"{JOBS}/{job['id']}").json())["status"] in ("pending", "running"):
        time.sleep(1)
    if found["status"] != "completed":
        raise RuntimeError(f"{found['status']}: {found['error']}")
    return dict(found)


def warm(client: Client, cores: int) -> None:
    """Every worker has decoded something."""
    finished(client, recordings.speech(60.0 * cores), REAL)


def wall(job: dict[str, Any]) -> float:
    """Seconds that the job took by its own account."""
    ended, began = (datetime.fromisoformat(job[name]) for name in ("completed_at", "started_at"))
    return (ended - began).total_seconds()
