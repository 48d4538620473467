"""Batches: many recordings submitted at once, and what became of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Double, Engine, Index, String, delete, func, insert, select, tuple_, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from activities.database import Base, now

ENDED = ("completed", "cancelled")
AT_ONCE = 1000  # rows inserted by one statement


class Batch(Base):
    __tablename__ = "batches"
    __table_args__ = (Index("batches_newest_first", "tenant", "created_at", "id"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # batch_…
    tenant: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(16))  # running, paused, cancelling, completed, cancelled
    options: Mapped[dict[str, Any]] = mapped_column(JSON)  # submission fields of every job
    prototype: Mapped[dict[str, Any]] = mapped_column(JSON)  # what every job is made from
    most_running: Mapped[int]
    on_failure: Mapped[str] = mapped_column(String(16), default="continue")  # or stop
    skip_done: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[str] = mapped_column(String(40))
    completed_at: Mapped[str | None] = mapped_column(String(40))


class BatchItem(Base):
    """One recording of a batch."""

    __tablename__ = "batch_items"
    __table_args__ = (Index("batch_items_of_status", "batch_id", "status", "number"),)

    batch_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # from 1
    source: Mapped[str]  # a URL, of the Internet or below an allowed folder
    name: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(16))  # pending, running, completed, failed, cancelled, skipped
    attempt: Mapped[int] = mapped_column(default=1)  # each makes a job of its own
    job_id: Mapped[str | None] = mapped_column(String(40))
    duration: Mapped[float | None] = mapped_column(Double)  # seconds of audio
    engine_seconds: Mapped[float | None] = mapped_column(Double)
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None] = mapped_column(String(500))


@dataclass
class Summary:
    """Of the items of one batch."""

    counts: dict[str, int]
    audio_seconds: float
    engine_seconds: float


class Batches:
    """What callers do with batches. Thread-safe; every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, batch: Batch, items: Iterable[tuple[str, str]]) -> None:
        """`items`: source and name of each, in their order."""
        rows = [
            {"batch_id": batch.id, "number": number, "source": source, "name": name, "status": "pending"}
            | {"attempt": 1}
            for number, (source, name) in enumerate(items, 1)
        ]
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            session.add(batch)
            for start in range(0, len(rows), AT_ONCE):
                session.execute(insert(BatchItem), rows[start : start + AT_ONCE])

    def get(self, batch_id: str, tenant: str) -> Batch | None:
        with Session(self.engine) as session:
            return session.scalar(select(Batch).where(Batch.id == batch_id, Batch.tenant == tenant))

    def page(
        self, tenant: str, *, limit: int, before: tuple[str, str] | None = None, status: str | None = None
    ) -> Sequence[Batch]:
        """Newest first. `before` is (created_at, id) of the last batch seen."""
        wanted = select(Batch).where(Batch.tenant == tenant)
        if status:
            wanted = wanted.where(Batch.status == status)
        if before:
            wanted = wanted.where(tuple_(Batch.created_at, Batch.id) < before)
        with Session(self.engine) as session:
            return session.scalars(
                wanted.order_by(Batch.created_at.desc(), Batch.id.desc()).limit(limit)
            ).all()

    def items(
        self, batch_id: str, *, limit: int, after: int = 0, status: str | None = None
    ) -> Sequence[BatchItem]:
        """In the order of their numbers."""
        wanted = select(BatchItem).where(BatchItem.batch_id == batch_id, BatchItem.number > after)
        if status:
            wanted = wanted.where(BatchItem.status == status)
        with Session(self.engine) as session:
            return session.scalars(wanted.order_by(BatchItem.number).limit(limit)).all()

    def summaries(self, batch_ids: Sequence[str]) -> dict[str, Summary]:
        """What was skipped counts as an item, not as work."""
        wanted = (
            select(
                BatchItem.batch_id,
                BatchItem.status,
                func.count(),
                func.sum(BatchItem.duration),
                func.sum(BatchItem.engine_seconds),
            )
            .where(BatchItem.batch_id.in_(batch_ids))
            .group_by(BatchItem.batch_id, BatchItem.status)
        )
        found = {batch_id: Summary({}, 0.0, 0.0) for batch_id in batch_ids}
        with Session(self.engine) as session:
            for batch_id, status, many, audio, engines in session.execute(wanted):
                summary = found[batch_id]
                summary.counts[status] = many
                summary.audio_seconds += audio or 0.0
                summary.engine_seconds += engines or 0.0
        return found

    def change(self, batch_id: str, status: str, *, of: Sequence[str]) -> bool:
        """Whether the batch had one of these statuses, and so has the new one now."""
        with Session(self.engine) as session, session.begin():
            changed = session.execute(
                update(Batch).where(Batch.id == batch_id, Batch.status.in_(of)).values(status=status)
            )
            if changed.rowcount and status == "cancelling":  # type: ignore[attr-defined]
                waiting = update(BatchItem).where(BatchItem.batch_id == batch_id)
                session.execute(waiting.where(BatchItem.status == "pending").values(status="cancelled"))
            return bool(changed.rowcount)  # type: ignore[attr-defined]

    def retry_failed(self, batch_id: str) -> int:
        """Make the failed items wait again, each for a new job; how many they are."""
        again = {"status": "pending", "attempt": BatchItem.attempt + 1}
        forget = {"job_id": None, "error_code": None, "error_message": None}
        with Session(self.engine) as session, session.begin():
            session.get(Batch, batch_id, with_for_update=True)  # as everybody: the batch, then its items
            changed = session.execute(
                update(BatchItem)
                .where(BatchItem.batch_id == batch_id, BatchItem.status == "failed")
                .values(**again, **forget)
            )
            many: int = changed.rowcount  # type: ignore[attr-defined]
            if many:
                session.execute(
                    update(Batch)
                    .where(Batch.id == batch_id, Batch.status.in_(("completed", "paused", "running")))
                    .values(status="running", completed_at=None)
                )
            return many

    def delete(self, batch_id: str) -> None:
        with Session(self.engine) as session, session.begin():
            session.execute(delete(BatchItem).where(BatchItem.batch_id == batch_id))
            session.execute(delete(Batch).where(Batch.id == batch_id))

    def unfinished(self, created_before: str) -> Sequence[Batch]:
        """Batches that have not ended: the reconciler's work."""
        wanted = select(Batch).where(Batch.status.not_in(ENDED), Batch.created_at < created_before)
        with Session(self.engine) as session:
            return session.scalars(wanted).all()


def ended(status: str) -> dict[str, Any]:
    """The columns of a batch that ends now."""
    return {"status": status, "completed_at": now()}
