"""Forget a batch: a workflow of its own, so that a deletion once begun is finished."""

import asyncio
from dataclasses import dataclass, replace

from temporalio import workflow
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.workflow import ParentClosePolicy, execute_activity_method

with workflow.unsafe.imports_passed_through():
    from activities.audit import Receipt
    from activities.forget import Forget
    from activities.purge import PurgeInput
    from workflows.dispatch import bookkeeping
    from workflows.purge import PurgeWorkflow, purge_id


def forget_id(batch_id: str) -> str:
    return f"forget-{batch_id}"


@dataclass
class ForgetInput:
    batch_id: str
    jobs: bool  # its jobs too
    receipt: Receipt | None = None  # who wants them forgotten


@workflow.defn
class ForgetWorkflow:
    @workflow.run
    async def run(self, input: ForgetInput) -> None:
        while input.jobs and (jobs := await self.jobs_left(input.batch_id)):
            await asyncio.gather(*(self.purge(replace(job, receipt=input.receipt)) for job in jobs))
            if workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(input)
        await execute_activity_method(
            Forget.forget, input.batch_id, **bookkeeping("remove the batch's history and rows")
        )

    async def jobs_left(self, batch_id: str) -> list[PurgeInput]:
        return await execute_activity_method(
            Forget.jobs_left, batch_id, **bookkeeping("which jobs are still there")
        )

    async def purge(self, job: PurgeInput) -> None:
        try:
            await workflow.execute_child_workflow(
                PurgeWorkflow.run,
                job,
                id=purge_id(job.job_id),
                parent_close_policy=ParentClosePolicy.ABANDON,
                static_summary="forget a job",
            )
        except WorkflowAlreadyStartedError:
            await asyncio.sleep(1)  # somebody else forgets it just now
