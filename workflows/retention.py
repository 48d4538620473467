"""One durable timer a job: waits until the job is to be forgotten, then forgets it."""

from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.workflow import ParentClosePolicy, execute_activity_method

with workflow.unsafe.imports_passed_through():
    from activities.purge import Purge
    from activities.retention import Due, Retention, retention_id
    from workflows.dispatch import UNTIL_DONE
    from workflows.selection import LIGHT_QUEUE


@workflow.defn
class RetentionWorkflow:
    """The job's row says when; a signal, that the row says something else now."""

    def __init__(self) -> None:
        self.changed = False

    @workflow.signal
    def look_again(self) -> None:
        self.changed = True

    @workflow.run
    async def run(self, job_id: str) -> None:
        while True:
            due = await self.due(job_id)
            if due is None:
                if self.changed:  # since the row was read
                    continue
                return
            if due.seconds <= 0:
                await self.purge(due)
                return
            try:
                # A moment more: the clock of whoever looks at the row may be a little behind.
                patience = timedelta(seconds=due.seconds + 0.1)
                await workflow.wait_condition(lambda: self.changed, timeout=patience)
            except TimeoutError:
                pass
            if workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(job_id)

    async def due(self, job_id: str) -> Due | None:
        self.changed = False
        return await execute_activity_method(
            Retention.due,
            job_id,
            task_queue=LIGHT_QUEUE,
            start_to_close_timeout=timedelta(minutes=1),
            retry_policy=UNTIL_DONE,
            summary="when is it to be forgotten?",
        )

    async def purge(self, due: Due) -> None:
        await execute_activity_method(
            Purge.purge,
            due.purge,
            task_queue=LIGHT_QUEUE,
            start_to_close_timeout=timedelta(minutes=10),
            retry_policy=UNTIL_DONE,
            summary="remove files, history and row",
        )


async def retain(job_id: str) -> None:
    """Start a job's timer; the job does not wait for it."""
    try:
        await workflow.start_child_workflow(
            RetentionWorkflow.run,
            job_id,
            id=retention_id(job_id),
            task_queue=LIGHT_QUEUE,
            parent_close_policy=ParentClosePolicy.ABANDON,
            static_summary="forget the job in time",
        )
    except WorkflowAlreadyStartedError:
        return
