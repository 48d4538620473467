"""How a live session begins: checked, entered into the database, seated. How a client comes back to it."""

import asyncio
from dataclasses import dataclass
from typing import Any

from ulid import ULID

from activities import session_folder, sessions, storage
from activities.database import now
from activities.live import Seat
from activities.sessions import LiveSession
from api import audited, bulk
from api.caller import Caller
from api.errors import ApiError, Conflict
from api.realtime import choosing, refusals, seats
from api.realtime.line import Line
from api.realtime.query import Wish
from api.realtime.relay import Relay
from api.state import State
from api.submission import Submission
from workflows.selection import Choice
from workflows.session import SessionRequest


@dataclass
class Opened:
    row: LiveSession
    relay: Relay
    model: str | None
    warnings: list[dict[str, Any]]


async def open_session(state: State, caller: Caller, line: Line, wish: Wish) -> Opened:
    """A new session with a seat. Raises ApiError, NotInCatalogue or EngineUnavailable."""
    choice = choosing.choose(wish, await state.live.census())
    row = entered(line.id, state, caller, wish, choice)
    if wish.enhance_on_end:
        row.enhancement = await enhancement(state, caller, wish)
    most = state.settings.live_sessions if caller.limited else 0
    try:
        await asyncio.to_thread(state.sessions.add, row, most)
    except sessions.TooManySessions:
        raise refusals.TooManySessions(f"{most} live sessions at once are allowed; end one first") from None
    relay = Relay(state, line, row, wish)
    try:
        seat = await seats.first(state, requested(row, wish, state.settings.live_seat_seconds))
        await relay.begin(seat)
        await audited.record(state, caller, "session.create", row.id)
    except BaseException as error:
        await asyncio.shield(give_up(state, relay, error))
        raise
    state.calls[row.id] = relay
    return Opened(row, relay, seat.model, warned(seat, wish))


async def come_back(state: State, caller: Caller, line: Line, wish: Wish) -> Opened:
    """The seat of a session that goes on. Raises ApiError."""
    row = await asyncio.to_thread(state.sessions.get, wish.session_id or "", caller.tenant)
    if row is None:
        raise refusals.SessionNotFound(wish.session_id or "")
    if row.status != "active":
        raise Conflict(f"{row.id} is {row.status}; open another session")
    if old := state.calls.get(row.id):
        old.oust()
    asked = Wish.model_validate(row.options)
    relay = Relay(state, line, row, asked)
    kept = await asyncio.to_thread(session_folder.finals, row.folder)
    seat = await seats.another(state, row.id, 0)
    try:
        await relay.attach(seat, [heard(segment) for segment in kept])
    except BaseException:
        await asyncio.shield(relay.close())
        raise
    state.calls[row.id] = relay
    return Opened(row, relay, seat.model, warned(seat, asked))


def entered(id: str, state: State, caller: Caller, wish: Wish, choice: Choice) -> LiveSession:
    return LiveSession(
        id=id,
        tenant=caller.tenant,
        status="active",
        created_at=now(),
        folder=storage.join(state.settings.storage_url, id),
        engine=choice.engine,
        model=choice.model,
        language=wish.language,
        options=wish.model_dump(mode="json", exclude={"enhance_options", "session_id", "after"}),
        retention=wish.retention,
    )


def requested(row: LiveSession, wish: Wish, patience: float) -> SessionRequest:
    return SessionRequest(
        session_id=row.id,
        tenant=row.tenant,
        folder=row.folder,
        engine=row.engine,
        model=row.model,
        language=wish.language,
        keep=bool(wish.retention),
        record=bool(wish.retention) or wish.enhance_on_end,
        patience=patience,
    )


async def enhancement(state: State, caller: Caller, wish: Wish) -> dict[str, Any]:
    """The job that the session's audio will become. Raises as a submission does."""
    given = wish.enhance_options.model_dump(exclude_unset=True)
    own: dict[str, Any] = {
        "keyterms": wish.keyterms,
        **({"language": wish.language} if wish.language else {}),
    }
    asked = Submission.model_validate({**own, **given, "audio_url": None})
    made = await bulk.prototype_of(asked, state, caller)
    return {
        "job_id": f"job_{ULID()}",
        "request": made["request"] | {"fetch": False},
        "job": made["job"],
        "options": made["options"],
    }


def warned(seat: Seat, wish: Wish) -> list[dict[str, Any]]:
    if not seat.fallback:
        return []
    message = f"the model {wish.model} cannot be had; {seat.model} hears the session"
    return [{"type": "warning", "code": "model_fallback", "message": message}]


def heard(segment: Any) -> dict[str, Any]:
    """A stored final as clients hear it."""
    channel = int((segment.speaker or "_0").rpartition("_")[2])
    names = {"id", "text", "start", "end", "confidence", "language", "words"}
    told = {"type": "transcript.final", **segment.model_dump(mode="json", include=names)}
    return {**told, "channel": channel, "speaker": segment.speaker}


async def give_up(state: State, relay: Relay, error: BaseException) -> None:
    """It has never begun: its seat, where it has got one, is free again."""
    await relay.close()
    code = error.code if isinstance(error, ApiError) else "internal"
    ended = {"status": "failed", "ended_at": now(), "error_code": code}
    await asyncio.to_thread(state.sessions.end, relay.row.id, **ended)
    await seats.give_up(state, relay.row.id)
