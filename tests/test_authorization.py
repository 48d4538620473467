"""Every route with no key, a key without its scope, another tenant's key, and the right one."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from temporalio.client import Client
from ulid import ULID

from activities import signature
from activities.batches import Batch
from activities.database import later, now
from activities.deliveries import Delivery
from activities.index import Index, Job
from activities.sessions import LiveSession
from activities.webhooks import Webhook
from api.app import app
from api.caller import SCOPES
from api.gate import OPEN
from api.jobs import stored
from tests.keyed import Keyed, keyed
from workflows.request import TranscriptionRequest
from workflows.selection import Choice

OWNER, STRANGER = "owner", "stranger"
METHODS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Row:
    """What a route needs, and what it answers to a key that has it, on resources as `made` makes them."""

    scope: str | None  # None: any key will do
    right: int
    body: dict[str, Any] | None = None


JOBS, BATCHES, WEBHOOKS = "/v1/audio/transcriptions", "/v1/batches", "/v1/webhooks"
JOB, BATCH, WEBHOOK = f"{JOBS}/{{job_id}}", f"{BATCHES}/{{batch_id}}", f"{WEBHOOKS}/{{webhook_id}}"
LIVE = "/v1/realtime"
SESSION = f"{LIVE}/sessions/{{session_id}}"
DELIVERY = f"{WEBHOOK}/deliveries/{{delivery_id}}"

# The job has failed, so it has no transcript; the batch is over.
ROUTES = {
    f"POST {JOBS}": Row("jobs:write", 400),
    f"GET {JOBS}": Row("jobs:read", 200),
    f"GET {JOB}": Row("jobs:read", 200),
    f"PATCH {JOB}": Row("jobs:write", 409, {"name": "other"}),
    f"DELETE {JOB}": Row("jobs:write", 204),
    f"GET {JOB}/audio": Row("jobs:read", 410),
    f"GET {JOB}/audio/redacted": Row("jobs:read", 404),
    f"GET {JOB}/audio/peaks": Row("jobs:read", 410),
    f"GET {JOBS}/export.zip": Row("jobs:read", 422),
    f"DELETE {JOB}/audio": Row("jobs:write", 204),
    f"POST {JOB}/cancel": Row("jobs:write", 409),
    f"POST {JOB}/rerun": Row("jobs:write", 410, {"from": "diarize"}),
    f"GET {JOB}/edits": Row("jobs:read", 200),
    f"DELETE {JOB}/edits": Row("jobs:write", 409),
    f"DELETE {JOB}/edits/{{number}}": Row("jobs:write", 409),
    f"GET {JOB}/events": Row("jobs:read", 200),
    f"GET {JOB}/export/{{format}}": Row("jobs:read", 409),
    f"GET {JOB}/tasks": Row("jobs:read", 200),
    f"POST {BATCHES}": Row("jobs:write", 422, {}),
    f"GET {BATCHES}": Row("jobs:read", 200),
    f"GET {BATCH}": Row("jobs:read", 200),
    f"DELETE {BATCH}": Row("jobs:write", 204),
    f"POST {BATCH}/cancel": Row("jobs:write", 409),
    f"GET {BATCH}/items": Row("jobs:read", 200),
    f"POST {BATCH}/pause": Row("jobs:write", 409),
    f"POST {BATCH}/resume": Row("jobs:write", 409),
    f"POST {BATCH}/retry-failed": Row("jobs:write", 200),
    "GET /v1/engines": Row("jobs:read", 200),
    "GET /v1/models": Row("jobs:read", 200),
    "GET /v1/system/status": Row("jobs:read", 200),
    "GET /v1/system/statistics": Row("jobs:read", 200),
    "GET /v1/system/limits": Row(None, 200),
    "POST /v1/temporal/codec/decode": Row("admin", 200, {"payloads": []}),
    "POST /v1/temporal/codec/encode": Row("admin", 200, {"payloads": []}),
    "POST /v1/temporal/codec/pass": Row("admin", 204),
    "GET /metrics": Row("jobs:read", 200),
    f"GET {WEBHOOKS}": Row("webhooks", 200),
    f"POST {WEBHOOKS}": Row("webhooks", 422, {}),
    f"GET {WEBHOOKS}/signing-secret": Row("webhooks", 200),
    f"GET {WEBHOOK}": Row("webhooks", 200),
    f"PATCH {WEBHOOK}": Row("webhooks", 200, {"description": "x"}),
    f"DELETE {WEBHOOK}": Row("webhooks", 204),
    f"GET {WEBHOOK}/deliveries": Row("webhooks", 200),
    f"GET {DELIVERY}": Row("webhooks", 200),
    f"POST {DELIVERY}/retry": Row("webhooks", 409),
    f"POST {WEBHOOK}/rotate-secret": Row("webhooks", 200, {}),
    f"POST {WEBHOOK}/test": Row("webhooks", 409),
    f"GET {LIVE}/status": Row("realtime", 200),
    f"GET {LIVE}/workers": Row("realtime", 200),
    f"GET {LIVE}/sessions": Row("realtime", 200),
    f"GET {SESSION}": Row("realtime", 200),
    f"DELETE {SESSION}": Row("realtime", 204),
    f"GET {SESSION}/transcript": Row("realtime", 404),
    f"GET {SESSION}/audio": Row("realtime", 404),
    "GET /v1/keys": Row("admin", 200),
    "POST /v1/keys": Row("admin", 201, {"name": "x", "scopes": ["jobs:read"]}),
    "GET /v1/keys/me": Row(None, 200),
    "GET /v1/keys/{key_id}": Row("admin", 200),
    "PATCH /v1/keys/{key_id}": Row("admin", 200, {"name": "x"}),
    "DELETE /v1/keys/{key_id}": Row("admin", 204),
    "POST /v1/tokens": Row(None, 403, {"scopes": ["admin"]}),
    "GET /v1/audit": Row("admin", 200),
    "POST /v1/speech-to-text": Row("jobs:write", 400),
    "GET /v1/speech-to-text/transcripts/{transcription_id}": Row("jobs:read", 404),
    "DELETE /v1/speech-to-text/transcripts/{transcription_id}": Row("jobs:write", 200),
    "POST /v1/single-use-token/{token_type}": Row(None, 422),
    "POST /v1/listen": Row("jobs:write", 400),
}


def declared() -> dict[str, dict[str, Any]]:
    """Every route as method and path, with what the schema says of it."""
    paths = app.openapi()["paths"]
    return {
        f"{method.upper()} {path}": paths[path][method]
        for path in paths
        for method in METHODS
        if method in paths[path] and path not in OPEN
    }


THERE = [pytest.param(route, row, id=route) for route, row in ROUTES.items() if route in declared()]


@pytest.fixture(scope="module")
async def server(temporal: Client, workers: None, index: Index, data: Path) -> AsyncIterator[Keyed]:
    async with keyed(data, temporal, requests_per_minute=0) as server:
        await server.state.live.last_census()
        yield server


def made(server: Keyed) -> dict[str, str]:
    """Something of everything, of one tenant: what a path names, by the path's words."""
    state = server.state
    job_id, webhook_id, delivery_id, batch_id = (f"{kind}_{ULID()}" for kind in ("job", "wh", "msg", "batch"))
    place = f"{state.settings.storage_url}/{job_id}"
    job = Job(id=job_id, tenant=OWNER, name="talk.wav", status="failed", created_at=now(), folder=place)
    transcribe = Choice("transcribe", "faster-whisper", "cpu", "tiny.en")
    prepare = Choice("prepare", "audio-prepare", "cpu")
    request = TranscriptionRequest(job_id, OWNER, place, "0" * 64, prepare, transcribe)
    job.upload_bytes, job.upload_sha256, job.request = 1, "0" * 64, stored(request)
    state.index.add(job)
    webhook = Webhook(id=webhook_id, tenant=OWNER, url="https://example.com/", types=[], created_at=now())
    webhook.secret, webhook.disabled_at, webhook.disabled_reason = signature.new_secret(), now(), "a test"
    state.webhooks.add(webhook, 1000)
    told = Delivery(id=delivery_id, tenant=OWNER, webhook_id=webhook_id, job_id=job_id, created_at=now())
    told.url, told.type, told.body, told.status = "https://example.com/", "webhook.test", "{}", "delivered"
    state.deliveries.add(told)
    batch = Batch(id=batch_id, tenant=OWNER, name="b", status="completed", options={}, prototype={})
    batch.most_running, batch.created_at, batch.completed_at = 1, now(), now()
    state.batches.add(batch, [])
    session_id = f"sess_{ULID()}"
    session = LiveSession(id=session_id, tenant=OWNER, status="completed", created_at=now())
    session.folder = f"{place}-live"
    session.engine, session.options, session.retention = "whisper-streaming", {}, 0
    state.sessions.add(session)
    key, _ = server.key(["jobs:read"], OWNER)
    named = {"job_id": job_id, "webhook_id": webhook_id, "delivery_id": delivery_id, "batch_id": batch_id}
    theirs = {"transcription_id": job_id, "token_type": "tts_websocket"}
    return {**named, **theirs, "session_id": session_id, "key_id": key.id, "format": "srt", "number": "1"}


