"""The index: one row a job, for lists and lookups. It outlives what Temporal keeps of a workflow.

The API inserts a row; from then on only activities write it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Double,
    String,
    UniqueConstraint,
    delete,
    func,
    select,
    tuple_,
    update,
)
from sqlalchemy import Index as TableIndex
from sqlalchemy.orm import Mapped, Session, mapped_column

from activities.database import Base, connect

ENDED = ("completed", "failed", "cancelled")


class Job(Base):
    """One recording and what becomes of it."""

    __tablename__ = "jobs"
    __table_args__ = (
        TableIndex("jobs_newest_first", "tenant", "created_at", "id"),
        TableIndex("jobs_unfinished", "status", "created_at"),
        TableIndex("jobs_of_status", "tenant", "status", "created_at", "id"),
        TableIndex("jobs_expiring", "expires_at"),
        TableIndex("jobs_of_batch", "batch_id"),
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
    rerun_of: Mapped[str | None] = mapped_column(String(40))


class Index:
    """All reads and writes of the index. Thread-safe; every method is one short transaction."""

    def __init__(self, url: str) -> None:
        self.engine = connect(url)

    def close(self) -> None:
        self.engine.dispose()

    def check(self) -> None:
        """Raise SQLAlchemyError when the table cannot be read."""
        with Session(self.engine) as session:
            session.execute(select(Job.id).limit(1))

    def add(self, job: Job) -> None:
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            session.add(job)

    def get(self, job_id: str, tenant: str = "default") -> Job | None:
        with Session(self.engine) as session:
            return session.scalar(select(Job).where(Job.id == job_id, Job.tenant == tenant))

    def change(self, job_id: str, **columns: Any) -> None:
        """Set columns of a job that has not ended: what ended stays as it ended."""
        with Session(self.engine) as session, session.begin():
            session.execute(update(Job).where(Job.id == job_id, Job.status.not_in(ENDED)).values(**columns))

    def delete(self, job_id: str) -> None:
        with Session(self.engine) as session, session.begin():
            session.execute(delete(Job).where(Job.id == job_id))

    def page(
        self,
        *,
        tenant: str = "default",
        limit: int = 20,
        before: tuple[str, str] | None = None,
        status: str | None = None,
        q: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> tuple[Sequence[Job], int]:
        """Jobs newest first, and how many match in all. `before` is (created_at, id) of the last job seen."""
        wanted = [Job.tenant == tenant]
        if status:
            wanted.append(Job.status == status)
        if q:
            wanted.append(Job.name.icontains(q, autoescape=True))
        if since:
            wanted.append(Job.created_at >= since)
        if until:
            wanted.append(Job.created_at < until)
        rows = select(Job).where(*wanted).order_by(Job.created_at.desc(), Job.id.desc()).limit(limit)
        if before:
            rows = rows.where(tuple_(Job.created_at, Job.id) < before)
        with Session(self.engine) as session:
            total = session.scalar(select(func.count()).select_from(Job).where(*wanted))
            return session.scalars(rows).all(), total or 0

    def unfinished(self, created_before: str) -> Sequence[Job]:
        """Jobs that were accepted before a moment and have not ended: the reconciler's work."""
        wanted = select(Job).where(Job.status.not_in(ENDED), Job.created_at < created_before)
        with Session(self.engine) as session:
            return session.scalars(wanted).all()
