"""The query of a transcription (POST /v1/listen): checked, and what it is natively."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from activities import options
from activities.index import Job
from api import errors
from api.errors import InvalidRequest
from api.form import Fields

NAME = "deepgram"  # under which a job's notes have it
LISTS = ("keyterm", "keywords", "redact")
MOST_KEYTERMS = 100
# How Deepgram's models are called, or begin.
MODELS = (
    "nova",
    "enhanced",
    "base",
    "meeting",
    "phonecall",
    "finance",
    "conversationalai",
    "voicemail",
    "video",
)
CARD = ("credit_card_number", "cvv", "expiry", "iban", "account_number")
PERSON = ("name", "email", "phone", "ssn", "location", "date_of_birth", "ip")
NUMBERS = (*CARD, "phone", "ssn", "date", "date_of_birth", "ip")
REDACTED: dict[str, tuple[str, ...]] = {
    "pci": CARD,
    "pii": PERSON,
    "phi": ("date",),
    "ssn": ("ssn",),
    "numbers": NUMBERS,
    "true": NUMBERS,
    "name": ("name",),
    "email_address": ("email",),
    "phone_number": ("phone",),
    "location": ("location",),
    "dob": ("date_of_birth",),
    "date": ("date",),
    "ip_address": ("ip",),
    "credit_card": ("credit_card_number",),
    "cvv": ("cvv",),
    "credit_card_expiration": ("expiry",),
    "bank_account": ("account_number", "iban"),
    "account_number": ("account_number",),
}
# What would be missing from the answer.
REFUSED = (
    "sentiment",
    "summarize",
    "topics",
    "custom_topic",
    "intents",
    "custom_intent",
    "detect_entities",
    "search",
    "replace",
    "profanity_filter",
)
IGNORED = {
    "numerals": "numbers are as the engine writes them",
    "measurements": "as numerals",
    "dictation": "text is always punctuated",
    "filler_words": "what is said is written as the engine hears it",
    "language_hint": "languages are found out",
    "encoding": "the file says how it is encoded; raw samples are not accepted",
    "version": "there is one version of a model",
    "tag": "usage is not reported by tag",
    "extra": "nothing is passed through",
    "custom_topic_mode": "goes with custom_topic",
    "custom_intent_mode": "goes with custom_intent",
    "mip_opt_out": "recordings train nothing here",
}

Keyterm = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]


class Listening(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    url: str | None = Field(None, description="Of the JSON body.")
    model: str = Field(
        "nova-3",
        min_length=1,
        max_length=128,
        description="nova-… and the like stand for auto; or one of ours.",
    )
    language: str | None = Field(None, max_length=35, description="BCP 47, or multi; found out if not given.")
    detect_language: bool = Field(False, description="Found out, and said in the answer.")
    diarize: bool = Field(False, description="Words have the number of their speaker.")
    diarize_model: str | None = Field(None, max_length=40, description="Any: as diarize.")
    multichannel: bool = Field(False, description="Each channel is transcribed apart.")
    punctuate: bool = Field(False, description="Words bring punctuated_word too.")
    smart_format: bool = Field(False, description="As punctuate.")
    utterances: bool = Field(False, description="What was said once more, from pause to pause.")
    utt_split: float = Field(0.8, gt=0, le=60, allow_inf_nan=False, description="Seconds of silence.")
    paragraphs: bool = Field(False, description="What was said once more, in paragraphs and sentences.")
    keyterm: list[Keyterm] = Field(
        default_factory=list, max_length=MOST_KEYTERMS, description="Words to listen for."
    )
    keywords: list[Keyterm] = Field(
        default_factory=list, max_length=MOST_KEYTERMS, description="As keyterm; a weight is passed over."
    )
    redact: list[str] = Field(
        default_factory=list, max_length=60, description=f"Taken out of the text: {', '.join(REDACTED)}."
    )
    callback: str | None = Field(None, max_length=2048, description="https; is sent the answer.")
    callback_method: Literal["POST"] = Field("POST", description="No other.")

    @property
    def tells_apart(self) -> bool:
        return self.diarize or bool(self.diarize_model)

    @property
    def terms(self) -> list[str]:
        """Keywords may carry a weight, which engines here do not know."""
        return list(dict.fromkeys([*self.keyterm, *(word.partition(":")[0] for word in self.keywords)]))

    def native(self) -> Fields:
        """The submission that says the same."""
        voices = "diarize" if self.tells_apart else "none"
        found: list[tuple[str, str | None]] = [
            ("model", "auto" if self.model.startswith(MODELS) else self.model),
            ("audio_url", self.url),
            ("speaker_detection", "per_channel" if self.multichannel else voices),
            ("redact_pii", "true" if self.redact else None),
            ("webhook_url", self.callback),
            ("keyterms", json.dumps(self.terms[:MOST_KEYTERMS]) if self.terms else None),
        ]
        if self.language == "multi":
            found.append(("detect_language", "segment"))
        elif not self.detect_language:
            found.append(("language", self.language))
        found += [("pii_entity_types", kind) for kind in self.kinds()]
        return [(name, value) for name, value in found if value is not None]

    def kinds(self) -> list[str]:
        """Of personal data to be taken out. Raises InvalidRequest."""
        found: dict[str, None] = {}
        for name in self.redact:
            if name not in REDACTED:
                raise InvalidRequest(
                    f"redact={name[:40]!r} is not possible here; accepted: {', '.join(REDACTED)}"
                )
            found |= dict.fromkeys(REDACTED[name])
        return list(found)


def read(fields: Fields) -> Listening:
    """Raises InvalidRequest."""
    given: dict[str, Any] = {}
    for name, value in fields:
        if name in REFUSED and value not in ("", "false"):
            raise InvalidRequest(f"{name} is not available here; leave it out")
        if name in LISTS:
            given.setdefault(name, []).append(value)
        elif value:
            given[name] = value
    try:
        return Listening.model_validate(given)
    except ValidationError as error:
        raise errors.refusal(error, InvalidRequest) from error


def of(job: Job) -> Listening:
    """What was asked of a job, but for its words; of one that came in another way, the defaults."""
    try:
        return Listening.model_validate(options.read(job.folder).notes.get(NAME, {}))
    except FileNotFoundError:
        return Listening()


def translate(fields: Fields) -> Fields:
    return read(fields).native()


def notes(fields: Fields) -> dict[str, Any]:
    asked = read(fields)
    kept = asked.model_dump(
        mode="json", exclude_defaults=True, exclude={"url", "callback", "keyterm", "keywords"}
    )
    return {NAME: kept} | ({"style": NAME} if asked.callback else {})
