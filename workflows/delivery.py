"""Tell a webhook: tried again for a day, then given up. Only the message's id is in Temporal."""

from collections.abc import Sequence
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, WorkflowAlreadyStartedError
from temporalio.workflow import ParentClosePolicy, execute_activity_method

with workflow.unsafe.imports_passed_through():
    from activities.deliver import Deliver
    from workflows.dispatch import HEARTBEAT, UNTIL_DONE
    from workflows.selection import DELIVERY_QUEUE, LIGHT_QUEUE

A_DAY = timedelta(days=1)
# Where the attempt itself could not say how long to pause, for instance because its worker was killed.
AGAIN = RetryPolicy(initial_interval=timedelta(seconds=5), maximum_interval=timedelta(hours=1))


@workflow.defn
class DeliveryWorkflow:
    @workflow.run
    async def run(self, delivery_id: str) -> str:
        """Return what became of the message: delivered, failed or gone."""
        try:
            return await execute_activity_method(
                Deliver.deliver,
                delivery_id,
                task_queue=DELIVERY_QUEUE,
                summary="tell the webhook",
                schedule_to_close_timeout=A_DAY,
                start_to_close_timeout=timedelta(minutes=1),
                heartbeat_timeout=HEARTBEAT,
                retry_policy=AGAIN,
            )
        except ActivityError:
            await execute_activity_method(
                Deliver.give_up,
                delivery_id,
                task_queue=DELIVERY_QUEUE,
                summary="give up",
                start_to_close_timeout=timedelta(minutes=1),
                retry_policy=UNTIL_DONE,
            )
            return "failed"


async def announce(messages: Sequence[str] | None) -> None:
    """A workflow for each message; nobody waits for them. None: recorded before there were any."""
    for delivery_id in messages or ():
        try:
            await workflow.start_child_workflow(
                DeliveryWorkflow.run,
                delivery_id,
                id=delivery_id,
                task_queue=LIGHT_QUEUE,
                parent_close_policy=ParentClosePolicy.ABANDON,
                static_summary="tell a webhook",
            )
        except WorkflowAlreadyStartedError:
            continue  # the API found the message before
