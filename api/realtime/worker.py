"""The socket to a realtime worker: one session, opened with the token of its seat."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from activities.live import Seat
from api.realtime.refusals import Elsewhere

OPENING = 3.0  # seconds
OUSTED = 4002  # the worker closes with it: the client has come back on another connection
LARGEST = 16 * 2**20  # bytes of a message


class Unreached(Exception):
    """The worker does not answer, or does not know the token."""


class Lost(Exception):
    """The connection to the worker is gone."""


class WorkerSocket:
    def __init__(
        self, seat: Seat, connection: ClientConnection, greeting: dict[str, Any], audio: bytes
    ) -> None:
        self.seat = seat
        self.greeting = greeting  # the worker's first message
        self.audio = audio  # that the next worker would need, up to the moment of the greeting
        self._connection = connection

    async def send(self, message: bytes | dict[str, Any]) -> None:
        """Raises Lost."""
        try:
            await self._connection.send(message if isinstance(message, bytes) else json.dumps(message))
        except ConnectionClosed as error:
            raise Lost from error

    async def events(self) -> AsyncIterator[dict[str, Any]]:
        """Until the connection ends, however it does."""
        try:
            async for message in self._connection:
                yield json.loads(message)
        except ConnectionClosed:
            return

    @property
    def ousted(self) -> bool:
        return self._connection.close_code == OUSTED

    async def close(self) -> None:
        await self._connection.close()


async def reach(seat: Seat, session_id: str, first: dict[str, Any]) -> WorkerSocket:
    """`first`: begin or attach. Raises Unreached or Elsewhere."""
    try:
        connection = await connect(
            f"{seat.address}/{session_id}",
            additional_headers={"Authorization": f"Bearer {seat.token}"},
            open_timeout=OPENING,
            close_timeout=OPENING,
            ping_interval=5,
            ping_timeout=15,
            max_size=LARGEST,
            compression=None,
            proxy=None,
        )
    except (OSError, TimeoutError, InvalidHandshake) as error:
        raise Unreached(type(error).__name__) from error
    try:
        async with asyncio.timeout(OPENING):
            await connection.send(json.dumps(first))
            greeting, audio = json.loads(await connection.recv()), bytearray()
            while len(audio) < greeting.get("bytes", 0):
                audio += await connection.recv(decode=False)
            return WorkerSocket(seat, connection, greeting, bytes(audio))
    except (ConnectionClosed, TimeoutError) as error:
        connection.transport.abort()
        if connection.close_code == OUSTED:
            raise Elsewhere from error
        raise Unreached("it hung up") from error
    except BaseException:
        connection.transport.abort()
        raise
