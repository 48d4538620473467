"""Segments in; as many as a language model should see at once, with what was said just before, out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from activities.transcript import Segment

LARGEST = 1500  # tokens of text in a batch, estimated
CONTEXT = 2  # segments before it that are shown too
LETTERS = 3  # in a token, about; fewer in scripts of their own, so these count whole


@dataclass(frozen=True)
class Batch:
    segments: list[Segment]
    context: list[Segment]

    @property
    def end(self) -> float:
        return self.segments[-1].end

    @property
    def tokens(self) -> int:
        return sum(tokens(segment.text) for segment in self.segments)

    @property
    def ids(self) -> list[str]:
        return [segment.id or "" for segment in self.segments]

    def data(self) -> dict[str, Any]:
        """As the language model sees it."""
        return {
            "context": [segment.text for segment in self.context],
            "segments": [
                {"id": segment.id, "speaker": segment.speaker or "", "text": segment.text}
                for segment in self.segments
            ],
        }


def tokens(text: str) -> int:
    return sum(1 if ord(letter) > 0x2E7F else 1 / LETTERS for letter in text).__ceil__() + 8


def batches(segments: list[Segment], largest: int = LARGEST) -> Iterator[Batch]:
    """A segment longer than a batch is one of its own."""
    first, size = 0, 0
    for number, segment in enumerate(segments):
        more = tokens(segment.text)
        if number > first and size + more > largest:
            yield Batch(segments[first:number], segments[max(0, first - CONTEXT) : first])
            first, size = number, 0
        size += more
    if segments:
        yield Batch(segments[first:], segments[max(0, first - CONTEXT) : first])
