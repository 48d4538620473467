"""Nothing accepted is lost: jobs without a workflow are started, jobs whose workflow is over are ended."""

import asyncio
import logging
from collections.abc import Container
from datetime import UTC, datetime, timedelta

from pydantic import ValidationError
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError

from activities.batches import Batches
from activities.database import as_text
from activities.deliveries import Deliveries
from activities.index import ENDED, Index, Job
from activities.metrics import JOBS_ENDED
from activities.outbox import Outbox
from api import batch_runs, jobs, outgoing, rounds
from api.metrics import SETTLED
from workflows.transcription import TranscriptionWorkflow

log = logging.getLogger(__name__)

INTERVAL = 5.0  # seconds between rounds
GRACE = timedelta(seconds=5)  # a younger job is being started by whoever accepted it
PATIENCE = 10.0  # seconds for one job
FEW = 50  # jobs that are looked at one by one; of more, those that run are asked for together
PAGE = 1000  # jobs of one answer

SAID_NOTHING = "the job's workflow was ended from outside ({status}) and could not say what became of it"


async def run(temporal: Client, index: Index, starting: Container[str] = ()) -> None:
    """`starting`: jobs that somebody else here is about to start."""
    await rounds.forever("look after unfinished jobs", lambda: round_(temporal, index, starting), INTERVAL)


async def round_(temporal: Client, index: Index, starting: Container[str] = ()) -> None:
    await reconcile(temporal, index, as_text(datetime.now(UTC) - GRACE), starting)
    await batch_runs.look_after(temporal, Batches(index.engine), as_text(datetime.now(UTC) - GRACE))
    await outgoing.start_overdue(temporal, Deliveries(index.engine))


async def reconcile(
    temporal: Client, index: Index, created_before: str, starting: Container[str] = ()
) -> None:
    """One round over all jobs accepted before a moment that have not ended."""
    jobs_left = await asyncio.to_thread(index.unfinished, created_before)
    try:
        known = await running(temporal) if len(jobs_left) > FEW else set()
    except RPCError as error:
        log.warning("could not ask which jobs run: %s", error.message)
        return
    for job in jobs_left:
        if job.id in known or job.id in starting:
            continue
        try:
            async with asyncio.timeout(PATIENCE):
                await look_after(temporal, index, job)
        except (RPCError, TimeoutError) as error:
            log.warning("could not look after %s: %s", job.id, str(error) or "no answer")
            return  # the others would fare no better
        except ValidationError as error:
            log.error("%s was accepted by a version that this one does not understand: %s", job.id, error)


async def running(temporal: Client) -> set[str]:
    """Ids of jobs whose workflows run, as far as Temporal's own index has heard."""
    query = f"WorkflowType = '{TranscriptionWorkflow.__name__}' AND ExecutionStatus = 'Running'"
    return {found.id async for found in temporal.list_workflows(query, page_size=PAGE)}


async def look_after(temporal: Client, index: Index, seen: Job) -> None:
    """Start a job's workflow; harmless when it runs. Settle the job when the workflow is over."""
    job = await asyncio.to_thread(index.get, seen.id, seen.tenant)
    if job is None or job.status in ENDED:
        return  # since the round began
    try:
        await jobs.start(temporal, job)
    except WorkflowAlreadyStartedError:
        await settle(temporal, index, job)


async def settle(temporal: Client, index: Index, job: Job) -> None:
    """The workflow is over but could not say so: it was terminated, or its last step never ran."""
    found = await jobs.handle(temporal, job.id).describe()
    if found.status == WorkflowExecutionStatus.RUNNING:
        return
    status, code, message = outcome(found.status)
    messages = await asyncio.to_thread(
        lambda: Outbox(index.engine).end(job.id, status, error_code=code, error_message=message)
    )
    for delivery_id in messages:
        await outgoing.start(temporal, delivery_id)
    SETTLED.inc()
    JOBS_ENDED.labels(status).inc()
    log.warning("%s had ended without a record of it; it is %s", job.id, status)


def outcome(status: WorkflowExecutionStatus | None) -> tuple[str, str | None, str | None]:
    """A job's status and error, from how its workflow ended."""
    if status == WorkflowExecutionStatus.COMPLETED:
        return "completed", None, None
    if status == WorkflowExecutionStatus.CANCELED:
        return "cancelled", None, None
    message = SAID_NOTHING.format(status=status.name.lower() if status else "unknown")
    return "failed", "processing_failed", message
