"""One step of a batch: what ended is written down, and jobs are made from items while there is room.

Safe to do twice, or twice at once: an item's job id follows from the item, and its row from one transaction.
"""

import time
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine, func, select, update
from sqlalchemy.orm import Session
from temporalio import activity

from activities import batches, folder, storage
from activities.batch_job import done, job_of
from activities.batches import Batch, BatchItem
from activities.beating import beating
from activities.index import ENDED, Job, jobs_of, unfinished
from activities.options import JobOptions
from activities.postgresql import alone
from activities.transcript import Transcript

LONGEST_STEP = 20.0  # seconds; then the workflow asks again
LONGEST_SENTENCE = 500  # characters of an error that are kept


@dataclass
class AdvanceInput:
    batch_id: str
    started: list[str]  # ids of jobs that the workflow has started already


@dataclass
class NewJob:
    """A job whose row is there and whose workflow is to be started."""

    job_id: str
    number: int
    priority: int
    request: dict[str, Any]


@dataclass
class Advanced:
    status: str  # of the batch
    counts: dict[str, int] = field(default_factory=dict)  # items by status
    running: list[str] = field(default_factory=list)  # ids of jobs
    start: list[NewJob] = field(default_factory=list)
    more: bool = False  # ask again at once


class Advance:
    def __init__(self, engine: Engine, storage_url: str) -> None:
        self.engine = engine
        self.storage_url = storage_url

    @activity.defn
    def advance(self, input: AdvanceInput) -> Advanced:
        """Settle, claim, and say what is to be started. `deleted`: there is no such batch any more."""
        until = time.monotonic() + LONGEST_STEP
        with beating():
            self._settle(input.batch_id)
            while (claimed := self._claim_next(input.batch_id)) and time.monotonic() < until:
                pass
        with Session(self.engine) as session, session.begin():
            batch = session.get(Batch, input.batch_id, with_for_update=True)
            if batch is None:
                return Advanced("deleted")
            _end(session, batch)
            return Advanced(
                batch.status,
                _counts(session, batch),
                _running(session, batch),
                _new(session, batch, input.started),
                more=claimed,
            )

    def _settle(self, batch_id: str) -> None:
        """Write down what became of the items whose jobs have ended."""
        wanted = (
            select(BatchItem.number, BatchItem.job_id, Job)
            .outerjoin(Job, Job.id == BatchItem.job_id)
            .where(BatchItem.batch_id == batch_id, BatchItem.status == "running")
        )
        with Session(self.engine) as session:
            found = [(number, job_id, _outcome(job)) for number, job_id, job in session.execute(wanted)]
        for number, job_id, outcome in found:
            if outcome:
                self._write_down(batch_id, number, job_id, outcome)

    def _write_down(self, batch_id: str, number: int, job_id: str | None, outcome: dict[str, Any]) -> None:
        with Session(self.engine) as session, session.begin():
            changed = session.execute(
                update(BatchItem)
                .where(
                    BatchItem.batch_id == batch_id,
                    BatchItem.number == number,
                    BatchItem.status == "running",
                    BatchItem.job_id == job_id,
                )
                .values(**outcome)
            )
            if changed.rowcount and outcome["status"] == "failed":  # type: ignore[attr-defined]
                session.execute(
                    update(Batch)
                    .where(Batch.id == batch_id, Batch.status == "running", Batch.on_failure == "stop")
                    .values(status="paused")
                )

    def _claim_next(self, batch_id: str) -> bool:
        """Make the next item a job, or skip or fail it. False: there is no next one, or no room."""
        with Session(self.engine) as session:
            batch = session.get(Batch, batch_id)
            if batch is None or not _has_room(session, batch) or not (item := _next(session, batch)):
                return False
            job = job_of(batch, item, self.storage_url)
            twin = done(session, job) if batch.skip_done and job.fingerprint else None
        if twin:
            outcome = {"status": "skipped", "job_id": twin}
        elif job.fingerprint is None:
            outcome = {"status": "failed", "error_code": "audio_unreadable"}
            outcome |= {"error_message": "the file is no longer in its folder"}
        else:
            outcome = {"status": "running", "job_id": job.id}
            options = JobOptions.model_validate(batch.prototype["options"])
            storage.write_model(
                folder.options(job.folder), options.model_copy(update={"audio_url": item.source})
            )
        self._claim(item, job if outcome["status"] == "running" else None, outcome)
        return True

    def _claim(self, item: BatchItem, job: Job | None, outcome: dict[str, Any]) -> None:
        """The item and its job in one transaction, unless somebody else was faster or it was stopped."""
        with Session(self.engine) as session, session.begin():
            # Locks the batch: whoever else claims now waits, and then sees what is claimed here.
            lock = update(Batch).where(Batch.id == item.batch_id).values(most_running=Batch.most_running)
            session.execute(lock)
            batch = session.get(Batch, item.batch_id)
            if batch and batch.prototype["most_unfinished"]:
                alone(session, jobs_of(batch.tenant))
            if batch is None or not _has_room(session, batch):
                return
            claimed = session.execute(
                update(BatchItem)
                .where(BatchItem.batch_id == item.batch_id, BatchItem.number == item.number)
                .where(BatchItem.status == "pending", BatchItem.attempt == item.attempt)
                .values(**outcome)
            )
            if not claimed.rowcount:  # type: ignore[attr-defined]
                return
            if job:
                session.add(job)
            elif outcome["status"] == "failed" and batch.on_failure == "stop":
                batch.status = "paused"


