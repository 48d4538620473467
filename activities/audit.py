"""The audit log: who did what to which resource, and from where. Rows are added and, once old, dropped."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, Engine, Index, String, delete, select, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column
from ulid import ULID

from activities.database import Base, now


class AuditEntry(Base):
    __tablename__ = "audit"
    __table_args__ = (Index("audit_newest_first", "tenant", "at", "id"), Index("audit_oldest", "at"))

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # aud_…, sorts by time
    at: Mapped[str] = mapped_column(String(40))
    tenant: Mapped[str] = mapped_column(String(64))
    actor: Mapped[str] = mapped_column(String(64))  # a key's id, `local` without keys, or `system`
    action: Mapped[str] = mapped_column(String(64))  # transcription.delete, key.create, …
    resource: Mapped[str] = mapped_column(String(64))  # its id
    address: Mapped[str | None] = mapped_column(String(64))  # of the client
    request_id: Mapped[str | None] = mapped_column(String(128))
    details: Mapped[dict[str, Any]] = mapped_column(JSON)


@dataclass
class Receipt:
    """Who asked for something, and from where: goes with what is done later, into workflows too."""

    tenant: str
    actor: str = "system"
    address: str | None = None
    request_id: str | None = None

    def entry(self, action: str, resource: str, details: dict[str, Any] | None = None) -> AuditEntry:
        return AuditEntry(
            id=f"aud_{ULID()}",
            at=now(),
            tenant=self.tenant,
            actor=self.actor,
            action=action,
            resource=resource[:64],
            address=self.address,
            request_id=self.request_id,
            details=details or {},
        )


class Audit:
    """All reads and writes of the log. Thread-safe; every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, entry: AuditEntry) -> None:
        with Session(self.engine) as session, session.begin():
            session.add(entry)

    def page(
        self,
        tenant: str,
        *,
        limit: int = 20,
        before: tuple[str, str] | None = None,
        actor: str | None = None,
        action: str | None = None,
        resource: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Sequence[AuditEntry]:
        """Newest first. `before` is (at, id) of the last entry seen."""
        wanted = [AuditEntry.tenant == tenant]
        equal = {AuditEntry.actor: actor, AuditEntry.action: action, AuditEntry.resource: resource}
        wanted += [column == value for column, value in equal.items() if value is not None]
        if since:
            wanted.append(AuditEntry.at >= since)
        if until:
            wanted.append(AuditEntry.at < until)
        if before:
            wanted.append(tuple_(AuditEntry.at, AuditEntry.id) < before)
        rows = select(AuditEntry).where(*wanted).order_by(AuditEntry.at.desc(), AuditEntry.id.desc())
        with Session(self.engine) as session:
            return session.scalars(rows.limit(limit)).all()

    def drop_before(self, moment: str) -> int:
        """Forget entries older than a moment; how many there were."""
        old = delete(AuditEntry).where(AuditEntry.at < moment).returning(AuditEntry.id)
        with Session(self.engine) as session, session.begin():
            return len(session.scalars(old).all())
