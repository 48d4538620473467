"""A line to S3 that can be cut, or on which every request is answered 503."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Literal

BUSY = b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"
ANSWER = b"HTTP/1.1 503 Slow Down\r\nContent-Type: application/xml\r\nConnection: close\r\n"
ANSWER += b"Content-Length: %d\r\n\r\n%s" % (len(BUSY), BUSY)
PIECE = 1 << 16  # bytes

State = Literal["whole", "cut", "busy", "silent"]


@dataclass
class Proxy:
    """Bytes go to and fro unchanged, so that signatures stay good."""

    port: int
    behind: int  # the port of the server
    state: State = "whole"
    refused: int = 0  # connections and requests
    open: set[asyncio.StreamWriter] = field(default_factory=set)

    def turn(self, state: State) -> None:
        """Connections that there are break, whatever is on its way."""
        self.state = state
        for writer in self.open:
            writer.transport.abort()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open.add(writer)
        try:
            if self.state == "whole":
                await self._pass(reader, writer)
            else:
                self.refused += 1
                await self._refuse(reader, writer)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            self.open.discard(writer)
            writer.transport.abort()

    async def _refuse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.state == "busy":
            await reader.readuntil(b"\r\n\r\n")
            writer.write(ANSWER)
            await writer.drain()
            writer.close()
            with suppress(TimeoutError):  # a client that still sends its body would hear of a reset instead
                async with asyncio.timeout(1):
                    while await reader.read(PIECE):
                        pass
        elif self.state == "silent":
            while await reader.read(PIECE):
                pass

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        behind_reader, behind_writer = await asyncio.open_connection("127.0.0.1", self.behind)
        self.open.add(behind_writer)
        try:
            ways = (_pour(reader, behind_writer), _pour(behind_reader, writer))
            tasks = [asyncio.create_task(way) for way in ways]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        finally:
            self.open.discard(behind_writer)
            behind_writer.transport.abort()


async def _pour(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while piece := await source.read(PIECE):
        target.write(piece)
        await target.drain()
    await target.drain()


@asynccontextmanager
async def proxy(port: int, behind: int) -> AsyncIterator[Proxy]:
    found = Proxy(port, behind)
    server = await asyncio.start_server(found.take, "127.0.0.1", port)
    try:
        yield found
    finally:
        server.close()
        found.turn("cut")
        while found.open:
            await asyncio.sleep(0.01)
