"""Webhook messages: what was, or is still to be, told to whom."""

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from activities.database import Base


class Delivery(Base):
    """One message to one address, with how its last attempt went."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("deliveries_newest_first", "webhook_id", "created_at", "id"),
        Index("deliveries_of_job", "job_id"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # msg_…, the webhook-id
    tenant: Mapped[str] = mapped_column(String(64))
    webhook_id: Mapped[str] = mapped_column(String(40))  # whose secret signs it
    job_id: Mapped[str] = mapped_column(String(40))
    url: Mapped[str] = mapped_column(String(2048))
    type: Mapped[str] = mapped_column(String(40))
    body: Mapped[str]  # JSON; the same bytes in every attempt
    status: Mapped[str] = mapped_column(String(16), default="pending")  # pending, delivered, failed
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[str] = mapped_column(String(40))
    last_attempt_at: Mapped[str | None] = mapped_column(String(40))
    response_status: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(500))
