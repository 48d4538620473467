"""What a client of ElevenLabs asks of a live session: the query of the WebSocket's URL, checked."""

from collections.abc import Sequence
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from api import errors
from api.elevenlabs import languages
from api.elevenlabs.conversion import EMPTY, SCRIBE, Code
from api.realtime import query
from api.realtime.query import Keyterm, Wish

AudioFormat = Literal[
    "pcm_8000", "pcm_16000", "pcm_22050", "pcm_24000", "pcm_44100", "pcm_48000", "ulaw_8000"
]
ENCODINGS = {"pcm": "pcm_s16le", "ulaw": "mulaw"}
REPEATED = ("keyterms", "secondary_languages", "entity_detection", "entity_redaction")
IGNORED = {
    "no_verbatim": "what is said is written as the engine hears it",
    "filter_background_audio": "there is no such filter",
    "entity_redaction_mode": "goes with `entity_redaction`",
    "enable_logging": "nothing is kept in either case",
}
REFUSED = ("entity_detection", "entity_redaction", "transcript_edit")


class Parameters(BaseModel):
    """What is here works; what is not, and what is called ignored, is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True, protected_namespaces=())

    model_id: str = Field("scribe_v2_realtime", min_length=1, max_length=128)
    audio_format: AudioFormat = "pcm_16000"
    commit_strategy: Literal["manual", "vad"] = "manual"
    vad_silence_threshold_secs: float = Field(1.5, ge=0.3, le=3)
    vad_threshold: float = Field(0.5, ge=0.1, le=0.9)
    min_speech_duration_ms: int = Field(250, ge=50, le=2000)
    min_silence_duration_ms: int = Field(100, ge=50, le=2000)
    language_code: Code | None = None
    secondary_languages: list[Code] = Field(default_factory=list, max_length=20)
    include_timestamps: bool = False
    include_language_detection: bool = False
    keyterms: list[Keyterm] = Field(default_factory=list, max_length=100)

    @model_validator(mode="before")
    @classmethod
    def possible(cls, given: Any) -> Any:
        for name in REFUSED:
            if given.get(name):
                raise ValueError(
                    f"{name} is not available in live speech; POST /v1/speech-to-text does it for recordings"
                    if name != "transcript_edit"
                    else f"{name} is not available here; edit the text once you have it"
                )
        return given

    @property
    def sample_rate(self) -> int:
        return int(self.audio_format.partition("_")[2])

    @property
    def detects(self) -> bool:
        """Whether what is spoken is found out."""
        return bool(self.secondary_languages) or not self.language_code

    def native(self) -> Wish:
        """The wish that says the same. Raises InvalidField."""
        language = None if self.detects else languages.native(self.language_code or "")
        silence = max(self.vad_silence_threshold_secs * 1000, self.min_silence_duration_ms)
        return query.read(
            [
                ("model", "auto" if self.model_id.startswith(SCRIBE) else self.model_id),
                ("language", language or "auto"),
                ("encoding", ENCODINGS[self.audio_format.partition("_")[0]]),
                ("sample_rate", str(self.sample_rate)),
                ("word_timestamps", str(self.include_timestamps)),
                ("enable_vad", str(self.commit_strategy == "vad")),
                ("vad_threshold", str(self.vad_threshold)),
                ("min_speech_ms", str(self.min_speech_duration_ms)),
                ("min_silence_ms", str(round(silence))),
                ("max_silence_ms", str(round(silence))),
            ]
        ).model_copy(update={"keyterms": self.keyterms})

    @property
    def config(self) -> dict[str, Any]:
        """As the client is told of it."""
        said = self.model_dump(mode="json", exclude={"secondary_languages"}, exclude_none=True)
        return {"sample_rate": self.sample_rate, **said}


def read(pairs: Sequence[tuple[str, str]]) -> Parameters:
    """Raises InvalidField."""
    given: dict[str, Any] = {}
    for name, value in pairs:
        if value in EMPTY:
            continue
        if name in REPEATED:
            given.setdefault(name, []).append(value)
        else:
            given[name] = value
    try:
        return Parameters.model_validate(given)
    except ValidationError as error:
        raise errors.refusal(error) from error
