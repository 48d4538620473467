"""A language model's second look at a transcript: segments in, what may be believed of its answers out."""

import re
from collections import Counter
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from activities.engines import Beat, Change, Refinement, RefineTask
from activities.engines.refine.llm_cleanup import tasks as asked
from activities.engines.refine.llm_cleanup.batches import Batch, batches
from activities.engines.refine.llm_cleanup.belief import bare_words, doubt
from activities.engines.refine.llm_cleanup.language_models import Unusable, connect
from activities.engines.refine.llm_cleanup.retiming import retimed
from activities.engines.refine.llm_cleanup.settings import LlmSettings
from activities.transcript import Paragraph, Segment

ATTEMPTS = 2  # at an answer that can be used
ROOM = 400  # tokens of an answer beyond twice its text: the JSON around it
LONGEST_NAME, LONGEST_TOPIC, LONGEST_SUMMARY = 40, 80, 3000  # characters
MODEL_OF_SETTINGS = "default"  # the model that DALSTON_LLM_MODEL names
NAME = re.compile(r"[^\W\d_][^\W\d_.'\u2019 -]*(?:[.'\u2019 -]+[^\W\d_]+)*\.?")

Answer = TypeVar("Answer", bound=asked.Answer)


class LlmCleanup:
    def __init__(self, model: str, models: Path, *, settings: LlmSettings | None = None, **_: Any) -> None:
        name = "" if model == MODEL_OF_SETTINGS else model
        self.model = connect(settings or LlmSettings(), name)

    def refine(self, segments: list[Segment], tasks: list[RefineTask], beat: Beat) -> Refinement:
        """Rewrites first, so that the other tasks see the better text. Times never change."""
        segments = [
            segment if segment.id else segment.model_copy(update={"id": f"seg_{number:04d}"})
            for number, segment in enumerate(segments, 1)
        ]
        changes: list[Change] = []
        refused: list[str] = []
        if segments and {"fix_errors", "punctuation"} & set(tasks):
            segments, changes, refused = self._rewritten(segments, "fix_errors" in tasks, beat)
        return Refinement(
            segments=segments,
            changes=changes,
            refused=refused,
            speaker_labels=self._speakers(segments, beat) if "name_speakers" in tasks else {},
            paragraphs=self._paragraphs(segments, beat) if "paragraphs" in tasks and segments else [],
            summary=self._summary(segments, beat) if "summary" in tasks and segments else None,
        )

    def _rewritten(
        self, segments: list[Segment], words_may_change: bool, beat: Beat
    ) -> tuple[list[Segment], list[Change], list[str]]:
        found, changes, refused = list[Segment](), list[Change](), list[str]()
        instructions = asked.FIX_ERRORS if words_may_change else asked.PUNCTUATION
        for batch in batches(segments):
            answer = self._ask(instructions, batch, asked.Rewrite, 2 * batch.tokens + ROOM)
            texts = rewrites(answer)
            for segment in batch.segments:
                identity = segment.id or ""
                text = " ".join(texts.get(identity, segment.text).split())
                if answer is None or (
                    text != segment.text and doubt(segment.text, text, words_may_change=words_may_change)
                ):
                    refused.append(identity)
                elif text != segment.text:
                    changes.append(Change(segment=identity, before=segment.text, after=text))
                    segment = retimed(segment, text)
                found.append(segment)
            beat(batch.end)
        return found, changes, refused

    def _speakers(self, segments: list[Segment], beat: Beat) -> dict[str, str]:
        """Names that were said, each for one speaker: the one for whom most batches give it."""
        votes: Counter[tuple[str, str]] = Counter()
        for batch in batches(segments):
            speakers = sorted({segment.speaker for segment in batch.segments if segment.speaker})
            if not speakers:
                continue
            answer = self._ask(asked.NAME_SPEAKERS, batch, asked.Naming, ROOM, speakers)
            for speaker in answer.speakers if answer else []:
                if speaker.id in speakers and is_said(speaker.name, batch):
                    votes[speaker.id, speaker.name.strip()] += 1
            beat(batch.end)
        found: dict[str, str] = {}
        for (speaker_id, name), _ in votes.most_common():
            if name not in found.values():
                found.setdefault(speaker_id, name)
        return found

    def _paragraphs(self, segments: list[Segment], beat: Beat) -> list[Paragraph]:
        topics: dict[str, str | None] = {segments[0].id or "": None}
        for batch in batches(segments):
            answer = self._ask(asked.PARAGRAPHS, batch, asked.Division, batch.tokens + ROOM)
            known = {segment.id for segment in batch.segments}
            for paragraph in answer.paragraphs if answer else []:
                if paragraph.first in known:
                    topics[paragraph.first] = shortened(paragraph.topic or "", LONGEST_TOPIC) or None
            beat(batch.end)
        return divided(segments, topics)

    def _summary(self, segments: list[Segment], beat: Beat) -> str | None:
        parts = []
        for batch in batches(segments):
            answer = self._ask(asked.SUMMARY, batch, asked.Summary, ROOM)
            parts += (
                [shortened(answer.summary, LONGEST_SUMMARY)] if answer and is_text(answer.summary) else []
            )
            beat(batch.end)
        if len(parts) < 2:
            return parts[0] if parts else None
        joined = self._ask(asked.JOINED_SUMMARY, parts, asked.Summary, 2 * ROOM)
        return shortened(joined.summary if joined else " ".join(parts), LONGEST_SUMMARY)

    def _ask(
        self,
        instructions: str,
        about: Batch | list[str],
        kind: type[Answer],
        most: int,
        ids: list[str] | None = None,
    ) -> Answer | None:
        """None: no answer that could be used. `ids` are those of the segments unless said otherwise."""
        data = about.data() if isinstance(about, Batch) else {"parts": about}
        if ids is None:
            ids = about.ids if isinstance(about, Batch) else []
        for _ in range(ATTEMPTS):
            try:
                return kind.model_validate(self.model.ask(instructions, data, asked.schema(kind, ids), most))
            except (Unusable, ValidationError):
                continue
        return None


def rewrites(answer: asked.Rewrite | None) -> dict[str, str]:
    """By segment; what is given twice is not believed either time."""
    given = Counter(segment.id for segment in answer.segments) if answer else Counter[str]()
    return (
        {segment.id: segment.text if given[segment.id] == 1 else "" for segment in answer.segments}
        if answer
        else {}
    )


def is_text(summary: str) -> bool:
    return len(bare_words(summary)) > 1


def is_said(name: str, batch: Batch) -> bool:
    """Whether it looks like a name, and was heard."""
    if len(name) > LONGEST_NAME or not NAME.fullmatch(name.strip()):
        return False
    said = " ".join(word for segment in batch.segments for word in bare_words(segment.text))
    return f" {' '.join(bare_words(name))} " in f" {said} "


def divided(segments: list[Segment], topics: dict[str, str | None]) -> list[Paragraph]:
    """Paragraphs that begin at the segments named, with their topics."""
    groups: list[list[Segment]] = []
    for segment in segments:
        if segment.id in topics:
            groups.append([])
        groups[-1].append(segment)
    return [
        Paragraph(
            start=group[0].start,
            end=group[-1].end,
            segments=[segment.id or "" for segment in group],
            topic=topics[group[0].id or ""],
        )
        for group in groups
    ]


def shortened(text: str, longest: int) -> str:
    """On one line, cut at a word."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[:longest].rpartition(" ")[0] + " …"
