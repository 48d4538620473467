"""Batches: many recordings submitted at once, and what became of each."""

from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from activities.database import Base


class Batch(Base):
    __tablename__ = "batches"
    __table_args__ = (Index("batches_newest_first", "tenant", "created_at", "id"),)

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # batch_…
    tenant: Mapped[str] = mapped_column(String(64))
    name: Mapped[str] = mapped_column(String(255))
    status: Mapped[str] = mapped_column(String(16))  # running, paused, completed, cancelled
    options: Mapped[dict[str, Any]] = mapped_column(JSON)  # submission fields of every job
    most_running: Mapped[int]
    created_at: Mapped[str] = mapped_column(String(40))
    completed_at: Mapped[str | None] = mapped_column(String(40))


class BatchItem(Base):
    """One recording of a batch."""

    __tablename__ = "batch_items"
    __table_args__ = (Index("batch_items_of_status", "batch_id", "status", "number"),)

    batch_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(String(2048))  # a URL, or a path below an allowed folder
    status: Mapped[str] = mapped_column(String(16))  # pending, running, completed, failed, cancelled, skipped
    job_id: Mapped[str | None] = mapped_column(String(40))
    error_code: Mapped[str | None] = mapped_column(String(64))
    error_message: Mapped[str | None] = mapped_column(String(500))
