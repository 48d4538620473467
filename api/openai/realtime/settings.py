"""What a client of OpenAI's says of a live session, checked, and what of that is asked of ours."""

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator

from api import errors
from api.errors import InvalidField
from api.openai.names import OPENAI_NAME
from api.realtime.query import Encoding, Wish

LONGEST = 300.0  # seconds of an utterance
ENCODINGS: dict[str, tuple[Encoding, int]] = {
    "audio/pcm": ("pcm_s16le", 24_000),
    "audio/pcmu": ("mulaw", 8_000),
    "audio/pcma": ("alaw", 8_000),
}
# By eagerness, ms of silence that end an utterance: after a sentence, and within one.
SILENCES = {"low": (500, 4000), "medium": (500, 2000), "auto": (500, 2000), "high": (300, 1000)}
LIVE_NAME = re.compile(r"gpt-live-transcribe|gpt-realtime-whisper")
TAGS = (*ENCODINGS, "server_vad", "semantic_vad")  # that pydantic puts into the places of what is wrong
NAMES = {"language": "language", "keyterms": "keywords"}  # of a transcription, by ours


class Pcm(BaseModel):
    type: Literal["audio/pcm"]
    rate: Literal[24_000] = 24_000


class Pcmu(BaseModel):
    type: Literal["audio/pcmu"]


class Pcma(BaseModel):
    type: Literal["audio/pcma"]


class NoiseReduction(BaseModel):
    type: Literal["near_field", "far_field"] | None = None
    strength: float | None = None


class Transcription(BaseModel):
    model: str | None = Field(None, min_length=1, max_length=128)
    language: str | None = None
    languages: list[Annotated[str, Field(max_length=35)]] | None = Field(None, max_length=100)
    prompt: str | None = Field(None, max_length=10_000)
    keywords: list[str] | None = None
    delay: Literal["minimal", "low", "medium", "high", "xhigh"] | None = None


class ServerVad(BaseModel):
    type: Literal["server_vad"]
    threshold: float = Field(0.5, ge=0, le=1, allow_inf_nan=False)
    prefix_padding_ms: int = Field(300, ge=0)
    silence_duration_ms: int = Field(500, ge=32, le=10_000)
    idle_timeout_ms: int | None = None
    create_response: bool | None = None
    interrupt_response: bool | None = None


class SemanticVad(BaseModel):
    type: Literal["semantic_vad"]
    eagerness: Literal["low", "medium", "high", "auto"] = "auto"
    create_response: bool | None = None
    interrupt_response: bool | None = None


class Input(BaseModel):
    format: Annotated[Pcm | Pcmu | Pcma, Field(discriminator="type")] = Pcm(type="audio/pcm")
    noise_reduction: NoiseReduction | None = None
    transcription: Transcription = Transcription()
    turn_detection: Annotated[ServerVad | SemanticVad, Field(discriminator="type")] | None = ServerVad(
        type="server_vad"
    )

    @field_validator("transcription", mode="before")
    @classmethod
    def some(cls, value: Any) -> Any:
        return {} if value is None else value

    @field_validator("turn_detection", mode="before")
    @classmethod
    def typed(cls, value: Any) -> Any:
        return {"type": "server_vad", **value} if isinstance(value, dict) else value


class Audio(BaseModel):
    input: Input = Input()


class Settings(BaseModel):
    """A session of OpenAI's. Fields that nobody knows are ignored."""

    type: Literal["transcription"] = "transcription"
    audio: Audio = Audio()
    include: list[Literal["item.input_audio_transcription.logprobs"]] | None = Field(None, max_length=10)

    @model_validator(mode="before")
    @classmethod
    def given(cls, value: Any) -> Any:
        """What is null is as if it were not there, the turn detection aside."""
        if not isinstance(value, dict):
            return value
        return {name: one for name, one in value.items() if one is not None}

    @property
    def model(self) -> str:
        named = self.audio.input.transcription.model
        theirs = named is None or OPENAI_NAME.fullmatch(named) or LIVE_NAME.fullmatch(named)
        return "auto" if theirs else str(named)

    def changed(self, given: Any) -> "Settings":
        """With what a client says anew. Raises InvalidField."""
        try:
            told = Settings.model_validate(given).model_dump(exclude_unset=True)
            before = self.model_dump()
            merged = {**before, **told}
            spoken = told.get("audio", {}).get("input", {})
            inner = {**before["audio"]["input"], **spoken}
            if "transcription" in spoken:
                inner["transcription"] = {
                    **before["audio"]["input"]["transcription"],
                    **spoken["transcription"],
                }
            return Settings.model_validate({**merged, "audio": {"input": inner}})
        except ValidationError as error:
            raise refusal(error) from error

    def wish(self) -> Wish:
        """What is asked of our own session. Raises InvalidField."""
        spoken, turns = self.audio.input.transcription, self.audio.input.turn_detection
        languages = spoken.languages or []
        encoding, rate = ENCODINGS[self.audio.input.format.type]
        try:
            return Wish.model_validate(
                {
                    "model": self.model,
                    "language": spoken.language or (languages[0] if len(languages) == 1 else None),
                    "keyterms": spoken.keywords or [],
                    "encoding": encoding,
                    "sample_rate": rate,
                    "word_timestamps": bool(self.include),
                    "empty_finals": True,
                    "max_utterance_seconds": LONGEST,
                    **endpointing(turns),
                }
            )
        except ValidationError as error:
            raise refusal(error, "audio.input.transcription.") from error

    def shown(self, id: str) -> dict[str, Any]:
        """As it goes over the wire."""
        heard = self.audio.input
        absent = {"noise_reduction": None, "turn_detection": None}
        return {
            "type": "transcription",
            "id": id,
            "object": "realtime.transcription_session",
            "audio": {"input": {**absent, **heard.model_dump(exclude_none=True)}},
            "include": self.include,
        }


def endpointing(turns: ServerVad | SemanticVad | None) -> dict[str, Any]:
    match turns:
        case None:
            return {"enable_vad": False}
        case ServerVad():
            silence = turns.silence_duration_ms
            return {"vad_threshold": turns.threshold, "min_silence_ms": silence, "max_silence_ms": silence}
    least, most = SILENCES[turns.eagerness]
    return {"min_silence_ms": least, "max_silence_ms": most}


def refusal(error: ValidationError, within: str = "") -> InvalidField:
    """`within`: where the field is that is wrong in ours."""
    first = errors.problems(error.errors(include_input=False, include_url=False))[0]
    parts = [part for part in first["field"].split(".") if part not in TAGS]
    name = ".".join(parts)
    if within:
        name = within + NAMES.get(parts[0], parts[0])
    param = f"session.{name}".rstrip(".")
    return InvalidField(f"{param}: {first['message']}", param=param)
