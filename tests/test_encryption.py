"""With keys, Temporal keeps nothing that can be read; keys come and go while jobs run."""

import asyncio
import base64
import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from typing import Any

import httpx
import numpy as np
import pytest
from google.protobuf.message import Message
from playwright.async_api import Browser, Page, expect
from pydantic import ValidationError
from temporalio.api.common.v1 import Payload
from temporalio.client import Client
from temporalio.contrib.pydantic import pydantic_data_converter

from api.command import temporal_server
from tests.conftest import MODEL, free_ports
from tests.console import sign_in, visiting
from tests.keyed import bearer, keyed
from tests.processes import ENDED, Stack, running_stack
from tests.recordings import speech, wav_file
from workflows.encryption import ENCODING, KEY_ID, Encryption, MissingKey, Sealed
from workflows.encryption_keys import EncryptionKeys, TemporalSettings
from workflows.sealed_messages import payloads

CODEC = "/v1/temporal/codec"
LONG = 36  # sentences of five seconds: enough chunks for deploys in the middle


def key(letter: str) -> str:
    """`a:…`"""
    return f"{letter}:{base64.b64encode(letter.encode() * 32).decode()}"


A, B = key("a"), key("b")
PLAIN = Payload(metadata={"encoding": b"json/plain"}, data=b'"a secret"')


def codec(*keys: str) -> Encryption:
    return Encryption(EncryptionKeys.spelled(",".join(keys)))


def test_what_is_sealed_is_opened_and_says_with_which_key() -> None:
    sealed = codec(A, B).sealed(PLAIN)
    assert (sealed.metadata["encoding"], sealed.metadata[KEY_ID]) == (ENCODING, b"a")
    assert b"secret" not in sealed.SerializeToString()
    assert codec(B, A).opened(sealed) == PLAIN


def test_the_same_payload_is_never_sealed_alike() -> None:
    assert codec(A).sealed(PLAIN).data != codec(A).sealed(PLAIN).data


def test_what_was_written_before_there_were_keys_is_read_as_it_is() -> None:
    assert codec(A).opened(PLAIN) == PLAIN
    assert codec().sealed(PLAIN) == PLAIN


@pytest.mark.parametrize("keys", [(), (B,)])
def test_a_missing_key_is_named(keys: tuple[str, ...]) -> None:
    with pytest.raises(MissingKey, match="the key 'a'"):
        codec(*keys).opened(codec(A).sealed(PLAIN))


def test_another_key_of_the_same_name_opens_nothing() -> None:
    with pytest.raises(Sealed, match="does not open with the key 'a'"):
        codec(B.replace("b:", "a:")).opened(codec(A).sealed(PLAIN))


@pytest.mark.parametrize("at", [0, 12, -1])
def test_what_was_changed_is_not_opened(at: int) -> None:
    sealed = codec(A).sealed(PLAIN)
    content = bytearray(sealed.data)
    content[at] ^= 1
    with pytest.raises(Sealed):
        codec(A).opened(Payload(metadata=sealed.metadata, data=bytes(content)))


