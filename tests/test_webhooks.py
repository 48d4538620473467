"""Webhooks over HTTP: endpoints, their secrets, what was told to them, and what a job may bring."""

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy.orm import Session
from temporalio.client import Client

from activities import migrations
from activities.database import now
from activities.deliveries import Delivery
from activities.index import Index
from activities.signature import key, new_secret
from activities.webhooks import Webhook
from api import submission
from api.app import create_app
from api.errors import InvalidField
from api.settings import ApiSettings
from api.webhooks import MOST
from tests.api_server import serving
from tests.test_public_address import HOSTILE

HOOKS = "/v1/webhooks"
URL = "https://93.184.216.34/hook"  # public, and never called here
# Names that mean something to their own test only are left out.
BAD = [url.replace("{port}", "8443") for url in HOSTILE if ".example" not in url]


@pytest.fixture
def index(tmp_path: Path) -> Index:
    settings = ApiSettings(data=tmp_path, _env_file=None)
    migrations.upgrade(settings.database_url)
    return Index(settings.database_url)


@pytest.fixture
async def api(tmp_path: Path, index: Index, temporal: Client) -> AsyncIterator[httpx.AsyncClient]:
    """A server with a database of its own, whose messages no worker knows."""
    async with serving(create_app(ApiSettings(data=tmp_path, _env_file=None), temporal)) as api:
        yield api


