"""The audit log: who did what to which resource, and from where. Rows are added and, once old, dropped."""

from typing import Any

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from activities.database import Base


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
