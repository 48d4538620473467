"""The processes of live speech, each of which a test may kill."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

from tests.conftest import MODEL, free_port
from tests.processes import Stack, started


@asynccontextmanager
async def live_stack(data: Path, **environment: str) -> AsyncIterator[Stack]:
    """Temporal, a worker, the realtime worker `realtime-1` and the API, ready."""
    stack = Stack(data, (free_port(), free_port(), free_port()), MODEL)
    stack.environment |= {
        "DALSTON_REALTIME_ENGINE": f"whisper-streaming:{MODEL}",
        "DALSTON_LIVE_SEAT_SECONDS": "20",  # the tests beside this one keep the machine busy
        **environment,
    }
    async with started(stack, "temporal", "workers", "realtime-1", "api"):
        await stack.ready()
        await capacity(stack, workers=1)
        yield stack


async def capacity(stack: Stack, workers: int) -> None:
    while True:
        try:
            answer = await stack.api.get("/v1/realtime/status")
            if answer.is_success and len(answer.json()["workers"]) == workers:
                return
        except httpx.TransportError:
            pass
        await asyncio.sleep(0.1)


def url(stack: Stack) -> str:
    return str(stack.api.base_url).rstrip("/")
