"""What has been said so far of one utterance: hypotheses in, a text whose beginning stays out."""

import re
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from activities.engines.streaming import Heard, joined
from activities.transcript import Word
from realtime.agreement import agreed, continuation

MARGIN = 1.0  # seconds at the end of a window, in which agreement is luck
ENDS_SENTENCE = re.compile(r"[.?!…。？！]$")  # noqa: RUF001
FULL_STOP = re.compile(r"(?<!\.)[.?!。？！]['\"”’»)]*$")  # noqa: RUF001
PAUSE = 0.3  # seconds between two words at which the window may be cut as at the end of a sentence
LONG = 20.0  # seconds of window, after which any word's end will do


def ends_sentence(text: str) -> bool:
    """Dots at the end say that it goes on."""
    return FULL_STOP.search(text) is not None


class Hypothesis(Protocol):
    language: str | None
    confidence: float | None

    @property
    def text(self) -> str: ...

    @property
    def stable(self) -> str: ...

    @property
    def words(self) -> list[Word]: ...

    def hear(self, heard: Heard, start: float, end: float, *, careful: bool = True) -> None:
        """The hypothesis of a window, which is from `start` to `end`."""
        ...

    def settle(self, heard: Heard, start: float) -> None:
        """The hypothesis of the last window."""
        ...

    def settled(self, start: float, end: float) -> float:
        """Where a window that begins at `start` may begin instead."""
        ...


@dataclass
class Agreed:
    """For engines that hear each window anew."""

    language: str | None = None
    confidence: float | None = None
    _stable: list[Word] = field(default_factory=list)
    _rest: list[Word] = field(default_factory=list)

    @property
    def words(self) -> list[Word]:
        return [*self._stable, *self._rest]

    @property
    def text(self) -> str:
        return joined(self.words, self.language)

    @property
    def stable(self) -> str:
        return joined(self._stable, self.language)

    def hear(self, heard: Heard, start: float, end: float, *, careful: bool = True) -> None:
        self.language = self.language or heard.language
        if not heard.words:
            return  # the engine could make nothing of it; the next time it may
        rest = self._continuing(heard, start)
        sure = agreed(self._rest, rest) if careful else 0  # quick decodings err alike
        while sure and rest[sure - 1].end > end - MARGIN:
            sure -= 1
        self._stable += rest[:sure]
        self._rest = rest[sure:]

    def settle(self, heard: Heard, start: float) -> None:
        self.language = self.language or heard.language
        self._stable += self._continuing(heard, start)
        self._rest = []
        sure = [word.confidence for word in self._stable if word.confidence is not None]
        self.confidence = round(sum(sure) / len(sure), 4) if sure else None

    def settled(self, start: float, end: float) -> float:
        """The last end of a sentence or pause in what is stable."""
        for word, following in reversed(list(pairwise([*self._stable, *self._rest[:1]]))):
            gap = following.start - word.end
            if word.end <= start:
                break
            if gap > PAUSE or ENDS_SENTENCE.search(word.text) or end - start > LONG:
                return word.end + gap / 2
        return start

    def _continuing(self, heard: Heard, start: float) -> list[Word]:
        return continuation(self._stable, [_later(word, start) for word in heard.words])


@dataclass
class Told:
    """For engines that stream natively: they say themselves what will not change."""

    language: str | None = None
    confidence: float | None = None
    text: str = ""
    stable: str = ""
    words: list[Word] = field(default_factory=list)

    def hear(self, heard: Heard, start: float, end: float, *, careful: bool = True) -> None:
        if heard.text.startswith(self.stable):
            self._take(heard, start)

    def settle(self, heard: Heard, start: float) -> None:
        self._take(heard, start)
        self.stable, self.confidence = heard.text, heard.confidence

    def settled(self, start: float, end: float) -> float:
        return start  # they remember the beginning and need not be given it again

    def _take(self, heard: Heard, start: float) -> None:
        self.text, self.language = heard.text, heard.language or self.language
        self.words = [_later(word, start) for word in heard.words]
        if heard.text.startswith(heard.stable) and heard.stable.startswith(self.stable):
            self.stable = heard.stable


def _later(word: Word, by: float) -> Word:
    return word.model_copy(update={"start": round(word.start + by, 3), "end": round(word.end + by, 3)})