@pytest.mark.parametrize("data", [b"", b"short", bytes(28)])
def test_what_was_never_sealed_is_not_opened(data: bytes) -> None:
    with pytest.raises(Sealed):
        codec(A).opened(Payload(metadata={"encoding": ENCODING, KEY_ID: b"a"}, data=data))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("a", "entry 1 is not"),
        (f"{A},:{A[2:]}", "entry 2 is not"),
        (f"{A} {A}", "two keys 'a'"),
        ("a:!!!", "'a' is not base64"),
        ("a:YWJj", "'a' has 3 bytes"),
    ],
)
def test_keys_that_are_none_are_refused_without_being_told(
    text: str, wrong: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALSTON_TEMPORAL_KEYS", text)
    with pytest.raises(ValidationError, match=wrong) as refusal:
        TemporalSettings()
    assert A[2:] not in str(refusal.value)


# A stack with keys


@pytest.fixture(scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    """At first without keys."""
    ports = free_ports()
    ui = f"http://127.0.0.1:{ports[1]}"
    data = tmp_path_factory.mktemp("sealed")
    told = {"DALSTON_TEMPORAL_UI_URL": ui, "DALSTON_MAX_AUDIO_HOURS": "0.05"}
    async with running_stack(data, ports, MODEL, **told) as stack:
        yield stack


async def with_keys(stack: Stack, keys: str) -> None:
    """API and worker as after a deploy."""
    for name in ("workers", "api"):
        await stack.ask_to_stop(name)
    stack.environment["DALSTON_TEMPORAL_KEYS"] = keys
    stack.start("workers", "api")
    await stack.ready()


async def until_chunks(stack: Stack, job_id: str, count: int) -> None:
    while len(stack.chunks(job_id)) < count:
        await asyncio.sleep(0.02)


async def raw(stack: Stack, job_id: str) -> list[Message]:
    """A job's history and description as Temporal keeps them."""
    client = await Client.connect(f"127.0.0.1:{stack.temporal_port}", data_converter=pydantic_data_converter)
    handle = client.get_workflow_handle(job_id)
    history = await handle.fetch_history()
    return [*history.events, (await handle.describe()).raw_description]


async def watched(stack: Stack, job_id: str, status: str) -> list[Message]:
    """What Temporal has of a job while it runs, and when it has ended."""
    messages: list[Message] = []
    while (job := await stack.job(job_id))["status"] not in ENDED:
        if job["status"] == "running":
            messages += await raw(stack, job_id)
        await asyncio.sleep(0.2)
    assert job["status"] == status
    return messages + await raw(stack, job_id)


@pytest.fixture(scope="module")
async def rotated(stack: Stack) -> str:
    """A job that began without keys, went on with one and ended with another."""
    job_id = await stack.submit(wav_file(np.tile(speech(), LONG)).getvalue())
    await until_chunks(stack, job_id, 1)
    await with_keys(stack, A)
    await until_chunks(stack, job_id, 2)
    await with_keys(stack, f"{B},{A}")
    assert (await stack.finished(job_id))["status"] == "completed"
    return job_id


async def test_a_running_job_survives_that_keys_come_and_change(stack: Stack, rotated: str) -> None:
    kept = [payload for message in await raw(stack, rotated) for payload in payloads(message)]
    assert {payload.metadata.get(KEY_ID, b"none") for payload in kept} == {b"none", b"a", b"b"}


async def test_temporal_keeps_nothing_of_a_job_that_can_be_read(stack: Stack, rotated: str) -> None:
    well = wav_file(np.tile(speech(), 8)).getvalue()
    badly = wav_file(np.tile(speech(), 60)).getvalue()  # is too long
    for content, status in ((well, "completed"), (badly, "failed")):
        messages = await watched(stack, await stack.submit(content), status)
        kept = [payload for message in messages for payload in payloads(message)]
        assert len(kept) > 5
        assert {payload.metadata["encoding"] for payload in kept} == {ENCODING}
        content = b"".join(message.SerializeToString() for message in messages)
        for word in (str(stack.data), "plan chunks", "longer than", "chunks of", MODEL):
            assert word.encode() not in content


def temporal(stack: Stack, *arguments: str) -> str:
    """What Temporal's own command prints."""
    argv = [temporal_server.binary(), *arguments, "--address", f"127.0.0.1:{stack.temporal_port}"]
    ran = subprocess.run(argv, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


async def test_temporals_command_shows_what_the_codec_opens(stack: Stack, rotated: str) -> None:
    endpoint = f"http://127.0.0.1:{stack.api_port}{CODEC}"
    show = ("workflow", "show", "-w", rotated, "-o", "json")
    sealed = await asyncio.to_thread(temporal, stack, *show)
    opened = await asyncio.to_thread(temporal, stack, *show, "--codec-endpoint", endpoint)
    ends = [json.loads(shown)["events"][-1] for shown in (sealed, opened)]
    results = [end["workflowExecutionCompletedEventAttributes"]["result"] for end in ends]
    contents = [base64.b64decode(result["payloads"][0]["data"]) for result in results]
    assert [b"transcript.json" in content for content in contents] == [False, True]


async def test_temporals_interface_shows_what_the_codec_opens(
    stack: Stack, rotated: str, browser: Browser
) -> None:
    """In a browser, from another origin."""
    page = await browser.new_page()
    await page.goto(f"{stack.environment['DALSTON_TEMPORAL_UI_URL']}/namespaces/default/workflows/{rotated}")
    await expect(page.get_by_text("transcript.json").first).to_be_visible(timeout=60_000)
    await page.close()


def replay(stack: Stack, job_id: str, keys: str) -> subprocess.CompletedProcess[str]:
    environment = stack.environment | {"DALSTON_TEMPORAL_KEYS": keys}
    argv = [sys.executable, "-m", "api.command", "replay", job_id]
    return subprocess.run(argv, env=environment, capture_output=True, text=True, timeout=120)


async def test_a_sealed_history_is_replayed_with_its_keys(stack: Stack, rotated: str) -> None:
    ran = await asyncio.to_thread(replay, stack, rotated, f"{B},{A}")
    assert "replays cleanly" in ran.stdout, ran.stderr
    without = await asyncio.to_thread(replay, stack, rotated, B)
    assert without.returncode
    assert "the key 'a'" in without.stderr
    assert "Traceback" not in without.stderr


async def test_a_job_waits_for_its_key(stack: Stack) -> None:
    """A worker that was not told it does not fail what it cannot read."""
    await with_keys(stack, A)
    job_id = await stack.submit(wav_file(np.tile(speech(), LONG)).getvalue())
    await until_chunks(stack, job_id, 1)
    await with_keys(stack, B)
    log = stack.data / "workers.log"
    while "is sealed with the key 'a'" not in log.read_text(errors="replace"):
        await asyncio.sleep(0.1)
    await with_keys(stack, f"{B},{A}")
    assert (await stack.finished(job_id))["status"] == "completed"
    assert A[2:] not in log.read_text(errors="replace")


# The codec, over HTTP


def asked(*payloads: Payload) -> dict[str, Any]:
    return {
        "payloads": [
            {
                "metadata": {name: base64.b64encode(value).decode() for name, value in one.metadata.items()},
                "data": base64.b64encode(one.data).decode(),
            }
            for one in payloads
        ]
    }


@pytest.fixture
async def api(
    temporal: Client, workers: None, data: Any, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[httpx.AsyncClient]:
    """Asks for keys, and knows a key of Temporal's."""
    monkeypatch.setenv("DALSTON_TEMPORAL_KEYS", A)
    async with keyed(data, temporal, temporal_ui_url="https://ui.example.com/temporal") as server:
        _, headers = server.key(["admin"])
        server.api.headers.update(headers)
        yield server.api


async def test_what_was_encoded_is_decoded(api: httpx.AsyncClient) -> None:
    sealed = (await api.post(f"{CODEC}/encode", json=asked(PLAIN))).json()
    assert "encryption-key-id" in sealed["payloads"][0]["metadata"]
    assert (await api.post(f"{CODEC}/decode", json=sealed)).json() == asked(PLAIN)


async def test_a_payload_of_another_key_is_refused_with_its_name(api: httpx.AsyncClient) -> None:
    answer = await api.post(f"{CODEC}/decode", json=asked(codec(B).sealed(PLAIN)))
    assert answer.status_code == 422
    assert "the key 'b'" in answer.json()["error"]["message"]


@pytest.mark.parametrize("payload", [{"data": "!"}, {"metadata": {"encoding": "!"}}])
async def test_what_is_no_payload_is_refused(api: httpx.AsyncClient, payload: dict[str, Any]) -> None:
    assert (await api.post(f"{CODEC}/decode", json={"payloads": [payload]})).status_code == 422


@pytest.mark.parametrize(
    ("origin", "allowed"), [("https://ui.example.com", True), ("https://evil.example.com", False)]
)
async def test_only_pages_of_temporals_interface_may_ask(
    api: httpx.AsyncClient, origin: str, allowed: bool
) -> None:
    preflight = {
        "Origin": origin,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": "authorization,content-type,x-namespace",
    }
    answers = [
        await api.options(f"{CODEC}/decode", headers=preflight),
        await api.post(f"{CODEC}/decode", json=asked(), headers={"Origin": origin}),
    ]
    named = [answer.headers.get("Access-Control-Allow-Origin") == origin for answer in answers]
    assert named == [allowed, allowed]
    elsewhere = await api.get("/v1/audio/transcriptions", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in elsewhere.headers


UI = {"Origin": "https://ui.example.com"}  # what a page of Temporal's interface sends


async def passed(api: httpx.AsyncClient) -> dict[str, str]:
    """The header with the cookie that a browser keeps."""
    answer = await api.post(f"{CODEC}/pass")
    assert answer.status_code == 204
    kept = answer.headers["Set-Cookie"]
    assert {"HttpOnly", f"Path={CODEC}", "Secure"} <= set(kept.split("; "))
    return {"Cookie": kept.partition(";")[0]}


async def test_a_pass_opens_payloads_for_pages_of_temporals_interface_only(api: httpx.AsyncClient) -> None:
    cookie = await passed(api)
    del api.headers["Authorization"]
    for headers, status in (
        (UI | cookie, 200),
        (cookie, 401),
        (cookie | {"Origin": "https://evil.example.com"}, 401),
        (UI | {"Cookie": "dalston_codec=dt_nobodys"}, 401),
        (UI | {"Cookie": "dalston_codec"}, 401),
    ):
        assert (await api.post(f"{CODEC}/decode", json=asked(), headers=headers)).status_code == status


async def test_a_pass_is_good_for_nothing_else(api: httpx.AsyncClient) -> None:
    headers = UI | await passed(api)
    del api.headers["Authorization"]
    for method, path in (("GET", "/v1/audio/transcriptions"), ("POST", f"{CODEC}/pass"), ("GET", "/v1/keys")):
        assert (await api.request(method, path, headers=headers)).status_code == 401


async def test_a_token_is_its_own_pass(api: httpx.AsyncClient) -> None:
    token = (await api.post("/v1/tokens", json={"scopes": ["admin"]})).json()["token"]
    api.headers.update(bearer(token))
    assert await passed(api) == {"Cookie": f"dalston_codec={token}"}


async def test_without_keys_only_its_own_temporals_pages_may_ask(stack: Stack) -> None:
    for origin, status in ((stack.environment["DALSTON_TEMPORAL_UI_URL"], 200), ("http://127.0.0.1:1", 403)):
        headers = {"Origin": origin, "Sec-Fetch-Site": "same-site"}
        answer = await stack.api.post(f"{CODEC}/decode", json=asked(), headers=headers)
        assert answer.status_code == status


async def test_with_keys_the_consoles_link_to_temporal_has_it_show_what_the_codec_opens(
    stack: Stack, rotated: str, browser: Browser, built_console: None
) -> None:
    await stack.ask_to_stop("api")
    stack.environment["DALSTON_AUTH"] = "on"
    stack.start("api")
    log = stack.data / "api.log"
    while not (shown := re.search(r"^dk_\S+$", log.read_text(errors="replace"), re.MULTILINE)):
        await asyncio.sleep(0.1)
    async with visiting(browser, f"http://127.0.0.1:{stack.api_port}", refusals=True) as visitor:
        interface = await visitor.page.context.new_page()
        await interface.goto(stack.environment["DALSTON_TEMPORAL_UI_URL"])
        await send_cookies(interface, f"{visitor.url}{CODEC}")
        await visitor.go(f"/jobs/{rotated}?tab=pipeline")
        await sign_in(visitor.page, shown[0])
        async with visitor.page.expect_popup() as opened:
            await visitor.page.get_by_role("link", name="This job in Temporal").click()
        await expect((await opened.value).get_by_text("transcript.json").first).to_be_visible()


async def send_cookies(interface: Page, endpoint: str) -> None:
    """As the settings of Temporal's interface have it in a browser."""
    await interface.get_by_test_id("data-encoder-status-configured").click()
    dialog = interface.get_by_role("dialog")
    await dialog.get_by_test_id("use-local-endpoint-input").check(force=True)
    await dialog.get_by_role("textbox").fill(endpoint)
    await dialog.get_by_text("Include cross-origin credentials").click()
    await dialog.get_by_role("button", name="Apply").click()


def test_this_process_has_no_keys() -> None:
    """So the other tests see what Temporal keeps."""
    assert "DALSTON_TEMPORAL_KEYS" not in os.environ
