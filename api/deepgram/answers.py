"""What a transcription answers, as the official client's types have it. Times are seconds; no null."""

from typing import Any

from pydantic import BaseModel


class Metadata(BaseModel):
    transaction_key: str = "deprecated"
    request_id: str
    sha256: str
    created: str
    duration: float
    channels: int
    models: list[str]
    model_info: dict[str, Any]


class HeardWord(BaseModel):
    word: str
    start: float
    end: float
    confidence: float | None
    punctuated_word: str | None = None
    speaker: int | None = None


class Sentence(BaseModel):
    text: str
    start: float
    end: float


class Paragraph(BaseModel):
    sentences: list[Sentence]
    speaker: int | None = None
    num_words: int
    start: float
    end: float


class Paragraphs(BaseModel):
    transcript: str
    paragraphs: list[Paragraph]


class Alternative(BaseModel):
    transcript: str
    confidence: float | None
    words: list[HeardWord]
    paragraphs: Paragraphs | None = None


class Channel(BaseModel):
    alternatives: list[Alternative]
    detected_language: str | None = None


class Utterance(BaseModel):
    start: float
    end: float
    confidence: float | None
    channel: int
    transcript: str
    words: list[HeardWord]
    speaker: int | None = None
    id: str


class Results(BaseModel):
    channels: list[Channel]
    utterances: list[Utterance] | None = None


class Heard(BaseModel):
    metadata: Metadata
    results: Results


class Accepted(BaseModel):
    request_id: str
