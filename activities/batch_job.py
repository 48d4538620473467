"""An item of a batch in, the row of its job out; and the job that has done the same before."""

import hashlib

from sqlalchemy import select
from sqlalchemy.orm import Session
from ulid import ULID

from activities import storage
from activities.batches import Batch, BatchItem
from activities.database import now
from activities.index import Job


def job_of(batch: Batch, item: BatchItem, storage_url: str) -> Job:
    """The job of an item; without a fingerprint if its file is not there."""
    job_id = job_id_of(item)
    place = storage.join(storage_url, job_id)
    return Job(
        **batch.prototype["job"],
        id=job_id,
        tenant=batch.tenant,
        name=item.name,
        status="pending",
        created_at=now(),
        folder=place,
        upload_bytes=0,
        upload_sha256="",
        request=batch.prototype["request"] | {"job_id": job_id, "folder": place},
        batch_id=batch.id,
        fingerprint=_fingerprint(batch, item),
    )


def job_id_of(item: BatchItem) -> str:
    """The same for an item each time; sorts by when its batch was made."""
    made = ULID.from_str(item.batch_id.partition("_")[2]).bytes[:6]
    name = f"{item.batch_id}/{item.number}/{item.attempt}"
    return f"job_{ULID(made + hashlib.sha256(name.encode()).digest()[:10])}"


def _fingerprint(batch: Batch, item: BatchItem) -> str | None:
    """What is heard, and how it is asked for; None: the file is gone."""
    source = item.source
    if storage.knows(source):
        try:
            source += storage.version(source)
        except PermissionError:
            return None
        except storage.Unavailable:  # says nothing of the file: tried again
            raise
        except OSError:
            return None
    return hashlib.sha256(f"{batch.prototype['asked_sha256']} {source}".encode()).hexdigest()


def done(session: Session, job: Job) -> str | None:
    """The latest completed job of the tenant that is the same."""
    wanted = select(Job.id).where(Job.tenant == job.tenant, Job.fingerprint == job.fingerprint)
    return session.scalar(wanted.where(Job.status == "completed").order_by(Job.id.desc()).limit(1))
