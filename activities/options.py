"""options.json: all that a caller asked of a job. Words of theirs are in it, so it stays out of Temporal."""

from pydantic import Field

from activities import folder, storage
from activities.engines import RedactionMode, RefineTask, SpeakerOptions, TranscribeOptions


class JobOptions(TranscribeOptions):
    speakers: SpeakerOptions = Field(default_factory=SpeakerOptions)
    refine: list[RefineTask] = Field(default_factory=list)
    entity_types: list[str] | None = None  # None: all
    redaction_mode: RedactionMode = "silence"
    redaction_buffer: float = 0.05  # seconds on each side


def read(job: str) -> JobOptions:
    """Of the job in this folder."""
    return storage.read_model(folder.options(job), JobOptions)
