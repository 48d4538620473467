"""Jobs over HTTP: list, follow, cancel, delete."""

import asyncio
import time
from typing import Annotated

from fastapi import APIRouter, Query, Response
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from activities.index import ENDED, Job
from activities.listing import Listing
from activities.transcript import Transcript
from api import answers, audited, edited, jobs, listing, reconciler, retention, waiting
from api.additional import additional_formats
from api.answers import AnyJob, CancelledJob, JobPage
from api.caller import Reader, Writer
from api.errors import Conflict, described
from api.listing import Asked
from api.state import Here, State

PROGRESS_PATIENCE = 0.7  # seconds: then answer from the row; a look is answered within a second
CANCEL_PATIENCE = 10.0
STOP_PATIENCE = 60.0  # seconds a cancelled job may take to end
PURGE_PATIENCE = 30.0

router = APIRouter(prefix="/v1/audio/transcriptions", tags=["transcriptions"])


@router.get("", responses=described(400, 422))
async def list_jobs(asked: Asked, state: Here, caller: Reader) -> JobPage:
    """Newest first, unless `order` says otherwise."""
    return await asyncio.to_thread(listing.page, Listing(state.index.engine), caller.tenant, asked)


@router.get("/{job_id}", response_model=AnyJob, responses=described(404, 410))
async def get_job(
    job_id: str,
    state: Here,
    caller: Reader,
    original: Annotated[bool, Query(description="The machine's, without what people changed.")] = False,
    reading: Annotated[bool, Query(description="False: a look; what is kept until it is read stays.")] = True,
) -> Response:
    """How far a job is and, when it is completed, its result."""
    job = await state.job(job_id, caller.tenant)
    headers = {}
    if job.status == "completed":
        body, headers["ETag"] = await asyncio.to_thread(completed_body, state, job, original=original)
        if reading:
            await retention.note_reading(state, job)
    elif job.status in ENDED:
        body = answers.failed(job).model_dump_json()
    else:
        seen = await waiting.look(state, job, PROGRESS_PATIENCE)
        place = await waiting.place(state, job, seen)
        body = answers.unfinished(job, seen, time.time(), place).model_dump_json()
    return Response(body, media_type="application/json", headers=headers)


@router.post("/{job_id}/cancel", status_code=202, responses=described(404, 409, 503))
async def cancel(job_id: str, state: Here, caller: Writer) -> CancelledJob:
    """Ask a job to stop. It is `cancelling` until its work has stopped, then `cancelled`."""
    job = await state.job(job_id, caller.tenant)
    if job.status in ENDED:
        raise Conflict(f"{job.id} is {job.status} already; only a job that has not ended can be cancelled")
    await request_stop(state, job)
    await audited.record(state, caller, "transcription.cancel", job.id)
    return CancelledJob(id=job.id, status="cancelling")


@router.delete("/{job_id}", status_code=204, responses=described(404, 409, 503))
async def delete(
    job_id: str,
    state: Here,
    caller: Writer,
    cancel: Annotated[bool, Query(description="Cancel the job first if it runs.")] = False,
) -> None:
    """Forget a job: its upload, its artifacts, its result, its history."""
    job = await state.job(job_id, caller.tenant)
    if job.status not in ENDED:
        if not cancel:
            raise Conflict(f"{job.id} is {job.status}; cancel it first, or delete it with ?cancel=true")
        await stop(state, job)
    async with state.reach(PURGE_PATIENCE) as temporal:
        await jobs.purge(temporal, job, audited.receipt(caller))


def completed_body(state: State, job: Job, *, original: bool = False) -> tuple[str, str]:
    """A completed job as its readers see it, and its ETag; `original`: without people's edits."""
    found = edited.read(state.index, job)
    transcript = found.machine if original else found.transcript
    body = answers.completed(job, transcript, additional_formats(job, transcript))
    return body.model_dump_json(), found.etag


def read_transcript(state: State, job: Job) -> Transcript:
    """The transcript with what people changed. Raises Gone when somebody removed it from storage."""
    return edited.read(state.index, job).transcript


async def request_stop(state: State, job: Job) -> None:
    """Start-then-cancel also reaches a job that is not started yet, and cannot race with its start."""
    async with state.reach(CANCEL_PATIENCE) as temporal:
        try:
            await (await jobs.start(temporal, job)).cancel()
        except WorkflowAlreadyStartedError:
            await reconciler.settle(temporal, state.index, job)
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise
    job = await state.job(job.id, job.tenant)
    if job.status in ENDED:
        raise Conflict(f"{job.id} is {job.status} already")


async def stop(state: State, job: Job) -> None:
    """Cancel, and wait until nothing of the job runs."""
    try:
        await request_stop(state, job)
    except Conflict:
        return
    async with state.reach(STOP_PATIENCE) as temporal:
        await jobs.ended(temporal, job.id)
