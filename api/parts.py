"""What a job asked for in, the parts of its work out: who does each, and the artifacts it leaves."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from activities import storage
from activities.index import Job
from workflows.request import restored
from workflows.selection import Choice

# By part, in the order of the work: stage, its activities, the fallback that its warning names.
KINDS: dict[str, tuple[str, tuple[str, ...], str | None]] = {
    "fetch": ("fetch", ("fetch",), None),
    "prepare": ("prepare", ("prepare",), None),
    "transcribe": ("transcribe", ("identify", "transcribe"), None),
    "align": ("align", ("align",), None),
    "diarize": ("diarize", ("diarize",), None),
    "events": ("detect", ("detect_events",), "no events"),
    "emotions": ("detect", ("detect_emotions",), "no emotions"),
    "merge": ("merge", ("merge",), None),
    "refine": ("refine", ("refine",), None),
    "redact": ("redact", ("redact",), None),
}
ARTIFACTS = {
    "fetch": r"fetched\.json",
    "prepare": r"plan\.json|audio(-\d+)?\.wav",
    "transcribe": r"language\.json|chunks/[^/]+/",
    "align": r"chunks/[^/]+/aligned-.+/",
    "diarize": r"turns\.json|voices-.*",
    "events": r"events\.json",
    "emotions": r"emotions\.json",
    "merge": r"merged\.json",
    "refine": r"refinement-.*|refined\.json|changes\.json",
    "redact": r"redacted\.flac",
}
# The one that says that the part is done, and who did it with what effort. Chunks have one each.
LAST = {
    "fetch": "fetched.json",
    "prepare": "plan.json",
    "diarize": "turns.json",
    "events": "events.json",
    "emotions": "emotions.json",
    "merge": "merged.json",
    "refine": "refined.json",
}
FINISHED = "transcript.json"  # of the last part
NOBODYS = {"fetch": Choice("fetch", "dalston", "cpu"), "merge": Choice("merge", "final-merger", "cpu")}


@dataclass(frozen=True)
class Part:
    name: str
    choice: Choice
    artifacts: Sequence[str]  # names below the job's folder; of chunks, their folders
    last: str | None  # the artifact that says that it is done; None: nothing does

    @property
    def stage(self) -> str:
        return KINDS[self.name][0]

    @property
    def activities(self) -> tuple[str, ...]:
        return KINDS[self.name][1]

    @property
    def fallback(self) -> str | None:
        return KINDS[self.name][2]

    @property
    def done(self) -> bool:
        return self.last in self.artifacts


def parts(job: Job) -> list[Part]:
    """In the order of the work."""
    request = restored(job.request)
    asked = {name: NOBODYS.get(name) or getattr(request, name, None) for name in KINDS}
    if not request.fetch:
        del asked["fetch"]
    wanted = {name: choice for name, choice in asked.items() if choice}
    names = sorted({_shown(name) for name in storage.list_names(job.folder)})
    return [
        _part(name, choice, names, final=name == next(reversed(wanted))) for name, choice in wanted.items()
    ]


def _part(name: str, choice: Choice, names: Sequence[str], *, final: bool) -> Part:
    mine = [found for found in names if re.fullmatch(ARTIFACTS[name], found)]
    if not final:
        return Part(name, choice, mine, LAST.get(name))
    mine += [FINISHED] * (FINISHED in names)
    return Part(name, choice, mine, FINISHED)


def _shown(name: str) -> str:
    """Of thousands of chunks, their folder."""
    return f"{name.rpartition('/')[0]}/" if name.startswith("chunks/") else name
