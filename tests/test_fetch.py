"""What is behind a URL becomes a job's upload, or one clear reason why not; over real TLS connections."""

import hashlib
import logging
import ssl
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from temporalio.exceptions import ApplicationError, CancelledError
from temporalio.testing import ActivityEnvironment

from activities import folder, storage
from activities.download import MOST_REDIRECTS, Fetched
from activities.fetch import Fetch, FetchInput
from activities.options import JobOptions
from activities.outbound import Outbound
from activities.public_address import Rules
from tests.https_server import Answering, Asked, Authority, serving
from workflows.ending import CALLERS_FAULTS

SPEECH = (Path(__file__).parent / "audio" / "two_speakers.flac").read_bytes()
HERE = Rules.allowing("127.0.0.1")
SECRET = "hunter2"


@pytest.fixture
def job(tmp_path: Path) -> str:
    return tmp_path.as_uri()


@pytest.fixture
def fetch(authority: Authority) -> Callable[..., Fetch]:
    def made(*, most: int = 10_000_000, seconds: float = 30, rules: Rules = HERE, **outbound: Any) -> Fetch:
        outbound.setdefault("trusted", authority.trusted)
        return Fetch(Outbound(rules, **outbound), most_bytes=most, seconds=seconds)

    return made


def run(fetch: Fetch, job: str, url: str) -> Fetched:
    storage.write_model(folder.options(job), JobOptions(audio_url=url))
    return ActivityEnvironment().run(fetch.fetch, FetchInput(job))


def refused(fetch: Fetch, job: str, url: str) -> ApplicationError:
    """The failure that Temporal would be told of."""
    with pytest.raises(ApplicationError) as failure:
        run(fetch, job, url)
    assert failure.value.__cause__ is None or SECRET not in repr(failure.value.__cause__)
    assert SECRET not in failure.value.message
    assert failure.value.type in CALLERS_FAULTS
    return failure.value


def left(job: str) -> list[str]:
    return [name for name in storage.list_names(job) if name != "options.json"]


def sending(body: bytes = SPEECH, status: int = 200, **headers: str) -> Answering:
    return lambda asked: asked.send(status, body, **headers)


def test_what_the_server_sends_is_what_is_kept(
    authority: Authority, fetch: Callable[..., Fetch], job: str
) -> None:
    with serving(authority, sending()) as server:
        fetched = run(fetch(), job, server.url(f"/talk.flac?token={SECRET}"))
    assert fetched == Fetched(sha256=hashlib.sha256(SPEECH).hexdigest(), bytes=len(SPEECH))
    assert storage.read(folder.upload(job)) == SPEECH
    assert server.paths == [f"/talk.flac?token={SECRET}"]
    asked = server.headers[0]
    assert (asked["Accept-Encoding"], asked.get("Cookie"), asked.get("Authorization")) == (
        "identity",
        None,
        None,
    )
    assert asked["Host"] == f"127.0.0.1:{server.port}"


def test_a_second_attempt_does_not_fetch_again(
    authority: Authority, fetch: Callable[..., Fetch], job: str, tmp_path: Path
) -> None:
    with serving(authority, sending()) as server:
        first = run(fetch(), job, server.url())
        assert run(fetch(), job, server.url()) == first
        (tmp_path / "fetched.json").unlink()  # as if the worker had died just before it was written
        assert run(fetch(), job, server.url()) == first
    assert len(server.paths) == 1


def test_redirects_are_followed_with_the_name_checked_by_its_certificate(
    authority: Authority, fetch: Callable[..., Fetch], job: str
) -> None:
    def answering(asked: Asked) -> None:
        if asked.path == "/talk.flac":
            asked.send(302, Location="/there?a=b", Set_Cookie="seen=1")
        elif asked.path == "/there?a=b":
            asked.send(307, Location=f"https://media.example:{server.port}/last")
        else:
            asked.send(200, SPEECH)

    def resolver(host: str, port: int) -> list[str]:
        return {"media.example": ["127.0.0.1"], "talks.example": ["127.0.0.1"]}[host]

    with serving(authority, answering, "media.example", "talks.example") as server:
        url = server.url(host="talks.example")
        assert run(fetch(resolver=resolver), job, url).bytes == len(SPEECH)
    assert server.paths == ["/talk.flac", "/there?a=b", "/last"]
    assert all("Cookie" not in asked for asked in server.headers)
    assert server.headers[-1]["Host"] == f"media.example:{server.port}"


