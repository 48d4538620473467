"""How far a job is, as Temporal tells it; and where it stands in the queue while nobody works for it."""

import asyncio

from temporalio.api.enums.v1 import PendingActivityState
from temporalio.client import Client, WorkflowExecutionDescription
from temporalio.service import RPCError

from activities.backlog import Backlog, Place
from activities.index import Job
from api import jobs
from api.errors import ApiError
from api.seen import Seen
from api.state import State
from workflows.progress import Progress

UNWORKED = (PendingActivityState.PENDING_ACTIVITY_STATE_SCHEDULED,)
FIRST_STEP = 3  # events: the workflow has started, its first task was scheduled, and handed out


async def look(state: State, job: Job, patience: float) -> Seen:
    """How far the workflow is and whether it was asked to stop, if it says so in time (seconds)."""
    try:
        async with state.reach(patience) as temporal:
            return await _seen(temporal, await jobs.handle(temporal, job.id).describe())
    except (ApiError, RPCError):
        return Seen(None, waits=job.status == "pending")


async def place(state: State, job: Job, seen: Seen) -> Place | None:
    """None: it does not wait."""
    if not seen.waits:
        return None
    return await asyncio.to_thread(Backlog(state.index.engine).place, job)


async def _seen(temporal: Client, described: WorkflowExecutionDescription) -> Seen:
    """The workflow itself is asked only where it has more to say: where many wait, that takes long."""
    cancelling = jobs.cancelling(described)
    first = described.raw_description.workflow_execution_info.first_run_id
    if described.history_length <= FIRST_STEP and first in ("", described.run_id):
        return Seen(None, cancelling, waits=True)
    pending = described.raw_description.pending_activities
    idle = bool(pending) and all(work.state in UNWORKED and work.attempt <= 1 for work in pending)
    if idle and {work.activity_type.name for work in pending} <= {"prepare", "record"}:
        return Seen(Progress(status="running"), cancelling, waits=True)
    progress = await jobs.progress(temporal, described.id)
    return Seen(progress, cancelling, waits=idle and not progress.audio_seconds_done)
