"""A completed job as a file: text, JSON or subtitles."""

import asyncio
from collections.abc import Callable
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Query, Response

from activities.index import Job
from activities.transcript import Transcript
from api import subtitles
from api.caller import Reader
from api.errors import Conflict, described
from api.state import Here
from api.subtitles import Layout
from api.transcriptions import completed_body, read_transcript

Format = Literal["txt", "json", "srt", "vtt"]

WRITERS: dict[str, Callable[[Transcript, Layout], str]] = {
    "txt": lambda transcript, layout: subtitles.txt(transcript, layout.include_speakers),
    "srt": subtitles.srt,
    "vtt": subtitles.vtt,
}
MEDIA_TYPES = {
    "txt": "text/plain",
    "json": "application/json",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
}

router = APIRouter(prefix="/v1/audio/transcriptions", tags=["transcriptions"])


@router.get(
    "/{job_id}/export/{format}",
    response_class=Response,
    responses={
        200: {"content": {kind: {"schema": {"type": "string"}} for kind in MEDIA_TYPES.values()}},
        **described(404, 409, 410, 422),
    },
)
async def export(
    job_id: str,
    format: Format,
    state: Here,
    caller: Reader,
    include_speakers: bool = True,
    max_line_length: Annotated[int, Query(ge=10, le=200)] = 42,
    max_lines: Annotated[int, Query(ge=1, le=10)] = 2,
) -> Response:
    """The transcript as a file. Speakers and lines matter to txt, srt and vtt only."""
    job = await state.job(job_id, caller.tenant)
    if job.status != "completed":
        raise Conflict(
            f"{job.id} is {job.status}; it can be exported once it is completed", status=job.status
        )
    layout = Layout(include_speakers, max_line_length, max_lines)
    body = await asyncio.to_thread(write, job, format, layout)
    headers = {"Content-Disposition": disposition(job, format)}
    return Response(body, media_type=MEDIA_TYPES[format], headers=headers)


def write(job: Job, format: Format, layout: Layout) -> str:
    if format == "json":
        return completed_body(job)
    return WRITERS[format](read_transcript(job), layout)


def disposition(job: Job, format: Format) -> str:
    """The job's name as a file name: in UTF-8 for those who read that, the id for the others."""
    stem = job.name.rpartition(".")[0] or job.name
    return f"attachment; filename=\"{job.id}.{format}\"; filename*=UTF-8''{quote(stem, safe='')}.{format}"
