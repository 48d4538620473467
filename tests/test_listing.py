"""Lists of jobs: pages, filters, and search by name and by what was said."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, text
from sqlalchemy.orm import Session

from activities import folder, search, storage
from activities.index import Index, Job
from activities.listing import Filters, Listing, queries
from tests.test_index import a_job

ODD = [
    '"',
    "*",
    "NEAR(",
    "a AND",
    "OR",
    "NOT x",
    "text:a",
    "-",
    "^a",
    "'",
    "\\",
    "%",
    "_",
    "(",
    "😀",
    "\0",
    "a\0b",
]
ODD += [
    "😀" * 255,
    "a " * 127,
    '"' * 255,
    '"a" ' * 60,
    "é" * 255,
    "今" * 255,
    "{x}",
    "a + b",
    ": * ^ .",
    "\u0301",
]


@pytest.fixture
def index(own_database: str) -> Index:
    return Index(own_database)


def say(index: Index, job_id: str, text: str) -> None:
    with Session(index.engine) as session, session.begin():
        search.put(session, job_id, text)


def said(index: Index, *texts: str) -> None:
    """A job for each, job_1 the first and oldest."""
    for number, words in enumerate(texts, 1):
        index.add(a_job(f"job_{number}", created_at=f"2026-01-{number:02d}T00:00:00.000Z"))
        say(index, f"job_{number}", words)


def ids(index: Index, **wanted: Any) -> list[str]:
    return [job.id for job in Listing(index.engine).page(Filters(**wanted)).jobs]


def walk(index: Index, limit: int) -> list[str]:
    """Every id, page by page."""
    seen: list[Job] = []
    while True:
        last = (seen[-1].created_at, seen[-1].id) if seen else None
        page = Listing(index.engine).page(Filters(), limit=limit, before=last)
        if not page.jobs:
            return [job.id for job in seen]
        seen += page.jobs


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_pages_show_every_job_once_newest_first_even_of_the_same_moment(index: Index, limit: int) -> None:
    moments = ["2026-01-01T00:00:00.000Z", "2026-01-02T00:00:00.000Z", "2026-01-02T00:00:00.000Z"]
    for number, moment in enumerate([*moments, "2026-01-03T00:00:00.000Z"]):
        index.add(a_job(f"job_{number}", created_at=moment))
    assert walk(index, limit) == ["job_3", "job_2", "job_1", "job_0"]


def test_a_job_that_is_added_meanwhile_shifts_no_page(index: Index) -> None:
    said(index, "", "", "")
    listing = Listing(index.engine)
    first = listing.page(Filters(), limit=2).jobs
    index.add(a_job("job_9", created_at="2026-02-01T00:00:00.000Z"))
    rest = listing.page(Filters(), limit=2, before=(first[-1].created_at, first[-1].id)).jobs
    assert [job.id for job in (*first, *rest)] == ["job_3", "job_2", "job_1"]


def test_lists_can_be_filtered(index: Index) -> None:
    index.add(a_job("job_1", name="Interview with 100% noise", batch_id="batch_1"))
    index.add(a_job("job_2", name="Board meeting", created_at="2026-02-01T00:00:00.000Z", language="de"))
    index.change("job_2", status="completed")
    assert ids(index, q="inter") == ["job_1"]
    assert ids(index, q="100%") == ["job_1"]
    assert ids(index, q="_") == []
    assert ids(index, status=["completed"]) == ["job_2"]
    assert ids(index, status=["completed", "pending"]) == ["job_2", "job_1"]
    assert ids(index, since="2026-02-01T00:00:00.000Z") == ["job_2"]
    assert ids(index, until="2026-02-01T00:00:00.000Z") == ["job_1"]
    assert ids(index, batch_id="batch_1") == ["job_1"]
    assert ids(index, language="de") == ["job_2"]
    assert ids(index, language="de", q="interview") == []


def test_the_total_counts_all_matches_not_only_the_page(index: Index) -> None:
    said(index, *["the same words"] * 5)
    page = Listing(index.engine).page(Filters(q="same"), limit=2)
    assert (len(page.jobs), page.total) == (2, 5)


def test_jobs_are_found_by_their_name_or_by_what_was_said(index: Index) -> None:
    index.add(a_job("job_1", name="A quarterly call"))
    index.add(a_job("job_2", name="Another"))
    say(index, "job_2", "The quarter was better than we feared.")
    page = Listing(index.engine).page(Filters(q="quarter"))
    assert ([job.id for job in page.jobs], page.total) == (["job_2", "job_1"], 2)
    assert set(page.snippets) == {"job_2"}


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("fox", ["job_2", "job_1"]),
        ("FOX brown", ["job_1"]),
        ("brown cow", []),
        ('"brown fox"', ["job_1"]),
        ('"fox brown"', []),
        ("lazily", ["job_2"]),
        ("laz", ["job_2", "job_1"]),
        ('"laz"', []),
        ("laz fox", []),
        ("fo", []),
        ("don't", ["job_2"]),
        ("don\u2019t", ["job_2"]),
        ("cafe", ["job_2"]),
        ("cafe\u0301", ["job_2"]),
        ("well-known", ["job_1"]),
        ('"an unfinished', []),
    ],
)
def test_a_search_is_for_all_words_the_last_may_be_cut_short_quotes_make_phrases(
    index: Index, q: str, found: list[str]
) -> None:
    said(index, "The well known brown fox, lazy.", "I don't think the fox sat lazily in the Café.")
    assert ids(index, q=q) == found


@pytest.mark.parametrize("q", ["天気", "は良い", "天気です", "AI", "हिन्दी"])
def test_words_are_found_in_scripts_without_spaces(index: Index, q: str) -> None:
    said(index, "AI技術。今日は良い天気です。", "हिन्दी में")
    assert ids(index, q=q) == (["job_2"] if q == "हिन्दी" else ["job_1"])


def test_phrases_are_found_however_far_into_a_recording(index: Index) -> None:
    said(index, "and so it goes on " * 6000 + "until the very last word")
    assert ids(index, q='"very last word"') == ["job_1"]
    assert ids(index, q='"on until the ver') == []
    assert ids(index, q='"last very"') == []


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("x" * 5000, ["job_1"]),
        ("한국", ["job_1"]),
        ("학", []),
        ("ŁÓDŹ", ["job_1"]),
        ("мой", ["job_1"]),
        ("%ay", []),
    ],
)
def test_words_of_any_length_and_script_are_found(index: Index, q: str, found: list[str]) -> None:
    said(index, f"{'x' * 5000} 한국 Łódź Мой 50% may_be")
    assert ids(index, q=q) == found


@pytest.mark.parametrize("name", ["ÜBUNG Ångström", "übung ångström"])
@pytest.mark.parametrize("q", ["übung", "ÜBUNG", "Ångström", "u\u0308bung", "bung"])
def test_names_are_found_whatever_their_case(index: Index, name: str, q: str) -> None:
    index.add(a_job("job_1", name=name))
    assert ids(index, q=q) == ["job_1"]


@pytest.mark.parametrize("q", ODD, ids=range(len(ODD)))
def test_nothing_that_is_typed_is_syntax(index: Index, q: str) -> None:
    said(index, "a near text", "or not")
    Listing(index.engine).page(Filters(q=q))
    Listing(index.engine).page(Filters(q=q, tenant="…"))


def test_another_tenants_words_are_not_found(index: Index) -> None:
    index.add(a_job("job_1", tenant="acme-north"))
    say(index, "job_1", "secret")
    assert ids(index, tenant="acme-north", q="secret") == ["job_1"]
    for tenant in ("default", "acme", "north", "acme north", "…"):
        assert ids(index, tenant=tenant, q="secret") == []


def test_a_text_takes_the_place_of_the_one_before(index: Index) -> None:
    said(index, "first wording")
    say(index, "job_1", "second wording")
    assert (ids(index, q="first"), ids(index, q="second")) == ([], ["job_1"])


def test_a_removed_text_is_not_found(index: Index) -> None:
    said(index, "something")
    with Session(index.engine) as session, session.begin():
        session.execute(delete(search.JobText))
    assert ids(index, q="something") == []


def test_a_job_that_was_deleted_leaves_no_text(index: Index) -> None:
    say(index, "job_1", "something")
    with Session(index.engine) as session:
        assert session.query(search.JobText).count() == 0


def test_jobs_that_completed_before_there_was_a_search_are_caught_up_with(
    index: Index, tmp_path: Path
) -> None:
    for number in range(5):
        place = (tmp_path / f"job_{number}").as_uri()
        index.add(a_job(f"job_{number}", folder=place))
        index.change(f"job_{number}", status="running" if number == 4 else "completed")
        if number:
            storage.write(folder.transcript(place), b'{"text": "what was said"}')
    assert [search.catch_up(index.engine, 3) for _ in range(3)] == [3, 1, 0]
    assert ids(index, q="what was said") == ["job_3", "job_2", "job_1"]


def test_catching_up_keeps_a_text_that_was_put_meanwhile(index: Index) -> None:
    said(index, "as it was edited")
    search.add_transcript(index.engine, "job_1")
    assert ids(index, q="edited") == ["job_1"]


@pytest.mark.parametrize(
    "filters",
    [Filters(), Filters(status=["failed"]), Filters(q="the", since="2026"), Filters(language="fi", q="a b")],
)
def test_what_is_not_shown_is_not_read(index: Index, filters: Filters) -> None:
    if index.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL plans by how many rows there are")
    for plan in plans(index, filters):
        assert "COVERING INDEX" in plan[0] or "jobs USING INDEX jobs_listed" in plan[0]
        assert not any("TEMP B-TREE" in step for step in plan)


def plans(index: Index, filters: Filters) -> Sequence[list[str]]:
    """Of the page and of the total, as SQLite tells them."""
    last = ("2026-01-01T00:00:00.000Z", "job_1")
    with Session(index.engine) as session:
        exact = [
            query.compile(index.engine, compile_kwargs={"literal_binds": True})
            for query in queries(session, filters, 20, last)
        ]
        explained = [session.execute(text(f"EXPLAIN QUERY PLAN {sql}")) for sql in exact]
        return [[step.detail for step in steps] for steps in explained]


def test_the_oldest_may_come_first_page_by_page(index: Index) -> None:
    for number in range(5):
        index.add(a_job(f"job_{number}"))
    listing, seen, before = Listing(index.engine), list[str](), None
    while found := listing.page(Filters(oldest_first=True), limit=2, before=before).jobs:
        seen += [job.id for job in found]
        before = found[-1].created_at, found[-1].id
    assert seen == [f"job_{number}" for number in range(5)]
