"""How the caller of a conversion wants its transcript written. Kept with the job, read by nobody else."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from activities import options
from activities.index import Job

NAME = "elevenlabs"  # under which a job's notes have them

Granularity = Literal["none", "word", "character"]
RedactionMode = Literal["redacted", "entity_type", "enumerated_entity_type"]
FormatName = Literal["srt", "txt", "segmented_json", "docx", "pdf", "html"]


class Format(BaseModel):
    """One of `additional_formats`."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    format: FormatName
    include_speakers: bool | None = None
    include_timestamps: bool | None = None
    max_characters_per_line: int | None = Field(None, ge=10, le=500)  # of srt and txt
    segment_on_silence_longer_than_s: float | None = Field(None, gt=0, le=3600, allow_inf_nan=False)
    max_segment_duration_s: float | None = Field(None, gt=0, le=36000, allow_inf_nan=False)
    max_segment_chars: int | None = Field(None, ge=1, le=100_000)

    @property
    def divides(self) -> bool:
        """Whether it says where segments end."""
        asked = (
            self.segment_on_silence_longer_than_s,
            self.max_segment_duration_s,
            self.max_segment_chars,
        )
        return any(limit is not None for limit in asked)


class Wishes(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    granularity: Granularity = "word"
    channels: Literal["separate", "combined"] | None = None  # None: they are not told apart
    events: bool = False
    entities: bool = False
    redaction: RedactionMode | None = None  # None: nothing was to be taken out
    formats: list[Format] = Field(default_factory=list)
    webhook: bool = False  # its caller does not wait


def of(job: Job) -> Wishes:
    """Of a job that came in another way: the defaults."""
    try:
        return Wishes.model_validate(options.read(job.folder).notes.get(NAME, {}))
    except FileNotFoundError:
        return Wishes()