async def create(api: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    response = await api.post(HOOKS, json={"url": URL, **fields})
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


def deliver(index: Index, webhook_id: str, number: int, **columns: Any) -> str:
    delivery = Delivery(
        id=f"msg_{number:03}",
        tenant="default",
        webhook_id=webhook_id,
        job_id="job_1",
        url=URL,
        type="transcription.completed",
        body='{"type":"transcription.completed","data":{"id":"job_1"}}',
        created_at=now(),
    )
    for name, value in columns.items():
        setattr(delivery, name, value)
    with Session(index.engine) as session, session.begin():
        session.add(delivery)
        return delivery.id


def problem(response: httpx.Response) -> tuple[int, str]:
    return response.status_code, response.json()["error"]["code"]


async def test_an_endpoint_is_made_with_a_secret_that_is_not_shown_again(api: httpx.AsyncClient) -> None:
    response = await api.post(HOOKS, json={"url": URL, "description": "newsroom"})
    made = response.json()
    assert response.headers["Location"] == f"{HOOKS}/{made['id']}"
    assert len(key(made.pop("secret"))) == 32
    assert made.pop("previous_until") is None
    assert made["all_jobs"]
    assert made["enabled"]
    assert made["types"] == ["transcription.completed", "transcription.failed", "transcription.cancelled"]
    assert (await api.get(f"{HOOKS}/{made['id']}")).json() == made
    assert (await api.get(HOOKS)).json() == {"webhooks": [made]}


async def test_a_secret_may_be_brought_along(api: httpx.AsyncClient) -> None:
    secret = new_secret()
    assert (await create(api, secret=secret))["secret"] == secret


async def test_endpoints_are_listed_newest_first_without_the_signing_secret(api: httpx.AsyncClient) -> None:
    made = [(await create(api))["id"] for _ in range(3)]
    await api.get(f"{HOOKS}/signing-secret")
    assert [one["id"] for one in (await api.get(HOOKS)).json()["webhooks"]] == made[::-1]


@pytest.mark.parametrize(
    "fields",
    [
        {"url": None},
        {"url": ""},
        {"url": "https://example.com/" + "a" * 2100},
        {"types": []},
        {"types": ["transcription.deleted"]},
        {"secret": "whsec_short"},
        {"secret": ""},
        {"description": "a\u0000b"},
        {"description": "a" * 300},
        {"tenant": "theirs"},
        {"all_jobs": "perhaps"},
    ],
)
async def test_what_makes_no_endpoint_is_refused(api: httpx.AsyncClient, fields: dict[str, Any]) -> None:
    response = await api.post(HOOKS, json={"url": URL, **fields})
    assert problem(response) == (422, "invalid_request")
    assert (await api.get(HOOKS)).json() == {"webhooks": []}


async def test_a_url_into_a_private_network_is_refused(api: httpx.AsyncClient) -> None:
    made = await create(api)
    for url in BAD:
        refused = await api.post(HOOKS, json={"url": url})
        assert problem(refused) == (422, "invalid_request"), url
        refused = await api.patch(f"{HOOKS}/{made['id']}", json={"url": url})
        assert problem(refused) == (422, "invalid_request"), url
    assert (await api.get(f"{HOOKS}/{made['id']}")).json()["url"] == URL


async def test_the_operator_may_allow_a_private_network(tmp_path: Path, temporal: Client) -> None:
    settings = ApiSettings(data=tmp_path, fetch_allow="10.0.0.0/8", _env_file=None)
    async with serving(create_app(settings, temporal)) as api:
        await create(api, url="https://10.1.2.3/hook")


async def test_there_is_an_end_to_how_many_endpoints_there_can_be(api: httpx.AsyncClient) -> None:
    for _ in range(MOST):
        await create(api)
    assert problem(await api.post(HOOKS, json={"url": URL})) == (409, "conflict")


async def test_an_endpoint_is_changed_in_what_is_given_only(api: httpx.AsyncClient) -> None:
    made = await create(api, description="before")
    path = f"{HOOKS}/{made['id']}"
    changed = (await api.patch(path, json={"types": ["transcription.failed"], "all_jobs": False})).json()
    assert (changed["types"], changed["all_jobs"]) == (["transcription.failed"], False)
    assert (changed["url"], changed["description"]) == (URL, "before")
    assert (await api.patch(path, json={})).json() == changed
    assert (await api.patch(path, json={"description": ""})).json()["description"] == ""


async def test_a_disabled_endpoint_is_enabled_by_a_change(api: httpx.AsyncClient, index: Index) -> None:
    made = await create(api)
    path = f"{HOOKS}/{made['id']}"
    off = (await api.patch(path, json={"enabled": False})).json()
    assert (off["enabled"], off["disabled_reason"]) == (False, "switched off by its owner")
    assert (await api.patch(path, json={"enabled": False})).json() == off
    assert problem(await api.post(f"{path}/test")) == (409, "conflict")
    on = (await api.patch(path, json={"enabled": True})).json()
    assert (on["enabled"], on["disabled_at"], on["failing_since"]) == (True, None, None)


async def test_a_rotated_secret_overlaps_with_the_one_before(api: httpx.AsyncClient, index: Index) -> None:
    made = await create(api)
    path = f"{HOOKS}/{made['id']}/rotate-secret"
    rotated = (await api.post(path)).json()
    assert rotated["secret"] != made["secret"]
    assert rotated["previous_until"] > now()
    with Session(index.engine) as session:
        kept = session.get(Webhook, made["id"])
        assert kept
        assert kept.secrets == [rotated["secret"], made["secret"]]
    secret = new_secret()
    assert (await api.post(path, json={"secret": secret})).json()["secret"] == secret
    assert problem(await api.post(path, json={"secret": "whsec_"})) == (422, "invalid_request")


async def test_the_signing_secret_is_made_once_and_can_be_rotated(api: httpx.AsyncClient) -> None:
    first = (await api.get(f"{HOOKS}/signing-secret")).json()
    assert (await api.get(f"{HOOKS}/signing-secret")).json() == first
    path = f"{HOOKS}/{first['id']}"
    rotated = (await api.post(f"{path}/rotate-secret")).json()
    assert (await api.get(f"{HOOKS}/signing-secret")).json() == rotated
    for refused in (
        await api.patch(path, json={"enabled": False}),
        await api.delete(path),
        await api.post(f"{path}/test"),
    ):
        assert problem(refused) == (409, "conflict")


async def test_deliveries_are_paged_newest_first_and_filtered(api: httpx.AsyncClient, index: Index) -> None:
    webhook = (await create(api))["id"]
    made = [deliver(index, webhook, n, status="failed" if n % 2 else "delivered") for n in range(5)]
    path = f"{HOOKS}/{webhook}/deliveries"
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await api.get(path, params={"limit": 2, **cursor})).json()
        seen += [one["id"] for one in page["deliveries"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert seen == made[::-1]
    failed = (await api.get(path, params={"status": "failed"})).json()["deliveries"]
    assert [one["id"] for one in failed] == ["msg_003", "msg_001"]
    assert problem(await api.get(path, params={"status": "lost"})) == (422, "invalid_request")
    assert problem(await api.get(path, params={"cursor": "nonsense"})) == (400, "invalid_request")


async def test_a_delivery_shows_its_message(api: httpx.AsyncClient, index: Index) -> None:
    webhook = (await create(api))["id"]
    id = deliver(index, webhook, 1)
    found = (await api.get(f"{HOOKS}/{webhook}/deliveries/{id}")).json()
    assert found["body"] == {"type": "transcription.completed", "data": {"id": "job_1"}}
    assert (found["job_id"], found["status"], found["attempts"]) == ("job_1", "pending", 0)


async def test_only_what_has_ended_is_told_again(api: httpx.AsyncClient, index: Index) -> None:
    webhook = (await create(api))["id"]
    pending, failed = deliver(index, webhook, 1), deliver(index, webhook, 2, status="failed", attempts=30)
    path = f"{HOOKS}/{webhook}/deliveries"
    assert problem(await api.post(f"{path}/{pending}/retry")) == (409, "conflict")
    response = await api.post(f"{path}/{failed}/retry")
    assert (response.status_code, response.json()["status"], response.json()["attempts"]) == (
        202,
        "pending",
        30,
    )
    assert problem(await api.post(f"{path}/{failed}/retry")) == (409, "conflict")


async def test_a_test_is_a_message_as_any_other(api: httpx.AsyncClient) -> None:
    webhook = (await create(api))["id"]
    response = await api.post(f"{HOOKS}/{webhook}/test")
    assert response.status_code == 202
    made = response.json()
    assert (made["type"], made["status"], made["job_id"]) == ("webhook.test", "pending", None)
    found = (await api.get(f"{HOOKS}/{webhook}/deliveries/{made['id']}")).json()
    assert found["body"]["data"] == {"webhook_id": webhook}


async def test_a_deleted_endpoint_takes_its_deliveries_along(api: httpx.AsyncClient, index: Index) -> None:
    webhook = (await create(api))["id"]
    id = deliver(index, webhook, 1)
    assert (await api.delete(f"{HOOKS}/{webhook}")).status_code == 204
    assert problem(await api.get(f"{HOOKS}/{webhook}")) == (404, "webhook_not_found")
    assert problem(await api.delete(f"{HOOKS}/{webhook}")) == (404, "webhook_not_found")
    with Session(index.engine) as session:
        assert session.get(Delivery, id) is None


async def test_another_tenants_webhook_is_not_found(api: httpx.AsyncClient, index: Index) -> None:
    ours = (await create(api))["id"]
    with Session(index.engine) as session, session.begin():
        session.add(
            Webhook(id="wh_theirs", tenant="theirs", url=URL, types=[], secret=new_secret(), created_at=now())
        )
    id = deliver(index, "wh_theirs", 1, tenant="theirs", status="failed")
    asked = [
        ("GET", "/wh_theirs"),
        ("PATCH", "/wh_theirs"),
        ("DELETE", "/wh_theirs"),
        ("POST", "/wh_theirs/rotate-secret"),
        ("POST", "/wh_theirs/test"),
        ("GET", "/wh_theirs/deliveries"),
        ("GET", f"/wh_theirs/deliveries/{id}"),
        ("POST", f"/wh_theirs/deliveries/{id}/retry"),
    ]
    for method, path in asked:
        response = await api.request(method, HOOKS + path, json={} if method in ("PATCH", "POST") else None)
        assert problem(response) == (404, "webhook_not_found"), (method, path)
    for method, path in (("GET", f"/{ours}/deliveries/{id}"), ("POST", f"/{ours}/deliveries/{id}/retry")):
        assert problem(await api.request(method, HOOKS + path)) == (404, "delivery_not_found")


async def test_what_was_done_to_a_webhook_is_in_the_audit_log(api: httpx.AsyncClient, index: Index) -> None:
    made = await create(api)
    path = f"{HOOKS}/{made['id']}"
    await api.patch(path, json={"description": "newsroom"})
    await api.post(f"{path}/rotate-secret")
    await api.post(f"{path}/deliveries/{deliver(index, made['id'], 1, status='failed')}/retry")
    await api.delete(path)
    entries = (await api.get("/v1/audit", params={"resource": made["id"]})).json()
    done = [entry["action"].removeprefix("webhook.") for entry in entries["entries"]]
    assert done == ["delete", "retry", "rotate", "update", "create"]
    assert URL not in json.dumps(entries)
    assert made["secret"] not in json.dumps(entries)


@pytest.mark.parametrize(
    "given",
    [
        '{"episode": 17, "tags": ["a", {"b": null}]}',
        "{}",
        json.dumps({"words": "é" * 2000}, ensure_ascii=False),
    ],
)
def test_metadata_comes_through(given: str) -> None:
    assert submission.read([("webhook_metadata", given)]).webhook_metadata == json.loads(given)


@pytest.mark.parametrize(
    "given",
    [
        "[]",
        "17",
        "null and void",
        '{"a": NaN}',
        '{"a": 1e999}',
        '{"a": "\\ud800"}',
        '{"a": ' + "9" * 5000 + "}",
        json.dumps({"words": "é" * 8200}, ensure_ascii=False),
        '{"a":' * 9 + "1" + "}" * 9,
        "[" * 4000,
        '{"a":' * 3000,
    ],
)
def test_metadata_that_is_no_small_json_object_is_refused(given: str) -> None:
    with pytest.raises(InvalidField, match="webhook_metadata"):
        submission.read([("webhook_metadata", given)])


def test_a_job_names_one_webhook_at_most() -> None:
    with pytest.raises(InvalidField, match="give one"):
        submission.read([("webhook_url", URL), ("webhook_id", "wh_1")])
