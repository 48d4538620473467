"""Around every answer: JSON and text in one piece leave compressed; streams, audio and files do not."""

import asyncio
import gzip
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.console_files import accepts_gzip

SMALLEST = 1000  # bytes that are worth it
LARGE = 64 * 1024  # bytes: compressed beside the event loop, which live speech waits for
LEVEL = 4
COMPRESSED = re.compile(r"(application/json|text/(plain|html|vtt|markdown)|application/x-subrip)\b")


class CompressedMiddleware:
    """Pure ASGI."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and accepts_gzip(Headers(scope=scope).get("Accept-Encoding", "")):
            await self.app(scope, receive, Answer(send).send)
        else:
            await self.app(scope, receive, send)


class Answer:
    """Holds back the head of what may be compressed until its body is there."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._head: Message | None = None

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start" and worth_it(Headers(raw=message["headers"])):
            self._head = message
            return
        if self._head and message["type"] == "http.response.body":
            head, self._head = self._head, None
            if not message.get("more_body"):
                message = {**message, "body": await shrunk(message.get("body", b""))}
                headers = MutableHeaders(scope=head)
                headers["Content-Encoding"] = "gzip"
                headers["Content-Length"] = str(len(message["body"]))
                headers.add_vary_header("Accept-Encoding")
            await self._send(head)
        await self._send(message)


def worth_it(headers: Headers) -> bool:
    """Whether an answer of known length is text, long and not compressed yet."""
    length = headers.get("Content-Length", "")
    return (
        length.isdigit()
        and int(length) >= SMALLEST
        and "Content-Encoding" not in headers
        and "Content-Range" not in headers
        and COMPRESSED.match(headers.get("Content-Type", "")) is not None
    )


async def shrunk(body: bytes) -> bytes:
    if len(body) < LARGE:
        return gzip.compress(body, LEVEL)
    return await asyncio.to_thread(gzip.compress, body, LEVEL)
