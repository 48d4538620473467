"""What comes out: words, segments, speakers, the finished transcript. Times are seconds from the start."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class Noun(BaseModel):
    """A value: compared by content, never changed in place, refusing fields it does not have."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Word(Noun):
    text: str
    start: float
    end: float
    confidence: float | None = None  # 0 to 1; None: the engine does not say
    speaker: str | None = None


class Decoding(Noun):
    """How sure the decoder was of one segment, in its own terms. Kept with the chunk, not in the result."""

    avg_logprob: float
    compression_ratio: float
    no_speech_prob: float
    temperature: float
    tokens: list[int] = Field(default_factory=list)


class Segment(Noun):
    text: str
    start: float
    end: float
    words: list[Word] = Field(default_factory=list)
    id: str | None = None  # seg_0001, given by merge
    speaker: str | None = None
    language: str | None = None  # BCP 47
    confidence: float | None = None
    emotion: str | None = None
    emotion_confidence: float | None = None
    decoding: Decoding | None = Field(default=None, exclude_if=lambda decoding: decoding is None)

    def shifted(self, by: float) -> "Segment":
        """The same, so many seconds later."""
        words = [
            word.model_copy(update={"start": round(word.start + by, 3), "end": round(word.end + by, 3)})
            for word in self.words
        ]
        times = {"start": round(self.start + by, 3), "end": round(self.end + by, 3)}
        return self.model_copy(update={**times, "words": words})


class SpeakerTurn(Noun):
    """One stretch of one speaker: a SPEAKER line of an RTTM file."""

    speaker: str
    start: float
    end: float


class Speaker(Noun):
    id: str
    label: str | None = None
    channel: int | None = None
    duration: float


class Event(Noun):
    """A sound that is not speech: laughter, applause, music, …"""

    type: str
    start: float
    end: float
    confidence: float


class Entity(Noun):
    """Something in the words that identifies a person, and when it is heard."""

    type: str  # phone, email, credit_card_number, …
    category: Literal["pii", "phi", "pci"] = "pii"
    text: str | None  # None: what it was must not be said
    start: float
    end: float
    start_char: int  # in the transcript's text
    end_char: int
    confidence: float | None = None
    speaker: str | None = None
    redacted: str | None = None  # what stands in its place: [PHONE]


class Paragraph(Noun):
    start: float
    end: float
    segments: list[str]  # segment ids
    topic: str | None = None


class Suspect(Noun):
    """A stretch of audio whose transcription looks wrong even after a second decoding, or is missing."""

    start: float
    end: float
    reasons: list[Literal["speech_missing", "looping", "impossible_word_rate", "not_transcribed"]]


class Quality(Noun):
    speech_seconds: float
    transcribed_seconds: float
    redecoded_chunks: int
    suspect: list[Suspect]


class Cost(Noun):
    engine_seconds: float
    real_time_factor: float | None  # None: there was no audio to divide by
    queue_seconds: float
    attempts: int
    wasted_seconds: float  # between the first attempt and the one that counted


class Stage(Noun):
    """One row a stage: which engine did it, where, and how long it took."""

    stage: str
    engine: str
    model: str | None = None
    device: str
    status: Literal["completed", "failed", "skipped"] = "completed"
    chunks: int = 1
    attempts: int = 1
    waited: float = 0.0  # seconds in the queue
    ran: float = 0.0  # seconds of work


class Warning(Noun):
    """An optional stage that did not do its part, and what stands in for it."""

    stage: str
    code: str
    message: str
    fallback: str | None = None


class Transcript(Noun):
    """The finished product of a job, as stored in transcript.json and answered by the API."""

    language: str | None
    language_confidence: float | None
    duration: float
    channels: int
    sample_rate: int  # Hz, of the upload
    text: str
    speakers: list[Speaker] = Field(default_factory=list)
    segments: list[Segment]
    events: list[Event] = Field(default_factory=list)
    entities: list[Entity] = Field(default_factory=list)
    paragraphs: list[Paragraph] = Field(default_factory=list)
    summary: str | None = None
    quality: Quality
    cost: Cost
    stages: list[Stage]
    warnings: list[Warning] = Field(default_factory=list)
