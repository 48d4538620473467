"""What became of a job in, its row in the index out."""

from dataclasses import asdict, dataclass

from sqlalchemy import func
from temporalio import activity

from activities import search
from activities.database import now
from activities.index import ENDED, Index, Job
from activities.metrics import JOBS_ENDED
from activities.outbox import Outbox


@dataclass
class Facts:
    """What is known of a job now that was not when it was accepted."""

    language: str | None = None
    duration: float | None = None  # seconds
    error_code: str | None = None
    error_message: str | None = None
    failed_stage: str | None = None
    upload_bytes: int | None = None
    upload_sha256: str | None = None


@dataclass
class RecordInput:
    job_id: str
    status: str
    facts: Facts


class Record:
    def __init__(self, index: Index) -> None:
        self.index = index
        self.outbox = Outbox(index.engine)

    @activity.defn
    def record(self, input: RecordInput) -> list[str]:
        """Write the job's row, and the messages about its end; their ids. Doing it twice changes nothing."""
        known = {name: value for name, value in asdict(input.facts).items() if value is not None}
        if input.status == "completed":
            search.add_transcript(self.index.engine, input.job_id)
        if input.status in ENDED:
            messages = self.outbox.end(input.job_id, input.status, **known)
            JOBS_ENDED.labels(input.status).inc()
            return messages
        first = func.coalesce(Job.started_at, now())
        self.index.change(input.job_id, status=input.status, started_at=first, **known)
        return []