def code(answer: httpx.Response) -> str:
    """Of an error, in whatever dialect."""
    content = answer.json()
    found = content.get("error", content.get("detail", content))
    return str(found.get("code") or found.get("status") or found["err_code"])


async def ask(server: Keyed, route: str, row: Row, headers: dict[str, str]) -> httpx.Response:
    method, _, path = route.partition(" ")
    address = path.format_map(made(server))
    return await server.api.request(method, address, headers=headers, json=row.body)


def test_every_route_is_in_the_table() -> None:
    assert sorted(set(declared()) - set(ROUTES)) == []


@pytest.mark.parametrize(("route", "row"), THERE)
def test_the_schema_says_which_scope_a_route_needs(route: str, row: Row) -> None:
    scopes = [row.scope] if row.scope else []
    assert declared()[route]["security"] == [{"bearer": scopes}, {"xi-api-key": scopes}]


@pytest.mark.parametrize(("route", "row"), THERE)
async def test_no_key(server: Keyed, route: str, row: Row) -> None:
    _, expired = server.key(tenant=OWNER, expires_at=later(-1))
    for headers in ({}, expired, {"Authorization": f"Bearer dk_{'x' * 43}"}):
        answer = await ask(server, route, row, headers)
        assert answer.status_code == 401
        assert code(answer) in ("unauthorized", "INVALID_AUTH")


