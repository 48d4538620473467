"""What a client asks of a live session, named as on the wire."""

from typing import Literal

from pydantic import Field

from activities.engines.streaming import StreamOptions
from activities.transcript import Noun

Encoding = Literal["pcm_s16le", "pcm_f32le", "mulaw", "alaw"]


class SessionOptions(Noun):
    language: str | None = None  # BCP 47; None: the engine detects it
    encoding: Encoding = "pcm_s16le"
    sample_rate: int = Field(16_000, ge=8_000, le=48_000)  # Hz
    channels: int = Field(1, ge=1, le=2)
    interim_results: bool = True
    word_timestamps: bool = False
    enable_vad: bool = True  # off: an utterance ends when the client flushes
    vad_threshold: float = Field(0.5, ge=0, le=1)
    min_speech_ms: int = Field(250, ge=0, le=10_000)
    min_silence_ms: int = Field(500, ge=32, le=10_000)
    max_silence_ms: int = Field(1000, ge=32, le=10_000)  # within a sentence; at least min_silence_ms
    max_utterance_seconds: float = Field(60.0, ge=1, le=300)
    empty_finals: bool = False  # a final also of an utterance in which nothing is understood
    keyterms: list[str] = Field(default_factory=list)

    @property
    def silences(self) -> tuple[float, float]:
        """Seconds that end an utterance: after a sentence, and within one."""
        return self.min_silence_ms / 1000, max(self.min_silence_ms, self.max_silence_ms) / 1000

    @property
    def stream(self) -> StreamOptions:
        return StreamOptions(language=self.language, keyterms=self.keyterms)
