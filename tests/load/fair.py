"""Whose work comes first: a second tenant beside a crowd, and short recordings beside a long one."""

import asyncio
import time
from pathlib import Path

from tests.benchmarks.live_claims import Claim, below
from tests.load import recordings
from tests.load.http import Tenant, tenant
from tests.load.plugins import TIMED, TIMED_ALL
from tests.load.stack import Server, running

CROWD, FEW = 500, 5  # jobs
SHORT = 10.0  # seconds of audio; a second of work
LONG = 10 * 3600.0
SLOTS = 2
TIMES = 3.0  # as long as alone
SOON = 5.0  # seconds
TRIES = 10  # short recordings, one after the other, while the long one runs
AT_ONCE = 8  # submissions


def measure(data: Path) -> list[Claim]:
    settings = {
        "DALSTON_ENGINES": "audio-prepare," + TIMED,
        "DALSTON_SLOTS": str(SLOTS),
        "DALSTON_AUTH": "on",
    }
    with running(data, TIMED_ALL, TIMED_TRANSCRIBE="0.1", TIMED_PREPARE="10000", **settings) as server:
        return asyncio.run(claims(server))


async def claims(server: Server) -> list[Claim]:
    url = server.here.url
    async with (
        tenant(url, server.key("crowd")) as crowd,
        tenant(url, server.key("few")) as few,
        tenant(url, server.key("both")) as both,
    ):
        beside = await short_beside_long(both)
        alone = await together(few, FEW)
        ids = await queue(crowd, CROWD)
        crowded = await together(few, FEW)
        await cancel(crowd, ids)
        failures = [failure for one in (crowd, few, both) for failure in one.failures]
    print(f"{FEW} jobs alone: {alone:.2f} s; behind {CROWD} of another tenant: {crowded:.2f} s")
    print("short recordings beside a long one: " + ", ".join(f"{took:.2f}" for took in beside) + " s")
    return [
        Claim(
            f"{FEW} jobs behind {CROWD} of another tenant, over their time alone",
            f"{crowded / alone:.2f}",
            f"< {TIMES:g}",
            crowded < TIMES * alone,
        ),
        below(
            f"slowest recording of {SHORT:g} s while the same tenant has one of ten hours", max(beside), SOON
        ),
        Claim("requests that failed", str(len(failures)), "0", not failures),
    ]


async def queue(crowd: Tenant, many: int, seconds: float = SHORT) -> list[str]:
    """Ids of the jobs that were accepted."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one() -> str | None:
        async with room:
            return await crowd.submit(recordings.silence(seconds), TIMED)

    found = await asyncio.gather(*(one() for _ in range(many)))
    if None in found:
        raise RuntimeError(f"{found.count(None)} of {many} jobs were refused: {crowd.failures[0]}")
    return [job_id for job_id in found if job_id]


async def together(few: Tenant, many: int) -> float:
    """Seconds from the first submission to the end of the last job."""
    began = time.monotonic()
    ids = await queue(few, many)
    await asyncio.gather(*(few.ended(job_id) for job_id in ids))
    return time.monotonic() - began


async def short_beside_long(both: Tenant) -> list[float]:
    long = await both.submit(recordings.silence(LONG), TIMED)
    while long and not ((await both.look(long)) or {}).get("audio_seconds_done"):
        await asyncio.sleep(0.5)
    took = [await together(both, 1) for _ in range(TRIES)]
    await cancel(both, [long] if long else [])
    return took


async def cancel(who: Tenant, ids: list[str]) -> None:
    """What is left of them is not waited for."""
    room = asyncio.Semaphore(AT_ONCE)

    async def one(job_id: str) -> None:
        async with room:
            await who.http.post(f"/v1/audio/transcriptions/{job_id}/cancel")

    await asyncio.gather(*(one(job_id) for job_id in ids))
