"""A completed job's transcript as people see it: the machine's, with their edits laid over it."""

import logging
from dataclasses import dataclass
from functools import cached_property

from pydantic import ValidationError
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from activities import folder, overlay, storage
from activities.change import Change, in_effect
from activities.edits import Edits
from activities.index import Index, Job
from activities.transcript import Noun, Transcript
from api.errors import Gone

log = logging.getLogger(__name__)


class Kept(Noun):
    """A transcript as it was after an edit: edited.json, so that nobody lays thousands over it anew."""

    number: int  # of the edit
    transcript: Transcript


@dataclass(frozen=True)
class Edited:
    """A transcript, and all that was ever changed in it. Each is read when it is looked at."""

    engine: Engine
    job: Job
    number: int  # of the last edit; 0: there is none

    @property
    def etag(self) -> str:
        return f'"{self.number}"'

    @cached_property
    def machine(self) -> Transcript:
        """Raises Gone."""
        return machine(self.job)

    @cached_property
    def changes(self) -> list[Change]:
        return [edit.wish for edit in Edits(self.engine).of(self.job.id)[: self.number]]

    @property
    def holding(self) -> list[Change]:
        return [self.changes[number - 1] for number in in_effect(self.changes)]

    @cached_property
    def transcript(self) -> Transcript:
        """Raises Gone."""
        if not self.number:
            return self.machine
        if kept := _kept(self.job, self.number):
            return kept
        transcript = overlay.apply(self.machine, self.holding)
        keep(self.engine, self.job, Kept(number=self.number, transcript=transcript))
        return transcript


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
    return read_from(index.engine, job)


def read_from(engine: Engine, job: Job) -> Edited:
    return Edited(engine, job, Edits(engine).last(job.id))


def machine(job: Job) -> Transcript:
    """As the pipeline wrote it. Raises Gone when somebody removed it from storage."""
    try:
        return storage.read_model(folder.transcript(job.folder), Transcript)
    except FileNotFoundError:
        raise Gone(f"{job.id} was completed but its transcript is no longer in storage") from None


def keep(engine: Engine, job: Job, found: Kept) -> None:
    """For the next reader; a job that is being forgotten gets nothing back into its folder."""
    place = folder.edited(job.folder)
    try:
        storage.write_model(place, found)
    except OSError as error:
        log.warning("what %s looks like with its edits is not kept: %s", job.id, error)
    with Session(engine) as session:
        if session.get(Job, job.id) is None:
            storage.delete_folder(job.folder)


def _kept(job: Job, number: int) -> Transcript | None:
    try:
        found = storage.read_model(folder.edited(job.folder), Kept)
    except (FileNotFoundError, ValidationError):
        return None
    return found.transcript if found.number == number else None
