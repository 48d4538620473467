"""A completed job's transcript as people see it: the machine's, with their edits laid over it."""

from dataclasses import dataclass

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from activities import folder, overlay, storage
from activities.change import Change, in_effect
from activities.edits import Edits
from activities.index import Index, Job
from activities.transcript import Transcript
from api.errors import Gone


@dataclass(frozen=True)
class Edited:
    """A transcript, and all that was ever changed in it."""

    machine: Transcript
    changes: list[Change]

    @property
    def etag(self) -> str:
        return f'"{len(self.changes)}"'

    @property
    def holding(self) -> list[Change]:
        return [self.changes[number - 1] for number in in_effect(self.changes)]

    @property
    def transcript(self) -> Transcript:
        return overlay.apply(self.machine, self.holding)


def told(engine: Engine, job_id: str) -> tuple[Job, Transcript] | None:
    """A completed job and what its readers see; None: it has not completed, or its transcript is gone."""
    with Session(engine) as session:
        job = session.get(Job, job_id)
    if job is None or job.status != "completed":
        return None
    try:
        return job, read_from(engine, job).transcript
    except Gone:
        return None


def read(index: Index, job: Job) -> Edited:
    """Raises Gone, as below."""
    return read_from(index.engine, job)


def read_from(engine: Engine, job: Job) -> Edited:
    return Edited(machine(job), [edit.wish for edit in Edits(engine).of(job.id)])


def machine(job: Job) -> Transcript:
    """As the pipeline wrote it. Raises Gone when somebody removed it from storage."""
    try:
        return storage.read_model(folder.transcript(job.folder), Transcript)
    except FileNotFoundError:
        raise Gone(f"{job.id} was completed but its transcript is no longer in storage") from None
