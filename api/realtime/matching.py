"""Which final segments stand for which live ones: those that are heard at the same time."""

from collections.abc import Sequence

from pydantic import BaseModel

from activities.transcript import Segment

LEAST = 0.1  # seconds that two segments share


class Match(BaseModel):
    live: str  # id of a segment of the session
    final: list[str]  # ids of segments of the job, in their order; none: it was not speech after all


def matched(live: Sequence[Segment], final: Sequence[Segment]) -> list[Match]:
    return [
        Match(live=one.id or "", final=[other.id or "" for other in final if _shared(one, other)])
        for one in live
    ]


def _shared(one: Segment, other: Segment) -> bool:
    together = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return together > 0 and together >= min(LEAST, shorter / 2)
