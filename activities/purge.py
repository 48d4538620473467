"""A job in, nothing left of it: no byte in storage, no row, no history in Temporal."""

import asyncio
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Engine, delete, update
from sqlalchemy.orm import Session
from temporalio import activity
from temporalio.client import Client, WorkflowFailureError
from temporalio.service import RPCError, RPCStatusCode

from activities import storage
from activities.audit import Receipt
from activities.batches import BatchItem
from activities.database import later, now
from activities.deliveries import Deliveries, Delivery
from activities.edits import Edit
from activities.histories import forget
from activities.index import Index, Job
from activities.search import JobText

CLOCKS = 60.0  # seconds by which no two clocks differ
ENDING = 30.0  # seconds in which a job whose row says ended ends in Temporal too


@dataclass
class PurgeInput:
    job_id: str
    folder: str
    receipt: Receipt | None = None  # who wants it forgotten; goes into the audit log
    why: Literal["request", "retention"] = "request"


class Purge:
    def __init__(self, index: Index, temporal: Client) -> None:
        self.index = index
        self.temporal = temporal
        self.deliveries = Deliveries(index.engine)

    @activity.defn
    async def purge(self, input: PurgeInput) -> None:
        """Forget a job that has ended; unless its time, that was over, is not any more.

        Doing it twice changes nothing.
        """
        if input.why == "retention" and not await asyncio.to_thread(claim, self.index.engine, input.job_id):
            return
        await self._ended(input.job_id)
        await asyncio.to_thread(storage.delete_folder, input.folder)
        messages = await asyncio.to_thread(self.deliveries.of_job, input.job_id)
        for workflow_id in (*messages, f"retention-{input.job_id}", input.job_id):
            if workflow_id != activity.info().workflow_id:
                await forget(self.temporal, workflow_id)
        # Last, so that a purge cut short can be asked for again.
        await asyncio.to_thread(forget_rows, self.index.engine, input)
        # Whoever still had the row may have written there meanwhile; from now on nobody does.
        await asyncio.to_thread(storage.delete_folder, input.folder)

    async def _ended(self, job_id: str) -> None:
        """Its last steps start other workflows, which would outlive it."""
        try:
            async with asyncio.timeout(ENDING):
                await self.temporal.get_workflow_handle(job_id).result()
        except (WorkflowFailureError, TimeoutError):
            return
        except RPCError as error:
            if error.status != RPCStatusCode.NOT_FOUND:
                raise


def claim(engine: Engine, job_id: str) -> bool:
    """Whether a job's time is over. From now on it is, by every clock, so nobody can make it longer."""
    over = update(Job).where(Job.id == job_id, Job.expires_at <= now()).values(expires_at=later(-CLOCKS))
    with Session(engine) as session, session.begin():
        if session.execute(over.returning(Job.id)).all():
            return True
        return session.get(Job, job_id) is None  # forgotten before, if not quite


def forget_rows(engine: Engine, input: PurgeInput) -> None:
    """All that the database knows of a job; the receipt is written if there was such a job."""
    job_id = input.job_id
    with Session(engine) as session, session.begin():
        tenant = session.scalar(delete(Job).where(Job.id == job_id).returning(Job.tenant))
        for table in (Edit, JobText, Delivery):
            session.execute(delete(table).where(table.job_id == job_id))
        session.execute(update(BatchItem).where(BatchItem.job_id == job_id).values(job_id=None))
        if tenant is not None:
            receipt = input.receipt or Receipt(tenant)
            session.add(receipt.entry("transcription.purged", job_id, {"why": input.why}))
