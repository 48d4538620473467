"""Where in the audio each character of a transcript is heard, and by whom it is said."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher

from activities.transcript import Segment


@dataclass(frozen=True)
class Place:
    """Characters of the text and when they are heard."""

    first: int
    last: int  # the character after
    start: float
    end: float
    speaker: str | None


class Timeline:
    """The text is " ".join of the segments' texts."""

    def __init__(self, segments: list[Segment]) -> None:
        self.text = " ".join(segment.text for segment in segments)
        self.borders: list[int] = []  # where each segment begins
        self.places: list[Place] = []
        offset = 0
        for segment in segments:
            self.borders.append(offset)
            self.places += _places(segment, offset)
            offset += len(segment.text) + 1
        self._firsts = [place.first for place in self.places]
        self._lasts = [place.last for place in self.places]

    def between(self, first: int, last: int) -> list[Place]:
        """The words that have a character in this stretch of the text."""
        return self.places[bisect_right(self._lasts, first) : bisect_left(self._firsts, last)]


def _places(segment: Segment, offset: int) -> list[Place]:
    spans = _spans(segment.text)
    if not segment.words:
        return [_place(segment, offset + a, offset + b, segment.start, segment.end) for a, b in spans]
    letters = [at for at, letter in enumerate(segment.text) if not letter.isspace()]
    said = ["".join(word.text.split()) for word in segment.words]
    if "".join(said) != "".join(segment.text.split()):
        return _rewritten(segment, spans, said, offset)
    places, at = [], 0
    for word, text in zip(segment.words, said, strict=True):
        if text:
            first, last = letters[at], letters[at + len(text) - 1] + 1
            places.append(_place(segment, offset + first, offset + last, word.start, word.end))
            at += len(text)
    return places


def _rewritten(segment: Segment, spans: list[tuple[int, int]], said: list[str], offset: int) -> list[Place]:
    """Text that is no longer its words: a rewritten stretch is heard from its first word to its last."""
    texts = [segment.text[first:last] for first, last in spans]
    places = []
    for _, a, b, c, d in SequenceMatcher(None, texts, said, autojunk=False).get_opcodes():
        for at in range(a, b):
            one = b - a == d - c
            words = segment.words[c + at - a : c + at - a + 1] if one else segment.words[c:d]
            start = words[0].start if words else (segment.words[c - 1].start if c else segment.start)
            end = words[-1].end if words else (segment.words[d].end if d < len(said) else segment.end)
            places.append(_place(segment, offset + spans[at][0], offset + spans[at][1], start, end))
    return places


def _spans(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for word in text.split():
        at = text.index(word, at)
        spans.append((at, at + len(word)))
        at += len(word)
    return spans


def _place(segment: Segment, first: int, last: int, start: float, end: float) -> Place:
    return Place(first, last, start, end, segment.speaker)
