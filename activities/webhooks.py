"""Webhook endpoints: where a tenant wants to hear what became of its jobs."""

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from activities.database import Base


class Webhook(Base):
    """An endpoint. Its secrets are kept as they are: every message is signed with them."""

    __tablename__ = "webhooks"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # wh_…
    tenant: Mapped[str] = mapped_column(String(64), index=True)
    url: Mapped[str | None] = mapped_column(String(2048))  # None: signs for the URLs that jobs bring
    description: Mapped[str] = mapped_column(String(255), default="")
    types: Mapped[list[str]] = mapped_column(JSON)  # transcription.completed, …
    all_jobs: Mapped[bool] = mapped_column(default=True)  # also of jobs that do not name it
    secret: Mapped[str] = mapped_column(String(100))  # whsec_…
    previous_secret: Mapped[str | None] = mapped_column(String(100))
    previous_until: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[str] = mapped_column(String(40))
    failing_since: Mapped[str | None] = mapped_column(String(40))
    disabled_at: Mapped[str | None] = mapped_column(String(40))
    disabled_reason: Mapped[str | None] = mapped_column(String(255))
