"""A batch in, nothing left of it; its jobs too, if that is wanted, one page of them at a time."""

import asyncio

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session
from temporalio import activity
from temporalio.client import Client

from activities.batches import Batches
from activities.histories import forget
from activities.index import ENDED, Job
from activities.purge import PurgeInput

AT_ONCE = 50  # jobs


class Forget:
    def __init__(self, engine: Engine, temporal: Client) -> None:
        self.engine = engine
        self.temporal = temporal

    @activity.defn
    def jobs_left(self, batch_id: str) -> list[PurgeInput]:
        """Some of the jobs that a batch made and that are still there."""
        wanted = select(Job).where(Job.batch_id == batch_id, Job.status.in_(ENDED)).limit(AT_ONCE)
        with Session(self.engine) as session:
            return [PurgeInput(job.id, job.folder) for job in session.scalars(wanted)]

    @activity.defn
    async def forget(self, batch_id: str) -> None:
        """History and rows of a batch that has ended. Doing it twice changes nothing."""
        await forget(self.temporal, batch_id)
        await asyncio.to_thread(Batches(self.engine).delete, batch_id)
