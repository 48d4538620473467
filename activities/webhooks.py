"""Webhook endpoints: where a tenant wants to hear what became of its jobs."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import JSON, Engine, String, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from activities.database import Base, later, now
from activities.deliveries import Delivery
from activities.postgresql import alone
from activities.signature import new_secret

OVERLAP = 24 * 3600.0  # seconds for which a secret still signs after another has taken its place
ABOUT_JOBS = ("transcription.completed", "transcription.failed", "transcription.cancelled")


class Webhook(Base):
    """An endpoint. Its secrets are kept as they are: every message is signed with them."""

    __tablename__ = "webhooks"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # wh_…
    tenant: Mapped[str] = mapped_column(String(64), index=True)
    url: Mapped[str | None] = mapped_column(String(2048))  # None: signs for the URLs that jobs bring
    description: Mapped[str] = mapped_column(String(255), default="")
    types: Mapped[list[str]] = mapped_column(JSON)  # transcription.completed, …
    all_jobs: Mapped[bool] = mapped_column(default=True)  # also of jobs that do not name it
    style: Mapped[str] = mapped_column(String(32), default="standard")  # how messages to it are written
    secret: Mapped[str] = mapped_column(String(100))  # whsec_…
    previous_secret: Mapped[str | None] = mapped_column(String(100))
    previous_until: Mapped[str | None] = mapped_column(String(40))
    created_at: Mapped[str] = mapped_column(String(40))
    failing_since: Mapped[str | None] = mapped_column(String(40))
    disabled_at: Mapped[str | None] = mapped_column(String(40))
    disabled_reason: Mapped[str | None] = mapped_column(String(255))

    @property
    def secrets(self) -> list[str]:
        """What signs a message now, the newest first."""
        overlaps = self.previous_secret and (self.previous_until or "") > now()
        return [self.secret, self.previous_secret] if overlaps and self.previous_secret else [self.secret]


class Webhooks:
    """All reads and writes of endpoints. Thread-safe; every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, webhook: Webhook, most: int) -> bool:
        """Whether there was room for it: a tenant has at most so many."""
        theirs = select(func.count()).where(Webhook.tenant == webhook.tenant, Webhook.url.is_not(None))
        with Session(self.engine, expire_on_commit=False) as session:
            alone(session, f"webhooks of {webhook.tenant}")
            session.add(webhook)
            session.flush()  # on SQLite, whoever inserts at the same time waits here
            fits = (session.scalar(theirs) or 0) <= most
            if fits:
                session.commit()
            return fits

    def get(self, id: str, tenant: str) -> Webhook | None:
        with Session(self.engine) as session:
            return session.scalar(select(Webhook).where(Webhook.id == id, Webhook.tenant == tenant))

    def of_tenant(self, tenant: str) -> Sequence[Webhook]:
        """Newest first."""
        wanted = select(Webhook).where(Webhook.tenant == tenant, Webhook.url.is_not(None))
        with Session(self.engine) as session:
            return session.scalars(wanted.order_by(Webhook.created_at.desc(), Webhook.id.desc())).all()

    def change(self, id: str, **columns: Any) -> None:
        with Session(self.engine) as session, session.begin():
            session.execute(update(Webhook).where(Webhook.id == id).values(**columns))

    def rotate(self, id: str, secret: str) -> None:
        """The secret that was goes on signing beside the new one for a while."""
        with Session(self.engine) as session, session.begin():
            replaced = {"previous_secret": Webhook.secret, "previous_until": later(OVERLAP)}
            session.execute(update(Webhook).where(Webhook.id == id).values(secret=secret, **replaced))

    def delete(self, id: str) -> None:
        """With all that was, or was still to be, told to it."""
        with Session(self.engine) as session, session.begin():
            session.execute(delete(Delivery).where(Delivery.webhook_id == id))
            session.execute(delete(Webhook).where(Webhook.id == id))

    def signer(self, tenant: str) -> Webhook:
        """What signs for the URLs that a tenant's jobs bring; made at first use."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            return signer(session, tenant)

    def disable(self, id: str, reason: str) -> None:
        """Send no more to an endpoint. One that signs for jobs' own URLs goes on."""
        is_on = (Webhook.id == id, Webhook.url.is_not(None), Webhook.disabled_at.is_(None))
        with Session(self.engine) as session, session.begin():
            session.execute(
                update(Webhook).where(*is_on).values(disabled_at=now(), disabled_reason=reason[:255])
            )


def signer(session: Session, tenant: str) -> Webhook:
    """One a tenant: the id follows from its name, so that two who make it at once cannot both."""
    id = f"wh_{hashlib.sha256(tenant.encode()).hexdigest()[:26].upper()}"
    alone(session, id)
    if found := session.get(Webhook, id):
        return found
    made = Webhook(
        id=id,
        tenant=tenant,
        url=None,
        types=list(ABOUT_JOBS),
        all_jobs=False,
        secret=new_secret(),
        created_at=now(),
    )
    session.add(made)
    session.flush()
    return made
