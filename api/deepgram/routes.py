"""What Deepgram's clients ask: transcribe, and wait for it or be called back."""

import asyncio

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from activities.index import Job
from api import edited, finished, intake, retention
from api.caller import Writer
from api.deepgram import dialect, listening
from api.deepgram.answers import Accepted, Heard
from api.deepgram.errors import described
from api.deepgram.heard import heard
from api.state import Here, State

router = APIRouter(tags=["deepgram"], responses=described(401, 403, 422, 429, 500))


@router.post(
    "/v1/listen",
    response_model=Heard | Accepted,
    openapi_extra=dialect.request(),
    responses=described(400, 409, 410, 413, 503),
)
async def listen(request: Request, state: Here, caller: Writer) -> Response:
    """Transcribe a recording, the body or at a URL, and wait for it; with callback, be sent the answer."""
    job = await intake.accept(request, state, caller, dialect.DEEPGRAM)
    if job.webhook_url:
        return answer(Accepted(request_id=job.id))
    job = await finished.completed(request, state, job)
    found = await asyncio.to_thread(shown, state, job)
    await retention.note_reading(state, job)
    return answer(found)


def shown(state: State, job: Job) -> Heard:
    return heard(job, edited.read(state.index, job).transcript, listening.of(job))


def answer(found: BaseModel) -> Response:
    return Response(found.model_dump_json(exclude_none=True), media_type="application/json")
