"""A transcript and what people changed in it in, the transcript as they see it out."""

from collections.abc import Sequence
from itertools import count, islice

from activities import channels, division, retiming
from activities.anchors import anchored, placed
from activities.change import Change, Reassignment
from activities.paragraphs import paragraphs
from activities.transcript import Paragraph, Segment, Speaker, Transcript


class Inapplicable(ValueError):
    """A change speaks of something that is not in the transcript."""

    at = 0  # which of the changes


def apply(transcript: Transcript, changes: Sequence[Change]) -> Transcript:
    """Raises Inapplicable."""
    if not changes:
        return transcript
    draft = Draft(transcript)
    for at, change in enumerate(changes):
        try:
            draft.change(change)
        except Inapplicable as error:
            error.at = at
            raise
    return draft.finished()


class Draft:
    """A transcript while it is being changed."""

    def __init__(self, transcript: Transcript) -> None:
        self.transcript = transcript
        self.pieces = {segment.id or "": [segment] for segment in transcript.segments}
        self.home = {id: id for id in self.pieces}  # by segment id: of which segment it is a piece
        self.speakers = {speaker.id: speaker for speaker in transcript.speakers}
        self.entities = anchored(transcript)

    def change(self, change: Change) -> Change:
        """Apply a change; return it with the words noted that it reassigns."""
        self._merge(change.merge)
        reassigned = [self._reassign(wanted) for wanted in change.reassign]
        for id, label in change.speakers.items():
            self._check_speaker(id)
            self.speakers[id] = self.speakers[id].model_copy(update={"label": label})
        for id, text in change.segments.items():
            self._correct(id, text)
        return change.model_copy(update={"reassign": reassigned})

    def finished(self) -> Transcript:
        parts = [piece for pieces in self.pieces.values() for piece in pieces]
        segments = sorted(parts, key=lambda segment: (segment.start, segment.end))
        text = " ".join(segment.text for segment in segments)
        return self.transcript.model_copy(
            update={
                "segments": segments,
                "text": text,
                "speakers": self._speaking(segments),
                "entities": placed(self.entities, segments),
                "paragraphs": self._paragraphs(segments),
            }
        )

    def _merge(self, merged: dict[str, str]) -> None:
        for id, into in merged.items():
            self._check_speaker(id)
            self._check_speaker(into)
            if into in merged:
                raise Inapplicable(f"{id} is to be merged into {into}, which is itself merged away")
            kept = self.speakers[into]
            label = kept.label or self.speakers[id].label
            self.speakers[into] = kept.model_copy(update={"label": label})
        if not merged:
            return
        for id in merged:
            del self.speakers[id]
        for id, pieces in self.pieces.items():
            self.pieces[id] = [division.merged(piece, merged) for piece in pieces]
        for entity in self.entities:
            entity.said_by(merged.get(entity.entity.speaker or "", entity.entity.speaker))

    def _reassign(self, wanted: Reassignment) -> Reassignment:
        segment = self._segment(wanted.segment)
        first, last = wanted.first or 0, len(segment.words) - 1 if wanted.last is None else wanted.last
        whole = wanted.first is None and wanted.last is None
        if not whole and not first <= last < len(segment.words):
            raise Inapplicable(
                f"{wanted.segment} has the words 0 to {len(segment.words) - 1}, not {first} to {last}"
            )
        said = " ".join(word.text for word in segment.words[first : last + 1])
        if not whole and wanted.said not in (None, said):
            raise Inapplicable(f"the words {first} to {last} of {wanted.segment} are not the same any more")
        self.speakers.setdefault(wanted.speaker, Speaker(id=wanted.speaker, duration=0.0))
        cuts = [] if whole else [cut for cut in (first, last + 1) if 0 < cut < len(segment.words)]
        pieces = self._divide(segment, cuts)
        chosen = pieces[1 if not whole and first else 0]
        self._replace(chosen, division.said_by(chosen, wanted.speaker))
        for entity in self.entities:
            if entity.first.segment == chosen.id:
                entity.said_by(wanted.speaker)
        return wanted if whole else wanted.model_copy(update={"said": said})

    def _divide(self, segment: Segment, cuts: list[int]) -> list[Segment]:
        """The segment cut in front of words; the first piece keeps its id."""
        if not cuts:
            return [segment]
        home = self.home[segment.id or ""]
        ids = [segment.id or "", *self._new_ids(home, len(cuts))]
        pieces = division.divided(segment, ids, cuts)
        those = self.pieces[home]
        at = those.index(segment)
        those[at : at + 1] = [piece for piece, _ in pieces]
        for entity in self.entities:
            entity.divide(segment, [(piece.id or "", place) for piece, place in pieces])
        return [piece for piece, _ in pieces]

    def _new_ids(self, home: str, many: int) -> list[str]:
        free = (id for number in count(2) if (id := f"{home}.{number}") not in self.home)
        ids = list(islice(free, many))
        self.home.update(dict.fromkeys(ids, home))
        return ids

    def _correct(self, id: str, text: str) -> None:
        segment = self._segment(id)
        if segment.text == text:
            return
        for entity in list(self.entities):
            if not entity.correct(segment, text):
                self.entities.remove(entity)
        if text:
            self._replace(segment, retiming.corrected(segment, text))
        else:
            self.pieces[self.home[id]].remove(segment)

    def _replace(self, old: Segment, new: Segment) -> None:
        those = self.pieces[self.home[old.id or ""]]
        those[those.index(old)] = new

    def _segment(self, id: str) -> Segment:
        for piece in self.pieces.get(self.home.get(id, ""), []):
            if piece.id == id:
                return piece
        raise Inapplicable(f"the transcript has no segment {id!r}")

    def _check_speaker(self, id: str) -> None:
        if id not in self.speakers:
            known = ", ".join(sorted(self.speakers)) or "none"
            raise Inapplicable(f"the transcript has no speaker {id!r}; it has: {known}")

    def _speaking(self, segments: Sequence[Segment]) -> list[Speaker]:
        return [
            found.model_copy(update={"label": known.label, "channel": known.channel})
            for found in channels.speakers(segments, apart=False)
            for known in [self.speakers[found.id]]
        ]

    def _paragraphs(self, segments: Sequence[Segment]) -> list[Paragraph]:
        """Made again, unless somebody else than a rule had made them: those keep their borders."""
        before = self.transcript
        if before.paragraphs == paragraphs(before.segments):
            return paragraphs(segments)
        kept = []
        for paragraph in before.paragraphs:
            there = [piece for id in paragraph.segments for piece in self.pieces.get(id, [])]
            if there:
                update = {
                    "segments": [piece.id or "" for piece in there],
                    "start": there[0].start,
                    "end": there[-1].end,
                }
                kept.append(paragraph.model_copy(update=update))
        return kept


def pinned(transcript: Transcript, changes: Sequence[Change], change: Change) -> tuple[Change, Transcript]:
    """A change as it is to be kept: with the words noted that it reassigns; and what comes of it.

    Raises Inapplicable.
    """
    draft = Draft(transcript)
    for earlier in changes:
        draft.change(earlier)
    return draft.change(change), draft.finished()
