"""The stages of a job as a graph: which waits for which, and when one began and ended."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from activities import storage
from activities.database import as_text
from activities.index import Job
from api.parts import Part

# By part: those before it, of which the ones that a job does not have pass on what they need themselves.
BEFORE: dict[str, tuple[str, ...]] = {
    "fetch": (),
    "prepare": ("fetch",),
    "transcribe": ("prepare",),
    "align": ("transcribe",),
    "diarize": ("prepare",),
    "events": ("prepare",),
    "emotions": ("align",),
    "merge": ("align", "diarize", "events", "emotions"),
    "refine": ("merge",),
    "redact": ("refine",),
}


def needs(name: str, there: Collection[str]) -> list[str]:
    """The parts of a job that a part waits for directly."""
    direct: list[str] = []
    for before in BEFORE[name]:
        direct += [before] if before in there else needs(before, there)
    found = list(dict.fromkeys(direct))
    return [one for one in found if not any(one in beyond(other, there) for other in found)]


def beyond(name: str, there: Collection[str]) -> set[str]:
    """All that a part waits for, however far back."""
    return {far for near in needs(name, there) for far in (near, *beyond(near, there))}


def times(job: Job, part: Part, ran: float | None, *, one_piece: bool) -> tuple[str | None, str | None]:
    """When a part that is done began and ended, as its artifacts tell; None: not known.

    `ran`: seconds of work, which tell the beginning only where it was done in one piece.
    """
    names = [part.last] if part.last else part.artifacts
    written = [storage.newest(storage.join(job.folder, name.rstrip("/"))) for name in names]
    known = [moment for moment in written if moment is not None]
    if not known:
        return None, None
    end = datetime.fromtimestamp(max(known), UTC)
    start = end - timedelta(seconds=ran) if one_piece and ran is not None else None
    return as_text(start) if start else None, as_text(end)
