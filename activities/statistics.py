"""How much a tenant's jobs got done: the index in, one row an hour out."""

import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from statistics import median
from typing import Any, Literal

from sqlalchemy import ColumnElement, Engine, func, select
from sqlalchemy.orm import Session

from activities.database import as_text
from activities.index import ENDED, UNFINISHED, Job

TO_THE_HOUR = len("2026-01-31T23")
RECENT = 10.0  # seconds for which an answer is given again: dashboards ask often
MOST_RECENT = 1000  # answers kept
MEASURED = 100  # jobs of an hour, the latest, from which its medians are taken


@dataclass
class Hour:
    """Timestamps are the beginning of the hour, RFC 3339 in UTC."""

    start: str
    submitted: int = 0
    completed: int = 0
    failed: int = 0
    cancelled: int = 0
    audio_seconds: float = 0.0  # of the completed jobs
    real_time_factor: float | None = None  # median: from the first stage's start to the end ÷ audio
    queue_seconds: float | None = None  # median: from the submission to that start


@dataclass(frozen=True)
class Statistics:
    hours: Sequence[Hour]  # oldest first, the last one is going on
    unfinished: dict[str, int] = field(default_factory=dict)  # jobs by status: pending, running


class Counter:
    """Thread-safe."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._known: dict[tuple[str, int], tuple[float, Statistics]] = {}

    def statistics(self, tenant: str, hours: int) -> Statistics:
        at, found = self._known.get((tenant, hours), (float("-inf"), None))
        if found and time.monotonic() - at < RECENT:
            return found
        found = statistics(self.engine, tenant, hours, datetime.now(UTC))
        if len(self._known) >= MOST_RECENT:
            self._known.clear()
        self._known[tenant, hours] = time.monotonic(), found
        return found


def statistics(engine: Engine, tenant: str, hours: int, now: datetime) -> Statistics:
    """Of the latest `hours`, the one that goes on included."""
    this = now.replace(minute=0, second=0, microsecond=0)
    starts = [this - timedelta(hours=back) for back in reversed(range(hours))]
    rows = {as_text(start)[:TO_THE_HOUR]: Hour(as_text(start)) for start in starts}
    since = as_text(starts[0])
    with Session(engine) as session:
        _submitted(session, tenant, since, rows)
        _ended(session, tenant, since, rows)
        return Statistics(list(rows.values()), _unfinished(session, tenant))


def _submitted(session: Session, tenant: str, since: str, rows: dict[str, Hour]) -> None:
    hour = _hour(Job.created_at)
    counted = select(hour, func.count()).where(Job.tenant == tenant, Job.created_at >= since).group_by(hour)
    for start, count in session.execute(counted):
        if start in rows:
            rows[start].submitted = count


def _ended(session: Session, tenant: str, since: str, rows: dict[str, Hour]) -> None:
    hour = _hour(Job.completed_at)
    ended = (Job.tenant == tenant, Job.completed_at >= since, Job.status.in_(ENDED))
    sums = select(hour, Job.status, func.count(), func.sum(Job.duration)).where(*ended)
    for start, status, count, seconds in session.execute(sums.group_by(hour, Job.status)):
        if start not in rows:
            continue
        setattr(rows[start], status, count)
        if status == "completed":
            rows[start].audio_seconds = round(seconds or 0.0, 3)
    latest = func.row_number().over(partition_by=hour, order_by=Job.completed_at.desc()).label("latest")
    times = (Job.created_at, Job.started_at, Job.completed_at, Job.duration)
    measured = select(hour.label("hour"), *times, latest).where(*ended[:2], Job.status == "completed")
    some = measured.subquery()
    found = session.execute(select(some).where(some.c.latest <= MEASURED).order_by(some.c.hour))
    for start, jobs in groupby(found, key=lambda job: str(job.hour)):
        if start in rows:
            _measure(rows[start], jobs)


def _measure(row: Hour, jobs: Iterator[Any]) -> None:
    times = defaultdict[Literal["factor", "queue"], list[float]](list)
    for job in jobs:
        if job.started_at is None:
            continue
        started = datetime.fromisoformat(job.started_at)
        times["queue"].append((started - datetime.fromisoformat(job.created_at)).total_seconds())
        if job.duration:
            ran = (datetime.fromisoformat(job.completed_at) - started).total_seconds()
            times["factor"].append(ran / job.duration)
    row.queue_seconds = round(median(times["queue"]), 3) if times["queue"] else None
    row.real_time_factor = round(median(times["factor"]), 4) if times["factor"] else None


def _unfinished(session: Session, tenant: str) -> dict[str, int]:
    wanted = select(Job.status, func.count()).where(Job.status.in_(UNFINISHED), Job.tenant == tenant)
    counted = {row[0]: row[1] for row in session.execute(wanted.group_by(Job.status))}
    return {status: counted.get(status, 0) for status in UNFINISHED}


def _hour(moment: Any) -> ColumnElement[str]:
    return func.substr(moment, 1, TO_THE_HOUR)
