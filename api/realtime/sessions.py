"""Live sessions over HTTP: which there are and were, what was said in them, and their end."""

import asyncio
import hashlib
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel
from temporalio.service import RPCError, RPCStatusCode

from activities import folder, session_folder, storage
from activities.index import Job
from activities.session_folder import LiveTranscript
from activities.sessions import LiveSession
from activities.transcript import Transcript
from api import audio, audited, listing, temporal_ui
from api.caller import Caller, Listener
from api.errors import ApiError, Conflict, described
from api.realtime import seats
from api.realtime.matching import Match, matched
from api.realtime.refusals import SessionNotFound
from api.state import Here, State
from workflows.session import SessionWorkflow

PATIENCE = 5.0  # seconds for Temporal
ENDING = 30.0  # seconds in which a live session that is told to end has ended

Status = Literal["active", "completed", "interrupted", "failed"]

router = APIRouter(prefix="/v1/realtime/sessions", tags=["live speech"])


class NotKept(ApiError):
    status, code = 404, "not_kept"


class Enhancement(BaseModel):
    job_id: str
    status: str  # of the job
    segments: list[Match]  # once the job is completed


class ShownSession(BaseModel):
    id: str
    status: Status
    created_at: str
    ended_at: str | None
    engine: str
    model: str | None
    language: str | None
    duration: float | None
    speech_duration: float | None
    utterances: int | None
    retention: int
    expires_at: str | None
    transcript_url: str | None
    audio_url: str | None
    enhancement_job_id: str | None
    error_code: str | None
    temporal_url: str | None = None  # its page in Temporal's own interface, for admins


class SessionPage(BaseModel):
    sessions: list[ShownSession]
    next_cursor: str | None


class SessionTranscript(LiveTranscript):
    """`enhancement` says which segments of the job stand for which of these, where there is a job."""

    enhancement: Enhancement | None


@router.get("", responses=described(400, 422))
async def list_sessions(
    state: Here,
    caller: Listener,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=500, description="`next_cursor` of a page.")] = None,
    status: Status | None = None,
) -> SessionPage:
    """Newest first, those that go on and those that have ended."""
    before = listing.read_cursor(cursor) if cursor else None
    found = await asyncio.to_thread(
        state.sessions.page, caller.tenant, limit=limit + 1, before=before, status=status
    )
    page, following = listing.cut(found, limit)
    return SessionPage(sessions=[linked(state, caller, row) for row in page], next_cursor=following)


@router.get("/{session_id}", responses=described(404))
async def get_session(session_id: str, state: Here, caller: Listener) -> ShownSession:
    """One session, live or past."""
    return linked(state, caller, await found(state, caller, session_id))


@router.delete("/{session_id}", status_code=204, responses=described(404, 503))
async def end_session(session_id: str, state: Here, caller: Listener) -> None:
    """End a live session: what it has heard is finished, and its client gets `session.end`.

    A session that has ended is forgotten, with its transcript and its audio.
    """
    row = await found(state, caller, session_id)
    if row.status != "active":
        await asyncio.to_thread(storage.delete_folder, row.folder)
        await asyncio.to_thread(state.sessions.delete, row.id)
        await audited.record(state, caller, "session.delete", row.id)
        return
    try:
        async with state.reach(PATIENCE) as temporal:
            await seats.handle(temporal, row.id).signal(SessionWorkflow.end)
    except RPCError as error:
        if error.status != RPCStatusCode.NOT_FOUND:  # it ends just now
            raise
    await seats.ended(state, row.id, ENDING)
    await audited.record(state, caller, "session.end", row.id)


@router.get("/{session_id}/transcript", responses=described(404, 409))
async def session_transcript(session_id: str, state: Here, caller: Listener) -> SessionTranscript:
    """What was said in a session that has ended, if it was to be kept."""
    row = await kept(state, caller, session_id)
    url = session_folder.transcript(row.folder)
    try:
        said = await asyncio.to_thread(storage.read_model, url, LiveTranscript)
    except FileNotFoundError:
        raise NotKept(f"{row.id} has no transcript; retention=30 would have kept it for 30 days") from None
    await audited.record_once(state, caller, "session.read", row.id)
    enhancement = await asyncio.to_thread(enhanced, state, row, said)
    return SessionTranscript(**said.model_dump(), enhancement=enhancement)


@router.head("/{session_id}/audio", include_in_schema=False)
@router.get(
    "/{session_id}/audio", response_class=Response, responses={**audio.ANSWERS, **described(404, 409, 416)}
)
async def session_audio(session_id: str, request: Request, state: Here, caller: Listener) -> Response:
    """The audio of a session that has ended, if it was to be kept, as WAV."""
    row = await kept(state, caller, session_id)
    url = session_folder.audio(row.folder)
    try:
        size = await asyncio.to_thread(storage.size, url)
        file = await asyncio.to_thread(storage.open_read, url)
    except FileNotFoundError:
        raise NotKept(f"{row.id} has no audio; retention=30 would have kept it for 30 days") from None
    await audited.record_once(state, caller, "session.read_audio", row.id)
    # It is written once, so its session names its bytes.
    name = hashlib.sha256(f"{row.id} audio".encode()).hexdigest()
    shown_as = f'inline; filename="{row.id}.wav"'
    return await audio.respond(request, file, size, audio.Copy(url, name, "audio/wav", shown_as))


async def found(state: State, caller: Caller, session_id: str) -> LiveSession:
    """Raises SessionNotFound, also for another tenant's."""
    row = await asyncio.to_thread(state.sessions.get, session_id, caller.tenant)
    if row is None:
        raise SessionNotFound(session_id)
    return row


async def kept(state: State, caller: Caller, session_id: str) -> LiveSession:
    row = await found(state, caller, session_id)
    if row.status == "active":
        raise Conflict(f"{row.id} goes on; what it leaves is there once it has ended")
    return row


def enhanced(state: State, row: LiveSession, said: LiveTranscript) -> Enhancement | None:
    """How far the job is that the session's audio has become."""
    if not row.enhancement_job_id or not (job := state.index.get(row.enhancement_job_id, row.tenant)):
        return None
    return Enhancement(job_id=job.id, status=job.status, segments=matches(job, said))


def matches(job: Job, said: LiveTranscript) -> list[Match]:
    if job.status != "completed":
        return []
    try:
        final = storage.read_model(folder.transcript(job.folder), Transcript)
    except FileNotFoundError:
        return []
    return matched(said.segments, final.segments)


def linked(state: State, caller: Caller, row: LiveSession) -> ShownSession:
    return shown(row).model_copy(update={"temporal_url": temporal_ui.page(state, caller, row.id)})


def shown(row: LiveSession) -> ShownSession:
    here = f"{router.prefix}/{row.id}"
    names = [name for name in ShownSession.model_fields if name != "temporal_url"]
    columns: dict[str, Any] = {name: getattr(row, name) for name in names}
    columns["transcript_url"] = row.transcript_url and f"{here}/transcript"
    columns["audio_url"] = row.audio_url and f"{here}/audio"
    return ShownSession(**columns)
