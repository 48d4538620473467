"""Who gets in: what a key looks like on the wire, what is open, and what a server without keys refuses."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from activities.database import later
from api.app import create_app
from api.settings import ApiSettings
from tests.api_server import serving, until
from tests.command import dalston
from tests.conftest import free_port
from tests.keyed import Keyed, bearer, keyed
from tests.test_api_process import api_process

JOBS = "/v1/audio/transcriptions"


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Keyed]:
    async with keyed(tmp_path) as server:
        yield server


@pytest.fixture
async def keyless(tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    async with serving(create_app(ApiSettings(data=tmp_path, _env_file=None))) as api:
        yield api


@pytest.mark.parametrize("header", ["Authorization: Bearer", "Authorization: bearer", "Authorization: Token"])
async def test_a_key_may_come_in_the_ways_of_several_clients(server: Keyed, header: str) -> None:
    _, headers = server.key(["jobs:read"])
    secret = headers["Authorization"].removeprefix("Bearer ")
    name, _, scheme = header.partition(": ")
    assert (await server.api.get(JOBS, headers={name: f"{scheme} {secret}"})).status_code == 200
    assert (await server.api.get(JOBS, headers={"xi-api-key": secret})).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer dk_" + "a" * 43},
        {"Authorization": "Bearer " + "dk_" * 5000},
        {"Authorization": "Basic ZGs6eA=="},
        {"Authorization": "dk_" + "a" * 43},
        {"Authorization": b"Bearer dk_\xff\xfe"},
        {"xi-api-key": "sk-123"},
        {"xi-api-key": "' OR 1=1 --"},
    ],
    ids=lambda headers: str(headers)[:40],
)
async def test_without_a_valid_key_nobody_gets_in(server: Keyed, headers: dict[str, str]) -> None:
    answer = await server.api.get(JOBS, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["error"]["code"] == "unauthorized"
    assert "X-Request-ID" in answer.headers


async def test_a_missing_scope_is_named(server: Keyed) -> None:
    _, headers = server.key(["jobs:read", "realtime"])
    answer = await server.api.delete(f"{JOBS}/job_x", headers=headers)
    assert answer.status_code == 403
    error = answer.json()["error"]
    assert error["code"] == "forbidden"
    assert error["details"] == {"needed": "jobs:write", "scopes": ["jobs:read", "realtime"]}
    assert "jobs:write" in error["message"]


async def test_admin_stands_for_every_scope(server: Keyed) -> None:
    _, headers = server.key(["admin"])
    assert (await server.api.get(JOBS, headers=headers)).status_code == 200


async def test_a_key_that_expires_while_it_is_remembered_stops_working(server: Keyed) -> None:
    _, headers = server.key(["jobs:read"], expires_at=later(1.5))
    assert (await server.api.get(JOBS, headers=headers)).status_code == 200

    async def status() -> int:
        return (await server.api.get(JOBS, headers=headers)).status_code

    assert await until(status, lambda found: found == 401, 20)


async def test_revocation_elsewhere_is_heard_within_seconds(server: Keyed) -> None:
    key, headers = server.key(["jobs:read"])
    assert (await server.api.get(JOBS, headers=headers)).status_code == 200
    server.state.keys.revoke(key.id)  # as another process would

    async def status() -> int:
        return (await server.api.get(JOBS, headers=headers)).status_code

    assert await until(status, lambda found: found == 401, 20)


async def test_what_is_open_needs_no_key_and_everything_else_does(server: Keyed) -> None:
    for path in ("/healthz", "/openapi.json", "/docs", "/redoc"):
        assert (await server.api.get(path)).status_code == 200
    assert (await server.api.get("/readyz")).status_code == 503  # there is no Temporal
    assert (await server.api.get("/")).status_code == 404  # browsers are led to the console
    doubled = f"{server.api.base_url}//healthz"
    for path in ("/metrics", "/v1/nothing", "/healthz/", doubled, "/healthz/../v1/keys", "/HEALTHZ"):
        assert (await server.api.get(path)).status_code == 401, path


async def test_metrics_are_read_with_a_key_that_may_read_jobs(server: Keyed) -> None:
    for scope, status in (("jobs:read", 200), ("realtime", 403)):
        _, headers = server.key([scope])
        assert (await server.api.get("/metrics", headers=headers)).status_code == status


async def test_a_refused_upload_hears_why(server: Keyed) -> None:
    content = b"x" * 3_000_000
    answer = await server.api.post(JOBS, files={"file": ("a.wav", content)})
    assert answer.status_code == 401


async def test_a_body_that_is_no_json_is_not_looked_at_without_a_key(server: Keyed) -> None:
    assert (await server.api.post("/v1/keys", content=b"{")).status_code == 401


async def test_who_asks_for_keys_says_so_in_the_schema(server: Keyed) -> None:
    schema = (await server.api.get("/openapi.json")).json()
    assert set(schema["components"]["securitySchemes"]) == {"bearer", "xi-api-key"}
    asked = schema["paths"][JOBS]["post"]
    assert asked["security"] == [{"bearer": ["jobs:write"]}, {"xi-api-key": ["jobs:write"]}]
    assert {"401", "403", "429"} <= set(asked["responses"])


def test_a_websocket_needs_a_key_too(tmp_path: Path) -> None:
    app = create_app(ApiSettings(data=tmp_path, auth="on", _env_file=None))

    @app.websocket("/echo")
    async def echo(socket: object) -> None:
        raise AssertionError("nobody should get here")

    with (
        TestClient(app) as client,
        client.websocket_connect("/echo?token=dt_x") as refused,
    ):
        assert refused.receive_json()["code"] == "unauthorized"
        with pytest.raises(WebSocketDisconnect) as end:
            refused.receive_text()
    assert end.value.code == 4401


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8000", "127.0.0.1", "127.0.0.1:9", "[::1]", "[::1]:8000", "LOCALHOST"]
)
async def test_without_keys_the_own_machine_is_served(keyless: httpx.AsyncClient, host: str) -> None:
    assert (await keyless.get(JOBS, headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000", "192.168.1.4", "[::2]"]
)
async def test_without_keys_a_name_that_was_made_to_lead_here_is_refused(
    keyless: httpx.AsyncClient, host: str
) -> None:
    answer = await keyless.get(JOBS, headers={"Host": host})
    assert answer.status_code == 403
    assert "DALSTON_AUTH" in answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://localhost:1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
async def test_without_keys_pages_of_other_origins_change_nothing(
    keyless: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    assert (await keyless.post("/v1/keys", headers=headers)).status_code == 403
    assert (await keyless.get(JOBS, headers=headers)).status_code == 200


async def test_without_keys_own_pages_may_write(keyless: httpx.AsyncClient) -> None:
    own = str(keyless.base_url).rstrip("/")
    headers = {"Origin": own, "Sec-Fetch-Site": "same-origin"}
    made = await keyless.post("/v1/keys", headers=headers, json={"name": "x", "scopes": ["jobs:read"]})
    assert made.status_code == 201
    me = (await keyless.get("/v1/keys/me", headers={"Authorization": "Bearer whatever"})).json()
    assert me["id"] == "local"


def test_up_without_keys_refuses_to_start_where_strangers_reach_it(tmp_path: Path) -> None:
    up = dalston("up", "--host", "0.0.0.0", data=tmp_path, DALSTON_AUTH="off")
    assert up.returncode == 2
    assert b"DALSTON_AUTH" in up.stderr


def test_a_setting_that_is_none_is_refused(tmp_path: Path) -> None:
    process = api_process(tmp_path, DALSTON_AUTH="no")
    _, said = process.communicate(timeout=60)
    assert process.returncode != 0
    assert "auth" in said


async def test_on_any_address_a_server_starts_with_keys_and_shows_the_first_one(tmp_path: Path) -> None:
    port = free_port()
    process = api_process(tmp_path, DALSTON_HOST="0.0.0.0", DALSTON_PORT=str(port))
    url = f"http://127.0.0.1:{port}"

    async def status() -> int:
        async with httpx.AsyncClient(base_url=url) as client:
            try:
                return (await client.get(JOBS)).status_code
            except httpx.TransportError:
                return 0

    try:
        assert await until(status, bool, 60) == 401
        process.terminate()
        out, said = await asyncio.to_thread(process.communicate, timeout=60)
    finally:
        process.kill()
    secret = out.strip().splitlines()[-1]
    assert secret.startswith("dk_")
    assert secret not in said
    async with keyed(tmp_path) as again:
        assert (await again.api.get(JOBS, headers=bearer(secret))).status_code == 200


async def test_without_keys_only_loopback_connections_are_answered(tmp_path: Path) -> None:
    """Also where uvicorn was told another address than DALSTON_HOST says."""
    app = create_app(ApiSettings(data=tmp_path, _env_file=None))
    with TestClient(app, base_url="http://192.168.1.4") as client:
        assert client.get(JOBS, headers={"Host": "localhost"}).status_code == 403
