"""Which requests on a shared path are OpenAI's."""

from typing import Any

import httpx
import pytest

from tests.http_jobs import JOBS
from tests.openai_clients import JFK

THEIRS = {"message", "type", "param", "code"}
OURS = {"code", "message", "details"}


async def submit(api: httpx.AsyncClient, fields: dict[str, Any], headers: dict[str, str]) -> httpx.Response:
    files = {"file": ("jfk.wav", JFK.read_bytes())}
    return await api.post(JOBS, data=fields, files=files, headers=headers)


@pytest.mark.parametrize(
    ("fields", "headers", "theirs"),
    [
        ({}, {}, False),
        ({"model": "tiny.en", "language": "en", "prompt": "x", "temperature": "0"}, {}, False),
        ({"keyterms": "country"}, {"User-Agent": "curl/8"}, False),
        ({"model": "whisper-1"}, {}, True),
        ({"model": "gpt-4o-mini-transcribe-2025-12-15"}, {}, True),
        ({"response_format": "json"}, {}, True),
        ({"timestamp_granularities[]": "word"}, {}, True),
        ({"include[]": "logprobs"}, {}, True),
        ({"keywords[]": ["a", "b"]}, {}, True),
        ({"stream": "false"}, {}, True),
        ({}, {"User-Agent": "OpenAI/Python 3.54.0"}, True),
        ({}, {"User-Agent": "AsyncOpenAI/Python 3.54.0"}, True),
        ({}, {"X-Stainless-Lang": "js"}, True),
        ({"unheard_of": "1"}, {"X-Stainless-Lang": "js"}, True),
    ],
)
async def test_headers_fields_and_models_tell(
    api: httpx.AsyncClient, fields: dict[str, Any], headers: dict[str, str], theirs: bool
) -> None:
    response = await submit(api, fields, headers)
    assert response.status_code == (200 if theirs else 201), response.text
    assert ("usage" in response.json()) == theirs


async def test_tokens_do_not_say_what_was_redacted(api: httpx.AsyncClient) -> None:
    fields = {"model": "tiny.en", "response_format": "verbose_json", "redact_pii": "true"}
    response = await submit(api, fields, {})
    assert response.status_code == 200, response.text
    assert [segment["tokens"] for segment in response.json()["segments"] if segment["tokens"]] == []


async def test_a_file_in_front_of_the_fields_is_no_hindrance(api: httpx.AsyncClient) -> None:
    content = JFK.read_bytes()
    response = await api.post(JOBS, files={"file": ("a.wav", content), "response_format": (None, "text")})
    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/plain; charset=utf-8")


@pytest.mark.parametrize(
    ("path", "headers", "keys"),
    [
        ("/v1/nothing", {}, OURS),
        ("/v1/nothing", {"X-Stainless-Lang": "python"}, THEIRS),
        ("/openai/v1/nothing", {}, THEIRS),
        ("/v1/models/nothing", {}, THEIRS),
        (f"{JOBS}/job_1", {}, OURS),
        ("/v1/audio/translations", {}, THEIRS),
    ],
)
async def test_errors_are_written_as_their_readers_expect(
    api: httpx.AsyncClient, path: str, headers: dict[str, str], keys: set[str]
) -> None:
    response = await api.get(path, headers=headers)
    assert response.status_code in (404, 405)
    assert set(response.json()["error"]) == keys


@pytest.mark.parametrize(
    ("fields", "keys"),
    [
        ({"temperature": "hot"}, OURS),
        ({"temperature": "hot", "model": "whisper-1"}, THEIRS),
        ({"model": "nobody"}, OURS),
        ({"model": "nobody", "response_format": "json"}, THEIRS),
        ({"unheard_of": "1"}, OURS),
    ],
)
async def test_errors_of_a_form_are_written_in_its_dialect(
    api: httpx.AsyncClient, fields: dict[str, str], keys: set[str]
) -> None:
    response = await submit(api, fields, {})
    assert response.status_code in (400, 404, 422)
    assert set(response.json()["error"]) == keys


async def test_the_native_list_of_models_stays_as_it_is(api: httpx.AsyncClient) -> None:
    assert set((await api.get("/v1/models")).json()) == {"models"}
