"""What engines for live speech promise. An utterance is heard again and again while it grows.

A window is everything of an utterance that is not yet settled, up to now. An engine of the batch kind decodes
it anew each time; one that streams natively (`Streams`) keeps what it has heard and takes only the rest.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from pydantic import Field

from activities.audio import Samples
from activities.transcript import Noun, Word

NO_SPACES = {"ja", "zh", "yue", "th", "lo", "my", "km", "bo"}  # languages written without


class StreamOptions(Noun):
    """What a caller may ask of an engine for live speech."""

    language: str | None = None  # BCP 47; None: the engine detects it
    keyterms: list[str] = Field(default_factory=list)


@dataclass(frozen=True)
class Window:
    utterance: str  # names it; windows of one utterance are heard one after another
    samples: Samples
    final: bool  # nothing will follow, as far as is known: worth the slower settings
    options: StreamOptions


class Heard(Noun):
    """The hypothesis of one window; word times are seconds from its start."""

    text: str
    words: list[Word] = Field(default_factory=list)  # empty: the engine does not time words
    language: str | None = None
    confidence: float | None = None
    stable: str = ""  # what of the text will not change; only an engine that streams natively knows


class Streamer(Protocol):
    native: bool  # keeps what it has heard: its windows always begin where the utterance does
    batch: int  # windows that are worth decoding together

    def hear(self, windows: list[Window]) -> list[Heard]:
        """One hypothesis a window. Called from several threads, never twice at once for one utterance."""
        ...

    def forget(self, utterance: str) -> None:
        """It will not be asked for again; harmless for one that is not known."""
        ...


class Stream(Protocol):
    """One utterance in an engine that streams natively."""

    def push(self, samples: Samples) -> None: ...

    def interim(self) -> Heard: ...

    def final(self) -> Heard: ...

    def close(self) -> None: ...


@dataclass
class Streams:
    """Makes a Streamer of an engine that streams natively: a stream an utterance, fed with what is new."""

    open: Callable[[StreamOptions], Stream]
    native: bool = True
    batch: int = 1
    _streams: dict[str, tuple[Stream, int]] = field(default_factory=dict)  # with samples pushed so far

    def hear(self, windows: list[Window]) -> list[Heard]:
        return [self._hear(window) for window in windows]

    def forget(self, utterance: str) -> None:
        if utterance in self._streams:
            self._streams.pop(utterance)[0].close()

    def _hear(self, window: Window) -> Heard:
        name = window.utterance
        stream, pushed = self._streams.pop(name) if name in self._streams else (self.open(window.options), 0)
        try:
            stream.push(window.samples[pushed:])
            heard = stream.final() if window.final else stream.interim()
        except BaseException:
            stream.close()
            raise
        if window.final:
            stream.close()
        else:
            self._streams[name] = (stream, len(window.samples))
        return heard


def joined(words: Sequence[Word], language: str | None) -> str:
    space = "" if language and language.split("-")[0] in NO_SPACES else " "
    return space.join(word.text for word in words)
