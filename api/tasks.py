"""What each stage of a job did, is doing or still has to do."""

import asyncio
import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from temporalio.api.enums.v1 import PendingActivityState
from temporalio.api.workflow.v1 import PendingActivityInfo
from temporalio.client import Client
from temporalio.service import RPCError

from activities import storage
from activities.database import as_text
from activities.index import ENDED, Job
from activities.timing import Ran
from activities.transcript import Stage, Transcript
from api import edited, graph, jobs, temporal_ui
from api.answers import JobError
from api.caller import Reader
from api.errors import ApiError, described
from api.parts import Part, parts
from api.state import Here, State
from api.transcriptions import PROGRESS_PATIENCE
from workflows.progress import Progress

Status = Literal["pending", "running", "completed", "failed", "cancelled", "skipped"]
# Stages of which the workflow has gone past the others, in the order in which it enters them.
ENTERED = ("fetch", "prepare", "transcribe", "detect", "merge", "refine", "redact", "record")
PIECEMEAL = ("transcribe", "align")  # done chunk by chunk
BESIDE = ("align", "diarize", "events")  # done while the workflow is in `transcribe`

router = APIRouter(prefix="/v1/audio/transcriptions", tags=["transcriptions"])


class Task(BaseModel):
    """One stage of a job. What is not known is null."""

    id: str = Field(description="Of this task within the job.", examples=["transcribe"])
    needs: list[str] = Field(description="Ids of the tasks that it waits for.", examples=[["prepare"]])
    stage: str = Field(examples=["transcribe"])
    engine: str
    model: str | None = None
    device: str | None = None
    status: Status
    chunks: int | None = Field(None, description="Pieces of work, once they are counted.")
    attempts: int | None = None
    waited: float | None = Field(None, description="Seconds in the queue.")
    ran: float | None = Field(None, description="Seconds of work.")
    started_at: str | None = Field(None, description="Of work in one piece.")
    ended_at: str | None = None
    error: JobError | None = None
    artifacts: list[str] = Field(description="Names below the job's folder; of chunks, the folder's.")


class TaskList(BaseModel):
    id: str
    status: str
    temporal_url: str | None = Field(description="The job's page in Temporal's own interface, for admins.")
    tasks: list[Task]


@router.get("/{job_id}/tasks", responses=described(404, 410))
async def tasks(job_id: str, state: Here, caller: Reader) -> TaskList:
    """One row a stage."""
    job = await state.job(job_id, caller.tenant)
    if job.status == "completed":
        found = await asyncio.to_thread(_completed, job)
    elif job.status in ENDED:
        found = await asyncio.to_thread(_stopped, job)
    else:
        progress, pending = await _look(state, job)
        found = await asyncio.to_thread(_unfinished, job, progress, pending)
    await asyncio.to_thread(_connect, job, found)
    address = temporal_ui.page(state, caller, job.id)
    return TaskList(id=job.id, status=job.status, temporal_url=address, tasks=found)


def _connect(job: Job, tasks: Sequence[Task]) -> None:
    """Say of each task what it waits for, and of those that are done, when that was."""
    named = {part.name: part for part in parts(job)}
    for task in tasks:
        task.needs = graph.needs(task.id, named)
        if task.status == "completed" and task.id in named:
            whole = task.id not in PIECEMEAL
            task.started_at, task.ended_at = graph.times(job, named[task.id], task.ran, one_piece=whole)


def _completed(job: Job) -> list[Task]:
    transcript = edited.machine(job)
    left = list(transcript.stages)
    rows = []
    for part in parts(job):
        same = [row for row in left if (row.stage, row.engine) == (part.stage, part.choice.engine)]
        warned = _warned(part, transcript)
        # Two parts of one stage: the one that failed has no row.
        if same and not (warned and part.fallback):
            left.remove(same[0])
            rows.append(_row(part, "completed", row=same[0], error=warned))
        elif part.name == "fetch":
            rows.append(_row(part, "completed"))
        else:
            rows.append(_row(part, "failed" if warned else "skipped", error=warned))
    return rows


def _warned(part: Part, transcript: Transcript) -> JobError | None:
    for warning in transcript.warnings:
        if warning.stage == part.stage and part.fallback in (None, warning.fallback):
            return JobError(code=warning.code, message=warning.message)
    return None


