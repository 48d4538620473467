"""When jobs are to be forgotten, as their rows say."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session
from temporalio import activity

from activities.audit import Receipt
from activities.database import later, now
from activities.expiry import UNTIL_READ, expiry
from activities.index import ENDED, Job
from activities.purge import PurgeInput

ONCE_READ = 60.0  # seconds for which a result that is kept until it is read outlives that


class Over(Exception):
    """The job's time is over: it is being forgotten."""


@dataclass
class Due:
    """When a job is to be forgotten, and how."""

    seconds: float  # from now; 0: at once
    purge: PurgeInput


def retention_id(job_id: str) -> str:
    """Of the workflow that waits until the job is to be forgotten."""
    return f"retention-{job_id}"


class Retention:
    """Reads and writes of when jobs expire. Thread-safe; every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @activity.defn(name="due")
    def due(self, job_id: str) -> Due | None:
        """None: it is kept for ever, or gone."""
        with Session(self.engine) as session:
            job = session.get(Job, job_id)
        if job is None or job.expires_at is None:
            return None
        left = datetime.fromisoformat(job.expires_at) - datetime.fromisoformat(now())
        receipt = Receipt(tenant=job.tenant)
        return Due(max(0.0, left.total_seconds()), PurgeInput(job.id, job.folder, receipt, why="retention"))

    def change(self, job_id: str, days: int) -> None:
        """Another number of days; from its end, if the job has ended. Raises Over."""
        row = update(Job).where(Job.id == job_id)
        kept = row.where(Job.expires_at.is_(None) | (Job.expires_at > now())).values(retention=days)
        with Session(self.engine) as session, session.begin():
            job = session.scalar(kept.returning(Job))
            if job is None:
                raise Over(f"{job_id} is being forgotten: its time is over")
            ended = job.completed_at if job.status in ENDED else None
            session.execute(row.values(expires_at=expiry(days, ended) if ended else None))

    def read(self, job_id: str) -> bool:
        """The result was read. True: that makes the job expire soon, and it did not before."""
        soon = later(ONCE_READ)
        first = update(Job).where(
            Job.id == job_id,
            Job.status == "completed",
            Job.retention == UNTIL_READ,
            (Job.expires_at > soon) | Job.expires_at.is_(None),
        )
        with Session(self.engine) as session, session.begin():
            return bool(session.execute(first.values(expires_at=soon).returning(Job.id)).all())

    def forget_audio(self, job_id: str) -> None:
        """Note that a job has no recording any more."""
        first = update(Job).where(Job.id == job_id, Job.audio_removed_at.is_(None))
        with Session(self.engine) as session, session.begin():
            session.execute(first.values(audio_removed_at=now()))

    def overdue(self, before: str, limit: int = 1000) -> list[Job]:
        """Jobs that should have been forgotten before a moment."""
        wanted = select(Job).where(Job.expires_at < before, Job.status.in_(ENDED)).limit(limit)
        with Session(self.engine) as session:
            return list(session.scalars(wanted))
