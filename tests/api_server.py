"""The HTTP server on a free port, in this process but over a real socket."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeVar

import httpx
import uvicorn
from fastapi import FastAPI

from api.http_server import config

Answer = TypeVar("Answer")


async def until(
    ask: Callable[[], Awaitable[Answer]], good: Callable[[Answer], bool], seconds: float = 120
) -> Answer:
    """Ask again and again until the answer is good."""
    async with asyncio.timeout(seconds):
        while not good(answer := await ask()):
            await asyncio.sleep(0.1)
        return answer


@asynccontextmanager
async def serving(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    server = uvicorn.Server(config(app, port=0, timeout_graceful_shutdown=5))
    # Not serve(): signals belong to whoever runs the tests.
    running = asyncio.create_task(server._serve())
    try:
        while not server.started:
            if running.done():
                running.result()
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
            yield client
    finally:
        server.should_exit = True
        await running
