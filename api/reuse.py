"""What of one job's work is still good for another job on the same recording: a pure function of both."""

from dataclasses import dataclass
from typing import Literal

from activities.engines import TranscribeOptions
from activities.options import JobOptions
from workflows.request import TranscriptionRequest
from workflows.selection import Choice

Stage = Literal["transcribe", "align", "diarize", "detect", "merge", "refine", "redact"]
Part = Literal["prepare", "transcribe", "align", "voices", "diarize", "events", "emotions", "refine"]

# What is done again when a stage is to be, whether or not anything has changed.
AGAIN: dict[Stage, set[Part]] = {
    "transcribe": {"transcribe", "align", "emotions", "refine"},
    "align": {"align", "refine"},
    "diarize": {"diarize", "refine"},
    "detect": {"events", "emotions"},
    "merge": {"refine"},
    "refine": {"refine"},
    "redact": set(),
}
NEED_AUDIO: tuple[Part, ...] = ("prepare", "transcribe", "align", "diarize", "events", "emotions")


@dataclass(frozen=True)
class Work:
    """What one job is asked."""

    request: TranscriptionRequest
    options: JobOptions

    def choice(self, part: Part) -> Choice | None:
        choice: Choice | None = getattr(self.request, "diarize" if part == "voices" else part)
        return choice

    def wanted(self) -> list[Part]:
        parts: tuple[Part, ...] = (
            *("prepare", "transcribe", "align", "voices", "diarize"),
            *("events", "emotions", "refine"),
        )
        return [part for part in parts if self.choice(part)]


def valid(before: Work, after: Work, stage: Stage) -> list[Part]:
    """The parts of which everything that they are made of is the same, and that are not to be done again."""
    same: list[Part] = []
    for part in after.wanted():
        rests_on = [one for one in RESTS_ON[part] if after.choice(one) or before.choice(one)]
        if part not in AGAIN[stage] and set(rests_on) <= set(same) and _alike(before, after, part):
            same.append(part)
    return same


RESTS_ON: dict[Part, tuple[Part, ...]] = {
    "prepare": (),
    "transcribe": ("prepare",),
    "align": ("transcribe",),
    "voices": ("prepare",),
    "diarize": ("prepare",),
    "events": ("prepare",),
    "emotions": ("transcribe",),
    "refine": ("transcribe", "align", "diarize", "emotions"),
}


def _alike(before: Work, after: Work, part: Part) -> bool:
    """Whether the same engine is asked the same."""
    one, other = before.choice(part), after.choice(part)
    if one is None or other is None or _who(one) != _who(other):
        return False
    if part == "prepare":
        return _cut(before) == _cut(after)
    if part == "transcribe":
        return _heard(before) == _heard(after)
    if part == "diarize":
        return before.options.speakers == after.options.speakers
    return part != "refine" or before.options.refine == after.options.refine


def _who(choice: Choice) -> tuple[object, ...]:
    return choice.engine, choice.model, choice.whole, choice.speakers


def _cut(work: Work) -> tuple[object, ...]:
    return work.request.split, work.request.transcribe.whole


def _heard(work: Work) -> tuple[object, ...]:
    fields = set(TranscribeOptions.model_fields) - {"speakers", "language"}
    speakers = work.options.speakers if work.request.transcribe.speakers else None
    asked = work.options.model_dump(mode="json", include=fields)
    return work.request.language, work.request.each_language, speakers, asked
