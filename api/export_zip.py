"""The transcripts of several jobs as files in one ZIP, written while it is sent."""

import asyncio
import io
import zipfile
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse

from activities.index import Job
from api import retention
from api.caller import Reader
from api.disposition import stem
from api.errors import Conflict, Gone, InvalidField, JobNotFound, described
from api.exports import document
from api.exports.cues import Layout
from api.exports.document import Format
from api.state import Here, State
from api.transcriptions import completed_body, read_transcript

MOST = 500  # jobs
LONGEST = 40  # letters of an id

router = APIRouter(prefix="/v1/audio/transcriptions", tags=["transcriptions"])


@router.get(
    "/export.zip",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}},
        **described(404, 409, 422),
    },
)
async def export_zip(
    state: Here,
    caller: Reader,
    ids: Annotated[
        list[str],
        Query(description="Ids of at most 500 completed jobs: repeated, or separated by commas."),
    ],
    format: Format = "txt",
    include_speakers: Annotated[bool, Query(description="Name them in txt, srt, vtt and docx.")] = True,
    max_line_length: Annotated[int, Query(ge=10, le=200, description="Letters, in srt and vtt.")] = 42,
    max_lines: Annotated[int, Query(ge=1, le=10, description="Of a cue, in srt and vtt.")] = 2,
) -> StreamingResponse:
    """Transcripts of several jobs, each a file that is called as its job."""
    jobs = await wanted(state, caller.tenant, ids)
    layout = Layout(include_speakers, max_line_length, max_lines)
    headers = {"Content-Disposition": 'attachment; filename="transcripts.zip"'}
    return StreamingResponse(pieces(state, jobs, format, layout), 200, headers, "application/zip")


async def wanted(state: State, tenant: str, ids: Sequence[str]) -> list[Job]:
    """In the order of the ids, each once. Raises InvalidField, JobNotFound or Conflict."""
    asked = list(dict.fromkeys(id.strip() for given in ids for id in given.split(",") if id.strip()))
    if not 1 <= len(asked) <= MOST:
        raise InvalidField(f"ids names {len(asked)} jobs; 1 to {MOST} are accepted")
    found = await asyncio.to_thread(state.index.some, asked, tenant)
    for id in asked:
        if id not in found:
            raise JobNotFound(id[:LONGEST])
        if found[id].status != "completed":
            raise Conflict(f"{id} is {found[id].status}; it can be exported once it is completed")
    return [found[id] for id in asked]


async def pieces(state: State, jobs: Sequence[Job], format: Format, layout: Layout) -> AsyncIterator[bytes]:
    """One piece a job."""
    sink = Sink()
    archive = zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED)
    for job, name in zip(jobs, names(jobs), strict=True):
        yield await asyncio.to_thread(_added, state, archive, sink, job, f"{name}.{format}", format, layout)
        await retention.note_reading(state, job)
    archive.close()
    yield sink.taken()


def names(jobs: Sequence[Job]) -> Iterator[str]:
    """Of files, no two of them alike, not even where case does not count."""
    given: set[str] = set()
    for job in jobs:
        name, number = stem(job), 2
        while name.casefold() in given:
            name, number = f"{stem(job)} ({number})", number + 1
        given.add(name.casefold())
        yield name


def _added(
    state: State,
    archive: zipfile.ZipFile,
    sink: "Sink",
    job: Job,
    name: str,
    format: Format,
    layout: Layout,
) -> bytes:
    try:
        if format == "json":
            content = completed_body(state, job)[0].encode()
        else:
            content = document.write(job, read_transcript(state, job), format, layout)
        archive.writestr(name, content)
    except Gone as gone:  # forgotten just now: the others are there
        archive.writestr(f"{name} is missing.txt", gone.message)
    return sink.taken()


class Sink(io.RawIOBase):
    """Takes what is written and hands it on. It cannot seek, so nothing is changed later."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        content = bytes(memoryview(piece))  # type: ignore[arg-type] # whatever has bytes
        self._buffer += content
        return len(content)

    def taken(self) -> bytes:
        """What was written since this was asked last."""
        piece = bytes(self._buffer)
        self._buffer.clear()
        return piece
