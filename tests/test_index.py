"""The index finds jobs and pages through them."""

from typing import Any

import pytest

from activities.index import Index, Job


def a_job(id: str, **columns: Any) -> Job:
    about = {
        "name": "interview.wav",
        "created_at": "2026-01-01T00:00:00.000Z",
        "folder": f"file:///jobs/{id}",
        **columns,
    }
    return Job(id=id, upload_bytes=1, upload_sha256="00", request={"id": id}, **about)


@pytest.fixture
def index(own_database: str) -> Index:
    return Index(own_database)


def test_what_was_put_in_comes_out(index: Index) -> None:
    index.add(a_job("job_1"))
    found = index.get("job_1")
    assert found
    assert (found.status, found.request, found.timestamps_granularity) == ("pending", {"id": "job_1"}, "word")


def test_another_tenants_job_is_not_found(index: Index) -> None:
    index.add(a_job("job_1", tenant="theirs"))
    assert index.get("job_1") is None


def test_a_job_that_has_ended_does_not_change_any_more(index: Index) -> None:
    index.add(a_job("job_1"))
    index.change("job_1", status="completed", language="en")
    index.change("job_1", status="failed", language="de")
    found = index.get("job_1")
    assert found
    assert (found.status, found.language) == ("completed", "en")


def test_only_jobs_that_have_not_ended_are_unfinished(index: Index) -> None:
    for id in ("job_1", "job_2", "job_3"):
        index.add(a_job(id))
    index.change("job_1", status="completed")
    index.change("job_2", status="running")
    assert {job.id for job in index.unfinished("2026-01-02")} == {"job_2", "job_3"}
    assert index.unfinished("2025-12-31") == []
