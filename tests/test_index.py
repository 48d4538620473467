"""The index finds jobs and pages through them."""

from pathlib import Path
from typing import Any

import pytest

from activities import migrations
from activities.index import Index, Job


def a_job(id: str, **columns: Any) -> Job:
    about = {"name": "interview.wav", "created_at": "2026-01-01T00:00:00.000Z", **columns}
    return Job(
        id=id, folder=f"file:///jobs/{id}", upload_bytes=1, upload_sha256="00", request={"id": id}, **about
    )


@pytest.fixture
def index(tmp_path: Path) -> Index:
    url = f"sqlite:///{tmp_path / 'index.sqlite'}"
    migrations.upgrade(url)
    return Index(url)


def walk(index: Index, limit: int) -> list[str]:
    """Every id, page by page."""
    seen: list[Job] = []
    while True:
        last = (seen[-1].created_at, seen[-1].id) if seen else None
        page, _ = index.page(limit=limit, before=last)
        if not page:
            return [job.id for job in seen]
        seen += page


def test_what_was_put_in_comes_out(index: Index) -> None:
    index.add(a_job("job_1"))
    found = index.get("job_1")
    assert found
    assert (found.status, found.request, found.timestamps_granularity) == ("pending", {"id": "job_1"}, "word")


def test_another_tenants_job_is_not_found(index: Index) -> None:
    index.add(a_job("job_1", tenant="theirs"))
    assert index.get("job_1") is None
    assert index.page() == ([], 0)


def test_a_job_that_has_ended_does_not_change_any_more(index: Index) -> None:
    index.add(a_job("job_1"))
    index.change("job_1", status="completed", language="en")
    index.change("job_1", status="failed", language="de")
    found = index.get("job_1")
    assert found
    assert (found.status, found.language) == ("completed", "en")


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_show_every_job_once_newest_first_even_of_the_same_moment(index: Index, limit: int) -> None:
    moments = ["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z", "2026-01-02T00:00:00.000Z"]
    for number, moment in enumerate([*moments, "2026-01-03T00:00:00.000Z"]):
        index.add(a_job(f"job_{number}", created_at=moment))
    assert walk(index, limit) == ["job_3", "job_2", "job_1", "job_0"]


def test_lists_can_be_filtered(index: Index) -> None:
    index.add(a_job("job_1", name="Interview with 100% noise"))
    index.add(a_job("job_2", name="Board meeting", created_at="2026-02-01T00:00:00.000Z"))
    index.change("job_2", status="completed")

    def ids(**wanted: Any) -> list[str]:
        return [job.id for job in index.page(**wanted)[0]]

    assert ids(q="inter") == ["job_1"]
    assert ids(q="100%") == ["job_1"]
    assert ids(q="_") == []
    assert ids(status="completed") == ["job_2"]
    assert ids(since="2026-02-01T00:00:00.000Z") == ["job_2"]
    assert ids(until="2026-02-01T00:00:00.000Z") == ["job_1"]


def test_the_total_counts_all_matches_not_only_the_page(index: Index) -> None:
    for number in range(5):
        index.add(a_job(f"job_{number}"))
    page, total = index.page(limit=2)
    assert (len(page), total) == (2, 5)


def test_only_jobs_that_have_not_ended_are_unfinished(index: Index) -> None:
    for id in ("job_1", "job_2", "job_3"):
        index.add(a_job(id))
    index.change("job_1", status="completed")
    index.change("job_2", status="running")
    assert {job.id for job in index.unfinished("2026-01-02")} == {"job_2", "job_3"}
    assert index.unfinished("2025-12-31") == []
