"""A browser plays and downloads with a token in the URL; keys have no business there, nor does any log."""

import logging
from collections.abc import AsyncIterator

import pytest
from pydantic import ValidationError

from activities.database import now
from activities.keys import NewKey
from api.jobs import stored
from api.settings import ApiSettings
from tests import jobs
from tests.http_jobs import AUDIO, JOBS
from tests.keyed import Keyed, bearer, keyed
from workers.settings import WorkerSettings

SPEECH = (AUDIO / "jfk.wav").read_bytes()
BY_BROWSER = (
    f"{JOBS}/{{job}}/audio",
    f"{JOBS}/{{job}}/audio/redacted",
    f"{JOBS}/{{job}}/audio/peaks",
    f"{JOBS}/{{job}}/events",
    f"{JOBS}/{{job}}/export/txt",
    f"{JOBS}/export.zip?ids={{job}}",
    "/v1/realtime/sessions/{job}/audio",
    "/v1/realtime/sessions/{job}/transcript",
)


@pytest.fixture(scope="module")
async def server(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Keyed]:
    async with keyed(tmp_path_factory.mktemp("tokens")) as server:
        yield server


def token(server: Keyed, *scopes: str, tenant: str = "default") -> str:
    asked = NewKey(tenant, "token", scopes or ("jobs:read", "realtime"))
    return server.state.keys.create_token(asked, "key_x", single_use=False)[1]


def job(server: Keyed) -> str:
    """One that has failed, with its upload."""
    settings = WorkerSettings(data=server.state.settings.data, _env_file=None)
    request = jobs.place(settings, SPEECH)
    jobs.insert(server.state.index, request)
    server.state.index.change(request.job_id, status="failed", completed_at=now(), request=stored(request))
    return request.job_id


async def test_a_recording_is_played_with_a_token_in_its_url(server: Keyed) -> None:
    url = f"{JOBS}/{job(server)}/audio?token={token(server)}"
    answer = await server.api.get(url, headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.content) == (206, SPEECH[:10])
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert (await server.api.head(url)).status_code == 200


@pytest.mark.parametrize("path", BY_BROWSER)
async def test_all_that_a_browser_asks_for_by_itself_takes_a_token(server: Keyed, path: str) -> None:
    url = path.format(job=job(server))
    mark = "&" if "?" in url else "?"
    let_in = await server.api.get(f"{url}{mark}token={token(server)}")
    assert let_in.status_code not in (401, 403)
    scopeless = await server.api.get(f"{url}{mark}token={token(server, 'webhooks')}")
    assert scopeless.status_code == 403
    stranger = await server.api.get(f"{url}{mark}token={token(server, tenant='stranger')}")
    assert stranger.status_code == 404


async def test_a_key_in_a_url_is_refused(server: Keyed) -> None:
    _, headers = server.key()
    secret = headers["Authorization"].removeprefix("Bearer ")
    answer = await server.api.get(f"{JOBS}/{job(server)}/audio?token={secret}")
    assert answer.status_code == 401
    assert "POST /v1/tokens" in answer.json()["error"]["message"]
    assert secret not in answer.text


async def test_no_other_route_takes_a_token_from_its_url(server: Keyed) -> None:
    id, secret = job(server), token(server, "admin")
    for path in (JOBS, f"{JOBS}/{id}", "/v1/keys", "/v1/keys/me"):
        assert (await server.api.get(f"{path}?token={secret}")).status_code == 401
    for method, path in (("DELETE", f"{JOBS}/{id}/audio"), ("POST", f"{JOBS}/{id}/cancel")):
        assert (await server.api.request(method, f"{path}?token={secret}")).status_code == 401
    assert (await server.api.get(f"{JOBS}/{id}", headers=bearer(secret))).status_code == 200


async def test_no_log_has_a_token(server: Keyed, caplog: pytest.LogCaptureFixture) -> None:
    secret = token(server)
    with caplog.at_level(logging.DEBUG, "api"):
        await server.api.get(f"{JOBS}/{job(server)}/audio?token={secret}")
        await server.api.get(f"{JOBS}/{job(server)}/audio?token={secret}x")
    said = [record.getMessage() for record in caplog.records if record.name.startswith(("api", "uvicorn"))]
    assert any("/audio 200" in line for line in said)
    assert not any(secret in line for line in said)


async def test_where_a_token_and_a_header_come_the_header_counts(server: Keyed) -> None:
    _, headers = server.key(["jobs:read"])
    url = f"{JOBS}/{job(server)}/audio?token=dt_nonsense"
    assert (await server.api.get(url, headers=headers)).status_code == 200


def test_temporals_own_interface_is_at_a_web_address() -> None:
    assert ApiSettings(temporal_ui_url="http://localhost:8233/", _env_file=None).temporal_ui_url.endswith(
        "8233"
    )
    for wrong in ("javascript:alert(1)", "localhost:8233", "https://u:p@host", "ftp://host"):
        with pytest.raises(ValidationError):
            ApiSettings(temporal_ui_url=wrong, _env_file=None)