def _stopped(job: Job) -> list[Task]:
    """Of a job that failed or was cancelled."""
    found = parts(job)
    done = [part.done or _passed(part, found) for part in found]
    failed = _failed_part(job, found, done)
    rows = []
    for number, part in enumerate(found):
        if done[number]:
            rows.append(_row(part, "completed", ran=_ran(job, part)))
        elif number == failed:
            error = JobError(code=job.error_code or "processing_failed", message=job.error_message or "")
            rows.append(_row(part, "failed", error=error))
        else:
            skipped = failed is not None and number > failed
            rows.append(_row(part, "skipped" if skipped else "cancelled"))
    return rows


def _failed_part(job: Job, found: Sequence[Part], done: Sequence[bool]) -> int | None:
    if job.status != "failed":
        return None
    undone = [number for number in range(len(found)) if not done[number]]
    named = [number for number in undone if found[number].stage == job.failed_stage]
    return next(iter([*named, *undone]), None)


def _passed(part: Part, found: Sequence[Part]) -> bool:
    """Whether a part without a last artifact is done, as one shows that comes after all of its chunks."""
    after = [other for other in found if other.name in ("emotions", "merge")]
    return part.last is None and bool(part.artifacts) and any(other.done for other in after)


async def _look(state: State, job: Job) -> tuple[Progress | None, Sequence[PendingActivityInfo]]:
    """How far the workflow is and what it waits for, if it says so in time."""
    try:
        async with state.reach(PROGRESS_PATIENCE) as temporal:
            return await asyncio.gather(jobs.progress(temporal, job.id), _pending(temporal, job))
    except (ApiError, RPCError):
        return None, ()


async def _pending(temporal: Client, job: Job) -> Sequence[PendingActivityInfo]:
    described = await jobs.handle(temporal, job.id).describe()
    return list(described.raw_description.pending_activities)


def _unfinished(job: Job, progress: Progress | None, pending: Sequence[PendingActivityInfo]) -> list[Task]:
    return [_now(job, part, progress, pending) for part in parts(job)]


def _now(job: Job, part: Part, progress: Progress | None, pending: Sequence[PendingActivityInfo]) -> Task:
    works = [work for work in pending if work.activity_type.name in part.activities]
    if works:
        return _working(part, works)
    if part.done:
        return _row(part, "completed", ran=_ran(job, part))
    if progress is None:
        return _row(part, "running" if part.artifacts else "pending")
    home = "transcribe" if part.name in BESIDE else part.stage
    if ENTERED.index(progress.stage) > ENTERED.index(home):
        chunks = part.last is None and part.artifacts
        return _row(part, "completed" if chunks else "failed" if part.name in BESIDE else "skipped")
    return _row(part, "running" if progress.stage == part.stage else "pending")


def _working(part: Part, works: Sequence[PendingActivityInfo]) -> Task:
    """`waited` and `ran` are of the attempt that has run longest."""
    begun = [work for work in works if work.state == PendingActivityState.PENDING_ACTIVITY_STATE_STARTED]
    attempts = max(work.attempt for work in works)
    task = _row(part, "running" if begun or attempts > 1 else "pending")
    task.attempts = attempts
    if begun:
        first = min(begun, key=lambda work: work.last_started_time.ToNanoseconds())
        since = first.last_started_time.ToNanoseconds() / 1e9
        task.waited = round(max(0.0, since - first.scheduled_time.ToNanoseconds() / 1e9), 3)
        task.ran = round(max(0.0, time.time() - since), 3)
        earliest = min(work.last_started_time.ToNanoseconds() for work in begun) / 1e9
        task.started_at = as_text(datetime.fromtimestamp(earliest, UTC)) if part.last else None
    if attempts > 1:
        again = f"attempt {attempts - 1} failed; attempt {attempts} is under way or about to begin"
        task.error = JobError(code="attempt_failed", message=again)
    return task


def _row(
    part: Part,
    status: Status,
    *,
    row: Stage | None = None,
    ran: Ran | None = None,
    error: JobError | None = None,
) -> Task:
    return Task(
        id=part.name,
        needs=[],
        stage=part.stage,
        engine=part.choice.engine,
        model=row.model if row else part.choice.model,
        device=row.device if row else part.choice.device,
        status=status,
        chunks=row.chunks if row else None,
        attempts=row.attempts if row else ran.attempt if ran else None,
        waited=row.waited if row else ran.waited if ran else None,
        ran=row.ran if row else ran.ran if ran else None,
        error=error,
        artifacts=list(part.artifacts),
    )


def _ran(job: Job, part: Part) -> Ran | None:
    """What a part took, as its last artifact says."""
    if part.last is None:
        return None
    try:
        noted = json.loads(storage.read(storage.join(job.folder, part.last)))
        return Ran.model_validate(noted["ran"])
    except (FileNotFoundError, KeyError, ValueError):
        return None
