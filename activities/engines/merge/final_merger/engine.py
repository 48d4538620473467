"""Segments of all chunks and speaker turns in; segments with ids and speakers, in time order, out."""

from activities.transcript import Segment, SpeakerTurn, Word


class FinalMerger:
    def merge(self, segments: list[Segment], turns: list[SpeakerTurn]) -> list[Segment]:
        spoken = [segment for segment in segments if segment.text]
        ordered = sorted(spoken, key=lambda segment: (segment.start, segment.end))
        return [
            _spoken(segment, turns).model_copy(update={"id": f"seg_{number:04d}"})
            for number, segment in enumerate(ordered, start=1)
        ]


def _spoken(segment: Segment, turns: list[SpeakerTurn]) -> Segment:
    """The segment with the speaker of each word, and the one who says most of it."""
    if not turns:
        return segment
    words = [word.model_copy(update={"speaker": speaker_of(word, turns)}) for word in segment.words]
    spoken = [word.speaker for word in words if word.speaker]
    # Of two who say as much, the first: a set's order would change from process to process.
    speaker = max(spoken, key=spoken.count) if spoken else None
    return segment.model_copy(update={"words": words, "speaker": speaker})


def speaker_of(word: Word, turns: list[SpeakerTurn]) -> str | None:
    """The speaker whose turn overlaps the word most."""

    def overlap(turn: SpeakerTurn) -> float:
        return min(word.end, turn.end) - max(word.start, turn.start)

    nearest = max(turns, key=overlap)
    return nearest.speaker if overlap(nearest) > 0 else None