@pytest.mark.parametrize(
    ("answering", "kind", "says"),
    [
        (sending(b"", 404), "Unreachable", "127.0.0.1 answered 404 Not Found"),
        (sending(b"", 403), "Unreachable", "127.0.0.1 answered 403 Forbidden"),
        (sending(b"", 204), "Unreachable", "127.0.0.1 answered 204 No Content"),
        (sending(b"", 302), "Unreachable", "127.0.0.1 answered 302 Found"),
        (sending(b"", 799), "Unreachable", "127.0.0.1 answered 799"),
        (sending(b"<html>", Content_Type="Text/HTML; charset=utf-8"), "UnsupportedFormat", "a web page"),
        (sending(b"GIF89a" + bytes(5000)), "UnsupportedFormat", "not an audio or video file"),
        (sending(b""), "Unreadable", "empty"),
        (sending(b"", 302, Location="/again"), "Unreachable", "redirects more than 5 times"),
        (sending(b"", 302, Location="http://127.0.0.1/"), "ForbiddenAddress", "https://"),
        (sending(b"", 301, Location="https://10.0.0.1/"), "ForbiddenAddress", "public Internet"),
        (sending(b"", 307, Location="https://169.254.169.254/"), "ForbiddenAddress", "public Internet"),
        (sending(b"", 308, Location="https://localhost/"), "ForbiddenAddress", "public Internet"),
        (sending(b"", 302, Location="https://[::ffff:127.0.0.1]/"), "ForbiddenAddress", "public Internet"),
        (sending(b"", 302, Location="//2130706433/"), "ForbiddenAddress", "public Internet"),
        (sending(b"", 302, Location="file:///etc/passwd"), "ForbiddenAddress", "https://"),
        (sending(b"", 302, Location="https://u:p@127.0.0.1/"), "ForbiddenAddress", "https://"),
        (sending(b"", 302, Location="https://[::1/"), "ForbiddenAddress", "no URL"),
        (sending(b"", 302, Location="https://xn--zzzzzzzz99999.com/"), "ForbiddenAddress", "https://"),
    ],
)
def test_what_another_attempt_cannot_change_is_final(
    authority: Authority,
    fetch: Callable[..., Fetch],
    job: str,
    answering: Answering,
    kind: str,
    says: str,
) -> None:
    with serving(authority, answering) as server:
        failure = refused(fetch(), job, server.url(f"/{SECRET}?{SECRET}"))
    assert (failure.type, failure.non_retryable) == (kind, True)
    assert says in failure.message
    assert len(server.paths) <= MOST_REDIRECTS + 1


@pytest.mark.parametrize("status", [500, 502, 503, 408, 429])
def test_a_server_that_is_not_well_is_asked_again(
    authority: Authority, fetch: Callable[..., Fetch], job: str, status: int
) -> None:
    answers = iter([sending(b"", status, Retry_After="7"), sending()])
    with serving(authority, lambda asked: next(answers)(asked)) as server:
        failure = refused(fetch(), job, server.url())
        assert (failure.type, failure.non_retryable) == ("Unreachable", False)
        assert failure.next_retry_delay is not None
        assert failure.next_retry_delay.total_seconds() == 7
        assert left(job) == []
        assert run(fetch(), job, server.url()).bytes == len(SPEECH)


