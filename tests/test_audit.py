"""What goes into the audit log, who may read it, and how long it is kept."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from temporalio.client import Client

from activities.audit import Audit, Receipt
from activities.database import connect, later
from activities.index import Index
from api import daily
from tests.api_server import until
from tests.conftest import AUDIO
from tests.keyed import Keyed, bearer, keyed

JOBS = "/v1/audio/transcriptions"


@pytest.fixture
def log(own_database: str) -> Audit:
    return Audit(connect(own_database))


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Keyed]:
    async with keyed(tmp_path) as server:
        yield server


async def entries(server: Keyed, headers: dict[str, str], **filters: Any) -> list[dict[str, Any]]:
    answer = await server.api.get("/v1/audit", headers=headers, params=filters)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["entries"]
    return found


def test_a_page_goes_on_where_the_last_one_ended(log: Audit) -> None:
    written = [Receipt("radio", f"key_{number}").entry("key.create", "key_x") for number in range(5)]
    ids = [entry.id for entry in written]
    for entry in written:
        log.add(entry)
    first = log.page("radio", limit=3)
    rest = log.page("radio", limit=3, before=(first[-1].at, first[-1].id))
    assert {entry.id for entry in (*first, *rest)} == set(ids)
    assert len(first) + len(rest) == 5
    assert log.page("press") == []


def test_old_entries_are_dropped(log: Audit) -> None:
    old = Receipt("radio").entry("key.create", "key_old")
    old.at = later(-100)
    log.add(old)
    log.add(Receipt("radio").entry("key.create", "key_new"))
    assert log.drop_before(later(-50)) == 1
    assert [entry.resource for entry in log.page("radio")] == ["key_new"]


async def test_an_entry_says_who_did_what_to_what_and_from_where(server: Keyed) -> None:
    admin, headers = server.key(["admin"], tenant="radio")
    asked = {**headers, "X-Request-ID": "req-7"}
    made = await server.api.post("/v1/keys", headers=asked, json={"name": "n", "scopes": ["realtime"]})
    await server.api.delete(f"/v1/keys/{made.json()['id']}", headers=headers)
    revoked, created = await entries(server, headers)
    assert created == {
        "id": created["id"],
        "at": created["at"],
        "actor": admin.id,
        "action": "key.create",
        "resource": made.json()["id"],
        "address": "127.0.0.1",
        "request_id": "req-7",
        "details": {"name": "n", "scopes": ["realtime"]},
    }
    assert revoked["action"] == "key.revoke"


async def test_entries_are_found_by_actor_action_resource_and_time(server: Keyed) -> None:
    admin, headers = server.key(["admin"], tenant="radio")
    for name in ("a", "b"):
        await server.api.post("/v1/keys", headers=headers, json={"name": name, "scopes": ["realtime"]})
    await server.api.post("/v1/tokens", headers=headers, json={"scopes": ["realtime"]})
    token, second, first = await entries(server, headers)
    assert [entry["action"] for entry in (token, second, first)] == [
        "token.create",
        "key.create",
        "key.create",
    ]
    assert await entries(server, headers, action="token.create") == [token]
    assert await entries(server, headers, resource=first["resource"]) == [first]
    assert len(await entries(server, headers, actor=admin.id)) == 3
    assert await entries(server, headers, actor="key_x") == []
    assert len(await entries(server, headers, since=first["at"])) == 3
    assert await entries(server, headers, until=first["at"]) == []


async def test_a_refused_key_is_written_down_and_cannot_fill_the_log(server: Keyed) -> None:
    _, headers = server.key(["admin"])
    key, revoked = server.key(["jobs:read"])
    server.state.keys.revoke(key.id)
    assert (await server.api.get(JOBS, headers=revoked)).status_code == 401
    assert (await server.api.get(JOBS)).status_code == 401  # no key at all: nobody tried to get in
    for _ in range(30):
        assert (await server.api.get(JOBS, headers=bearer(f"dk_{'x' * 43}"))).status_code == 401
    refused = await entries(server, headers, action="auth.refused", limit=100)
    assert len(refused) == 10
    assert refused[-1]["actor"] == key.id
    assert {entry["actor"] for entry in refused[:-1]} == {"unknown"}


async def test_a_log_that_cannot_be_written_is_reported_and_undoes_nothing(
    server: Keyed, caplog: pytest.LogCaptureFixture
) -> None:
    _, headers = server.key(["admin"])
    with server.state.index.engine.begin() as connection:
        connection.execute(text("ALTER TABLE audit RENAME TO elsewhere"))
    made = await server.api.post("/v1/keys", headers=headers, json={"name": "n", "scopes": ["realtime"]})
    assert made.status_code == 201
    assert f"not in the audit log: key.create of {made.json()['id']}" in caplog.text


async def test_what_is_young_is_kept_by_the_daily_round(tmp_path: Path) -> None:
    async with keyed(tmp_path, audit_days=2) as server:
        for days in (1, 3):
            entry = Receipt("radio").entry("key.create", f"key_{days}")
            entry.at = later(-days * daily.DAY)
            server.state.audit.add(entry)
        daily.forget(server.state)
        assert [entry.resource for entry in server.state.audit.page("radio")] == ["key_1"]


async def test_what_happens_to_a_job_is_in_the_log(
    temporal: Client, workers: None, index: Index, data: Path
) -> None:
    async with keyed(data, temporal) as server:
        admin, headers = server.key(["admin"], tenant="audited")

        async def ready() -> int:
            return (await server.api.get("/readyz")).status_code

        await until(ready, lambda status: status == 200)
        content = (AUDIO / "two_speakers.flac").read_bytes()
        made = await server.api.post(JOBS, headers=headers, files={"file": ("secret name.flac", content)})
        job_id = made.json()["id"]
        assert (await server.api.get(f"{JOBS}/{job_id}/audio", headers=headers)).status_code == 200
        part = {**headers, "Range": "bytes=10-20"}
        assert (await server.api.get(f"{JOBS}/{job_id}/audio", headers=part)).status_code == 206
        gone = await server.api.delete(f"{JOBS}/{job_id}", headers=headers, params={"cancel": "true"})
        assert gone.status_code == 204, gone.text
        found = await entries(server, headers)
        done = [entry["action"] for entry in found if entry["resource"] == job_id]
        assert done == ["transcription.purged", "transcription.read_audio", "transcription.create"]
        assert {entry["actor"] for entry in found} == {admin.id}
        assert "secret name" not in str(found)


async def test_without_keys_the_actor_is_local(api: httpx.AsyncClient) -> None:
    made = await api.post("/v1/keys", json={"name": "n", "scopes": ["realtime"]})
    found = (await api.get("/v1/audit", params={"resource": made.json()["id"]})).json()["entries"]
    assert [(entry["actor"], entry["action"]) for entry in found] == [("local", "key.create")]
