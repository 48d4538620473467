"""The client says what it wants, waits out a restart, and repeats the server's own words when refused."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.client import Client, Refused, Unreachable
from tests.http_server import HANG_UP, Answer, Answering, Asked, serving

JOB = {"id": "job_1", "status": "pending", "name": "talk.wav"}


def saying(content: Any, status: int = 200, **headers: str) -> Answer:
    return Answer(status, json.dumps(content).encode(), headers)


def problem(status: int, code: str, message: str, **headers: str) -> Answer:
    return saying({"error": {"code": code, "message": message, "details": {}}}, status, **headers)


def one_after_another(*answers: Answer) -> Answering:
    left = list(answers)
    return lambda _: left.pop(0)


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "talk.wav"
    path.write_bytes(bytes(300_000))
    return path


def test_an_upload_is_told_as_it_goes(recording: Path) -> None:
    told: list[tuple[int, int]] = []
    with serving(lambda _: saying(JOB, 201)) as server, Client(server.url) as client:
        job = client.submit(
            recording, "talk.wav", {"language": "en"}, lambda done, total: told.append((done, total))
        )
    assert job["id"] == "job_1"
    assert told == sorted(told)
    assert told[-1] == (300_000, 300_000)
    assert len(told) > 2
    body = server.asked[0].body
    assert b'name="language"' in body
    assert b'filename="talk.wav"' in body


def test_a_list_is_sent_as_a_repeated_field(recording: Path) -> None:
    with serving(lambda _: saying(JOB, 201)) as server, Client(server.url) as client:
        client.submit(recording, "talk.wav", {"keyterms": ["Dalston", "Kingsland"]})
    assert server.asked[0].body.count(b'name="keyterms"') == 2


def test_an_upload_that_was_cut_off_is_tried_again_as_the_same_request(recording: Path) -> None:
    answers = one_after_another(HANG_UP, problem(503, "temporal_unavailable", "later"), saying(JOB, 201))
    with serving(answers) as server, Client(server.url, patience=30) as client:
        assert client.submit(recording, "talk.wav", {})["id"] == "job_1"
    assert len(server.asked) == 3
    assert len({asked.headers["Idempotency-Key"] for asked in server.asked}) == 1
    assert all(len(asked.body) > 300_000 for asked in server.asked)


def test_a_refusal_carries_the_servers_words_and_the_request_id(recording: Path) -> None:
    refusing = problem(400, "unsupported_format", "this is not audio", **{"X-Request-ID": "req_7"})
    with (
        serving(lambda _: refusing) as server,
        Client(server.url, patience=30) as client,
        pytest.raises(Refused, match="this is not audio") as caught,
    ):
        client.submit(recording, "talk.wav", {})
    assert (caught.value.status, caught.value.code) == (400, "unsupported_format")
    assert caught.value.request_id == "req_7"
    assert len(server.asked) == 1


def test_an_engine_that_nobody_serves_is_not_waited_for(recording: Path) -> None:
    refusing = problem(503, "engine_unavailable", "no live worker")
    with (
        serving(lambda _: refusing) as server,
        Client(server.url, patience=30) as client,
        pytest.raises(Refused, match="no live worker"),
    ):
        client.submit(recording, "talk.wav", {})
    assert len(server.asked) == 1


def test_an_answer_of_something_else_is_a_refusal_too() -> None:
    with (
        serving(lambda _: Answer(404, b"<html>")) as server,
        Client(server.url) as client,
        pytest.raises(Refused, match="404 Not Found"),
    ):
        client.job("job_1")


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with Client("http://127.0.0.1:1") as client, pytest.raises(Unreachable, match=r"127\.0\.0\.1:1"):
        client.status()


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://here", "http://[", "nonsense"])
def test_an_address_that_is_none_is_unreachable(url: str) -> None:
    with pytest.raises(Unreachable), Client(url) as client:
        client.status()


def test_a_job_is_followed_over_a_restart_of_the_server_until_it_ends() -> None:
    def answer(asked: Asked) -> Answer:
        states = [saying(JOB), HANG_UP, saying(JOB | {"status": "running"}), HANG_UP]
        return (states + [saying(JOB | {"status": "completed"})] * 9)[len(server.asked) - 1]

    with serving(answer) as server, Client(server.url, patience=30) as client:
        seen = [job["status"] for job in client.follow("job_1")]
    assert seen == ["pending", "running", "completed"]


def test_what_is_not_asked_for_is_not_sent() -> None:
    page = saying({"jobs": [], "next_cursor": None, "total": 0})
    with serving(lambda _: page) as server, Client(server.url) as client:
        client.jobs(status=None, q="talk", limit=5)
    assert server.asked[0].path == "/v1/audio/transcriptions?q=talk&limit=5"


def test_why_a_server_is_not_ready_is_told() -> None:
    answers = one_after_another(problem(503, "not_ready", "no worker is live"), saying({"status": "ready"}))
    with serving(answers) as server, Client(server.url) as client:
        assert client.unreadiness() == "no worker is live"
        assert client.unreadiness() is None
