"""A job's row in, its workflow out: started, found, cancelled, purged. All of it safe to do twice."""

from typing import Any

from temporalio.client import (
    Client,
    WorkflowExecutionDescription,
    WorkflowExecutionStatus,
    WorkflowFailureError,
    WorkflowHandle,
)
from temporalio.common import (
    Priority,
    WorkflowIDConflictPolicy,
    WorkflowIDReusePolicy,
)

from activities.audit import Receipt
from activities.histories import forget
from activities.index import Job
from activities.purge import PurgeInput
from workflows.attributes import attributes
from workflows.progress import Progress
from workflows.purge import PurgeWorkflow, purge_id
from workflows.request import STORED, TranscriptionRequest, restored
from workflows.selection import LIGHT_QUEUE
from workflows.transcription import TranscriptionWorkflow

LONGEST_SUMMARY = 400  # bytes, Temporal's limit

Handle = WorkflowHandle[TranscriptionWorkflow, str]


def stored(request: TranscriptionRequest) -> dict[str, Any]:
    """As the job's row keeps it."""
    kept: dict[str, Any] = STORED.dump_python(request, mode="json")
    return kept


async def start(temporal: Client, job: Job) -> Handle:
    """Start a job's workflow, or attach to it. Raises WorkflowAlreadyStartedError when it has ended."""
    request = restored(job.request)
    return await temporal.start_workflow(
        TranscriptionWorkflow.run,
        request,
        id=job.id,
        task_queue=LIGHT_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
        static_summary=summary(job),
        search_attributes=attributes(request),
        # Activities inherit it: queues serve the urgent first, and tenants in turn.
        priority=Priority(priority_key=job.priority, fairness_key=job.tenant),
    )


def summary(job: Job) -> str:
    """What Temporal's own interface calls a job: its name, unless a URL gave it, which may hold secrets."""
    if job.request.get("fetch"):
        return "a recording at a URL"
    if job.rerun_of:
        return "a recording once more"
    return job.name.encode()[:LONGEST_SUMMARY].decode(errors="ignore")


def handle(temporal: Client, job_id: str) -> Handle:
    return temporal.get_workflow_handle_for(TranscriptionWorkflow.run, job_id)


async def progress(temporal: Client, job_id: str) -> Progress:
    return await handle(temporal, job_id).query(TranscriptionWorkflow.progress)


def cancelling(found: WorkflowExecutionDescription) -> bool:
    return (
        found.status == WorkflowExecutionStatus.RUNNING
        and found.raw_description.workflow_extended_info.cancel_requested
    )


async def ended(temporal: Client, job_id: str) -> None:
    """Wait until the workflow has ended, however it did."""
    try:
        await handle(temporal, job_id).result()
    except WorkflowFailureError:
        return


async def purge(temporal: Client, job: Job, receipt: Receipt) -> None:
    """Forget a job that has ended; once begun, this goes on even if nobody waits for it."""
    await temporal.execute_workflow(
        PurgeWorkflow.run,
        PurgeInput(job.id, job.folder, receipt),
        id=purge_id(job.id),
        task_queue=LIGHT_QUEUE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        static_summary="forget a job",
    )
    await forget(temporal, purge_id(job.id))  # it names the job too
