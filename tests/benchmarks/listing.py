"""An index of 100,000 jobs with realistic texts in; how long lists, filters and searches take, out."""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from rich.table import Table
from sqlalchemy import insert, text
from sqlalchemy.orm import Session
from ulid import ULID

from activities import lexemes, migrations
from activities.database import as_text
from activities.index import Index, Job
from activities.listing import Filters, Listing
from activities.search import JobText
from api.listing import Wanted, page
from tests.benchmarks.__main__ import console, where
from tests.benchmarks.vocabulary import Vocabulary

LARGEST, TENANTS = "default", ("default",) * 7 + ("north", "south", "west")
START = datetime(2025, 1, 1, tzinfo=UTC)
STEP = timedelta(minutes=5)  # between jobs
AT_ONCE = 1000  # rows a transaction
BOUND = 0.1  # seconds, for the 95th percentile
SEED = 5


@dataclass
class Ask:
    """A kind of request, drawn anew each time."""

    what: str
    draw: Callable[[], Wanted]


def main() -> None:
    options = parser().parse_args()
    with tempfile.TemporaryDirectory(prefix="dalston-listing-") as folder:
        url = options.database or f"sqlite:///{options.keep or Path(folder) / 'index.sqlite'}"
        migrations.upgrade(url)
        index = Index(url)
        vocabulary = Vocabulary(SEED)
        if not Listing(index.engine).page(Filters(LARGEST), limit=1).total:
            began = time.perf_counter()
            fill(index, vocabulary, options.jobs)
            console.print(f"made {options.jobs} jobs in {time.perf_counter() - began:.0f} s")
        console.print(f"{where()}; {index.engine.dialect.name}, {size(index) / 2**20:.0f} MiB")
        console.print(report(index, options.requests, asks(vocabulary, options.jobs)))
        index.close()


def parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(prog="python -m tests.benchmarks.listing", description=__doc__)
    found.add_argument("--jobs", type=int, default=100_000)
    found.add_argument("--requests", type=int, default=60, help="of each kind")
    found.add_argument("--keep", type=Path, help="the database: made if it is not there, kept for next time")
    found.add_argument("--database", metavar="URL", help="another one, e.g. an empty one of PostgreSQL")
    return found


def size(index: Index) -> int:
    """Bytes on disk."""
    if index.engine.dialect.name == "postgresql":
        asked = "SELECT pg_database_size(current_database())"
    else:
        asked = "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"
    with Session(index.engine) as session:
        return session.scalar(text(asked)) or 0


def fill(index: Index, vocabulary: Vocabulary, jobs: int) -> None:
    random = Random(SEED)
    for first in range(0, jobs, AT_ONCE):
        rows = [row(number, vocabulary, random) for number in range(first, min(first + AT_ONCE, jobs))]
        said: list[dict[str, Any]] = [
            {"id": one["text_id"], "job_id": one["id"], "tenant": one["tenant"], "text": vocabulary.text()}
            for one in rows
            if one["text_id"]
        ]
        with Session(index.engine) as session, session.begin():
            session.execute(insert(Job), rows)
            session.execute(insert(JobText), said)
            if index.engine.dialect.name == "postgresql":
                for one in said:
                    lexemes.put(session, one["id"], one["tenant"], one["text"])
    settle(index)


def settle(index: Index) -> None:
    """What a database does by itself, sooner or later."""
    with index.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        is_sqlite = index.engine.dialect.name == "sqlite"
        connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)" if is_sqlite else "VACUUM ANALYZE"))


def row(number: int, vocabulary: Vocabulary, random: Random) -> dict[str, object]:
    moment = START + number * STEP
    status = random.choices(("completed", "failed", "cancelled", "running"), (940, 45, 10, 5))[0]
    return {
        "id": f"job_{ULID.from_datetime(moment)}",
        "tenant": random.choice(TENANTS),
        "name": f"Recording of {' '.join(vocabulary.words(3))}.wav",
        "status": status,
        "created_at": as_text(moment),
        "folder": f"file:///var/lib/dalston/jobs/{number}",
        "upload_bytes": 1,
        "upload_sha256": "0" * 64,
        "request": {"filler": "x" * 1200},  # about as long as real ones
        "language": random.choices(("en", "de", "fi"), (900, 98, 2))[0],
        "batch_id": f"batch_{number // 1000}" if number % 3 else None,
        "text_id": number + 1 if status == "completed" else None,
    }


