"""A client of the native dialect: its socket, its commands, its mistakes."""

import asyncio
import json
from typing import Any, Protocol

from pydantic import ValidationError
from starlette.websockets import WebSocket, WebSocketDisconnect
from ulid import ULID

from api import errors
from api.errors import ApiError, InvalidRequest
from api.realtime import refusals
from api.realtime.query import Changes

LARGEST = 2**20  # bytes of a frame
PATIENCE = 10.0  # seconds in which a client must take what it is sent
MISTAKES = 20  # messages that may be nonsense
CLEAN = (1000, 1001)  # close codes of a client that meant to go
TOO_BIG = 1009  # the server closes with it, before it has read such a message
NO_CODE = 1005  # it said goodbye without one; or, where there is no reason either, its connection broke
COMMANDS = ("config", "flush", "clear", "end")

Message = bytes | dict[str, Any]


class Gone(Exception):
    """The client's socket is closed, or as good as that."""

    def __init__(self, *, clean: bool) -> None:
        super().__init__(clean)
        self.clean = clean


class Closed(Gone):
    """Its socket is closed already: whoever receives from it hears how."""

    def __init__(self) -> None:
        super().__init__(clean=False)


class Line(Protocol):
    """A client of some dialect. Commands and events are those of the native one."""

    id: str  # of the session that it opens

    async def receive(self) -> Message:
        """The next frame or command. Raises Gone or ApiError."""
        ...

    async def send(self, event: dict[str, Any]) -> None:
        """Raises Gone."""
        ...


class NativeLine:
    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.id = new_id()
        self.mistakes = 0

    async def receive(self) -> Message:
        while True:
            received = await self.websocket.receive()
            if received["type"] == "websocket.disconnect":
                code = received.get("code")
                if code == TOO_BIG:
                    raise too_big()
                raise Gone(clean=code in CLEAN or (code == NO_CODE and "reason" in received))
            audio, text = received.get("bytes"), received.get("text")
            if len(audio or text or "") > LARGEST:
                raise too_big()
            if audio is not None:
                return bytes(audio)
            try:
                return command(text or "")
            except ApiError as error:
                await self._forgive(error)

    async def send(self, event: dict[str, Any]) -> None:
        await deliver(self.websocket, event)

    async def _forgive(self, error: ApiError) -> None:
        self.mistakes += 1
        if self.mistakes > MISTAKES:
            raise error
        await self.send(refusals.told(error, recoverable=True))


def new_id() -> str:
    return f"sess_{ULID()}"


async def deliver(websocket: WebSocket, message: dict[str, Any]) -> None:
    """Of any dialect. Raises Gone."""
    text = json.dumps(message, ensure_ascii=False)
    try:
        async with asyncio.timeout(PATIENCE):
            # A client may have sent half a character, and is shown what it sent.
            await websocket.send_text(text.encode(errors="replace").decode())
    except TimeoutError as error:
        raise Gone(clean=False) from error
    except (WebSocketDisconnect, RuntimeError, OSError) as error:
        raise Closed from error


def too_big() -> InvalidRequest:
    return InvalidRequest(f"a message had more than {LARGEST} bytes; send at most a second of audio each")


def command(text: str) -> dict[str, Any]:
    """Raises InvalidRequest or InvalidField."""
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        message = None
    if not isinstance(message, dict) or message.get("type") not in COMMANDS:
        raise InvalidRequest(f'text messages are JSON objects whose "type" is one of {", ".join(COMMANDS)}')
    if message["type"] != "config":
        return {"type": message["type"]}
    try:
        changes = Changes.model_validate({name: value for name, value in message.items() if name != "type"})
    except ValidationError as error:
        raise errors.refusal(error) from error
    return {"type": "config", **changes.model_dump(exclude_unset=True)}
