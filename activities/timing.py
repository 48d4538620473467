"""When an activity's work was asked for, begun and done."""

import time
from datetime import timedelta

from temporalio import activity

from activities.transcript import Noun


class Ran(Noun):
    """One piece of work: kept with its artifact, added up by merge."""

    waited: float  # seconds in the queue, of the attempt that counted
    ran: float  # seconds
    attempt: int
    wasted: float  # seconds between the first attempt and the one that counted


class Artifact(Noun):
    """What an engine made, by whom and with what effort."""

    engine: str
    model: str | None = None
    device: str = "cpu"
    ran: Ran


class Stopwatch:
    """Starts when it is made, inside an activity."""

    def __init__(self) -> None:
        self.begun = time.monotonic()

    def ran(self, *, deaths: int = 0, lost: float = 0.0) -> Ran:
        """`deaths`: earlier attempts that Temporal does not count here, in which `lost` seconds went by."""
        info = activity.info()
        asked = info.current_attempt_scheduled_time
        wasted = _seconds(asked - info.scheduled_time) if info.attempt > 1 else 0.0
        return Ran(
            waited=_seconds(info.started_time - asked),
            ran=round(time.monotonic() - self.begun, 3),
            attempt=info.attempt + deaths,
            wasted=round(wasted + lost, 3),
        )


def _seconds(duration: timedelta) -> float:
    return round(max(0.0, duration.total_seconds()), 3)
