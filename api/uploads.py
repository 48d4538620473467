"""A request's body in, its file in storage out. Memory stays flat however large the file is."""

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import BinaryIO

from fastapi import Request
from starlette.requests import ClientDisconnect

from activities import storage
from api.errors import FileTooLarge, InvalidField
from api.form import Event, Field, Fields, FileBegin, FileData, FormReader, Reader, Shape
from api.metrics import UPLOADED

PIECE = 1 << 20  # bytes written at once: few hops to a thread, little memory
FLUSHED = 60.0  # seconds after which fewer are written too: the sweep sees that the upload is alive
OVERHEAD = 8 << 20  # bytes that fields and boundaries may add to the file
DRAINED = 64 << 20  # bytes read and forgotten so that a client still sending hears the answer
PATIENCE = 5  # seconds for that

Check = Callable[[Fields], Awaitable[None]]  # sees the fields in front of the file, may refuse them
Head = Callable[[Fields], bytes]  # what the file needs in front of its bytes
Reads = Callable[[Request, Shape], Reader]


@dataclass
class Upload:
    """A file as received; without a byte where the form has only an `audio_url`."""

    name: str | None  # as the client calls it, fit to be shown
    bytes: int
    sha256: str
    fields: Fields = field(default_factory=list)


class UploadWriter:
    """Writes a file piece by piece in a thread. It appears when `finish` returns, and never otherwise."""

    def __init__(self, url: str, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self._hash = hashlib.sha256()
        self._pending = bytearray()
        self._written = time.monotonic()
        self._open = ExitStack()
        self._url = url
        self._file: BinaryIO | None = None  # opened with the first bytes, beside the event loop

    async def write(self, content: bytes) -> None:
        self.bytes += len(content)
        if self.bytes > self.limit:
            raise too_large(self.limit)
        self._pending += content
        if len(self._pending) >= PIECE or time.monotonic() - self._written > FLUSHED:
            await self._flush()

    async def finish(self) -> str:
        """The hash of the whole file."""
        await asyncio.to_thread(self._put, bytes(self._pending), last=True)
        UPLOADED.inc(self.bytes)
        return self._hash.hexdigest()

    async def abandon(self) -> None:
        """Leave nothing behind, also when the request is cancelled."""
        await asyncio.shield(asyncio.to_thread(self._open.__exit__, Abandoned, Abandoned(), None))

    async def _flush(self) -> None:
        piece, self._pending = bytes(self._pending), bytearray()
        self._written = time.monotonic()
        await asyncio.to_thread(self._put, piece)

    def _put(self, piece: bytes, *, last: bool = False) -> None:
        if self._file is None:
            self._file = self._open.enter_context(storage.open_write(self._url))
        self._hash.update(piece)
        self._file.write(piece)
        self._file.flush()
        if last:
            self._open.close()


class Abandoned(Exception):
    """The upload is not going to be finished."""


class Body:
    """A request's body, and whether more of it is coming."""

    def __init__(self, request: Request) -> None:
        self.over = False
        self._request = request

    async def pieces(self) -> AsyncIterator[bytes]:
        while not self.over:
            message = await self._request.receive()
            self.over = message["type"] == "http.disconnect" or not message.get("more_body")
            if message["type"] == "http.disconnect":
                raise ClientDisconnect
            yield message.get("body", b"")

    async def drain(self) -> None:
        """Read some of what is still coming: a connection closed on a sender loses the answer with it."""
        forgotten = 0
        try:
            async with asyncio.timeout(PATIENCE):
                async for piece in self.pieces():
                    forgotten += len(piece)
                    if forgotten > DRAINED:
                        return
        except (TimeoutError, ClientDisconnect):
            return


class Receiver:
    """Puts what arrives where it belongs."""

    def __init__(self, url: str, limit: int, check: Check, head: Head) -> None:
        self.fields: Fields = []
        self.name: str | None = None
        self.writer: UploadWriter | None = None
        self._url, self._limit, self._check, self._head = url, limit, check, head
        self._begun = b""

    async def take(self, event: Event) -> None:
        match event:
            case Field():
                self.fields.append((event.name, event.value))
            case FileBegin():
                await self._check(self.fields)
                self.name, self.writer = event.name, UploadWriter(self._url, self._limit)
                self._begun = self._head(self.fields)
                await self.writer.write(self._begun)
            case FileData() if self.writer:
                await self.writer.write(event.content)

    async def finish(self) -> Upload:
        if self.writer is None:
            await self._check(self.fields)
            return Upload(None, 0, "", self.fields)
        if self._head(self.fields) != self._begun:
            raise InvalidField("the field that says how the file is written must come before the file")
        sha256 = await self.writer.finish()
        return Upload(self.name, self.writer.bytes, sha256, self.fields)


def form(request: Request, shape: Shape) -> Reader:
    return FormReader(request.headers.get("Content-Type"), shape)


def nothing(_fields: Fields) -> bytes:
    return b""


async def receive(
    request: Request,
    url: str,
    *,
    limit: int,
    shape: Shape,
    check: Check,
    reads: Reads = form,
    head: Head = nothing,
) -> Upload:
    """Store the form's file under `url`; what cannot be accepted is refused as early as it is known."""
    body = Body(request)
    try:
        announced = request.headers.get("Content-Length", "")
        if announced.isdigit() and int(announced) > limit + OVERHEAD:
            raise too_large(limit)
        receiver = Receiver(url, limit, check, head)
        return await _store(body, reads(request, shape), receiver, limit + OVERHEAD)
    except Exception:
        await body.drain()
        raise


async def _store(body: Body, reader: Reader, receiver: Receiver, limit: int) -> Upload:
    received = 0
    try:
        async for piece in body.pieces():
            received += len(piece)
            if received > limit:
                raise too_large(limit - OVERHEAD)
            for event in reader.push(piece):
                await receiver.take(event)
        for event in reader.end():
            await receiver.take(event)
        return await receiver.finish()
    except BaseException:
        if receiver.writer:
            await receiver.writer.abandon()
        raise


def too_large(limit: int) -> FileTooLarge:
    return FileTooLarge(f"the file is larger than the {limit} bytes that this server accepts", limit=limit)