def _has_room(session: Session, batch: Batch) -> bool:
    if batch.status != "running":
        return False
    items = select(func.count()).where(BatchItem.batch_id == batch.id, BatchItem.status == "running")
    most = batch.prototype["most_unfinished"]
    room = (session.scalar(items) or 0) < batch.most_running
    return room and (not most or unfinished(session, batch.tenant) < most)


def _next(session: Session, batch: Batch) -> BatchItem | None:
    wanted = select(BatchItem).where(BatchItem.batch_id == batch.id, BatchItem.status == "pending")
    return session.scalar(wanted.order_by(BatchItem.number).limit(1))


def _outcome(job: Job | None) -> dict[str, Any] | None:
    """What an item says of its job; None: the job has not ended."""
    if job is None:
        gone = "its job was deleted before it was seen to end"
        return {"status": "cancelled", "error_code": "gone", "error_message": gone}
    if job.status not in ENDED:
        return None
    if job.status == "completed":
        return {"status": "completed", "duration": job.duration, "engine_seconds": _engine_seconds(job)}
    message = job.error_message and job.error_message[:LONGEST_SENTENCE]
    return {"status": job.status, "error_code": job.error_code, "error_message": message}


def _engine_seconds(job: Job) -> float | None:
    try:
        return storage.read_model(folder.transcript(job.folder), Transcript).cost.engine_seconds
    except (FileNotFoundError, ValueError):  # not kept, or another version's
        return None


def _end(session: Session, batch: Batch) -> None:
    """A batch ends with its last item."""
    counts = _counts(session, batch)
    if batch.status not in batches.ENDED and not counts.get("running") and not counts.get("pending"):
        status = "cancelled" if batch.status == "cancelling" else "completed"
        for column, value in batches.ended(status).items():
            setattr(batch, column, value)


def _counts(session: Session, batch: Batch) -> dict[str, int]:
    wanted = select(BatchItem.status, func.count()).where(BatchItem.batch_id == batch.id)
    return {status: many for status, many in session.execute(wanted.group_by(BatchItem.status))}  # noqa: C416


def _running(session: Session, batch: Batch) -> list[str]:
    wanted = select(BatchItem.job_id).where(BatchItem.batch_id == batch.id, BatchItem.status == "running")
    return [job_id for job_id in session.scalars(wanted.order_by(BatchItem.number)) if job_id]


def _new(session: Session, batch: Batch, started: list[str]) -> list[NewJob]:
    wanted = (
        select(Job, BatchItem.number)
        .join(BatchItem, BatchItem.job_id == Job.id)
        .where(BatchItem.batch_id == batch.id, BatchItem.status == "running", Job.status == "pending")
        .order_by(BatchItem.number)
    )
    return [
        NewJob(job.id, number, job.priority, job.request)
        for job, number in session.execute(wanted)
        if job.id not in started
    ]
