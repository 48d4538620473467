"""Where a job stands among those that have not ended."""

from datetime import UTC, datetime, timedelta

import pytest

from activities.backlog import Backlog
from activities.database import as_text
from activities.index import Index, Job
from tests.test_index import a_job

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def index(own_database: str) -> Index:
    return Index(own_database)


def accepted(index: Index, id: str, minutes_ago: float, **columns: object) -> Job:
    job = a_job(id, created_at=as_text(NOW - timedelta(minutes=minutes_ago)), **columns)
    index.add(job)
    return job


def test_what_was_accepted_before_comes_before(index: Index) -> None:
    accepted(index, "job_1", 3)
    second = accepted(index, "job_2", 2)
    accepted(index, "job_3", 1)
    accepted(index, "job_0", 4, status="completed", completed_at=as_text(NOW))
    assert Backlog(index.engine).place(second, NOW).before == 1


def test_another_tenants_crowd_takes_a_turn_for_each_of_ones_own(index: Index) -> None:
    for number in range(8):
        accepted(index, f"job_c{number}", 10, tenant="crowd")
    first = accepted(index, "job_1", 2)
    second = accepted(index, "job_2", 1)
    assert Backlog(index.engine).place(first, NOW).before == 1
    assert Backlog(index.engine).place(second, NOW).before == 3  # one's own, and two of theirs


def test_the_urgent_of_all_tenants_come_before(index: Index) -> None:
    for number in range(3):
        accepted(index, f"job_u{number}", 1, tenant="crowd", priority=1)
    mine = accepted(index, "job_1", 2)
    accepted(index, "job_0", 3, priority=5)
    assert Backlog(index.engine).place(mine, NOW).before == 3


def test_when_it_may_be_done_is_said_once_some_of_the_tenants_jobs_are(index: Index) -> None:
    waiting = accepted(index, "job_9", 1)
    backlog = Backlog(index.engine)
    assert backlog.place(waiting, NOW).seconds is None
    began = as_text(NOW - timedelta(seconds=100))
    for number in range(5):
        accepted(index, f"job_{number}", 3, status="completed", started_at=began, completed_at=as_text(NOW))
    assert backlog.place(waiting, NOW).seconds == pytest.approx(20)  # five in 100 s, and one to come
    accepted(index, "job_8", 2)
    assert backlog.place(waiting, NOW).seconds == pytest.approx(40)