@pytest.mark.parametrize(("route", "row"), THERE)
async def test_a_key_without_the_scope(server: Keyed, route: str, row: Row) -> None:
    if row.scope is None:
        return
    _, headers = server.key([scope for scope in SCOPES if scope not in (row.scope, "admin")], OWNER)
    answer = await ask(server, route, row, headers)
    assert answer.status_code == 403
    assert row.scope in answer.text


@pytest.mark.parametrize(("route", "row"), THERE)
async def test_another_tenants_key(server: Keyed, route: str, row: Row) -> None:
    _, headers = server.key([row.scope or "jobs:read"], STRANGER)
    answer = await ask(server, route, row, headers)
    if "_id}" not in route:
        assert answer.status_code == row.right
        assert OWNER not in answer.text
        return
    assert answer.status_code == 404
    assert code(answer) in (
        "job_not_found", "key_not_found", "webhook_not_found", "delivery_not_found", "batch_not_found",
        "session_not_found",
    )  # fmt: skip


@pytest.mark.parametrize(("route", "row"), THERE)
async def test_the_right_key(server: Keyed, route: str, row: Row) -> None:
    _, headers = server.key([row.scope or "jobs:read"], OWNER)
    answer = await ask(server, route, row, headers)
    assert answer.status_code == row.right, answer.text
    if row.right == 404:
        assert code(answer) != "job_not_found"


@pytest.mark.parametrize("path", [JOBS, BATCHES, WEBHOOKS, "/v1/keys", "/v1/audit"])
async def test_a_list_has_nothing_of_another_tenant(server: Keyed, path: str) -> None:
    there = made(server)
    _, own = server.key(["admin"], OWNER)
    await server.api.patch(f"/v1/keys/{there['key_id']}", headers=own, json={"name": "seen"})
    ids = [id for name, id in there.items() if name.endswith("_id")]
    _, other = server.key(["admin"], STRANGER)
    shown = (await server.api.get(path, headers=own)).text
    assert any(id in shown for id in ids)
    hidden = (await server.api.get(path, headers=other)).text
    assert not any(id in hidden for id in ids)
