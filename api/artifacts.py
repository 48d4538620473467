"""Files of one job's folder into another's: those of the parts that are reused."""

import re
from collections.abc import Sequence

from activities import folder, storage
from activities.prepare import Plan
from api.reuse import Part

FILES: dict[Part, str] = {
    "prepare": r"plan\.json|audio(-\d+)?\.wav",
    "transcribe": r"language\.json|chunks/[^/]+/\d+(\.careful)?\.json",
    "align": r"chunks/[^/]+/aligned-.+/.*",
    "voices": r"voices-.*",
    "diarize": r"turns\.json",
    "events": r"events\.json",
    "emotions": r"emotions\.json",
    "refine": r"refinement-.*\.json",
}


def copy(source: str, target: str, parts: Sequence[Part]) -> None:
    """The upload, if it is still there, and all there is of some parts."""
    wanted = re.compile("|".join([r"upload", *(FILES[part] for part in parts)]))
    for name in storage.list_names(source):
        if wanted.fullmatch(name):
            storage.copy(storage.join(source, name), storage.join(target, name))


def complete(place: str, part: Part) -> bool:
    """Whether a job has done all of a part."""
    names = storage.list_names(place)
    if part not in ("transcribe", "align"):
        return any(re.fullmatch(FILES[part], name) for name in names)
    if "plan.json" not in names:
        return False
    chunks = len(storage.read_model(folder.plan(place), Plan).preparation.chunks)
    firsts = FILES[part].removeprefix(r"language\.json|").replace(r"(\.careful)?", "")
    done = {name.rpartition("/")[2][:5] for name in names if re.fullmatch(firsts, name)}
    return len(done) == chunks
