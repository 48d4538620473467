"""Live speech over a WebSocket: the native dialect, and what all dialects have in common."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from fastapi import APIRouter, WebSocket
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.websockets import WebSocketDisconnect

from activities import outage
from activities.logs import about
from activities.storage import Unavailable
from api.caller import Caller
from api.errors import ApiError, DatabaseUnavailable, Forbidden
from api.metrics import REFUSED
from api.realtime import query, refusals
from api.realtime.line import Closed, Gone, Line, NativeLine
from api.realtime.opening import Opened, come_back, open_session
from api.realtime.query import Wish
from api.state import State
from workflows.selection import EngineUnavailable, NotInCatalogue

log = logging.getLogger(__name__)

router = APIRouter(tags=["live speech"])


@router.websocket("/v1/audio/transcriptions/stream")
async def stream(websocket: WebSocket) -> None:
    """Audio in, words out while they are said; docs/realtime.md has the messages."""
    await websocket.accept()

    async def asked() -> Wish:
        return query.read(websocket.query_params.multi_items())

    await hold(websocket, NativeLine(websocket), asked)


async def hold(websocket: WebSocket, line: Line, asked: Callable[[], Awaitable[Wish]]) -> None:
    """A session from its beginning to the close of its socket, in the dialect of the line.

    `asked`: what the client wants, once it has said so; raises as `converse` does.
    """
    about(line.id)
    try:
        refusal = await converse(websocket, line, asked)
    except Gone:
        return
    except Exception as error:
        refusal = understood(error)
        if refusal.status == 500:
            log.exception("a live session broke")
    if refusal:
        REFUSED.labels(refusal.code).inc()
    await part(websocket, line, refusal)


async def converse(websocket: WebSocket, line: Line, asked: Callable[[], Awaitable[Wish]]) -> ApiError | None:
    """A session from its beginning to its end; why it ended early. Raises Gone or what is `understood`."""
    state: State = websocket.app.state.dalston
    caller = caller_of(websocket)
    wish = await asked()
    opened = await (come_back if wish.session_id else open_session)(state, caller, line, wish)
    try:
        try:
            for event in greeting(opened, wish):
                await line.send(event)
        except Closed:  # nobody comes back to a session whose id was never told
            opened.relay.known = bool(wish.session_id)
        await opened.relay.run()
    finally:
        await asyncio.shield(opened.relay.close())
        if state.calls.get(opened.row.id) is opened.relay:
            del state.calls[opened.row.id]
    return opened.relay.refusal


def caller_of(websocket: WebSocket) -> Caller:
    """Raises Forbidden."""
    caller: Caller = websocket.state.caller
    if not caller.may("realtime"):
        has = ", ".join(sorted(caller.scopes)) or "none"
        raise Forbidden(f"this needs a key with the scope realtime; yours has {has}")
    return caller


def greeting(opened: Opened, wish: Wish) -> list[dict[str, object]]:
    """What a client hears first; one that comes back, also what it has missed."""
    config = {**opened.relay.wish.heard, "model": opened.model}
    begin: dict[str, object] = {"type": "session.begin", "session_id": opened.row.id, "config": config}
    begin["warnings"] = opened.warnings
    if not wish.session_id:
        return [begin]
    begin |= {"resumed": True, "audio_seconds": round(opened.relay.journal.seconds, 3)}
    ids = [final["id"] for final in opened.relay.finals]
    known = ids.index(wish.after) + 1 if wish.after in ids else 0
    timed = opened.relay.wish.word_timestamps
    return [begin, *(final if timed else {**final, "words": []} for final in opened.relay.finals[known:])]


def understood(error: Exception) -> ApiError:
    """As clients are told of it."""
    match error:
        case ApiError():
            return error
        case NotInCatalogue() | ValidationError():
            return refusals.BadParameters(str(error))
        case EngineUnavailable():
            return refusals.NobodyListens(str(error))
        case Unavailable():
            return refusals.StorageUnavailable(f"{error}; try again in a moment")
        case SQLAlchemyError() if outage.may_pass(error):
            return DatabaseUnavailable(f"{outage.sentence(error)}; try again in a moment")
    return ApiError("something broke here; the server's log knows more")


async def part(websocket: WebSocket, line: Line, refusal: ApiError | None) -> None:
    """Say why, if there is a why, and close."""
    try:
        if refusal:
            await line.send(refusals.told(refusal))
        async with asyncio.timeout(refusals.PARTING):
            code = refusals.close_code(refusal) if refusal else refusals.NORMAL
            await websocket.close(code, refusals.reason(refusal) if refusal else None)
    except (Gone, TimeoutError, WebSocketDisconnect, RuntimeError, OSError):
        return
