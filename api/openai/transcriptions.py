"""Transcriptions and translations as OpenAI's clients ask for them: the answer waits for the job."""

import asyncio

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from activities.index import Job
from api import finished, intake, retention
from api.caller import Caller, Writer
from api.dialect import Dialect
from api.openai import answers
from api.openai.dialect import ModelNotFound, Wish
from api.openai.fields import Asked
from api.openai.names import PREFIX
from api.openai.streams import Teller
from api.state import Here, State
from api.transcriptions import read_transcript
from workflows.selection import UnknownModel

# Hidden: OpenAI describes them, and docs/compatibility.md says what of that holds here.
router = APIRouter(include_in_schema=False)


@router.post(f"{PREFIX}/audio/transcriptions")
async def transcribe(request: Request, state: Here, caller: Writer) -> Response:
    wish = Wish(request.scope)
    job = await accept(request, state, caller, wish, wish.dialect)
    return await answer(request, state, job, wish)


@router.post("/v1/audio/translations")
@router.post(f"{PREFIX}/audio/translations")
async def translate(request: Request, state: Here, caller: Writer) -> Response:
    wish = Wish(request.scope, "translate")
    job = await accept(request, state, caller, wish, wish.dialect)
    return await answer(request, state, job, wish)


async def accept(request: Request, state: State, caller: Caller, wish: Wish, dialect: Dialect) -> Job:
    try:
        return await intake.accept(request, state, caller, dialect)
    except UnknownModel as error:
        if wish.asked is None:
            raise
        raise ModelNotFound(str(error)) from error


async def answer(request: Request, state: State, job: Job, wish: Wish) -> Response:
    asked = wish.asked or Asked()
    headers = {"X-Dalston-Job": job.id}
    if asked.stream:
        headers |= {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
        lines = Teller(state, job, asked).lines()
        return StreamingResponse(lines, media_type="text/event-stream", headers=headers)
    done = await finished.completed(request, state, job)
    body, kind = await asyncio.to_thread(_written, state, done, asked)
    await retention.note_reading(state, done)
    return Response(body, media_type=kind, headers=headers)


def _written(state: State, job: Job, asked: Asked) -> tuple[str, str]:
    return answers.write(job, read_transcript(state, job), asked)
