"""How much memory a worker takes, and whether it is time to start afresh."""

import asyncio
from contextlib import suppress

import psutil

LOOK = 2.0  # seconds between looks
MB = 1_000_000


class Outgrown(Exception):
    """The process takes more memory than it may. It has finished its work; another is to take its place."""


async def outgrown(limit_mb: int) -> Outgrown:
    """Wait for it. With no limit (0) it never comes."""
    while True:
        await asyncio.sleep(LOOK)
        taken = await asyncio.to_thread(used) // MB if limit_mb else 0
        if taken > limit_mb:
            return Outgrown(f"takes {taken} MB; DALSTON_MEMORY_LIMIT_MB allows {limit_mb}")


def used() -> int:
    """Bytes of this process and of those that it started."""
    this = psutil.Process()
    total: int = this.memory_info().rss
    for child in this.children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            total += child.memory_info().rss
    return total
