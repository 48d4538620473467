"""What a client asks of a live session: the query of the WebSocket's URL, checked."""

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, field_validator

from api import errors, submission
from api.errors import InvalidField
from api.language import LANGUAGE
from api.submission import Submission

Keyterm = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50)]
Encoding = Literal["pcm_s16le", "pcm_f32le", "mulaw", "alaw"]
WIDTHS: dict[Encoding, int] = {"pcm_s16le": 2, "pcm_f32le": 4, "mulaw": 1, "alaw": 1}  # bytes of a sample
ELSEWHERE = ("token",)  # the gate has read it
# What a worker is told; the rest is between the client and the API.
HEARD = {
    "language", "encoding", "sample_rate", "channels", "interim_results", "word_timestamps", "enable_vad",
    "vad_threshold", "min_speech_ms", "min_silence_ms", "max_silence_ms", "max_utterance_seconds",
    "empty_finals", "keyterms",
}  # fmt: skip


class Wish(BaseModel):
    """The query's parameters, `token` aside."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: str | None = Field(None, max_length=35)  # None: the engine detects it
    model: str = Field("auto", min_length=1, max_length=128)
    encoding: Encoding = "pcm_s16le"
    sample_rate: int = Field(16_000, ge=8_000, le=48_000)
    channels: int = Field(1, ge=1, le=2)
    interim_results: bool = True
    word_timestamps: bool = False
    enable_vad: bool = True
    vad_threshold: float = Field(0.5, ge=0, le=1, allow_inf_nan=False)
    min_speech_ms: int = Field(250, ge=0, le=10_000)
    min_silence_ms: int = Field(500, ge=32, le=10_000)
    max_silence_ms: int = Field(1000, ge=32, le=10_000)
    max_utterance_seconds: float = Field(60.0, ge=1, le=300, allow_inf_nan=False)
    empty_finals: bool = False
    keyterms: list[Keyterm] = Field(default_factory=list, max_length=100)
    enhance_on_end: bool = False
    enhance_options: Submission = Field(default_factory=lambda: Submission.model_validate({}))
    retention: int = Field(0, ge=-1, le=3650)  # days; 0: nothing is kept
    session_id: str | None = Field(None, max_length=40)  # of a session to come back to
    after: str | None = Field(None, max_length=40)  # the last final that the client has of it

    @field_validator("language")
    @classmethod
    def spelled(cls, value: str | None) -> str | None:
        if value is None or value.lower() in ("", "auto"):
            return None
        if not LANGUAGE.fullmatch(value):
            raise ValueError(f"{value!r} is neither auto nor a BCP 47 tag such as en or pt-BR")
        first, _, rest = value.partition("-")
        return "-".join([first.lower(), *([rest] if rest else [])])

    @field_validator("retention", mode="before")
    @classmethod
    def named(cls, value: Any) -> Any:
        return 0 if value == "none" else value

    @field_validator("enhance_options", mode="before")
    @classmethod
    def parsed(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError:
            raise ValueError("it is not JSON") from None

    @property
    def heard(self) -> dict[str, Any]:
        """What a worker is told."""
        return self.model_dump(mode="json", include=HEARD)

    @property
    def frame(self) -> int:
        """Bytes of one moment, all channels."""
        return WIDTHS[self.encoding] * self.channels

    @property
    def rate(self) -> int:
        """Bytes a second."""
        return self.frame * self.sample_rate


class Changes(BaseModel):
    """What may change while a session goes on."""

    model_config = ConfigDict(extra="forbid")

    language: str | None = None
    keyterms: list[Keyterm] = Field(default_factory=list, max_length=100)

    _spelled = field_validator("language")(Wish.spelled.__func__)  # type: ignore[attr-defined]


def read(pairs: Sequence[tuple[str, str]]) -> Wish:
    """Raises InvalidField."""
    given: dict[str, Any] = {}
    for name, value in pairs:
        if name == "keyterms":
            given.setdefault(name, []).extend(submission.items(name, value))
        elif name in given:
            raise InvalidField(f"{name} is given twice; it takes one value")
        elif name not in ELSEWHERE:
            given[name] = value
    try:
        return Wish.model_validate(given)
    except ValidationError as error:
        raise errors.refusal(error) from error
