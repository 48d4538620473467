"""Whose job is started next where many wait to be."""

import pytest

from activities.index import Job
from api.line import Line


def in_line(*jobs: tuple[str, str, int]) -> Line:
    line = Line()
    for id, tenant, priority in jobs:
        line.add(Job(id=id, tenant=tenant, priority=priority))
    return line


def test_tenants_take_turns_and_each_ones_jobs_keep_their_order() -> None:
    line = in_line(("a1", "a", 3), ("a2", "a", 3), ("a3", "a", 3), ("b1", "b", 3), ("b2", "b", 3))
    assert [line.next().id for _ in range(5)] == ["a1", "b1", "a2", "b2", "a3"]


def test_the_urgent_come_first() -> None:
    line = in_line(("calm", "a", 5), ("usual", "a", 3), ("urgent", "a", 1), ("urgent too", "b", 1))
    assert [line.next().id for _ in range(4)] == ["urgent", "urgent too", "usual", "calm"]


def test_a_job_stands_in_line_once_and_leaves_it() -> None:
    line = in_line(("a1", "a", 3), ("a1", "a", 3))
    assert len(line) == 1
    assert "a1" in line
    line.next()
    assert "a1" not in line
    with pytest.raises(IndexError):
        line.next()