def asks(vocabulary: Vocabulary, jobs: int) -> Iterator[Ask]:
    """For the largest tenant."""
    random = Random(SEED)
    everything = Wanted(Filters(LARGEST), 21, None)

    def deep(wanted: Wanted) -> Wanted:
        moment = as_text(START + random.randrange(jobs) * STEP)
        return replace(wanted, before=(moment, "job_"))

    def ask(what: str, limit: int = 20, **filters: object) -> Ask:
        """Filters that can be called are drawn."""

        def draw() -> Wanted:
            drawn: dict[str, Any] = {
                name: value() if callable(value) else value for name, value in filters.items()
            }
            return Wanted(replace(everything.filters, **drawn), limit, None)

        return Ask(what, draw)

    def word(first: int, last: int) -> Callable[[], str]:
        return lambda: vocabulary.ranked(random.randrange(first, last))

    def many(*draw: Callable[[], str]) -> Callable[[], str]:
        return lambda: " ".join(one() for one in draw)

    common, usual, rare = word(0, 10), word(200, 2000), word(20_000, 50_000)
    day = as_text(START + jobs // 2 * STEP)
    kinds = [
        ask("first page"),
        ask("100 on a page", limit=100),
        ask("most frequent status", status=["completed"]),
        ask("rare status", status=["running"]),
        ask("two statuses", status=["failed", "cancelled"]),
        ask("since and until", since=day, until=as_text(START + (jobs // 2 + 300) * STEP)),
        ask("a batch", batch_id=lambda: f"batch_{random.randrange(max(1, jobs // 1000))}"),
        ask("rare language", language="fi"),
        ask("q: in every name", q="recording"),
        ask("q: nowhere", q="qqqqq"),
        ask("q: one letter", q="e"),
        ask("q: frequent word", q=common),
        ask("q: usual word", q=usual),
        ask("q: rare word", q=rare),
        ask("q: two frequent and a usual word", q=many(common, common, usual)),
        ask("q: usual and rare word", q=many(usual, rare)),
        ask("q: first three letters", q=lambda: usual()[:3]),
        ask("q: first four letters", q=lambda: (usual() + "ing")[:4]),
        ask("q: frequent phrase", q=lambda: f'"{common()} {common()}"'),
        ask("q: usual phrase", q=lambda: f'"{common()} {usual()}"'),
        ask("q: frequent word, failed jobs", q=common, status=["failed"]),
        ask("q: frequent word, rare language", q=common, language="fi"),
        ask("q: frequent word, since", q=common, since=day),
        ask("q: frequent word, 100 on a page", q=common, limit=100),
    ]
    for kind in kinds:
        yield kind
    for kind in (kinds[0], kinds[2], kinds[11], kinds[12]):
        yield Ask(f"{kind.what}, from anywhere", lambda kind=kind: deep(kind.draw()))  # type: ignore[misc]
    yield Ask(
        "q: frequent word, a small tenant",
        lambda: replace(everything, filters=Filters("north", q=common())),
    )


def report(index: Index, requests: int, kinds: Iterator[Ask]) -> Table:
    table = Table(
        "request", "jobs", "median", "p95", "p95, processor", "longest", "to the first page", "must hold"
    )
    first, listing = 0.0, Listing(index.engine)
    for kind in kinds:
        taken, worked, total = [], [], 0
        for wanted in (kind.draw() for _ in range(requests)):
            began, before = time.perf_counter(), time.thread_time()
            answer = page(listing, wanted.filters.tenant, wanted)
            answer.model_dump_json()
            taken.append(time.perf_counter() - began)
            worked.append(time.thread_time() - before)
            total = max(total, answer.total)
        median, p95 = (float(np.percentile(taken, at)) for at in (50, 95))
        first = first or median
        busy = float(np.percentile(worked, 95))
        times = [f"{1000 * seconds:.1f} ms" for seconds in (median, p95, busy, max(taken))]
        held = "< 100 ms" if p95 < BOUND else "< 100 ms: NO"
        table.add_row(kind.what, f"≤ {total}", *times, f"{median / first:.1f} times", held)
    return table


if __name__ == "__main__":
    main()
