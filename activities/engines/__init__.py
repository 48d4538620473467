"""What engines promise: one Protocol a stage. Each engine is a plugin, loaded by name where it runs."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Literal, Protocol

from pydantic import Field

from activities.audio import Audio, Recording
from activities.chunks import Preparation, Region
from activities.transcript import Entity, Event, Noun, Paragraph, Segment, SpeakerTurn

Beat = Callable[[float], None]  # called now and then with the seconds of audio done so far
OpenWav = Callable[[int | None], AbstractContextManager[BinaryIO]]  # a new file for a channel, or for the mix


class EngineError(Exception):
    """Why an engine cannot do what was asked; trying again would not help."""


class UnknownEngine(EngineError):
    """The name is not in the catalogue."""


class ModelUnavailable(EngineError):
    """The engine is here but the weights it was asked to use are not."""


class UnknownLanguage(EngineError):
    """The engine has never heard the language that it was told is spoken."""


class CannotTranslate(EngineError):
    """The model knows one language only."""


class CannotAlign(EngineError):
    """The aligner has nothing for this language; the times of the transcriber stay."""


class EngineCrashed(EngineError):
    """It breaks the process that it runs in, on just this audio."""


class OutOfMemory(Exception):
    """It does not fit into memory, however it is loaded here; elsewhere or later it may."""


class SpeakerOptions(Noun):
    """How many speakers a caller expects."""

    num_speakers: int | None = None
    min_speakers: int | None = None
    max_speakers: int | None = None
    threshold: float | None = None  # of the clustering; None: the engine's own


Task = Literal["transcribe", "translate"]  # what is said as it is said, or in English


class TranscribeOptions(Noun):
    """What a caller may ask of a transcriber; options.json in the job's folder."""

    language: str | None = None  # BCP 47; None: the engine detects it
    task: Task = "transcribe"
    prompt: str | None = None
    keyterms: list[str] = Field(default_factory=list)
    temperature: float = 0.0
    seed: int | None = None
    careful: bool = False  # asks for the slower settings of a second look
    speakers: SpeakerOptions | None = None  # who speaks is wanted, of an engine that gives speakers


@dataclass(frozen=True)
class Language:
    """A language and how sure the engine is of it, 0 to 1."""

    code: str | None
    confidence: float | None = None


class Preparer(Protocol):
    def prepare(self, upload: BinaryIO, open_wav: OpenWav, beat: Beat, *, split: bool = False) -> Preparation:
        """Write 16 kHz mono WAV files; say what the upload was and where to cut it.

        One file of all channels mixed, or with `split` one for each. Raises audio.Unreadable when there
        is no audio to be had.
        """
        ...


class Transcriber(Protocol):
    def identify(self, samples: list[Audio]) -> Language:
        """The language of a recording, judged from a few stretches of it."""
        ...

    def transcribe(self, audio: Audio, options: TranscribeOptions) -> Iterator[Segment]:
        """Yield segments in time order, each as soon as it is known, with times from the start of `audio`."""
        ...


class Aligner(Protocol):
    def align(self, audio: Audio, segments: list[Segment], language: str | None) -> list[Segment]:
        """The same segments and words with better times, from the start of `audio`. Raises CannotAlign.

        Text never changes. Word times are in order, inside the audio and inside their segment.
        """
        ...

    def method(self, language: str | None) -> str:
        """How words of this language get their times, for people: "pocketsphinx", "wav2vec2 …"."""
        ...


class Diarizer(Protocol):
    def listen(self, recording: Recording, beat: Beat) -> bytes:
        """Voices in every window of a recording, as an artifact that `turns` can cluster again and again."""
        ...

    def turns(self, heard: bytes, options: SpeakerOptions) -> list[SpeakerTurn]:
        """Who spoke when, in time order, speakers named SPEAKER_00, … by first word. Takes seconds."""
        ...


class EventDetector(Protocol):
    def detect(self, recording: Recording, beat: Beat) -> list[Event]:
        """Sounds that are not speech, in time order, neighbours of one kind merged."""
        ...


class Emotion(Noun):
    label: Literal["positive", "negative", "neutral"]
    confidence: float


class EmotionDetector(Protocol):
    def judge(self, recording: Recording, segments: list[Segment], beat: Beat) -> list[Emotion | None]:
        """How each segment is said; None where it is too short to tell."""
        ...


RefineTask = Literal["fix_errors", "punctuation", "name_speakers", "paragraphs", "summary"]


class Change(Noun):
    """What a refiner did to one segment, so that it can be undone."""

    segment: str  # id
    before: str
    after: str


class Refinement(Noun):
    segments: list[Segment]  # the same ids, starts and ends; words of changed text keep their times
    changes: list[Change]
    refused: list[str]  # ids of segments whose rewrite was not believable
    speaker_labels: dict[str, str] = Field(default_factory=dict)  # speaker id to name
    paragraphs: list[Paragraph] = Field(default_factory=list)
    summary: str | None = None


class Refiner(Protocol):
    def refine(self, segments: list[Segment], tasks: list[RefineTask], beat: Beat) -> Refinement: ...


class EntityFinder(Protocol):
    def find(self, segments: list[Segment], types: list[str] | None, language: str | None) -> list[Entity]:
        """Personal data in the words, with times; char offsets in " ".join of the segments' texts."""
        ...


RedactionMode = Literal["silence", "beep"]


class AudioRedactor(Protocol):
    def redact(
        self,
        upload: BinaryIO,
        redacted: BinaryIO,
        stretches: list[Region],
        mode: RedactionMode,
        buffer: float,
    ) -> None:
        """A copy of the upload (all channels, its own rate, FLAC) in which the stretches cannot be heard."""
        ...


class Merger(Protocol):
    def merge(self, segments: list[Segment], turns: list[SpeakerTurn]) -> list[Segment]:
        """Give words and segments their speakers, and segments their ids, in time order."""
        ...
