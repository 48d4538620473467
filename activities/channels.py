"""A call with a speaker on each channel: segments of each channel in, those said there out."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from activities.chunks import LONGEST
from activities.transcript import Segment, Speaker, Word

SAME_TIME = 0.5  # seconds
ECHO = 0.7  # share of a segment's words that another channel has too


def speaker_id(channel: int) -> str:
    return f"SPEAKER_{channel:02d}"


def spoken(segment: Segment, channel: int) -> Segment:
    """The segment with its channel's speaker."""
    speaker = speaker_id(channel)
    words = [word.model_copy(update={"speaker": speaker}) for word in segment.words]
    return segment.model_copy(update={"speaker": speaker, "words": words})


def without_echoes(segments: Sequence[Segment]) -> list[Segment]:
    """No sentence twice: what another channel says at the same time with more confidence is left out."""
    ordered = sorted(segments, key=attrgetter("start"))
    starts = [segment.start for segment in ordered]

    def neighbours(segment: Segment) -> Sequence[Segment]:
        first = bisect_left(starts, segment.start - LONGEST)
        return ordered[first : bisect_left(starts, segment.end + SAME_TIME)]

    return [
        segment
        for segment in segments
        if not any(
            other.speaker != segment.speaker and _outranks(other, segment) and _echoes(segment, other)
            for other in (neighbours(segment) if segment.speaker else [])
        )
    ]


def _outranks(one: Segment, other: Segment) -> bool:
    return (one.confidence or 0, other.speaker or "") > (other.confidence or 0, one.speaker or "")


def _echoes(segment: Segment, other: Segment) -> bool:
    """Whether most words of a segment are heard in the other at the same moment."""
    twins = sum(any(_twins(word, heard) for heard in other.words) for word in segment.words)
    return bool(segment.words) and twins >= ECHO * len(segment.words)


def _twins(one: Word, other: Word) -> bool:
    near = abs(one.start - other.start) < SAME_TIME
    return near and _plain(one.text) == _plain(other.text)


def _plain(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def speakers(segments: Sequence[Segment], *, apart: bool) -> list[Speaker]:
    """Everybody who says something, and for how long; `apart`: each on a channel of their own."""
    seconds: dict[str, float] = {}
    for segment in segments:
        if segment.speaker:
            seconds[segment.speaker] = seconds.get(segment.speaker, 0.0) + segment.end - segment.start
    return [
        Speaker(id=id, duration=round(total, 3), channel=int(id.rpartition("_")[2]) if apart else None)
        for id, total in sorted(seconds.items())
    ]
