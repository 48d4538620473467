"""Entities and words in, the stretches of audio that must not be heard out."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from activities.chunks import Region
from activities.transcript import Entity, Segment, Word

FURTHEST = 0.5  # seconds; the times that recognition gives to words are off by up to that


def stretches(entities: Sequence[Entity], segments: Sequence[Segment]) -> list[Region]:
    """Each entity with the pauses around it: no other word of its speaker is claimed to be there."""
    by_speaker: dict[str | None, list[Word]] = {}
    for segment in segments:
        by_speaker.setdefault(segment.speaker, []).extend(segment.words)
    ends = {speaker: sorted(word.end for word in words) for speaker, words in by_speaker.items()}
    starts = {speaker: sorted(word.start for word in words) for speaker, words in by_speaker.items()}
    return [
        Region(
            start=_earlier(entity.start, ends.get(entity.speaker, [])),
            end=_later(entity.end, starts.get(entity.speaker, [])),
        )
        for entity in entities
    ]


def _earlier(start: float, ends: list[float]) -> float:
    before = bisect_right(ends, start)
    return max(0.0, start - FURTHEST, ends[before - 1] if before else 0.0)


def _later(end: float, starts: list[float]) -> float:
    after = bisect_left(starts, end)
    return min(end + FURTHEST, starts[after] if after < len(starts) else end + FURTHEST)
