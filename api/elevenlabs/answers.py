"""What a conversion answers, as the official client's types have it. Times are seconds; null is left out."""

from typing import Literal

from pydantic import BaseModel, Field

from api.spoken import Kind


class Character(BaseModel):
    text: str
    start: float
    end: float


class ShownWord(BaseModel):
    text: str
    start: float | None = None
    end: float | None = None
    type: Kind
    speaker_id: str | None = Field(None, examples=["speaker_0"])
    logprob: float = Field(
        description="Of words the engine is not sure of, below 0; 0 also if it does not say."
    )
    characters: list[Character] | None = None
    channel_index: int | None = None


class WrittenFormat(BaseModel):
    """The transcript once more, as a file."""

    requested_format: str
    file_extension: str
    content_type: str
    is_base64_encoded: bool
    content: str


class DetectedEntity(BaseModel):
    text: str
    entity_type: str
    start_char: int
    end_char: int


class Conversation(BaseModel):
    """A transcript; of one channel, where they are told apart."""

    language_code: str = Field(description="ISO 639-3; und: unknown.")
    language_probability: float = Field(description="1 where the caller said it, 0 where nobody knows.")
    text: str = Field(description="All that the words say, joined.")
    words: list[ShownWord]
    channel_index: int | None = None
    additional_formats: list[WrittenFormat] | None = None
    transcription_id: str | None = None
    entities: list[DetectedEntity] | None = None
    audio_duration_secs: float | None = None


class Conversations(BaseModel):
    """A transcript a channel."""

    transcripts: list[Conversation]
    transcription_id: str
    audio_duration_secs: float


class Acknowledged(BaseModel):
    message: str
    request_id: str
    transcription_id: str


class Deleted(BaseModel):
    message: Literal["Transcript deleted."] = "Transcript deleted."


class SingleUseToken(BaseModel):
    token: str = Field(description="Good for one request within 15 minutes.")
