"""The fields of a conversion (POST /v1/speech-to-text): checked, and what they are natively."""

import json
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_validator,
    model_validator,
)

from api import errors, metadata
from api.elevenlabs import entities, languages
from api.elevenlabs.wishes import NAME, Format, Granularity, RedactionMode, Wishes
from api.errors import InvalidField
from api.form import Fields

EMPTY = ("", "null")  # what says that a field is not given
LISTS = ("keyterms", "secondary_language_codes")
MOST_KEYTERMS = 1000
HEARD_KEYTERMS = 100  # engines have room for no more
LONGEST_KEYTERM = 5  # words
SCRIBE = "scribe_"  # how their models are called


def _parsed(value: Any) -> Any:
    """What a part holds as JSON; a bare word is itself."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _named(value: Any) -> Any:
    parsed = _parsed(value)
    return [parsed] if isinstance(parsed, str) else parsed


def _metadata(value: Any) -> Any:
    inner = _parsed(value)  # a JSON string that itself holds JSON: the client's way with strings
    return metadata.read(inner if isinstance(inner, str | dict) else value)


Names = Annotated[list[str], BeforeValidator(_named), Field(min_length=1, max_length=60)]
Keyterm = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
Code = Annotated[str, StringConstraints(max_length=35, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")]


class Conversion(BaseModel):
    """What is here works; what is not, and what is called ignored, is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, protected_namespaces=())

    model_id: str = Field(
        "scribe_v2",
        min_length=1,
        max_length=128,
        description="scribe_… stands for auto; or a model of this server.",
    )
    source_url: str | None = Field(None, description="https, instead of `file`; once cloud_storage_url.")
    language_code: Code | None = Field(None, description="ISO 639-1 or 639-3.")
    secondary_language_codes: list[Code] = Field(
        default_factory=list, max_length=20, description="Any: what is spoken is found out at every pause."
    )
    tag_audio_events: bool = Field(False, description="Laughter, applause, … among the words.")
    num_speakers: int | None = Field(None, ge=1, le=32, description="At most so many, where diarize is set.")
    timestamps_granularity: Granularity = "word"
    diarize: bool = False
    file_format: Literal["pcm_s16le_16", "other"] = "other"
    webhook: bool = Field(False, description="Answer at once; webhooks hear of the end.")
    webhook_id: str | None = Field(None, min_length=1, max_length=40)
    webhook_metadata: Annotated[dict[str, Any] | None, BeforeValidator(_metadata)] = None
    temperature: float = Field(0.0, ge=0, le=2, allow_inf_nan=False)
    seed: int | None = Field(None, ge=0, lt=2**31)
    use_multi_channel: bool = False
    multichannel_output_style: Literal["separate", "combined"] = "separate"
    entity_detection: Names | None = None
    entity_redaction: Names | None = None
    entity_redaction_mode: RedactionMode = "redacted"
    keyterms: list[Keyterm] = Field(default_factory=list, max_length=MOST_KEYTERMS)
    additional_formats: Annotated[list[Format], BeforeValidator(_parsed), Field(max_length=10)] = Field(
        default_factory=list
    )
    enable_logging: bool = Field(True, description="Of the query. False: retention 0.")
    transcript_edit: str | None = Field(None, description="Refused.")
    detect_speaker_roles: bool = Field(False, description="Refused, if true.")

    @field_validator("keyterms")
    @classmethod
    def short(cls, found: list[str]) -> list[str]:
        for keyterm in found:
            if len(keyterm.split()) > LONGEST_KEYTERM:
                raise ValueError(f"{keyterm!r} has more than {LONGEST_KEYTERM} words")
        return found

    @model_validator(mode="after")
    def agree(self) -> "Conversion":
        if self.transcript_edit:
            raise ValueError("transcript_edit is not available here; edit the text once you have it")
        if self.detect_speaker_roles:
            raise ValueError(
                "detect_speaker_roles is not available here; speakers are speaker_0, speaker_1, …"
            )
        if self.use_multi_channel and self.diarize:
            raise ValueError("use_multi_channel has a speaker on each channel: it takes diarize=false")
        if self.combines and self.timestamps_granularity == "none":
            raise ValueError("multichannel_output_style=combined sorts words by time: not without timestamps")
        if self.combines and (self.entity_detection or self.entity_redaction):
            raise ValueError("multichannel_output_style=combined goes with neither entity field")
        return self

    @property
    def model(self) -> str | None:
        """None: not said yet."""
        if "model_id" not in self.model_fields_set:
            return None
        return "auto" if self.model_id.startswith(SCRIBE) else self.model_id

    @property
    def combines(self) -> bool:
        return self.use_multi_channel and self.multichannel_output_style == "combined"

    @property
    def entity_types(self) -> list[str]:
        field = "entity_redaction" if self.entity_redaction else "entity_detection"
        return entities.native(field, getattr(self, field) or [])

    @property
    def wishes(self) -> Wishes:
        return Wishes(
            granularity=self.timestamps_granularity,
            channels=self.multichannel_output_style if self.use_multi_channel else None,
            events=self.tag_audio_events,
            entities=bool(self.entity_detection and not self.entity_redaction),
            redaction=self.entity_redaction_mode if self.entity_redaction else None,
            formats=self.additional_formats,
            webhook=self.webhook,
        )

    def native(self) -> Fields:
        """The submission that says the same."""
        detection = "per_channel" if self.use_multi_channel else "diarize" if self.diarize else "none"
        found: list[tuple[str, Any]] = [
            ("model", self.model),
            ("audio_url", self.source_url),
            ("speaker_detection", detection),
            ("max_speakers", self.num_speakers if self.diarize else None),
            ("timestamps_granularity", "none" if self.timestamps_granularity == "none" else "word"),
            ("temperature", self.temperature),
            ("seed", self.seed),
            ("detect_events", self.tag_audio_events or None),
            ("pii_detection", bool(self.entity_detection) or None),
            ("redact_pii", bool(self.entity_redaction) or None),
            ("webhook_id", self.webhook_id),
            ("webhook_metadata", self.webhook_metadata and json.dumps(self.webhook_metadata)),
            ("retention", None if self.enable_logging else 0),
        ]
        if self.secondary_language_codes:
            found.append(("detect_language", "segment"))
        elif self.language_code:
            found.append(("language", languages.native(self.language_code)))
        found += [("keyterms", json.dumps(self.keyterms[:HEARD_KEYTERMS]))] if self.keyterms else []
        found += [("pii_entity_types", name) for name in self.entity_types]
        return [(name, _written(value)) for name, value in found if value is not None]


IGNORED = {
    "numbers_format": "numbers are as the engine writes them",
    "no_verbatim": "what is said is written as the engine hears it",
    "use_speaker_library": "there is no library of speakers",
    "diarization_threshold": "it is a number of their diarizer; others count in other units",
}

REFUSED = ("transcript_edit", "detect_speaker_roles")


def read(fields: Fields) -> Conversion:
    """From the form, as far as it has arrived. What is empty or `null` is not given. Raises InvalidField."""
    given: dict[str, Any] = {}
    for name, value in fields:
        if value in EMPTY:
            continue
        if name in LISTS:
            items = _parsed(value)
            given.setdefault(name, []).extend(items if isinstance(items, list) else [value])
        else:
            given[name] = value
    try:
        return Conversion.model_validate(given)
    except ValidationError as error:
        found = errors.problems(error.errors(include_input=False, include_url=False))
        message = "; ".join(f"{problem['field']}: {problem['message']}".lstrip(": ") for problem in found)
        raise InvalidField(message, problems=found) from error


def translate(fields: Fields) -> Fields:
    return read(fields).native()


def notes(fields: Fields) -> dict[str, Any]:
    return {NAME: read(fields).wishes.model_dump(mode="json", exclude_defaults=True)}


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
