"""The socket that APIs reach a realtime worker at: one connection a session, opened by its token.

First the API says `begin` (or `attach`, for a session that has begun), and hears `began`; then, if it asked
for it, the audio that the next worker would need. From there on audio and commands go one way, events the
other. Whoever attaches takes the place of whoever was there.
"""

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from pydantic import ValidationError
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from activities.logs import about
from realtime.events import Final
from realtime.hosted import Beginning, Hosted
from realtime.options import SessionOptions

log = logging.getLogger(__name__)

LARGEST = 16 * 2**20  # bytes of a message: four hours of finals
PIECE = 2**20  # bytes of audio in one message
FIRST_WORD = 10.0  # seconds
BEHIND = 10_000  # messages that the API has not taken; then it is gone
MOVED, OUSTED, ODD = 4001, 4002, 4400  # close codes: the worker stops; another connection came; nonsense

Left = Callable[[Hosted], Awaitable[None]]


class Listener:
    """`left` is called when a session's API has gone without ending it."""

    def __init__(self, left: Left) -> None:
        self.hosted: dict[str, Hosted] = {}
        self.left = left
        self._connections: dict[str, ServerConnection] = {}
        self._closing: set[asyncio.Task[None]] = set()

    async def open(self, host: str, port: int) -> Server:
        return await serve(
            self._serve,
            host,
            port,
            process_request=self._admit,
            max_size=LARGEST,
            compression=None,
            ping_interval=5,
            ping_timeout=15,
        )

    async def hand_over(self, hosted: Hosted) -> None:
        """Tell the API to look for another worker."""
        if connection := self._connections.get(hosted.given.session_id):
            await connection.close(MOVED, "the worker stops")

    @property
    def live(self) -> list[Hosted]:
        """Those that have not ended; may be asked in any thread."""
        return [hosted for hosted in list(self.hosted.values()) if not hosted.ended.done()]

    def is_attached(self, hosted: Hosted) -> bool:
        return hosted.given.session_id in self._connections

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        hosted = self.hosted.get(request.path.removeprefix("/"))
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if hosted is None or not hosted.redeem(token):
            return connection.respond(HTTPStatus.UNAUTHORIZED, "no such seat\n")
        connection.hosted = hosted  # type: ignore[attr-defined]
        return None

    async def _serve(self, connection: ServerConnection) -> None:
        hosted: Hosted = connection.hosted  # type: ignore[attr-defined]
        id, had = hosted.given.session_id, False
        about(id)
        try:
            async with asyncio.timeout(FIRST_WORD):
                first = json.loads(await connection.recv())
            greeting = greet(hosted, first)
            audio = hosted.kept.audio if greeting.get("bytes") else b""
            self._oust(id)
            self._connections[id], had = connection, True
            await self._pipe(hosted, connection, greeting, audio)
        except (ValueError, KeyError, TypeError, ValidationError) as error:
            log.warning("%s: the API said something odd (%s)", id, type(error).__name__)
            await connection.close(ODD, "not understood")
        except (ConnectionClosed, TimeoutError):
            pass
        finally:
            ousted = had and not self._has(hosted, connection)
            if had and not ousted:
                del self._connections[id]
                hosted.send = None
            if not ousted and id not in self._connections and not hosted.ended.done():
                await self.left(hosted)

    async def _pipe(
        self, hosted: Hosted, connection: ServerConnection, greeting: dict[str, Any], audio: bytes
    ) -> None:
        outgoing: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        hosted.send = lambda message: put(outgoing, message, connection)
        await connection.send(json.dumps(greeting))
        for at in range(0, len(audio), PIECE):
            await connection.send(audio[at : at + PIECE])
        sending = asyncio.create_task(send(outgoing, connection))
        ending = asyncio.create_task(until_ended(hosted, outgoing, sending, connection))
        try:
            await self._receive(hosted, connection)
        finally:
            if not self._has(hosted, connection) or not hosted.ended.done():
                sending.cancel()
                ending.cancel()

    def _has(self, hosted: Hosted, connection: ServerConnection) -> bool:
        return self._connections.get(hosted.given.session_id) is connection

    def _oust(self, id: str) -> None:
        """The client has come back over another connection: this one is not heard any more."""
        if old := self._connections.pop(id, None):
            closing = asyncio.create_task(old.close(OUSTED, "another connection came"))
            self._closing.add(closing)
            closing.add_done_callback(self._closing.discard)

    async def _receive(self, hosted: Hosted, connection: ServerConnection) -> None:
        async for message in connection:
            if not self._has(hosted, connection):
                return
            if isinstance(message, bytes):
                hosted.push(message)
            elif (command := json.loads(message))["type"] == "begin":
                greet(hosted, command)
            else:
                hosted.command(command)


def greet(hosted: Hosted, said: dict[str, Any]) -> dict[str, Any]:
    """The answer to the API's first message. Raises ValueError."""
    if said["type"] == "begin" and not hosted.begun:
        finals = [Final.model_validate(final) for final in said["finals"]]
        options = SessionOptions.model_validate(said["options"])
        hosted.begin(Beginning(options, int(said["start"]), float(said["settled"]), finals))
    elif said["type"] != "attach":
        raise ValueError("neither begin nor attach")
    if not hosted.begun:
        return {"type": "began", "begun": False}
    kept = hosted.kept
    return {
        "type": "began",
        "begun": True,
        "position": kept.end,
        "finals": [final.model_dump(mode="json") for final in hosted.finals],
        **({"settled": hosted.settled, "bytes": kept.size} if said.get("audio") else {}),
    }


def put(
    outgoing: asyncio.Queue[dict[str, Any]], message: dict[str, Any], connection: ServerConnection
) -> None:
    if outgoing.qsize() > BEHIND:
        connection.transport.abort()
        return
    outgoing.put_nowait(message)


async def send(outgoing: asyncio.Queue[dict[str, Any]], connection: ServerConnection) -> None:
    while True:
        message = await outgoing.get()
        try:
            await connection.send(json.dumps(message, ensure_ascii=False))
        except ConnectionClosed:
            return
        finally:
            outgoing.task_done()


async def until_ended(
    hosted: Hosted,
    outgoing: asyncio.Queue[dict[str, Any]],
    sending: asyncio.Task[None],
    connection: ServerConnection,
) -> None:
    """Close the connection once the session's last word is sent."""
    await asyncio.wait([hosted.ended])
    await asyncio.wait([asyncio.ensure_future(outgoing.join()), sending], return_when=asyncio.FIRST_COMPLETED)
    sending.cancel()
    if not hosted.ended.cancelled():
        await connection.close()
