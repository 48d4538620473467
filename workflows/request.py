"""What a transcription workflow is started with, and what one run of it hands to the next."""

from dataclasses import dataclass, field
from typing import Any

from pydantic import TypeAdapter

from activities.engines import Language
from activities.prepare import Prepared
from activities.transcript import Warning
from workflows.progress import Progress
from workflows.selection import Choice


@dataclass
class Sides:
    """What the stages beside transcription found, and which optional ones did not do their part."""

    turns: str | None = None  # URL
    events: str | None = None  # URL
    aligned: str | None = None  # folder URL
    warnings: list[Warning] = field(default_factory=list)


@dataclass
class Carried:
    """What a run that continues another needs to know."""

    prepared: Prepared
    language: Language
    progress: Progress
    sides: Sides = field(default_factory=Sides)


@dataclass
class TranscriptionRequest:
    job_id: str
    tenant: str
    folder: str  # storage URL of the job's folder; holds the upload and options.json
    upload_sha256: str  # "" until it is fetched
    prepare: Choice
    transcribe: Choice
    language: str | None = None  # BCP 47; None: find out
    parallel: int = 8  # chunks in flight at once
    patience: float = 12 * 3600  # seconds a stage may wait for a worker
    carried: Carried | None = None  # set when a long job goes on in a new run
    lane: str | None = None  # set where it is long: whom its work takes its turn with
    # Optional stages; None: not asked for.
    split: bool = False  # transcribe each channel apart
    each_language: bool = False  # what is spoken may change at every pause
    align: Choice | None = None
    diarize: Choice | None = None
    events: Choice | None = None
    emotions: Choice | None = None
    refine: Choice | None = None
    redact: Choice | None = None
    redact_text: bool = False
    redact_audio: bool = False
    fetch: bool = False  # the upload is not there yet: it is behind the options' audio_url


STORED = TypeAdapter(TranscriptionRequest)


def restored(stored: dict[str, Any]) -> TranscriptionRequest:
    """A request as a job's row keeps it."""
    return STORED.validate_python(stored)
