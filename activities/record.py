"""What became of a job in, its row in the index out."""

from dataclasses import asdict, dataclass

from temporalio import activity

from activities.database import now
from activities.index import ENDED, Index


@dataclass
class Facts:
    """What is known of a job now that was not when it was accepted."""

    language: str | None = None
    duration: float | None = None  # seconds
    error_code: str | None = None
    error_message: str | None = None


@dataclass
class RecordInput:
    job_id: str
    status: str
    facts: Facts


class Record:
    def __init__(self, index: Index) -> None:
        self.index = index

    @activity.defn
    def record(self, input: RecordInput) -> None:
        """Write the job's row. Doing it twice changes nothing."""
        known = {name: value for name, value in asdict(input.facts).items() if value is not None}
        moment = "completed_at" if input.status in ENDED else "started_at"
        self.index.change(input.job_id, status=input.status, **{moment: now()}, **known)
