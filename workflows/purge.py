"""Forget a job: a workflow of its own, so that a deletion once begun is finished."""

from datetime import timedelta

from temporalio import workflow

with workflow.unsafe.imports_passed_through():
    from activities.purge import Purge, PurgeInput
    from workflows.selection import LIGHT_QUEUE


def purge_id(job_id: str) -> str:
    return f"purge-{job_id}"


@workflow.defn
class PurgeWorkflow:
    @workflow.run
    async def run(self, input: PurgeInput) -> None:
        await workflow.execute_activity_method(
            Purge.purge,
            input,
            task_queue=LIGHT_QUEUE,
            start_to_close_timeout=timedelta(minutes=10),
            summary="remove files, history and row",
        )
