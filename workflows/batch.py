"""A batch: jobs as children, so many at once. Which ones, only the database knows."""

import asyncio
from dataclasses import dataclass, field
from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import (
    ApplicationError,
    ChildWorkflowError,
    is_cancelled_exception,
)
from temporalio.workflow import execute_activity_method

with workflow.unsafe.imports_passed_through():
    from activities.advance import Advance, Advanced, AdvanceInput, NewJob
    from activities.stop import Stop
    from workflows.attributes import STATUS
    from workflows.child_job import Child, start_job
    from workflows.dispatch import advancing, bookkeeping
    from workflows.request import restored

SOONEST, LATEST = 2.0, 60.0  # seconds between two looks at jobs that cannot say when they end
OVER = ("completed", "cancelled", "deleted")


@dataclass
class BatchInput:
    batch_id: str
    tenant: str


@dataclass
class Tally:
    """What the workflow answers when it is asked."""

    status: str = "running"
    counts: dict[str, int] = field(default_factory=dict)  # items by status


@workflow.defn
class BatchWorkflow:
    """Whoever changes the batch in the database says so with `look`."""

    @workflow.init
    def __init__(self, input: BatchInput) -> None:
        self.input = input
        self.tally = Tally()
        self.stirred = False
        self.children: dict[str, asyncio.Task[None]] = {}  # by job id; those that this run has started
        self.told: set[str] = set()  # jobs that were asked to stop
        self.pause = SOONEST

    @workflow.run
    async def run(self, input: BatchInput) -> str:
        """Return how the batch ended."""
        try:
            return await self.work()
        except BaseException as error:
            if not is_cancelled_exception(error):
                raise
        # Cancelled from outside, in Temporal's own interface say: as if its owner had cancelled it.
        await execute_activity_method(Stop.stop, input.batch_id, **bookkeeping("cancel the batch"))
        await self.work()
        raise asyncio.CancelledError

    @workflow.signal
    def look(self) -> None:
        self.stirred = True

    @workflow.query
    def counts(self) -> Tally:
        return self.tally

    async def work(self) -> str:
        while True:
            self.stirred = False
            step = await self.advance()
            self.describe(step)
            await asyncio.gather(*(self.start(job) for job in step.start))
            if step.status == "cancelling":
                await asyncio.gather(*(self.cancel(job_id) for job_id in step.running))
            if step.status in OVER and not self.stirred:
                return step.status
            if workflow.info().is_continue_as_new_suggested():
                workflow.continue_as_new(self.input)  # children go on; the next run looks after them
            if not step.more:
                await self.something(step)

    async def advance(self) -> Advanced:
        started = [job_id for job_id, child in self.children.items() if not child.done()]
        return await execute_activity_method(
            Advance.advance,
            AdvanceInput(self.input.batch_id, started),
            **advancing(),
        )

    async def start(self, job: NewJob) -> None:
        """Start the job's workflow, unless that has been done."""
        summary = f"recording {job.number} of a batch"
        child = await start_job(restored(job.request), job.priority, summary)
        if child is None:
            return
        self.children[job.job_id] = asyncio.create_task(self.follow(job.job_id, child))

    async def follow(self, job_id: str, child: Child) -> None:
        try:
            await child
        except ChildWorkflowError:
            pass  # the job's row says what became of it
        finally:
            self.children.pop(job_id, None)
            self.pause = SOONEST
            self.stirred = True

    async def cancel(self, job_id: str) -> None:
        if job_id in self.told:
            return
        self.told.add(job_id)
        try:
            await workflow.get_external_workflow_handle(job_id).cancel()
        except ApplicationError:
            return  # it has ended

    async def something(self, step: Advanced) -> None:
        """Wait until there may be something to do."""
        followed = all(job_id in self.children for job_id in step.running)
        waiting = step.status == "running" and step.counts.get("pending") and not step.running
        patience = None if followed and not waiting else timedelta(seconds=self.pause)
        try:
            await workflow.wait_condition(
                lambda: self.stirred, timeout=patience, timeout_summary="look after jobs once more"
            )
            self.pause = SOONEST
        except TimeoutError:
            self.pause = min(LATEST, self.pause * 1.5)

    def describe(self, step: Advanced) -> None:
        """What the Temporal UI says of the batch in words."""
        self.tally = Tally(step.status, step.counts)
        counts = ", ".join(f"{many} {status}" for status, many in sorted(step.counts.items()))
        workflow.set_current_details(f"**{step.status}**: {counts}")
        workflow.upsert_search_attributes([STATUS.value_set(step.status)])
