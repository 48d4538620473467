"""Where words are: audio to look for them in, spans for words nobody says, times that keep every promise."""

import math
from collections.abc import Sequence
from statistics import median

from activities.transcript import Segment, Word

Span = tuple[float, float]  # start and end in seconds

PADDING = 0.3  # seconds around segments, because the transcriber's times are too narrow or late
LONGEST = 30.0  # seconds of audio aligned in one go
TYPICAL = 1.0  # seconds that the words of a segment may move, in the median
FARTHEST = 3.0  # seconds that any word may move
PAUSE = 1.0  # seconds without words after which the next segment is looked for on its own


def runs(segments: Sequence[Segment], languages: Sequence[str]) -> list[range]:
    """Neighbours of one language, aligned together: the border between them may be wrong too."""
    found = list[range]()
    for at, segment in enumerate(segments):
        if found:
            run = found[-1]
            gap = segment.start - segments[at - 1].end
            close = 0 <= gap < PAUSE and segment.end - segments[run.start].start <= LONGEST
            if close and languages[at] == languages[at - 1]:
                found[-1] = range(run.start, at + 1)
                continue
        found.append(range(at, at + 1))
    return found


def window(segments: Sequence[Segment], run: range, duration: float) -> Span:
    """The audio in which to look for a run: its own and some padding, but nothing of its neighbours."""
    first, last = segments[run.start], segments[run.stop - 1]
    start, end = first.start - PADDING, last.end + PADDING
    if run.start > 0:
        start = max(start, min(first.start, segments[run.start - 1].end))
    if run.stop < len(segments):
        end = min(end, max(last.end, segments[run.stop].start))
    return max(0.0, start), min(duration, end)


def filled(spans: Sequence[Span | None]) -> list[Span]:
    """Spans for words nobody says ("…"), which share the gap between their neighbours. One must be known."""
    found, before = list[Span](), next(span[0] for span in spans if span)
    for at, span in enumerate(spans):
        if span is None:
            silent = next((n for n, later in enumerate(spans[at:]) if later), len(spans) - at)
            after = next((later[0] for later in spans[at:] if later), before)
            span = (before, before + (after - before) / silent)
        found.append(span)
        before = span[1]
    return found


def placed(segment: Segment, words: Sequence[Word], spans: Sequence[Span]) -> Segment:
    """A segment with its words at their spans, and as long as they are."""
    timed = [
        word.model_copy(update={"start": start, "end": end})
        for word, (start, end) in zip(words, spans, strict=True)
    ]
    return segment.model_copy(update={"words": timed, "start": spans[0][0], "end": spans[-1][1]})


def astray(before: Segment, after: Segment) -> bool:
    """Whether words went so far that the text must lack something that is heard, or have what is not."""
    moves = [abs(new.start - old.start) for old, new in zip(before.words, after.words, strict=False)]
    return bool(moves) and (median(moves) > TYPICAL or max(moves) > FARTHEST)


def settled(segment: Segment, duration: float) -> Segment:
    """The same with times in whole milliseconds: words in order, inside the segment, inside the audio."""
    limit, after, words = math.floor(duration * 1000) / 1000, 0.0, list[Word]()
    for word in segment.words:
        start = min(max(after, round(word.start, 3)), limit)
        after = min(max(start, round(word.end, 3)), limit)
        words.append(word.model_copy(update={"start": start, "end": after}))
    start, end = (min(max(0.0, round(at, 3)), limit) for at in (segment.start, segment.end))
    if words:
        start, end = min(start, words[0].start), max(end, words[-1].end)
    return segment.model_copy(update={"words": words, "start": start, "end": max(start, end)})
