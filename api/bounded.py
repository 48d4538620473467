"""Routes whose bodies are read as a whole, and so must not be larger than this."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette.types import Message

from api.errors import FileTooLarge

MOST = 16 << 20  # bytes


class BoundedRoute(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def bounded(request: Request) -> Response:
            body = await read(request)

            async def replay() -> Message:
                return {"type": "http.request", "body": body, "more_body": False}

            return await handle(Request(request.scope, replay))

        return bounded


async def read(request: Request) -> bytes:
    """Raises FileTooLarge."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > MOST:
            raise FileTooLarge(
                f"the body is larger than the {MOST} bytes that this route accepts", limit=MOST
            )
    return bytes(body)
