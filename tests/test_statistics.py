"""Dashboards hear what was done, hour by hour, what goes on, and what the caller may still use."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session
from ulid import ULID

from activities.database import as_text, now
from activities.index import Index
from activities.sessions import LiveSession
from activities.statistics import Hour, statistics
from tests.keyed import Keyed, keyed
from tests.test_index import a_job

NOON = datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


@pytest.fixture
def index(own_database: str) -> Index:
    return Index(own_database)


def add(index: Index, created: datetime, queue: float, ran: float, **columns: Any) -> None:
    """A completed job: seconds that it waited and ran."""
    job = a_job(f"job_{ULID()}")
    started, tenant = created + timedelta(seconds=queue), columns.pop("tenant", "default")
    job.tenant, job.created_at, job.started_at = tenant, as_text(created), as_text(started)
    job.status, job.completed_at = "completed", as_text(started + timedelta(seconds=ran))
    for name, value in columns.items():
        setattr(job, name, value)
    index.add(job)


def counted(index: Index, hours: int = 3) -> list[Hour]:
    return list(statistics(index.engine, "default", hours, NOON).hours)


def test_jobs_are_counted_in_the_hours_in_which_they_came_and_ended(index: Index) -> None:
    add(index, NOON - timedelta(minutes=31), queue=1, ran=120, duration=60.0)  # 11:59 to 12:01
    add(index, NOON - timedelta(minutes=5), queue=3, ran=30, duration=60.0)
    add(index, NOON - timedelta(minutes=5), queue=0, ran=1, status="failed", duration=None)
    add(index, NOON - timedelta(days=3), queue=0, ran=3 * 86400 - 7200, status="cancelled")
    ten, eleven, twelve = counted(index)
    assert (ten.start, ten.cancelled, ten.submitted) == ("2026-03-01T10:00:00.000Z", 1, 0)
    assert (eleven.submitted, eleven.completed, eleven.real_time_factor) == (1, 0, None)
    assert (twelve.submitted, twelve.completed, twelve.failed) == (2, 2, 1)
    assert twelve.audio_seconds == 120.0
    assert (twelve.real_time_factor, twelve.queue_seconds) == (1.25, 2.0)


def test_another_tenants_jobs_are_not_counted(index: Index) -> None:
    add(index, NOON, queue=1, ran=1, duration=1.0, tenant="other")
    assert all((hour.submitted, hour.completed) == (0, 0) for hour in counted(index))


def test_what_has_not_ended_is_counted_by_status(index: Index) -> None:
    for status in ("pending", "running", "running"):
        job = a_job(f"job_{ULID()}")
        job.status = status
        index.add(job)
    assert statistics(index.engine, "default", 1, NOON).unfinished == {"pending": 1, "running": 2}


def test_hours_are_found_by_indexes(index: Index) -> None:
    if index.engine.dialect.name != "sqlite":
        return  # it takes what is in the table into account, and there is nothing
    with Session(index.engine) as session:
        plan = session.execute(
            text("EXPLAIN QUERY PLAN SELECT status FROM jobs WHERE tenant = 'a' AND completed_at >= '2026'")
        )
        assert "COVERING INDEX jobs_ended" in str(plan.all())


@pytest.fixture
async def server(tmp_path: Any) -> AsyncIterator[Keyed]:
    async with keyed(tmp_path, requests_per_minute=100, max_running_jobs=7, live_sessions=0) as server:
        yield server


async def ask(server: Keyed, path: str, headers: dict[str, str]) -> dict[str, Any]:
    answer: httpx.Response = await server.api.get(path, headers=headers)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def test_the_statistics_of_a_server_without_work(server: Keyed) -> None:
    _, headers = server.key(["jobs:read"])
    found = await ask(server, "/v1/system/statistics?hours=168", headers)
    assert len(found["hours"]) == 168
    assert (found["pending"], found["running"]) == (0, 0)
    assert found["live"] == {"active": 0, "capacity": None, "available": None}
    for hours in (0, 169, "x"):
        answer = await server.api.get(f"/v1/system/statistics?hours={hours}", headers=headers)
        assert answer.status_code == 422


async def test_limits_say_what_is_allowed_and_used(server: Keyed) -> None:
    _, headers = server.key(["webhooks"], rate_limit=50)
    job = a_job(f"job_{ULID()}")
    job.tenant = "default"
    server.state.index.add(job)
    session = LiveSession(
        id=f"sess_{ULID()}", tenant="default", status="active", created_at=now(), folder="x"
    )
    session.engine, session.options, session.retention = "whisper-streaming", {}, 0
    server.state.sessions.add(session)
    await ask(server, "/v1/keys/me", headers)
    found = await ask(server, "/v1/system/limits", headers)
    assert found["requests_per_minute"]["limit"] == 100
    assert found["requests_per_minute"]["used"] >= 1
    assert found["key_requests_per_minute"]["limit"] == 50
    assert found["running_jobs"] == {"limit": 7, "used": 1}
    assert found["live_sessions"] == {"limit": None, "used": 1}
    assert found["retention"] == {"default_days": 30, "most_days": -1}


async def test_the_status_says_what_runs_here_without_paths_or_secrets(server: Keyed) -> None:
    _, headers = server.key(["jobs:read"])
    about = (await ask(server, "/v1/system/status", headers))["about"]
    assert about["version"]
    assert about["uptime_seconds"] > 0
    settings = server.state.settings
    assert settings.storage_url.startswith(f"{about['storage_kind']}://")
    assert settings.database_url.startswith(f"{about['database_kind']}://")
    assert about["keys_on"]
    assert str(settings.data) not in str(about)
