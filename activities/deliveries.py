"""Webhook messages: what was, or is still to be, told to whom."""

from collections.abc import Sequence

from sqlalchemy import Engine, Index, String, or_, select, tuple_, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from activities.database import Base, now

STATUSES = ("pending", "delivered", "failed")


class Delivery(Base):
    """One message to one address, with how its last attempt went."""

    __tablename__ = "deliveries"
    __table_args__ = (
        Index("deliveries_newest_first", "webhook_id", "created_at", "id"),
        Index("deliveries_of_job", "job_id"),
        Index("deliveries_pending", "status", "created_at"),
    )

    id: Mapped[str] = mapped_column(String(40), primary_key=True)  # msg_…, the webhook-id
    tenant: Mapped[str] = mapped_column(String(64))
    webhook_id: Mapped[str] = mapped_column(String(40))  # whose secret signs it
    job_id: Mapped[str] = mapped_column(String(40))  # empty: about none, a test
    url: Mapped[str] = mapped_column(String(2048))
    type: Mapped[str] = mapped_column(String(40))
    body: Mapped[str]  # JSON; the same bytes in every attempt
    status: Mapped[str] = mapped_column(String(16), default="pending")  # pending, delivered, failed
    attempts: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[str] = mapped_column(String(40))
    last_attempt_at: Mapped[str | None] = mapped_column(String(40))
    response_status: Mapped[int | None]
    error: Mapped[str | None] = mapped_column(String(500))


class Deliveries:
    """All reads and writes of messages. Thread-safe; every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def add(self, delivery: Delivery) -> None:
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            session.add(delivery)

    def get(self, id: str) -> Delivery | None:
        with Session(self.engine) as session:
            return session.get(Delivery, id)

    def page(
        self, webhook_id: str, *, limit: int, before: tuple[str, str] | None = None, status: str | None = None
    ) -> Sequence[Delivery]:
        """Newest first. `before` is (created_at, id) of the last one seen."""
        wanted = select(Delivery).where(Delivery.webhook_id == webhook_id)
        if status:
            wanted = wanted.where(Delivery.status == status)
        if before:
            wanted = wanted.where(tuple_(Delivery.created_at, Delivery.id) < before)
        newest_first = (Delivery.created_at.desc(), Delivery.id.desc())
        with Session(self.engine) as session:
            return session.scalars(wanted.order_by(*newest_first).limit(limit)).all()

    def tried(self, id: str, url: str, *, response_status: int | None, error: str | None) -> None:
        """One more attempt. Without an error it was the last."""
        with Session(self.engine) as session, session.begin():
            session.execute(
                update(Delivery)
                .where(Delivery.id == id)
                .values(
                    url=url,
                    status=Delivery.status if error else "delivered",
                    attempts=Delivery.attempts + 1,
                    last_attempt_at=now(),
                    response_status=response_status,
                    error=error and error[:500],
                )
            )

    def fail(self, id: str, error: str | None = None) -> bool:
        """Try no more; whether it was still to be tried. `error`: why, unless the last attempt says it."""
        values = {"status": "failed"} | ({"error": error[:500]} if error else {})
        is_pending = (Delivery.id == id, Delivery.status == "pending")
        with Session(self.engine) as session, session.begin():
            done = session.execute(update(Delivery).where(*is_pending).values(**values))
            return bool(done.rowcount)  # type: ignore[attr-defined]

    def again(self, id: str) -> bool:
        """Make one that has ended pending once more; whether it had ended."""
        # Without a last attempt, the reconciler takes care of it should nobody start its workflow.
        has_ended = (Delivery.id == id, Delivery.status != "pending")
        with Session(self.engine) as session, session.begin():
            done = session.execute(
                update(Delivery).where(*has_ended).values(status="pending", last_attempt_at=None)
            )
            return bool(done.rowcount)  # type: ignore[attr-defined]

    def overdue(self, created_before: str, tried_before: str, limit: int) -> Sequence[str]:
        """Ids of pending ones that were not tried for so long that nobody may be about to."""
        idle = or_(Delivery.last_attempt_at.is_(None), Delivery.last_attempt_at < tried_before)
        wanted = select(Delivery.id).where(
            Delivery.status == "pending", Delivery.created_at < created_before, idle
        )
        with Session(self.engine) as session:
            return session.scalars(wanted.order_by(Delivery.created_at).limit(limit)).all()

    def of_job(self, job_id: str) -> Sequence[str]:
        with Session(self.engine) as session:
            return session.scalars(select(Delivery.id).where(Delivery.job_id == job_id)).all()
