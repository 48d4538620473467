"""When jobs are forgotten: what may be asked for, changed over HTTP, and begun by reading a result."""

import asyncio
import logging

from temporalio.client import Client
from temporalio.service import RPCError

from activities.expiry import FOR_EVER, UNTIL_READ
from activities.index import Job
from activities.retention import Over, Retention, retention_id
from api.errors import ApiError, Conflict, InvalidField
from api.settings import ApiSettings
from api.state import State
from workflows.retention import RetentionWorkflow
from workflows.selection import LIGHT_QUEUE

log = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds; later, the sweep finds what the timer was not told


def check(settings: ApiSettings, days: int | None) -> None:
    """Raises InvalidField when a job may not be kept so long. None: the caller does not say."""
    most = settings.max_retention_days
    if days is not None and most != FOR_EVER and (days == FOR_EVER or days > most):
        raise InvalidField(f"retention {days} is more than the {most} days for which this server keeps jobs")


async def change(state: State, job: Job, days: int) -> None:
    """Raises Conflict when it is too late, JobNotFound when it is much too late."""
    try:
        await asyncio.to_thread(Retention(state.index.engine).change, job.id, days)
    except Over as error:
        await state.job(job.id, job.tenant)
        raise Conflict(str(error)) from error
    await wake(state, job.id)


async def note_reading(state: State, job: Job) -> None:
    """A result that is kept until it is read has been read."""
    if job.retention == UNTIL_READ and await asyncio.to_thread(Retention(state.index.engine).read, job.id):
        await wake(state, job.id)


async def wake(state: State, job_id: str) -> None:
    """Let the job's timer look at the row again, best effort."""
    try:
        async with state.reach(PATIENCE) as temporal:
            await start(temporal, job_id)
    except (ApiError, RPCError) as error:
        log.warning("the timer of %s does not know yet: %s", job_id, error)


async def start(temporal: Client, job_id: str) -> None:
    """Start a job's timer, or let it look again."""
    await temporal.start_workflow(
        RetentionWorkflow.run,
        job_id,
        id=retention_id(job_id),
        task_queue=LIGHT_QUEUE,
        start_signal="look_again",
        static_summary="forget the job in time",
    )
