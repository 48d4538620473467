"""What engines promise: one Protocol a stage. Each engine is a plugin, loaded by name where it runs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from pydantic import Field

from activities.audio import Audio
from activities.chunks import Preparation
from activities.transcript import Noun, Segment, SpeakerTurn

Beat = Callable[[float], None]  # called now and then with the seconds of audio done so far


class EngineError(Exception):
    """Why an engine cannot do what was asked; trying again would not help."""


class UnknownEngine(EngineError):
    """The name is not in the catalogue."""


class ModelUnavailable(EngineError):
    """The engine is here but the weights it was asked to use are not."""


class UnknownLanguage(EngineError):
    """The engine has never heard the language that it was told is spoken."""


class TranscribeOptions(Noun):
    """What a caller may ask of a transcriber; options.json in the job's folder."""

    language: str | None = None  # BCP 47; None: the engine detects it
    prompt: str | None = None
    keyterms: list[str] = Field(default_factory=list)
    temperature: float = 0.0
    seed: int | None = None
    careful: bool = False  # asks for the slower settings of a second look


@dataclass(frozen=True)
class Language:
    """A language and how sure the engine is of it, 0 to 1."""

    code: str | None
    confidence: float | None = None


class Preparer(Protocol):
    def prepare(self, upload: BinaryIO, wav: BinaryIO, beat: Beat) -> Preparation:
        """Write 16 kHz mono WAV to `wav`; say what the upload was and where to cut it.

        Raises audio.Unreadable when there is no audio to be had.
        """
        ...


class Transcriber(Protocol):
    def identify(self, samples: list[Audio]) -> Language:
        """The language of a recording, judged from a few stretches of it."""
        ...

    def transcribe(self, audio: Audio, options: TranscribeOptions) -> Iterator[Segment]:
        """Yield segments in time order, each as soon as it is known, with times from the start of `audio`."""
        ...


class Merger(Protocol):
    def merge(self, segments: list[Segment], turns: list[SpeakerTurn]) -> list[Segment]:
        """Give words and segments their speakers, and segments their ids, in time order."""
        ...
