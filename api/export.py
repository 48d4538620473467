"""A completed job as a file: text, JSON, subtitles, a document, or what those who score read."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Response

from api import retention
from api.answers import CompletedJob
from api.caller import Reader
from api.disposition import disposition
from api.errors import Conflict, described
from api.exports import document
from api.exports.cues import Layout
from api.exports.document import MEDIA_TYPES, Format
from api.state import Here
from api.transcriptions import completed_body, read_transcript

JSON = MEDIA_TYPES["json"]
TEXT = {"schema": {"type": "string"}}

router = APIRouter(prefix="/v1/audio/transcriptions", tags=["transcriptions"])


@router.get(
    "/{job_id}/export/{format}",
    response_class=Response,
    responses={
        200: {
            "model": CompletedJob,
            "content": {kind: TEXT for kind in MEDIA_TYPES.values() if kind != JSON},
        },
        **described(404, 409, 410, 422),
    },
)
async def export(
    job_id: str,
    format: Format,
    state: Here,
    caller: Reader,
    include_speakers: Annotated[bool, Query(description="Name them in txt, srt, vtt and docx.")] = True,
    max_line_length: Annotated[int, Query(ge=10, le=200, description="Letters, in srt and vtt.")] = 42,
    max_lines: Annotated[int, Query(ge=1, le=10, description="Of a cue, in srt and vtt.")] = 2,
) -> Response:
    """The transcript as a file."""
    job = await state.job(job_id, caller.tenant)
    if job.status != "completed":
        raise Conflict(
            f"{job.id} is {job.status}; it can be exported once it is completed", status=job.status
        )
    layout = Layout(include_speakers, max_line_length, max_lines)

    def body() -> str | bytes:
        # The same to the letter as the job's own answer.
        if format == "json":
            return completed_body(state, job)[0]
        return document.write(job, read_transcript(state, job), format, layout)

    content = await asyncio.to_thread(body)
    await retention.note_reading(state, job)
    headers = {"Content-Disposition": disposition(job, format)}
    return Response(content, media_type=MEDIA_TYPES[format], headers=headers)
