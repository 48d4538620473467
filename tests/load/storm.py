"""Thousands of jobs within a minute: nobody waits for the API, nothing is lost, short jobs get through."""

import asyncio
import itertools
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from activities.index import Index, Job
from tests.benchmarks.latency import percentile
from tests.benchmarks.live_claims import Claim, below
from tests.load import recordings
from tests.load.http import Tenant, tenant
from tests.load.plugins import FAKE, TIMED
from tests.load.stack import Server, running, told

PATIENCE = 1.0  # seconds, the 99th percentile of answers
SHORT, LONG = 5.0, 1800.0  # seconds of audio
EVERY = 5.0  # seconds between two short jobs of somebody who waits for each
LOOKS = 5.0  # a second, at jobs that wait
SOON = 10.0  # seconds, the 95th percentile of such a job
DRAINED = 1800.0  # seconds after which what has not ended counts as lost


@dataclass
class Heard:
    """What the API said while the storm went on."""

    accepted: list[str] = field(default_factory=list)
    waiting: list[dict[str, Any]] = field(default_factory=list)
    interactive: list[float] = field(default_factory=list)  # seconds from submission to the end


def measure(data: Path, many: int, minutes: float) -> list[Claim]:
    # A thousandth of the audio's length: what is measured is everything but the engine.
    engines = {"DALSTON_ENGINES": "audio-prepare," + TIMED, "TIMED_TRANSCRIBE": "0.001"}
    with running(data, FAKE, DALSTON_AUTH="on", **engines) as server:
        return asyncio.run(storm(server, many, minutes * 60))


async def storm(server: Server, many: int, seconds: float) -> list[Claim]:
    url, heard, over = server.here.url, Heard(), asyncio.Event()
    async with tenant(url, server.key("bulk")) as bulk, tenant(url, server.key("single")) as single:
        before, began = server.burnt(), time.monotonic()
        async with asyncio.TaskGroup() as beside:
            beside.create_task(watch(bulk, heard, over))
            beside.create_task(interact(single, heard, over))
            await submit(bulk, heard, many, seconds)
            took = time.monotonic() - began
            spent = {name: used - before.get(name, 0) for name, used in server.burnt().items()}
            print(f"{len(heard.accepted)} accepted in {took:.1f} s; core seconds meanwhile: {told(spent)}")
            print(f"when the last was accepted: {counts(server)}", flush=True)
            ended = await drained(server, bulk, many)
            over.set()
        print(f"{ended} of them ended {time.monotonic() - began:.0f} s after the first was submitted")
        return claims(heard, [bulk, single], many, took, seconds, counts(server))


async def submit(bulk: Tenant, heard: Heard, many: int, seconds: float) -> None:
    """At an even pace, however long answers take."""
    short, began = recordings.speech(SHORT), time.monotonic()
    async with asyncio.TaskGroup() as submitting:
        for number in range(many):
            await asyncio.sleep(max(0.0, began + number * seconds / many - time.monotonic()))
            submitting.create_task(one(bulk, heard, short))


async def one(bulk: Tenant, heard: Heard, audio: bytes) -> None:
    if job_id := await bulk.submit(audio, TIMED):
        heard.accepted.append(job_id)


async def watch(bulk: Tenant, heard: Heard, over: asyncio.Event) -> None:
    """Look at some of the jobs that wait, as a console or a client that polls does."""
    for number in itertools.count(1):
        if over.is_set():
            return
        if heard.accepted:
            job = await bulk.look(heard.accepted[-(number % len(heard.accepted)) - 1])
            if job and job["status"] in ("pending", "running") and not job["audio_seconds_done"]:
                heard.waiting.append(job)
        await asyncio.sleep(1 / LOOKS)


async def interact(single: Tenant, heard: Heard, over: asyncio.Event) -> None:
    """Somebody else who has one short recording after the other."""
    short = recordings.speech(SHORT)
    while not over.is_set():
        began = time.monotonic()
        if job_id := await single.submit(short, TIMED):
            await single.ended(job_id)
            heard.interactive.append(time.monotonic() - began)
        await asyncio.sleep(EVERY)


async def drained(server: Server, bulk: Tenant, many: int) -> int:
    """How many jobs ended within patience."""
    index, until = Index(f"sqlite:///{server.data / 'index.sqlite'}"), time.monotonic() + DRAINED
    try:
        while (left := await asyncio.to_thread(index.running, "bulk")) and time.monotonic() < until:
            await asyncio.sleep(2)
        return many - left
    finally:
        index.close()


def counts(server: Server) -> dict[str, int]:
    """Jobs of the storm by status, as the database has them."""
    index = Index(f"sqlite:///{server.data / 'index.sqlite'}")
    wanted = select(Job.status, func.count()).where(Job.tenant == "bulk").group_by(Job.status)
    with Session(index.engine) as session:
        found = dict(session.execute(wanted).tuples().all())
    index.close()
    return found


def claims(
    heard: Heard, tenants: list[Tenant], many: int, took: float, seconds: float, ended: dict[str, int]
) -> list[Claim]:
    answers = [later for tenant in tenants for later in tenant.took.get("submit", [])]
    looks = [later for tenant in tenants for later in tenant.took.get("look", [])]
    failures = [failure for tenant in tenants for failure in tenant.failures]
    for failure in failures[:5]:
        print(failure)
    for name, some in (
        ("submissions", answers),
        ("looks at a job", looks),
        ("short jobs", heard.interactive),
    ):
        print(f"{name}: {len(some)}, {distribution(some)}")
    placed = [job for job in heard.waiting if job.get("queue_position") is not None]
    timed = [job for job in placed if job["eta_seconds"] is not None]
    missing = many - ended.get("completed", 0)
    return [
        Claim(f"{many} jobs submitted within", f"{took:.1f} s", f"{seconds + 5:g} s", took < seconds + 5),
        below("99th percentile of submissions", percentile(answers, 99), PATIENCE),
        below("99th percentile of looks at a job", percentile(looks, 99), PATIENCE),
        Claim("requests that failed", str(len(failures)), "0", not failures),
        Claim("accepted jobs that did not complete", str(missing), "0", not missing),
        Claim(
            "looks at waiting jobs that said a place in the queue",
            f"{len(placed)} of {len(heard.waiting)}",
            "95 %",
            len(placed) >= 0.95 * len(heard.waiting) and bool(placed),
        ),
        Claim(
            "… and when the job may be done",
            f"{len(timed)} of {len(placed)}",
            "50 %",
            2 * len(timed) >= len(placed),
        ),
        below("95th percentile of somebody else's short jobs", percentile(heard.interactive, 95), SOON),
    ]


def distribution(some: list[float]) -> str:
    if not some:
        return "none"
    parts = [
        f"{name} {percentile(some, of):.3f} s" for name, of in (("median", 50), ("p95", 95), ("p99", 99))
    ]
    return ", ".join([*parts, f"worst {max(some):.3f} s"])
