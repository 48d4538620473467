"""A message of the client in, its audio and whether to commit out."""

import base64
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, StrictBool, StrictInt, ValidationError

from api import errors
from api.elevenlabs.realtime.errors import ChunkSizeExceeded, InputError
from api.realtime.line import LARGEST

LONGEST = 2 * LARGEST  # letters of a message


class InputAudioChunk(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    message_type: Literal["input_audio_chunk"]
    audio_base_64: str = ""
    commit: StrictBool = False
    sample_rate: StrictInt | None = None
    previous_text: str | None = None


@dataclass(frozen=True)
class Frame:
    audio: bytes
    commit: bool
    has_context: bool  # text that was said before


def read(text: str, sample_rate: int) -> Frame:
    """`sample_rate`: of the session. Raises InputError or ChunkSizeExceeded."""
    if len(text) > LONGEST:
        raise too_big()
    try:
        message = InputAudioChunk.model_validate_json(text)
    except ValidationError as error:
        raise InputError(f"a message is no input_audio_chunk: {errors.refusal(error).message}") from error
    if message.sample_rate not in (None, sample_rate):
        raise InputError(
            f"sample_rate is {message.sample_rate}; the audio_format of this session has {sample_rate}"
        )
    return Frame(_decoded(message.audio_base_64), message.commit, bool(message.previous_text))


def too_big() -> ChunkSizeExceeded:
    return ChunkSizeExceeded(f"a message had more than {LARGEST} bytes of audio; send a second or less each")


def _decoded(letters: str) -> bytes:
    try:
        audio = base64.b64decode(letters, validate=True)
    except ValueError as error:
        raise InputError(f"audio_base_64 is not base64: {error}") from error
    if len(audio) > LARGEST:
        raise too_big()
    return audio
