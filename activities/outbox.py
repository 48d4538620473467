"""A job's end: its final row and the messages about it, written together or not at all."""

import hashlib
import json
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, or_, select
from sqlalchemy.orm import Session
from ulid import ULID

from activities.database import now
from activities.deliveries import Delivery
from activities.expiry import expiry
from activities.index import Job, changing
from activities.webhooks import Webhook, signer


class Outbox:
    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def end(self, job_id: str, status: str, **columns: Any) -> list[str]:
        """The ids of all messages about the job. Doing it twice changes nothing and returns the same."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            session.execute(changing(job_id, status=status, completed_at=now(), **columns))
            job = session.get(Job, job_id, with_for_update=True)
            if job is None or job.completed_at is None:
                return []
            if job.expires_at is None:
                job.expires_at = expiry(job.retention, job.completed_at)
            messages = [message(job, webhook) for webhook in listeners(session, job)]
            for one in messages:
                if session.get(Delivery, one.id) is None:
                    session.add(one)
            return [one.id for one in messages]


def listeners(session: Session, job: Job) -> list[Webhook]:
    """Who hears of a job that has ended: endpoints for all jobs, and who the job itself names."""
    theirs = (Webhook.tenant == job.tenant, Webhook.url.is_not(None), Webhook.disabled_at.is_(None))
    named = or_(Webhook.all_jobs.is_(True), Webhook.id == job.webhook_id)
    found = session.scalars(select(Webhook).where(*theirs, named).order_by(Webhook.id))
    hearing = [webhook for webhook in found if type_of(job) in webhook.types]
    return [*hearing, signer(session, job.tenant)] if job.webhook_url else hearing


def message(job: Job, webhook: Webhook) -> Delivery:
    return Delivery(
        id=message_id(job, webhook.id),
        tenant=job.tenant,
        webhook_id=webhook.id,
        job_id=job.id,
        url=webhook.url or job.webhook_url,
        type=type_of(job),
        body=json.dumps(body(job), separators=(",", ":")),
        created_at=job.completed_at,
    )


def message_id(job: Job, webhook_id: str) -> str:
    """Follows from what is told to whom; sorts by the job's end."""
    ended = ULID.from_datetime(datetime.fromisoformat(job.completed_at or "")).bytes[:6]
    told = hashlib.sha256(f"{job.id} {type_of(job)} {webhook_id}".encode()).digest()[:10]
    return f"msg_{ULID(ended + told)}"


def type_of(job: Job) -> str:
    return f"transcription.{job.status}"


def body(job: Job) -> dict[str, Any]:
    """What a message says: what became of the job, never what was said in it."""
    error = {"code": job.error_code, "message": job.error_message} if job.error_code else None
    return {
        "type": type_of(job),
        "timestamp": job.completed_at,
        "data": {
            "id": job.id,
            "status": job.status,
            "name": job.name,
            "created_at": job.created_at,
            "completed_at": job.completed_at,
            "duration": job.duration,
            "language": job.language,
            "error": error,
            "metadata": job.webhook_metadata,
            "links": {"self": f"/v1/audio/transcriptions/{job.id}"},
        },
    }
