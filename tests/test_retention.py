"""Jobs are forgotten when their time is over, whoever is running then."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.testing import ActivityEnvironment

from activities import storage
from activities.audit import AuditEntry
from activities.database import as_text, later, now
from activities.expiry import expiry
from activities.index import Index, Job
from activities.purge import Purge, PurgeInput, claim
from activities.retention import Over, Retention, retention_id
from api import orphans, retention
from api.errors import InvalidField
from api.settings import ApiSettings
from tests.api_server import until
from tests.http_jobs import AUDIO, JOBS, SLOW, ended, job, long_talk, running, submit
from tests.test_index import a_job

SPEECH = AUDIO / "jfk.wav"


async def completed(api: httpx.AsyncClient, **fields: Any) -> str:
    """The id of a job that is done and has not been read."""
    id = await submit(api, SPEECH, model="fake:steady", **fields)

    async def listed() -> dict[str, str]:
        return {found["id"]: found["status"] for found in (await api.get(JOBS)).json()["jobs"]}

    await until(listed, lambda found: found[id] == "completed")
    return id


def row(index: Index, id: str) -> Job:
    found = index.get(id)
    assert found
    return found


def days_left(found: Job) -> float:
    ended, expires = found.completed_at, found.expires_at
    assert ended
    assert expires
    return (datetime.fromisoformat(expires) - datetime.fromisoformat(ended)) / timedelta(days=1)


def expire(index: Index, id: str, moment: str) -> None:
    """Time passes."""
    with Session(index.engine) as session, session.begin():
        session.execute(update(Job).where(Job.id == id).values(expires_at=moment))


async def until_gone(api: httpx.AsyncClient, id: str) -> None:
    async def status() -> int:
        return (await api.get(f"{JOBS}/{id}/edits")).status_code

    await until(status, lambda found: found == 404)


def receipt(index: Index, id: str) -> AuditEntry:
    wanted = select(AuditEntry).where(AuditEntry.resource == id, AuditEntry.action == "transcription.purged")
    with Session(index.engine) as session:
        return session.scalars(wanted).one()


@pytest.mark.parametrize(
    ("days", "kept"), [(0, timedelta(hours=1)), (1, timedelta(days=1)), (3650, timedelta(days=3650))]
)
def test_days_are_counted_from_the_end(days: int, kept: timedelta) -> None:
    ended = "2026-02-03T04:05:06.000Z"
    assert expiry(days, ended) == as_text(datetime.fromisoformat(ended) + kept)
    assert expiry(-1, ended) is None


async def test_a_job_says_when_it_will_be_forgotten_and_a_timer_waits(
    api: httpx.AsyncClient, index: Index, temporal: Client
) -> None:
    id = await completed(api)
    assert days_left(row(index, id)) == 30
    assert (await job(api, id))["expires_at"] == row(index, id).expires_at
    timer = temporal.get_workflow_handle(retention_id(id))
    assert (await timer.describe()).status == WorkflowExecutionStatus.RUNNING
    assert (await api.patch(f"{JOBS}/{id}", json={"retention": 7})).json()["status"] == "completed"
    assert days_left(row(index, id)) == 7
    await api.patch(f"{JOBS}/{id}", json={"retention": -1})
    assert row(index, id).expires_at is None
    await timer.result()
    await api.patch(f"{JOBS}/{id}", json={"retention": 1})
    assert (await timer.describe()).status == WorkflowExecutionStatus.RUNNING
    assert (await api.get(f"{JOBS}/{id}/edits")).json()["edits"] == []


async def test_when_the_time_is_over_the_job_is_forgotten(
    api: httpx.AsyncClient, index: Index, temporal: Client
) -> None:
    id = await completed(api, retention=1)
    place = row(index, id).folder
    expire(index, id, later(1))
    await retention.start(temporal, id)
    await until_gone(api, id)
    assert storage.newest(place) is None
    found = receipt(index, id)
    assert (found.actor, found.details, found.tenant) == ("system", {"why": "retention"}, "default")


async def test_a_job_whose_time_is_over_is_not_kept_any_longer(api: httpx.AsyncClient, index: Index) -> None:
    id = await completed(api)
    expire(index, id, now())
    late = await api.patch(f"{JOBS}/{id}", json={"retention": 7})
    assert (late.status_code, late.json()["error"]["code"]) == (409, "conflict")
    assert "is being forgotten" in late.json()["error"]["message"]
    assert row(index, id).retention == 30


async def test_a_job_that_was_given_more_time_is_not_forgotten(
    api: httpx.AsyncClient, index: Index, temporal: Client
) -> None:
    id = await completed(api, retention=1)
    place = row(index, id).folder
    purge = Purge(index, temporal).purge
    await ActivityEnvironment().run(purge, PurgeInput(id, place, why="retention"))
    assert (await job(api, id))["status"] == "completed"
    expire(index, id, now())
    await ActivityEnvironment().run(purge, PurgeInput(id, place, why="retention"))
    await ActivityEnvironment().run(purge, PurgeInput(id, place, why="retention"))
    assert (await api.patch(f"{JOBS}/{id}", json={"retention": 7})).status_code == 404
    assert storage.newest(place) is None


def test_either_a_job_gets_more_time_or_it_is_forgotten(own_database: str) -> None:
    index = Index(own_database)
    with ThreadPoolExecutor(2) as pool:
        for number in range(30):
            id = f"job_{number}"
            index.add(a_job(id, status="completed", completed_at=now(), expires_at=later(0.005)))

            def kept(id: str = id) -> bool:
                try:
                    Retention(index.engine).change(id, 7)
                except Over:
                    return False
                return True

            def claimed(id: str = id) -> bool:
                while row(index, id).expires_at > now():  # type: ignore[operator]
                    if row(index, id).retention == 7:
                        return False
                return claim(index.engine, id)

            forgotten, longer = pool.submit(claimed), pool.submit(kept)
            assert forgotten.result() != longer.result()


async def test_a_result_kept_until_it_is_read_goes_soon_afterwards(
    api: httpx.AsyncClient, index: Index
) -> None:
    id = await completed(api, retention=0)
    assert days_left(row(index, id)) == pytest.approx(1 / 24)
    assert (await api.get(f"{JOBS}/{id}/export/srt")).status_code == 200
    soon = row(index, id).expires_at
    assert soon
    assert now() < soon <= later(60)
    assert (await job(api, id))["text"]
    assert row(index, id).expires_at == soon  # only the first reading counts


async def test_a_look_at_a_job_is_not_its_reading(api: httpx.AsyncClient, index: Index) -> None:
    id = await completed(api, retention=0)
    looked = await api.get(f"{JOBS}/{id}", params={"reading": False})
    assert looked.json()["text"]
    assert days_left(row(index, id)) == pytest.approx(1 / 24)


async def test_reading_wakes_the_timer(api: httpx.AsyncClient, index: Index, temporal: Client) -> None:
    id = await completed(api, retention=0)
    assert Retention(index.engine).read(id)
    assert not Retention(index.engine).read(id)
    expire(index, id, now())
    await retention.start(temporal, id)
    await until_gone(api, id)


async def test_what_was_cancelled_is_forgotten_too(api: httpx.AsyncClient, index: Index) -> None:
    id = await submit(api, long_talk(), model=SLOW, retention=2)
    await running(api, id)
    assert (await api.patch(f"{JOBS}/{id}", json={"retention": 3})).status_code == 200
    assert row(index, id).expires_at is None
    await api.post(f"{JOBS}/{id}/cancel")
    await ended(api, id)
    assert days_left(row(index, id)) == 3


async def test_a_lost_timer_is_found_by_the_sweep(
    api: httpx.AsyncClient, index: Index, temporal: Client, data: Any
) -> None:
    id = await completed(api, retention=-1)
    expire(index, id, later(-3600))
    found = orphans.find(index, ApiSettings(data=data, _env_file=None).storage_url)
    assert id in found.overdue
    await orphans.forget_late(temporal, found)
    await until_gone(api, id)


async def test_the_longest_retention_is_a_setting() -> None:
    settings = ApiSettings(max_retention_days=90, _env_file=None)
    retention.check(settings, 90)
    retention.check(settings, None)
    for days in (91, -1):
        with pytest.raises(InvalidField, match="more than the 90 days"):
            retention.check(settings, days)
