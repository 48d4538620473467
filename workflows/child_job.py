"""A job that another workflow starts, and that outlives it."""

from temporalio import workflow
from temporalio.common import Priority, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.workflow import ChildWorkflowHandle, ParentClosePolicy

with workflow.unsafe.imports_passed_through():
    from workflows.attributes import attributes
    from workflows.request import TranscriptionRequest
    from workflows.transcription import TranscriptionWorkflow

Child = ChildWorkflowHandle[TranscriptionWorkflow, str]


async def start_job(request: TranscriptionRequest, priority: int, summary: str) -> Child | None:
    """None: it has been started before."""
    try:
        return await workflow.start_child_workflow(
            TranscriptionWorkflow.run,
            request,
            id=request.job_id,
            id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
            parent_close_policy=ParentClosePolicy.ABANDON,
            static_summary=summary,
            search_attributes=attributes(request),
            priority=Priority(priority_key=priority, fairness_key=request.tenant),
        )
    except WorkflowAlreadyStartedError:
        return None
