"""What many do at the same moment, in either database: limits hold, and whoever was first stays first."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from temporalio.testing import ActivityEnvironment

from activities.advance import Advance, Advanced, AdvanceInput
from activities.batches import Batch, Batches, BatchItem
from activities.change import Change
from activities.database import connect, now
from activities.deliveries import Delivery
from activities.edits import Edits, NewEdit, Outdated
from activities.index import Index, Job, TooManyJobs
from activities.keys import Keys, NewKey
from activities.outbox import Outbox
from activities.search import JobText, put
from activities.sessions import LiveSession, Sessions, TooManySessions
from activities.signature import new_secret
from activities.webhooks import Webhook, Webhooks
from tests.test_index import a_job

MANY = 8
MOST = 3

Answer = TypeVar("Answer")


@pytest.fixture
def engine(own_database: str) -> Iterator[Engine]:
    engine = connect(own_database)
    yield engine
    engine.dispose()


@pytest.fixture
def index(own_database: str, engine: Engine) -> Index:
    index = Index(own_database)
    index.engine = engine
    return index


def at_once(do: Callable[[int], Answer]) -> list[Answer | Exception]:
    """What each of many threads got, or what was raised there."""
    start = Barrier(MANY)

    def one(number: int) -> Answer | Exception:
        start.wait(60)
        try:
            return do(number)
        except Exception as error:
            return error

    with ThreadPoolExecutor(MANY) as threads:
        return list(threads.map(one, range(MANY)))


def kinds(answers: list[Any]) -> list[str]:
    return sorted(type(answer).__name__ for answer in answers)


def count(engine: Engine, table: Any) -> int:
    with Session(engine) as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_a_tenant_has_as_many_unfinished_jobs_as_it_may(index: Index) -> None:
    answers = at_once(lambda number: index.add(a_job(f"job_{number}"), MOST))
    assert kinds(answers) == ["NoneType"] * MOST + [TooManyJobs.__name__] * (MANY - MOST)
    assert index.running("default") == MOST


def test_a_tenant_has_as_many_live_sessions_as_it_may(engine: Engine) -> None:
    def session(number: int) -> LiveSession:
        row: dict[str, Any] = {"tenant": "radio", "engine": "e", "options": {}, "retention": 0, "folder": ""}
        return LiveSession(id=f"sess_{number}", created_at=now(), **row)

    answers = at_once(lambda number: Sessions(engine).add(session(number), MOST))
    assert kinds(answers) == ["NoneType"] * MOST + [TooManySessions.__name__] * (MANY - MOST)
    assert count(engine, LiveSession) == MOST


def test_a_tenant_has_as_many_webhooks_as_it_may(engine: Engine) -> None:
    def webhook(number: int) -> Webhook:
        made = {"secret": new_secret(), "created_at": now(), "types": []}
        return Webhook(id=f"wh_{number}", tenant="radio", url="https://a.example", **made)

    answers = at_once(lambda number: Webhooks(engine).add(webhook(number), MOST))
    assert sorted(map(bool, answers)) == [False] * (MANY - MOST) + [True] * MOST
    assert count(engine, Webhook) == MOST


def test_one_idempotency_key_makes_one_job(index: Index) -> None:
    answers = at_once(lambda number: index.add(a_job(f"job_{number}", idempotency_key="k")))
    assert kinds(answers) == [IntegrityError.__name__] * (MANY - 1) + ["NoneType"]
    assert count(index.engine, Job) == 1


def test_one_of_many_edits_with_the_same_number_holds(index: Index) -> None:
    index.add(a_job("job_1"))

    def edit(number: int) -> None:
        change = Change()
        Edits(index.engine).add(NewEdit("job_1", 1, f"actor {number}", change, f"name {number}", "text"))

    answers = at_once(edit)
    assert kinds(answers) == ["NoneType"] + [Outdated.__name__] * (MANY - 1)
    (held,) = Edits(index.engine).of("job_1")
    job = index.get("job_1")
    assert job is not None
    assert job.name == held.actor.replace("actor", "name")


def test_a_job_that_ends_several_times_is_told_once(index: Index) -> None:
    index.add(a_job("job_1", webhook_url="https://a.example"))
    answers = at_once(lambda _: Outbox(index.engine).end("job_1", "completed"))
    assert len({str(answer) for answer in answers}) == 1
    assert count(index.engine, Delivery) == 1


def test_a_job_has_one_text_whoever_writes_it(index: Index) -> None:
    index.add(a_job("job_1"))

    def write(number: int) -> None:
        with Session(index.engine) as session, session.begin():
            put(session, "job_1", f"text {number}")

    assert kinds(at_once(write)) == ["NoneType"] * MANY
    assert count(index.engine, JobText) == 1


def test_a_token_for_one_use_is_used_once(engine: Engine) -> None:
    keys = Keys(engine)
    made_by, _ = keys.create(NewKey("radio", "n", ["jobs:read"]))
    token, _ = keys.create_token(NewKey("radio", "n", ["jobs:read"]), made_by.id, single_use=True)
    assert sorted(map(bool, at_once(lambda _: keys.consume(token.id)))) == [False] * (MANY - 1) + [True]


def test_one_first_key_is_made(engine: Engine) -> None:
    made = at_once(lambda _: Keys(engine).create_first(NewKey("default", "first", ["admin"])))
    assert kinds(made) == ["NoneType"] * (MANY - 1) + ["tuple"]


@pytest.mark.parametrize("limits", [(MOST, 0), (MANY, MOST)])
def test_steps_of_batches_that_meet_keep_to_their_limits(
    engine: Engine, tmp_path: Any, limits: tuple[int, int]
) -> None:
    for name in ("batch_01JA8Z0000000000000000000A", "batch_01JA8Z0000000000000000000B"):
        Batches(engine).add(a_batch(name, *limits), [(f"https://a.example/{n}", "n") for n in range(MANY)])
    batches = Batches(engine).page("radio", limit=2)

    def step(number: int) -> str:
        place = (tmp_path / "jobs").as_uri()
        advance = Advance(engine, place).advance
        found: Advanced = ActivityEnvironment().run(advance, AdvanceInput(batches[number % 2].id, []))
        return found.status

    answers = at_once(step)
    assert set(answers) == {"running"}
    assert count(engine, Job) == (limits[1] or 2 * limits[0])
    with Session(engine) as session:
        running = session.scalars(select(BatchItem.job_id).where(BatchItem.status == "running")).all()
        assert sorted(filter(None, running)) == sorted(session.scalars(select(Job.id)))


def a_batch(id: str, most_running: int, most_unfinished: int) -> Batch:
    prototype = {"job": {}, "request": {}, "options": {}, "asked_sha256": ""}
    return Batch(
        id=id,
        tenant="radio",
        name="n",
        status="running",
        options={},
        prototype=prototype | {"most_unfinished": most_unfinished},
        most_running=most_running,
        skip_done=False,
        created_at=now(),
    )
