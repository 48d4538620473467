"""Every error has the same shape, and the server answers while Temporal is away."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api import errors
from api.app import create_app
from api.settings import ApiSettings
from tests.api_server import serving
from tests.conftest import free_port

JOBS = "/v1/audio/transcriptions"

OTHERS = ("/v1/speech-to-text", "/v1/single-use-token", "/v1/listen")  # their errors are written their way
AS_JSON = {"Content-Type": "application/json"}


@pytest.fixture
async def api(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    """A server whose Temporal is not there, with a route that breaks."""
    monkeypatch.setenv("TEMPORAL_ADDRESS", f"127.0.0.1:{free_port()}")
    app = create_app(ApiSettings(data=tmp_path, _env_file=None))

    @app.get("/broken")
    def broken() -> None:
        raise RuntimeError("a secret detail")

    async with serving(app) as client:
        yield client


def problem(response: httpx.Response) -> tuple[int, str]:
    """Status and code, after checking the envelope."""
    body = response.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message", "details"}
    assert len(body["error"]["message"]) > 10
    return response.status_code, body["error"]["code"]


@pytest.mark.parametrize(
    ("method", "path", "request_", "expected"),
    [
        ("GET", "/nowhere", {}, (404, "route_not_found")),
        ("PUT", JOBS, {}, (405, "method_not_allowed")),
        ("GET", f"{JOBS}/job_1", {}, (404, "job_not_found")),
        ("DELETE", f"{JOBS}/job_1", {}, (404, "job_not_found")),
        ("POST", f"{JOBS}/job_1/cancel", {}, (404, "job_not_found")),
        ("GET", f"{JOBS}/job_1/events", {}, (404, "job_not_found")),
        ("GET", f"{JOBS}/job_1/events", {"headers": {"Last-Event-ID": "x"}}, (404, "job_not_found")),
        ("GET", f"{JOBS}/job_1/export/txt", {}, (404, "job_not_found")),
        ("GET", f"{JOBS}/job_1/export/pdf", {}, (422, "invalid_request")),
        ("GET", JOBS, {"params": {"limit": 0}}, (422, "invalid_request")),
        ("GET", JOBS, {"params": {"limit": 101}}, (422, "invalid_request")),
        ("GET", JOBS, {"params": {"status": "done"}}, (422, "invalid_request")),
        ("GET", JOBS, {"params": {"since": "yesterday"}}, (422, "invalid_request")),
        ("GET", JOBS, {"params": {"cursor": "!!"}}, (400, "invalid_request")),
        ("GET", JOBS, {"params": {"cursor": "e30"}}, (400, "invalid_request")),
        ("POST", JOBS, {"json": {}}, (400, "invalid_request")),
        ("POST", "/v1/tokens", {"content": b"\xff", "headers": AS_JSON}, (422, "invalid_request")),
        ("POST", "/v1/tokens", {"content": b"{", "headers": AS_JSON}, (422, "invalid_request")),
        ("POST", JOBS, {"data": {"temperature": "hot"}, "files": {"file": b"x"}}, (422, "invalid_request")),
        ("POST", JOBS, {"files": {"file": b"x"}}, (503, "temporal_unavailable")),
        ("GET", "/v1/engines", {}, (503, "temporal_unavailable")),
        ("GET", "/readyz", {}, (503, "not_ready")),
        ("GET", "/broken", {}, (500, "internal")),
    ],
)
async def test_every_error_is_an_envelope(
    api: httpx.AsyncClient, method: str, path: str, request_: dict[str, Any], expected: tuple[int, str]
) -> None:
    response = await api.request(method, path, **request_)
    assert problem(response) == expected
    assert response.headers["X-Request-ID"]


async def test_what_broke_inside_is_not_shown(api: httpx.AsyncClient) -> None:
    response = await api.get("/broken", headers={"X-Request-ID": "mine-1"})
    assert "secret" not in response.text
    assert "mine-1" in response.json()["error"]["message"]


async def test_a_request_that_waits_for_temporal_is_told_when_to_come_back(api: httpx.AsyncClient) -> None:
    response = await api.post(JOBS, files={"file": b"x"})
    assert int(response.headers["Retry-After"]) > 0


async def test_a_method_that_a_path_does_not_have_names_those_it_has(api: httpx.AsyncClient) -> None:
    response = await api.put(JOBS)
    assert "POST" in response.headers["Allow"]


async def test_a_wrong_field_is_named_with_what_would_be_accepted(api: httpx.AsyncClient) -> None:
    sent = {"temperature": "3", "language": "klingon!", "speaker_detection": "maybe"}
    response = await api.post(JOBS, data=sent, files={"file": b"x"})
    problems = {found["field"]: found["message"] for found in response.json()["error"]["details"]["problems"]}
    assert set(problems) == set(sent)
    assert "BCP 47" in problems["language"]
    assert "'none', 'diarize' or 'per_channel'" in problems["speaker_detection"]


@pytest.mark.parametrize("kept", ["abc-123", "a" * 128, "req_01:x.y"])
async def test_the_callers_request_id_comes_back(api: httpx.AsyncClient, kept: str) -> None:
    response = await api.get("/healthz", headers={"X-Request-ID": kept})
    assert response.headers["X-Request-ID"] == kept


@pytest.mark.parametrize("sent", ["", "a" * 129, "two words", "tab\there", "<script>"])
async def test_a_request_id_that_cannot_be_one_is_replaced(api: httpx.AsyncClient, sent: str) -> None:
    response = await api.get("/healthz", headers={"X-Request-ID": sent})
    assert re.fullmatch(r"req_[0-9A-Z]{26}", response.headers["X-Request-ID"])


async def test_without_temporal_the_server_is_alive_and_says_what_is_missing(
    api: httpx.AsyncClient,
) -> None:
    assert (await api.get("/healthz")).json() == {"status": "ok"}
    missing = (await api.get("/readyz")).json()["error"]["details"]["missing"]
    assert set(missing) == {"temporal", "pipeline"}
    status = (await api.get("/v1/system/status")).json()
    assert status["status"] == "down"
    assert status["storage"]["ok"]
    assert status["database"]["ok"]
    assert (await api.get(JOBS)).json() == {"jobs": [], "next_cursor": None, "total": 0}


async def test_metrics_count_routes_not_paths(api: httpx.AsyncClient) -> None:
    await api.get(f"{JOBS}/job_of_somebody")
    written = (await api.get("/metrics")).text
    assert f'dalston_http_requests_total{{method="GET",route="{JOBS}/{{job_id}}",status="404"}}' in written
    assert "job_of_somebody" not in written


async def test_the_description_of_the_api_has_the_envelope_on_every_route_of_ours(
    api: httpx.AsyncClient,
) -> None:
    paths = (await api.get("/openapi.json")).json()["paths"]
    described = {
        answer["content"]["application/json"]["schema"]["$ref"]
        for path, methods in paths.items()
        if not path.startswith(OTHERS)
        for method in methods.values()
        for status, answer in method["responses"].items()
        if int(status) >= 400
    }
    assert described == {f"#/components/schemas/{errors.ErrorEnvelope.__name__}"}
