"""Segments of all chunks and speaker turns in; segments with ids and speakers, in time order, out."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from activities.transcript import Segment, SpeakerTurn, Word

SHORTEST = 2  # words; fewer in the middle of somebody's sentence are an error of the diarizer's borders
SPAN = 10.0  # seconds
NEAR = 1.0  # seconds; a word in no turn goes to the nearest one that is no farther


class TurnsByTime:
    """Turns found by when they are: ten hours have too many to look at all of them for every word."""

    def __init__(self, turns: list[SpeakerTurn]) -> None:
        self._turns: defaultdict[int, list[SpeakerTurn]] = defaultdict(list)
        for turn in turns:
            for span in range(int((turn.start - NEAR) // SPAN), int((turn.end + NEAR) // SPAN) + 1):
                self._turns[span].append(turn)

    def near(self, timed: Word | Segment) -> list[SpeakerTurn]:
        spans = range(int(timed.start // SPAN), int(timed.end // SPAN) + 1)
        return [turn for span in spans for turn in self._turns.get(span, [])]


class FinalMerger:
    def merge(self, segments: list[Segment], turns: list[SpeakerTurn]) -> list[Segment]:
        spoken: Iterable[Segment] = [segment for segment in segments if segment.text]
        by_time = TurnsByTime(turns)
        parts = [
            part for segment in spoken for part in (by_speaker(segment, by_time) if turns else [segment])
        ]
        ordered = sorted(parts, key=attrgetter("start", "end"))
        return [
            segment.model_copy(update={"id": f"seg_{number:04d}"})
            for number, segment in enumerate(ordered, start=1)
        ]


def by_speaker(segment: Segment, turns: TurnsByTime) -> Iterator[Segment]:
    """The segment, divided where another speaker takes over."""
    if not segment.words:
        yield segment.model_copy(update={"speaker": speaker_of(segment, turns)})
        return
    words = [word.model_copy(update={"speaker": speaker_of(word, turns)}) for word in segment.words]
    runs = [list(run) for _, run in groupby(_steadied(words), key=attrgetter("speaker"))]
    for run in runs:
        text = segment.text if len(runs) == 1 else " ".join(word.text for word in run)
        part = {"text": text, "words": run, "speaker": run[0].speaker}
        ends = {} if len(runs) == 1 else {"start": run[0].start, "end": run[-1].end}
        yield segment.model_copy(update={**part, **ends})


def _steadied(words: list[Word]) -> list[Word]:
    """A word or two in the middle of another's words, with no pause around them, are that other's."""
    runs = [list(run) for _, run in groupby(words, key=attrgetter("speaker"))]
    for before, run, after in zip(runs, runs[1:], runs[2:], strict=False):
        if len(run) < SHORTEST and before[-1].speaker == after[0].speaker:
            run[:] = [word.model_copy(update={"speaker": before[-1].speaker}) for word in run]
    return [word for run in runs for word in run]


def speaker_of(timed: Word | Segment, by_time: TurnsByTime) -> str | None:
    """The speaker whose turn overlaps it most, or is nearest to it."""

    def overlap(turn: SpeakerTurn) -> float:
        return min(timed.end, turn.end) - max(timed.start, turn.start)

    # Of turns that overlap as much, the shorter: somebody says something while another goes on.
    turns = by_time.near(timed)
    best = max(turns, key=lambda turn: (overlap(turn), turn.start - turn.end), default=None)
    return best.speaker if best and overlap(best) > -NEAR else None
