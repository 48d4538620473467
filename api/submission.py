"""What a caller may ask of a job: the fields of the submission form, checked."""

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from activities.engines import RedactionMode, SpeakerOptions, Task
from activities.options import DocumentFormat, JobOptions
from activities.public_address import LONGEST
from api import errors, language
from api.errors import InvalidField
from api.metadata import Metadata
from workflows.selection import Wanted

Keyterm = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
EntityType = Literal[
    "name",
    "email",
    "phone",
    "ssn",
    "location",
    "date_of_birth",
    "date",
    "ip",
    "credit_card_number",
    "cvv",
    "expiry",
    "iban",
    "account_number",
]
LISTS = {"keyterms", "pii_entity_types", "additional_formats"}


class Submission(BaseModel):
    """The form's fields, `file` aside."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    audio_url: str | None = Field(
        None,
        max_length=LONGEST,
        description="An https:// URL of the recording, which the server fetches; instead of `file`.",
    )
    task: Task = Field(
        "transcribe", description="`transcribe`, or `translate`: the text in English, whatever is spoken."
    )
    name: str | None = Field(
        None, max_length=255, description="What lists call the job; the file's name if not given."
    )
    language: str = Field("auto", max_length=35, description="`auto`, or BCP 47 as in `en` or `de-AT`.")
    detect_language: Literal["file", "segment"] = Field(
        "file", description="What is spoken is found out once, or again at every pause."
    )
    model: str = Field(
        "auto",
        min_length=1,
        max_length=128,
        description="`auto`, an engine, `engine:model`, a model, or an alias; see /v1/models.",
    )
    model_align: str = Field(
        "auto", min_length=1, max_length=128, description="Who times words: `auto`, `none`, or an engine."
    )
    model_diarize: str = Field(
        "auto", min_length=1, max_length=128, description="Who tells speakers apart: `auto`, or an engine."
    )
    speaker_detection: Literal["none", "diarize", "per_channel"] = Field(
        "none", description="Who speaks: told apart by voice, or one speaker on each channel."
    )
    num_speakers: int | None = Field(None, ge=1, le=32, description="How many speak, if that is known.")
    min_speakers: int | None = Field(None, ge=1, le=32)
    max_speakers: int | None = Field(None, ge=1, le=32)
    detect_events: bool = Field(False, description="Laughter, applause, music and other sounds.")
    detect_emotions: bool = Field(False, description="How each segment is said.")
    llm_cleanup: bool = Field(False, description="Mend the text with the language model set up for it.")
    pii_detection: bool = Field(False, description="Find personal data in the words.")
    pii_entity_types: list[EntityType] = Field(
        default_factory=list, max_length=40, description="Which kinds; empty: all."
    )
    redact_pii: bool = Field(False, description="Take personal data out of the text.")
    redact_pii_audio: bool = Field(False, description="Make a copy of the recording without it.")
    pii_redaction_mode: RedactionMode = Field("silence", description="What is heard in its place.")
    pii_buffer_ms: int = Field(50, ge=0, le=500, description="Taken out on each side as well.")
    prompt: str | None = Field(
        None, max_length=1000, description="Text in the style of the recording, to guide spelling."
    )
    keyterms: list[Keyterm] = Field(
        default_factory=list,
        max_length=100,
        description="Words to listen for; repeat the field, or give a JSON array.",
    )
    temperature: float = Field(
        0.0, ge=0, le=2, allow_inf_nan=False, description="0 decodes the most likely words."
    )
    seed: int | None = Field(None, ge=0, lt=2**32, description="Makes a temperature above 0 repeatable.")
    timestamps_granularity: Literal["none", "segment", "word"] = Field(
        "word", description="How much of the timing answers show."
    )
    additional_formats: list[DocumentFormat] = Field(
        default_factory=list,
        max_length=7,
        description="Formats, as of exports, in which the completed job's answer also brings its transcript.",
    )
    priority: int = Field(
        3, ge=1, le=5, description="Whose work comes first where work waits: 1 first, 5 last."
    )
    retention: int | None = Field(
        None,
        ge=-1,
        le=3650,
        description="Days after its end that the job is kept; 0: until it is read, an hour at most; "
        "-1: for ever. The server's own number if not given.",
    )
    webhook_url: str | None = Field(
        None,
        min_length=1,
        max_length=2048,
        description="An https:// URL that is told how the job ended; your signing secret signs it.",
    )
    webhook_id: str | None = Field(
        None, min_length=1, max_length=40, description="One of your webhooks to tell instead."
    )
    webhook_metadata: Metadata | None = Field(
        None, description="A JSON object of at most 16 KB that comes back with the message."
    )

    @field_validator("language")
    @classmethod
    def normalise(cls, value: str) -> str:
        if value.lower() in ("", "auto"):
            return "auto"
        try:
            return language.normal(value)
        except ValueError as error:
            raise ValueError(f"{error}, and not auto") from error

    @field_validator("name")
    @classmethod
    def show(cls, value: str | None) -> str | None:
        return " ".join("".join(c if c.isprintable() else " " for c in value or "").split()) or None

    @property
    def spoken(self) -> str | None:
        """None: find out."""
        return None if self.language == "auto" else self.language

    @model_validator(mode="after")
    def agree(self) -> "Submission":
        if self.spoken and self.detect_language == "segment":
            raise ValueError(f"detect_language=segment finds languages out; language says {self.language!r}")
        if self.webhook_url and self.webhook_id:
            raise ValueError("webhook_url and webhook_id are both given; give one")
        if self.redact_pii_audio and self.task == "translate":
            raise ValueError(
                "redact_pii_audio needs task=transcribe: what is said in English is heard in other places"
            )
        least, most = self.min_speakers or 1, self.max_speakers or 32
        if least > most:
            raise ValueError(f"min_speakers ({least}) is more than max_speakers ({most})")
        if self.num_speakers and not least <= self.num_speakers <= most:
            raise ValueError(f"num_speakers ({self.num_speakers}) is not between {least} and {most}")
        return self

    @property
    def redacts(self) -> bool:
        return self.redact_pii or self.redact_pii_audio

    @property
    def _aligned(self) -> bool:
        """An aligner looks for words where they are spoken: those of a translation are not."""
        return self.task == "transcribe" and (self.timestamps_granularity == "word" or self.redacts)

    def wanted(self) -> Wanted:
        return Wanted(
            model=self.model,
            language=self.spoken,
            each_language=self.detect_language == "segment",
            translate=self.task == "translate",
            align=self.model_align if self._aligned else "none",
            diarize=self.model_diarize if self.speaker_detection == "diarize" else None,
            events=self.detect_events,
            emotions=self.detect_emotions,
            refine=self.llm_cleanup,
            entities=self.pii_detection or self.redacts,
        )

    def options(self) -> JobOptions:
        return JobOptions(
            language=self.spoken,
            task=self.task,
            prompt=self.prompt or None,
            audio_url=self.audio_url or None,
            keyterms=list(self.keyterms),
            temperature=self.temperature,
            seed=self.seed,
            speakers=SpeakerOptions(
                num_speakers=self.num_speakers,
                min_speakers=self.min_speakers,
                max_speakers=self.max_speakers,
            ),
            refine=["fix_errors", "punctuation", "name_speakers"] if self.llm_cleanup else [],
            entity_types=list(self.pii_entity_types) or None,
            redaction_mode=self.pii_redaction_mode,
            redaction_buffer=self.pii_buffer_ms / 1000,
            additional_formats=list(dict.fromkeys(self.additional_formats)),
        )


ACCEPTED = ["file", *Submission.model_fields]


def read(fields: Sequence[tuple[str, str]]) -> Submission:
    """The submission that a form's fields make. Raises InvalidField."""
    given: dict[str, Any] = {}
    for name, value in fields:
        if name in LISTS:
            given.setdefault(name, []).extend(items(name, value))
        elif name in given:
            raise InvalidField(f"{name} is given twice; it takes one value")
        else:
            given[name] = value
    try:
        return Submission.model_validate(given)
    except ValidationError as error:
        raise errors.refusal(error) from error


def items(name: str, value: str) -> list[Any]:
    """A repeated field brings one item, a JSON array all of them."""
    if not value.lstrip().startswith("["):
        return [value]
    try:
        items = json.loads(value)
    except ValueError:
        items = None
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise InvalidField(f"{name} starts like a JSON array but is not an array of strings")
    return items
