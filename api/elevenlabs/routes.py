"""What ElevenLabs' clients ask of speech to text: convert, fetch, delete, and tokens for browsers."""

import asyncio
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from activities.index import ENDED, Job
from api import audited, edited, finished, intake, jobs, retention, tokens
from api.caller import Anyone, Reader, Scope, Writer
from api.elevenlabs import dialect, wishes
from api.elevenlabs.answers import Acknowledged, Conversation, Conversations, Deleted, SingleUseToken
from api.elevenlabs.conversations import conversation
from api.elevenlabs.errors import TranscriptNotFound, described
from api.finished import JobFailed
from api.state import Here, State
from api.tokens import TokenWanted
from api.transcriptions import PURGE_PATIENCE

TOKEN_SECONDS = 900
FAILED = 424  # what was asked for depended on a job, and that has failed
SCOPES: dict[str, list[Scope]] = {"batch_scribe": ["jobs:write"], "realtime_scribe": ["realtime"]}

router = APIRouter(tags=["elevenlabs"], responses=described(401, 403, 422, 429, 500))


@router.post(
    "/v1/speech-to-text",
    response_model=Conversation | Conversations,
    openapi_extra=dialect.form(),
    responses={202: {"model": Acknowledged}, **described(400, 404, 409, 410, 413, 424, 503)},
)
async def convert(
    request: Request,
    state: Here,
    caller: Writer,
    enable_logging: Annotated[bool, Query(description="False: forgotten once it is answered.")] = True,
    token: Annotated[str | None, Query(description="A single-use token, instead of a key.")] = None,
) -> Response:
    """Transcribe a recording and wait for it; or, with webhook=true, be told how it ended."""
    job = await intake.accept(request, state, caller, dialect.ELEVENLABS)
    if await asyncio.to_thread(lambda: wishes.of(job).webhook):
        told = Acknowledged(
            message="Request processed successfully", request_id=job.id, transcription_id=job.id
        )
        return answer(told, 202)
    try:
        return await shown(state, await finished.completed(request, state, job))
    except JobFailed as failed:
        # From 500 on, their client sends the file again, and without the fields: that would be another job.
        failed.status = min(failed.status, FAILED)
        raise


@router.get(
    "/v1/speech-to-text/transcripts/{transcription_id}",
    response_model=Conversation | Conversations,
    responses=described(404, 410),
)
async def get_transcript(transcription_id: str, state: Here, caller: Reader) -> Response:
    """A transcript, written as its conversion asked; 404 until it is there."""
    job = await state.job(transcription_id, caller.tenant)
    if job.status != "completed":
        raise TranscriptNotFound(job)
    return await shown(state, job)


@router.delete("/v1/speech-to-text/transcripts/{transcription_id}", responses=described(404, 409, 503))
async def delete_transcript(transcription_id: str, state: Here, caller: Writer) -> Deleted:
    """Forget a transcript and its recording."""
    job = await state.job(transcription_id, caller.tenant)
    if job.status not in ENDED:
        raise TranscriptNotFound(job)
    async with state.reach(PURGE_PATIENCE) as temporal:
        await jobs.purge(temporal, job, audited.receipt(caller))
    return Deleted()


@router.post("/v1/single-use-token/{token_type}", responses=described(404))
async def create_single_use_token(
    token_type: Literal["batch_scribe", "realtime_scribe"], state: Here, caller: Anyone
) -> SingleUseToken:
    """For one request of a browser, which must not hold a key."""
    wanted = TokenWanted(scopes=SCOPES[token_type], ttl=TOKEN_SECONDS, single_use=True)
    return SingleUseToken(token=(await tokens.create_token(wanted, state, caller)).token)


async def shown(state: State, job: Job) -> Response:
    def written() -> BaseModel:
        return conversation(job, edited.read(state.index, job).transcript, wishes.of(job))

    found = await asyncio.to_thread(written)
    await retention.note_reading(state, job)
    return answer(found)


def answer(found: BaseModel, status: int = 200) -> Response:
    return Response(found.model_dump_json(exclude_none=True), status, media_type="application/json")
