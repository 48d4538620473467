"""What a session says to its client. Times are seconds from its first sample."""

from typing import Literal

from pydantic import Field

from activities.transcript import Noun, Word


class SpeechStart(Noun):
    type: Literal["vad.speech_start"] = "vad.speech_start"
    time: float
    channel: int = 0


class SpeechEnd(Noun):
    type: Literal["vad.speech_end"] = "vad.speech_end"
    time: float
    channel: int = 0


class Partial(Noun):
    """What has been said so far of an utterance; `stable` is the beginning that will not change."""

    type: Literal["transcript.partial"] = "transcript.partial"
    text: str
    stable: str
    start: float
    end: float
    channel: int = 0


class Final(Noun):
    type: Literal["transcript.final"] = "transcript.final"
    id: str
    text: str  # empty: the client asked for what it had sent, and nothing was said
    start: float
    end: float
    confidence: float | None
    language: str | None
    words: list[Word] = Field(default_factory=list)
    channel: int = 0
    speaker: str | None = None  # of a session with several channels


class Warning(Noun):
    type: Literal["warning"] = "warning"
    code: Literal["processing_lag"]
    message: str


class Ended(Noun):
    """The last one; everything pushed has been answered."""

    type: Literal["session.end"] = "session.end"
    duration: float
    speech_duration: float
    transcript: str
    segments: list[Final]


Event = SpeechStart | SpeechEnd | Partial | Final | Warning | Ended
