"""The index: one row a job, for lists and lookups. It outlives what Temporal keeps of a workflow.

The API inserts a row; from then on only activities write it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Double,
    Engine,
    String,
    create_engine,
    delete,
    event,
    func,
    select,
    tuple_,
    update,
)
from sqlalchemy import Index as TableIndex
from sqlalchemy.engine import make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

ENDED = ("completed", "failed", "cancelled")


class Base(DeclarativeBase):
    pass


class Job(Base):
    """One upload and what becomes of it. Timestamps are RFC 3339 in UTC, so they sort as text."""

    __tablename__ = "jobs"
    __table_args__ = (
        TableIndex("jobs_newest_first", "tenant", "created_at", "id"),
        TableIndex("jobs_unfinished", "status", "created_at"),
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


def as_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now() -> str:
    return as_text(datetime.now(UTC))


class Index:
    """All reads and writes of the index. Thread-safe; every method is one short transaction."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite" and parsed.database:
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        self.engine: Engine = create_engine(parsed, pool_pre_ping=True)
        if parsed.get_backend_name() == "sqlite":
            event.listen(self.engine, "connect", _use_wal)

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


def _use_wal(connection: Any, _record: Any) -> None:
    """Readers do not wait for the writer, and a writer waits its turn instead of failing."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=10000")  # first: changing the journal mode may have to wait too
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
