"""The recording of a job, as it was uploaded or without what was redacted, whole or in ranges."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from activities import folder, storage
from activities.index import ENDED, Job
from api import audited, ranges
from api.caller import Reader
from api.containers import media_type
from api.disposition import disposition
from api.errors import ApiError, Conflict, Gone, described
from api.ranges import Range, Unsatisfiable
from api.state import Here

PIECE = 256 * 1024  # bytes in memory at once

router = APIRouter(prefix="/v1/audio/transcriptions", tags=["transcriptions"])
ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {"audio/*": {"schema": {"type": "string", "format": "binary"}}}},
    206: {
        "description": "The range that was asked for.",
        "content": {"audio/*": {"schema": {"type": "string", "format": "binary"}}},
    },
    304: {"description": "The client has it already."},
    307: {"description": "Storage has it, at `Location`, for a while; where DALSTON_S3_PRESIGN is on."},
}


class AudioNotFound(ApiError):
    status, code = 404, "audio_not_found"


class AudioForbidden(ApiError):
    status, code = 403, "forbidden"


class RangeNotSatisfiable(ApiError):
    status, code = 416, "range_not_satisfiable"

    def __init__(self, size: int) -> None:
        super().__init__(f"the audio has {size} bytes; ask for a range that begins before its end", size=size)
        self.headers = {"Content-Range": f"bytes */{size}", "Accept-Ranges": "bytes"}


@dataclass(frozen=True)
class Copy:
    """One file of a job's audio."""

    url: str
    sha256: str  # what tells it from every other file
    media_type: str
    disposition: str


@router.head("/{job_id}/audio", include_in_schema=False)
@router.get(
    "/{job_id}/audio", response_class=Response, responses={**ANSWERS, **described(403, 404, 409, 410, 416)}
)
async def audio(job_id: str, request: Request, state: Here, caller: Reader) -> Response:
    """The upload, byte for byte. Forbidden where something was to be redacted."""
    job = await state.job(job_id, caller.tenant)
    response = await answer(request, job, await asyncio.to_thread(uploaded, job))
    await audited.record_once(state, caller, "transcription.read_audio", job.id)
    return response


@router.head("/{job_id}/audio/redacted", include_in_schema=False)
@router.get(
    "/{job_id}/audio/redacted",
    response_class=Response,
    responses={**ANSWERS, **described(404, 409, 410, 416)},
)
async def redacted_audio(job_id: str, request: Request, state: Here, caller: Reader) -> Response:
    """The recording without what was to be redacted, as FLAC."""
    job = await state.job(job_id, caller.tenant)
    response = await answer(request, job, redacted(job))
    await audited.record_once(state, caller, "transcription.read_redacted_audio", job.id)
    return response


def uploaded(job: Job) -> Copy:
    if asked(job, "redact_audio"):
        raise AudioForbidden(
            f"{job.id} was submitted with redact_pii_audio, so its upload is not given out; "
            f"GET {router.prefix}/{job.id}/audio/redacted has the recording without personal data"
        )
    if asked(job, "redact_text"):
        raise AudioForbidden(
            f"{job.id} was submitted with redact_pii, so its upload is not given out; a job submitted with "
            "redact_pii_audio has its recording without personal data at /audio/redacted"
        )
    ending = job.name.rpartition(".")[2] if "." in job.name else ""
    shown = disposition(job, ending if ending.isalnum() and ending.isascii() else "audio", "inline")
    return Copy(folder.upload(job.folder), job.upload_sha256, media_type(job), shown)


def redacted(job: Job) -> Copy:
    if not asked(job, "redact_audio"):
        raise AudioNotFound(f"{job.id} has no redacted audio: it was not submitted with redact_pii_audio")
    if job.status not in ENDED:
        raise Conflict(f"{job.id} is {job.status}; its redacted audio is there once it is completed")
    if job.status != "completed":
        raise AudioNotFound(f"{job.id} has no redacted audio: it is {job.status}")
    url = folder.redacted_audio(job.folder)
    # It is written once, so what made it names its bytes.
    name = hashlib.sha256(f"{job.id} {job.upload_sha256} redacted".encode()).hexdigest()
    return Copy(url, name, "audio/flac", disposition(job, "redacted.flac", "inline"))


def asked(job: Job, what: str) -> bool:
    return bool(job.request.get(what))


async def answer(request: Request, job: Job, copy: Copy) -> Response:
    """200 with all of it, 206 with a range, 304, or 307. Raises Gone or RangeNotSatisfiable."""
    file, size = await asyncio.to_thread(opened, job, copy)
    return await respond(request, file, size, copy)


async def respond(request: Request, file: BinaryIO, size: int, copy: Copy) -> Response:
    """From storage itself where it can be sent there. Raises RangeNotSatisfiable."""
    shown = storage.Shown(copy.media_type, copy.disposition)
    link = await asyncio.to_thread(storage.link, copy.url, shown) if request.method == "GET" else None
    response = through(request, file, size, copy)
    if link is None or response.status_code == 304:
        return response
    file.close()
    return Response(status_code=307, headers={"Location": link, "Cache-Control": "no-store"})


def through(request: Request, file: BinaryIO, size: int, copy: Copy) -> Response:
    """Passed through this process. Raises RangeNotSatisfiable."""
    etag = f'"{copy.sha256}"'
    headers = {
        "Accept-Ranges": "bytes",
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Content-Disposition": copy.disposition,
        "X-Content-Type-Options": "nosniff",
    }
    try:
        if ranges.matches(request.headers.get("If-None-Match"), etag):
            file.close()
            return Response(status_code=304, headers=headers)
        part = _part(request, etag, size)
    except Unsatisfiable:
        file.close()
        raise RangeNotSatisfiable(size) from None
    whole = part or Range(0, size, size)
    headers["Content-Length"] = str(whole.end - whole.start)
    if part:
        headers["Content-Range"] = part.content_range
    status = 206 if part else 200
    if request.method == "HEAD":
        file.close()
        return Response(status_code=status, headers=headers, media_type=copy.media_type)
    return StreamingResponse(pieces(file, whole), status, headers, copy.media_type)


def opened(job: Job, copy: Copy) -> tuple[BinaryIO, int]:
    if job.audio_removed_at:
        raise Gone(f"the audio of {job.id} was forgotten at {job.audio_removed_at}; its transcript is kept")
    try:
        return storage.open_read(copy.url), storage.size(copy.url)
    except FileNotFoundError:
        if asked(job, "fetch") and job.status not in ENDED:
            raise Conflict(f"{job.id} is {job.status}; its recording is not fetched yet") from None
        if asked(job, "fetch") and not job.upload_sha256:
            raise AudioNotFound(f"{job.id} has no audio: its recording could not be fetched") from None
        raise Gone(f"the audio of {job.id} is no longer in storage") from None


async def pieces(file: BinaryIO, wanted: Range) -> AsyncIterator[bytes]:
    with file:
        await asyncio.to_thread(file.seek, wanted.start)
        left = wanted.end - wanted.start
        while left and (piece := await asyncio.to_thread(file.read, min(PIECE, left))):
            left -= len(piece)
            yield piece


def _part(request: Request, etag: str, size: int) -> Range | None:
    """Only a GET has ranges, and only one whose parts are still of the same file."""
    if request.method != "GET" or not ranges.still_valid(request.headers.get("If-Range"), etag):
        return None
    return ranges.requested(request.headers.get("Range"), size)
