"""The index: one row a job, for lists and lookups. It outlives what Temporal keeps of a workflow.

The API inserts a row; from then on only activities write it.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from threading import Lock
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Double,
    String,
    UniqueConstraint,
    Update,
    func,
    select,
    text,
    update,
)
from sqlalchemy import Index as TableIndex
from sqlalchemy.orm import Mapped, Session, load_only, mapped_column

from activities.database import Base, connect
from activities.pool import Pool
from activities.postgresql import alone

ENDED = ("completed", "failed", "cancelled")
UNFINISHED = ("pending", "running")
COUNTED = ("tenant", "completed_at", "status", "duration", "created_at", "started_at")
LISTED = ("tenant", "created_at", "id", "status", "language", "batch_id", "text_id", "name")
NO_TEXT = text("text_id IS NULL")


class Job(Base):
    """One recording and what becomes of it."""

    __tablename__ = "jobs"
    __table_args__ = (
        TableIndex("jobs_listed", *LISTED),  # with all that lists are filtered by
        TableIndex("jobs_unfinished", "status", "created_at"),
        TableIndex("jobs_expiring", "expires_at"),
        TableIndex("jobs_of_batch", "batch_id"),
        TableIndex("jobs_without_text", "status", sqlite_where=NO_TEXT, postgresql_where=NO_TEXT),
        TableIndex("jobs_of_source", "tenant", "fingerprint"),
        TableIndex("jobs_ended", *COUNTED),  # with all that statistics are made of
        UniqueConstraint("tenant", "idempotency_key", name="jobs_once"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # sorts by creation time
    tenant: Mapped[str] = mapped_column(String(64), default="default")
    name: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(16), default="pending")
    created_at: Mapped[str] = mapped_column(String(40))
    started_at: Mapped[str | None] = mapped_column(String(40))
    completed_at: Mapped[str | None] = mapped_column(String(40))
    folder: Mapped[str]  # storage URL
    upload_bytes: Mapped[int] = mapped_column(BigInteger)
    upload_sha256: Mapped[str] = mapped_column(String(64))
    request: Mapped[dict[str, Any]] = mapped_column(JSON)  # the workflow's input, for the reconciler
    timestamps_granularity: Mapped[str] = mapped_column(String(16), default="word")  # what answers show
    language: Mapped[str | None] = mapped_column(String(35))
    duration: Mapped[float | None] = mapped_column(Double)  # seconds
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None]
    failed_stage: Mapped[str | None] = mapped_column(String(32))
    idempotency_key: Mapped[str | None] = mapped_column(String(255))
    asked_sha256: Mapped[str | None] = mapped_column(String(64))  # of the submission, where it has such a key
    priority: Mapped[int] = mapped_column(default=3)  # 1 first, 5 last
    retention: Mapped[int] = mapped_column(default=30)  # days; 0: until first read; -1: for ever
    expires_at: Mapped[str | None] = mapped_column(String(40))  # set once it has ended
    audio_removed_at: Mapped[str | None] = mapped_column(String(40))
    webhook_id: Mapped[str | None] = mapped_column(String(40))
    webhook_url: Mapped[str | None] = mapped_column(String(2048))
    webhook_metadata: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    batch_id: Mapped[str | None] = mapped_column(String(40))
    fingerprint: Mapped[str | None] = mapped_column(String(64))  # of source and options, of a batch's jobs
    rerun_of: Mapped[str | None] = mapped_column(String(40))
    text_id: Mapped[int | None]  # its words, for search: a row of job_texts


class TooManyJobs(Exception):
    """The tenant has as many unfinished jobs as it may have."""


def changing(job_id: str, **columns: Any) -> Update:
    """Sets columns of a job that has not ended."""
    return update(Job).where(Job.id == job_id, Job.status.not_in(ENDED)).values(**columns)


def unfinished(session: Session, tenant: str) -> int:
    """How many of a tenant's jobs have not ended."""
    # By `jobs_ended`, which begins with these two columns: what has ended is not looked through.
    open_ = (Job.tenant == tenant, Job.completed_at.is_(None))
    return session.scalar(select(func.count()).where(*open_, Job.status.in_(UNFINISHED))) or 0


def jobs_of(tenant: str) -> str:
    """What whoever counts a tenant's jobs to add one must be alone with."""
    return f"jobs of {tenant}"


class Index:
    """All reads and writes of the index. Thread-safe; every method is one short transaction."""

    def __init__(self, url: str, pool: Pool | None = None) -> None:
        self.engine = connect(url, pool)
        # SQLite has one writer at a time, and whoever finds another looks again after a nap: here they queue.
        single = self.engine.dialect.name == "sqlite"
        self._turn: AbstractContextManager[object] = Lock() if single else nullcontext()

    def close(self) -> None:
        self.engine.dispose()

    def check(self) -> None:
        """Raise SQLAlchemyError when the table cannot be read."""
        with Session(self.engine) as session:
            session.execute(select(Job.id).limit(1))

    def add(self, job: Job, most: int = 0, *beside: Base) -> None:
        """`most`: unfinished jobs that its tenant may have, this one included; 0: any number.

        `beside`: rows of other tables that are there if the job is.

        Raises TooManyJobs, and IntegrityError when the tenant has used the job's idempotency key already.
        """
        with self._turn, Session(self.engine, expire_on_commit=False) as session, session.begin():
            if most:
                alone(session, jobs_of(job.tenant))
            session.add_all((job, *beside))
            session.flush()  # on SQLite, whoever inserts at the same time waits here
            if most and unfinished(session, job.tenant) > most:
                raise TooManyJobs

    def get(self, job_id: str, tenant: str = "default") -> Job | None:
        with Session(self.engine) as session:
            return session.scalar(select(Job).where(Job.id == job_id, Job.tenant == tenant))

    def some(self, ids: Sequence[str], tenant: str) -> dict[str, Job]:
        """Those of a tenant's jobs, by their ids."""
        wanted = select(Job).where(Job.id.in_(ids), Job.tenant == tenant)
        with Session(self.engine) as session:
            return {job.id: job for job in session.scalars(wanted)}

    def first(self, tenant: str, idempotency_key: str) -> Job | None:
        """The job that a tenant's first request with this key made."""
        wanted = select(Job).where(Job.tenant == tenant, Job.idempotency_key == idempotency_key)
        with Session(self.engine) as session:
            return session.scalar(wanted)

    def release(self, job_id: str) -> None:
        """Let the job's idempotency key make another job."""
        with Session(self.engine) as session, session.begin():
            session.execute(update(Job).where(Job.id == job_id).values(idempotency_key=None))

    def running(self, tenant: str) -> int:
        """How many of a tenant's jobs have not ended."""
        with Session(self.engine) as session:
            return unfinished(session, tenant)

    def change(self, job_id: str, **columns: Any) -> None:
        """Set columns of a job that has not ended: what ended stays as it ended."""
        with Session(self.engine) as session, session.begin():
            session.execute(changing(job_id, **columns))

    def unfinished(self, created_before: str) -> Sequence[Job]:
        """Jobs that were accepted before a moment and have not ended: the reconciler's work.

        Oldest first; no more of them is read than their ids and their tenants.
        """
        wanted = select(Job).where(Job.status.in_(UNFINISHED), Job.created_at < created_before)
        narrow = wanted.options(load_only(Job.id, Job.tenant, raiseload=True)).order_by(Job.created_at)
        with Session(self.engine) as session:
            return session.scalars(narrow).all()