def test_a_recording_that_breaks_off_is_not_kept(
    authority: Authority, fetch: Callable[..., Fetch], job: str
) -> None:
    def answering(asked: Asked) -> None:
        asked.head(200, Content_Length=str(len(SPEECH)))
        asked.wfile.write(SPEECH[: len(SPEECH) // 2])

    with serving(authority, answering) as server:
        failure = refused(fetch(), job, server.url())
    assert (failure.type, failure.non_retryable) == ("Unreachable", False)
    assert left(job) == []


@pytest.mark.parametrize("announced", [True, False])
def test_a_recording_that_is_too_large_is_not_kept(
    authority: Authority, fetch: Callable[..., Fetch], job: str, announced: bool
) -> None:
    sent = []

    def answering(asked: Asked) -> None:
        asked.head(200, **({"Content_Length": "999999999"} if announced else {}))
        for _ in range(2000):
            asked.wfile.write(bytes(100_000))
            sent.append(100_000)

    with serving(authority, answering) as server:
        failure = refused(fetch(most=1_000_000), job, server.url())
    assert (failure.type, failure.non_retryable) == ("FileTooLarge", True)
    assert "larger than the 1000000 bytes" in failure.message
    assert left(job) == []
    assert sum(sent) < 100_000_000  # it was not waited for


def test_compression_is_not_undone(authority: Authority, fetch: Callable[..., Fetch], job: str) -> None:
    """What was not asked for is taken as it is: no few bytes become many."""
    with serving(authority, sending(SPEECH, Content_Encoding="gzip")) as server:
        assert run(fetch(), job, server.url()).bytes == len(SPEECH)


@pytest.mark.parametrize("where", ["head", "body"])
def test_a_server_that_drips_is_given_so_much_time_and_no_more(
    authority: Authority, fetch: Callable[..., Fetch], job: str, where: str
) -> None:
    over = threading.Event()

    def answering(asked: Asked) -> None:
        if where == "body":
            asked.head(200, Content_Length="1000000")
        else:
            asked.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while not over.wait(0.05):
            asked.wfile.write(b"x")

    with serving(authority, answering) as server:
        started = time.monotonic()
        failure = refused(fetch(seconds=1), job, server.url())
        over.set()
    assert (failure.type, failure.non_retryable) == ("Unreachable", True)
    assert "did not send the recording within 1 s" in failure.message
    assert time.monotonic() - started < 15
    assert left(job) == []


def test_a_silent_server_is_let_go_when_the_job_is_cancelled(
    authority: Authority, fetch: Callable[..., Fetch], job: str
) -> None:
    asked_for, over = threading.Event(), threading.Event()

    def answering(_: Asked) -> None:
        asked_for.set()
        over.wait(60)

    environment = ActivityEnvironment()
    ended: list[BaseException] = []

    def attempt(url: str) -> None:
        storage.write_model(folder.options(job), JobOptions(audio_url=url))
        try:
            environment.run(fetch().fetch, FetchInput(job))
        except (CancelledError, ApplicationError) as error:
            ended.append(error)

    with serving(authority, answering) as server:
        running = threading.Thread(target=attempt, args=(server.url(),))
        running.start()
        assert asked_for.wait(30)
        environment.cancel()
        running.join(20)  # less than the silence that is allowed
        assert not running.is_alive()
        over.set()
    assert [type(error) for error in ended] == [CancelledError]
    assert left(job) == []


@pytest.mark.parametrize("wrong", ["unknown authority", "another host's"])
def test_a_server_that_cannot_prove_who_it_is_gets_no_request(
    authority: Authority, fetch: Callable[..., Fetch], job: str, wrong: str
) -> None:
    names = ["other.example"] if wrong == "another host's" else []
    trusted = ssl.create_default_context() if wrong == "unknown authority" else authority.trusted
    with serving(authority, sending(), *names) as server:
        failure = refused(fetch(trusted=trusted), job, server.url())
    assert (failure.type, failure.non_retryable) == ("Unreachable", True)
    assert failure.message == "127.0.0.1 has no certificate that can be trusted"
    assert server.paths == []


def test_a_host_that_nobody_listens_on_is_asked_again(fetch: Callable[..., Fetch], job: str) -> None:
    failure = refused(fetch(), job, f"https://127.0.0.1:1025/{SECRET}")
    assert (failure.type, failure.non_retryable) == ("Unreachable", False)
    assert failure.message == "the connection to 127.0.0.1 failed"


def test_without_the_operators_word_the_same_server_is_not_connected_to(
    authority: Authority, fetch: Callable[..., Fetch], job: str
) -> None:
    with serving(authority, sending()) as server:
        failure = refused(fetch(rules=Rules()), job, server.url())
    assert (failure.type, failure.non_retryable) == ("ForbiddenAddress", True)
    assert server.paths == []


def test_a_proxy_that_the_environment_names_is_not_asked(
    authority: Authority, fetch: Callable[..., Fetch], job: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with serving(authority, sending()) as server:
        assert run(fetch(), job, server.url()).bytes == len(SPEECH)


def test_authorities_of_the_operator_are_trusted_beside_the_usual_ones(
    authority: Authority,
    fetch: Callable[..., Fetch],
    job: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.write(tmp_path / "authority.pem")))
    with serving(authority, sending()) as server:
        assert run(fetch(trusted=None), job, server.url()).bytes == len(SPEECH)


def test_a_url_is_in_no_log(
    authority: Authority, fetch: Callable[..., Fetch], job: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO), serving(authority, sending()) as server:
        run(fetch(), job, server.url(f"/{SECRET}"))
    assert SECRET not in caplog.text
