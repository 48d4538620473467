"""Entities held by the segments that they are in, so that they stay in place when texts change."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from activities import retiming
from activities.transcript import Entity, Segment, Transcript


class Anchor(NamedTuple):
    """A character of a segment's text."""

    segment: str  # its id
    at: int


@dataclass
class Anchored:
    entity: Entity
    first: Anchor
    last: Anchor  # behind its last character

    def said_by(self, speaker: str | None) -> None:
        self.entity = self.entity.model_copy(update={"speaker": speaker})

    def divide(self, segment: Segment, pieces: Sequence[tuple[str, int]]) -> None:
        """The segment was cut: into these ids, beginning at these characters of its text."""
        if self.first.segment == segment.id:
            self.first = _within(self.first.at, pieces)
        if self.last.segment == segment.id:
            found = _within(self.last.at - 1, pieces)
            self.last = Anchor(found.segment, found.at + 1)

    def correct(self, segment: Segment, text: str) -> bool:
        """Follow the segment's new text; False: what this is about is not in it."""
        begins, ends = self.first.segment == segment.id, self.last.segment == segment.id
        if not (begins or ends):
            return True
        start, end = self.first.at if begins else 0, self.last.at if ends else len(segment.text)
        found = retiming.moved(segment, text, start, end)
        if found is None:
            return False
        if begins:
            self.first = Anchor(self.first.segment, found[0])
        if ends:
            self.last = Anchor(self.last.segment, found[1])
        return self._reads(segment.text[start:end], text[found[0] : found[1]], whole=begins and ends)

    def _reads(self, before: str, after: str, *, whole: bool) -> bool:
        if self.entity.text is None:
            return before == after  # a mark: there is nothing to find where it is not
        if whole and before != after:
            self.entity = self.entity.model_copy(update={"text": after})
        return True


def anchored(transcript: Transcript) -> list[Anchored]:
    starts, at = [], 0
    for segment in transcript.segments:
        starts.append(at)
        at += len(segment.text) + 1

    def anchor(char: int) -> Anchor:
        number = max(0, bisect_right(starts, char) - 1)
        return Anchor(transcript.segments[number].id or "", max(0, char - starts[number]))

    found = []
    for entity in transcript.entities if starts else []:
        last = anchor(entity.end_char - 1)
        found.append(Anchored(entity, anchor(entity.start_char), Anchor(last.segment, last.at + 1)))
    return found


def placed(entities: Sequence[Anchored], segments: Sequence[Segment]) -> list[Entity]:
    """The entities, with where they are in the text that the segments make."""
    starts, at = dict[str, int](), 0
    for segment in segments:
        starts[segment.id or ""] = at
        at += len(segment.text) + 1
    return [
        one.entity.model_copy(
            update={
                "start_char": starts[one.first.segment] + one.first.at,
                "end_char": starts[one.last.segment] + one.last.at,
            }
        )
        for one in entities
        if one.first.segment in starts and one.last.segment in starts
    ]


def _within(at: int, pieces: Sequence[tuple[str, int]]) -> Anchor:
    id, start = next((piece for piece in reversed(pieces) if piece[1] <= at), pieces[0])
    return Anchor(id, max(0, at - start))
