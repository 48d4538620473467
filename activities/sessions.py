"""Live sessions, now and then: one row each.

The API inserts a row; from then on only activities write it.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, Double, Engine, String, delete, func, select, tuple_, update
from sqlalchemy import Index as TableIndex
from sqlalchemy.orm import Mapped, Session, mapped_column

from activities.database import Base
from activities.postgresql import alone

ENDED = ("completed", "interrupted", "failed")


class TooManySessions(Exception):
    """The tenant has as many live sessions as it may have."""


class LiveSession(Base):
    """One conversation with a client."""

    __tablename__ = "sessions"
    __table_args__ = (
        TableIndex("sessions_listed", "tenant", "created_at", "id"),
        TableIndex("sessions_of_status", "status", "created_at"),
        TableIndex("sessions_expiring", "expires_at"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # sorts by creation time
    tenant: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16), default="active")
    created_at: Mapped[str] = mapped_column(String(40))
    ended_at: Mapped[str | None] = mapped_column(String(40))
    folder: Mapped[str]  # storage URL
    engine: Mapped[str] = mapped_column(String(64))
    model: Mapped[str | None] = mapped_column(String(128))
    language: Mapped[str | None] = mapped_column(String(35))  # that was asked for, then that was heard
    options: Mapped[dict[str, Any]] = mapped_column(JSON)  # as the session was asked for
    retention: Mapped[int]  # days; 0: nothing is kept; -1: for ever
    expires_at: Mapped[str | None] = mapped_column(String(40))
    duration: Mapped[float | None] = mapped_column(Double)  # seconds of audio
    speech_duration: Mapped[float | None] = mapped_column(Double)
    utterances: Mapped[int | None]
    transcript_url: Mapped[str | None]  # in storage, where it is kept
    audio_url: Mapped[str | None]
    enhancement: Mapped[dict[str, Any] | None] = mapped_column(JSON)  # the job to make of its audio
    enhancement_job_id: Mapped[str | None] = mapped_column(String(40))
    error_code: Mapped[str | None] = mapped_column(String(64))


class Sessions:
    """All reads and writes of sessions. Thread-safe; every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, row: LiveSession, most: int = 0) -> None:
        """`most`: live sessions that its tenant may have, this one included; 0: any number.

        Raises TooManySessions.
        """
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            alone(session, f"sessions of {row.tenant}")
            session.add(row)
            session.flush()  # on SQLite, whoever inserts at the same time waits here
            if most and self._active(session, row.tenant) > most:
                raise TooManySessions

    def get(self, id: str, tenant: str) -> LiveSession | None:
        wanted = select(LiveSession).where(LiveSession.id == id, LiveSession.tenant == tenant)
        with Session(self.engine) as session:
            return session.scalar(wanted)

    def find(self, id: str) -> LiveSession | None:
        """Whoever's it is: for activities."""
        with Session(self.engine) as session:
            return session.get(LiveSession, id)

    def page(
        self, tenant: str, *, limit: int, before: tuple[str, str] | None = None, status: str | None = None
    ) -> Sequence[LiveSession]:
        """Newest first; `before`: creation time and id of the last one of the page before."""
        wanted = select(LiveSession).where(LiveSession.tenant == tenant)
        if status:
            wanted = wanted.where(LiveSession.status == status)
        if before:
            wanted = wanted.where(tuple_(LiveSession.created_at, LiveSession.id) < before)
        newest = wanted.order_by(LiveSession.created_at.desc(), LiveSession.id.desc()).limit(limit)
        with Session(self.engine) as session:
            return session.scalars(newest).all()

    def count_active(self, tenant: str) -> int:
        with Session(self.engine) as session:
            return self._active(session, tenant)

    def end(self, id: str, **columns: Any) -> None:
        """Set columns of a session that has not ended: what ended stays as it ended."""
        changing = update(LiveSession).where(LiveSession.id == id, LiveSession.status == "active")
        with Session(self.engine) as session, session.begin():
            session.execute(changing.values(**columns))

    def active(self, created_before: str) -> Sequence[LiveSession]:
        wanted = select(LiveSession).where(LiveSession.status == "active")
        with Session(self.engine) as session:
            return session.scalars(wanted.where(LiveSession.created_at < created_before)).all()

    def expired(self, before: str, limit: int = 100) -> Sequence[LiveSession]:
        wanted = select(LiveSession).where(LiveSession.expires_at < before, LiveSession.status.in_(ENDED))
        with Session(self.engine) as session:
            return session.scalars(wanted.limit(limit)).all()

    def delete(self, id: str) -> None:
        with Session(self.engine) as session, session.begin():
            session.execute(delete(LiveSession).where(LiveSession.id == id))

    def _active(self, session: Session, tenant: str) -> int:
        wanted = select(func.count()).select_from(LiveSession)
        return session.scalar(wanted.where(LiveSession.tenant == tenant, LiveSession.status == "active")) or 0
