"""options.json: all that a caller asked of a job. Words of theirs are in it, so it stays out of Temporal."""

from typing import Any, Literal

from pydantic import Field

from activities import folder, storage
from activities.engines import RedactionMode, RefineTask, SpeakerOptions, TranscribeOptions

DocumentFormat = Literal["txt", "json", "srt", "vtt", "docx", "rttm", "ctm"]


class JobOptions(TranscribeOptions):
    audio_url: str | None = None  # may have secrets in it
    speakers: SpeakerOptions = Field(default_factory=SpeakerOptions)
    refine: list[RefineTask] = Field(default_factory=list)
    entity_types: list[str] | None = None  # None: all
    redaction_mode: RedactionMode = "silence"
    redaction_buffer: float = 0.05  # seconds on each side
    additional_formats: list[DocumentFormat] = Field(default_factory=list)  # that answers bring with them
    notes: dict[str, Any] = Field(default_factory=dict)  # by dialect: how its client wants answers written


def read(job: str) -> JobOptions:
    """Of the job in this folder."""
    return storage.read_model(folder.options(job), JobOptions)
