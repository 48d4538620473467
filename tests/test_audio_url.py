"""Jobs whose recording the server fetches: refused early where that can be known, transcribed where not."""

import json
import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from temporalio.client import Client

from activities import folder, storage
from activities.index import Index, Job
from activities.options import JobOptions
from activities.public_address import ForbiddenAddress, Rules
from activities.transcript import Transcript
from api import jobs as api_jobs
from api import public_url
from tests import jobs
from tests.command import RunningStack, running_stack
from tests.https_server import Asked, Authority, HttpsServer, serving
from tests.test_transcription_workflow import planned
from workers.settings import WorkerSettings
from workflows.request import TranscriptionRequest

JOBS = "/v1/audio/transcriptions"
AUDIO = Path(__file__).parent / "audio"
SPEECH = (AUDIO / "jfk.wav").read_bytes()
SECRET = "hunter2"


async def refusal(api: httpx.AsyncClient, *parts: tuple[str, Any]) -> tuple[int, str, str]:
    """Status, code and message."""
    answer = await api.post(JOBS, files=[(name, value) for name, value in parts])
    error = answer.json()["error"]
    return answer.status_code, error["code"], error["message"]


def text(value: str) -> tuple[None, str]:
    return None, value


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1:{port}/talk.wav",
        "https://localhost:{port}/talk.wav",
        "https://[::ffff:127.0.0.1]:{port}/",
        "https://2130706433:{port}/",
        "https://169.254.169.254/latest/meta-data/",
        "http://93.184.216.34/talk.wav",
        "https://user:hunter2@93.184.216.34/",
        "file:///etc/passwd",
        "talk.wav",
        "https://93.184.216.34/" + "x" * 9000,
    ],
    ids=lambda url: url[:40],
)
async def test_a_url_that_is_not_called_is_refused_at_once(
    api: httpx.AsyncClient, settings: WorkerSettings, url: str
) -> None:
    before = set(storage.list_folders(settings.storage_url))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        asked = url.replace("{port}", str(listening.getsockname()[1]))
        status, code, message = await refusal(api, ("audio_url", text(asked)))
        with pytest.raises(BlockingIOError):
            listening.accept()
    assert (status, code) == (422, "invalid_request")
    assert SECRET not in message
    assert "https" in message or "audio_url" in message
    assert set(storage.list_folders(settings.storage_url)) <= before  # jobs of other tests go


async def test_a_recording_comes_from_one_place(api: httpx.AsyncClient) -> None:
    file, url = ("file", ("talk.wav", SPEECH)), ("audio_url", text("https://93.184.216.34/"))
    for parts in ((file, url), (url, file)):
        status, _, message = await refusal(api, *parts)
        assert (status, message) == (
            422,
            "the form has both `file` and `audio_url`; one recording makes one job",
        )
    assert "more than one `audio_url`" in (await refusal(api, url, url))[2]
    status, _, message = await refusal(api, ("language", text("en")))
    assert status == 422
    assert message.startswith("there is no `file` and no `audio_url` in the form; accepted fields: file, ")
    status, _, message = await refusal(api, ("audio_url", text("")), ("language", text("en")))
    assert (status, message.startswith("there is no `file`")) == (422, True)


async def test_an_engine_that_is_not_there_is_told_before_the_recording_is_fetched(
    api: httpx.AsyncClient,
) -> None:
    status, _, message = await refusal(
        api, ("audio_url", text("https://93.184.216.34/")), ("model", text("nonesuch"))
    )
    assert (status, "nonesuch" in message) == (400, True)


async def test_a_name_is_checked_at_submission_without_a_connection() -> None:
    def resolver(host: str, port: int) -> list[str]:
        if host == "away.example":
            raise socket.gaierror(socket.EAI_AGAIN, "no name server")
        return {"public.example": ["93.184.216.34"], "private.example": ["93.184.216.34", "10.0.0.1"]}[host]

    await public_url.check("https://public.example/talk.wav", Rules(), resolver)
    await public_url.check("https://away.example/talk.wav", Rules(), resolver)  # the worker finds out
    with pytest.raises(ForbiddenAddress, match=r"private\.example"):
        await public_url.check("https://private.example/talk.wav", Rules(), resolver)


def unfetched(request: TranscriptionRequest) -> TranscriptionRequest:
    """As if its recording stood at a URL; an earlier attempt has fetched it already."""
    return replace(request, upload_sha256="", fetch=True)


async def test_what_was_fetched_takes_the_place_of_what_was_sent(
    temporal: Client, workers: None, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, SPEECH, engine="fake", model="steady")
    transcript = await jobs.transcribe(temporal, index, unfetched(request))
    assert transcript.text.startswith("word0 word1")
    row = index.get(request.job_id, "default")
    assert row is not None
    assert (row.upload_sha256, row.upload_bytes) == (request.upload_sha256, len(SPEECH))
    # Artifacts are named after the upload: those of the same file sent as an upload are found again.
    await jobs.transcribe(temporal, index, jobs.renamed(request))
    assert len([name for name in storage.list_names(request.folder) if "00000.json" in name]) == 1


async def test_temporal_is_not_told_what_a_url_calls_its_file(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = unfetched(jobs.place(settings, SPEECH, engine="fake", model="steady"))
    jobs.insert(index, request)
    row = index.get(request.job_id)
    assert row is not None
    row.name = SECRET  # the end of a URL's path
    handle = await api_jobs.start(temporal, row)
    assert SECRET not in (await handle.fetch_history()).to_json()
    again = Job(name=SECRET, request={"fetch": False}, rerun_of=row.id)
    assert SECRET not in api_jobs.summary(again)


async def test_the_hash_is_carried_into_the_next_run_of_a_long_job(
    temporal: Client, workers: None, settings: WorkerSettings, index: Index
) -> None:
    request = planned(settings, chunks=60, model="steady")
    storage.write(folder.upload(request.folder), SPEECH)
    jobs.insert(index, request)
    handle = await jobs.start(temporal, unfetched(request))
    transcript = storage.read_model(await handle.result(), Transcript)
    assert len(transcript.segments) == 60
    assert (await handle.describe()).run_id != handle.first_execution_run_id
    names = [
        name for name in storage.list_names(request.folder) if name.endswith(("00000.json", "00059.json"))
    ]
    assert len(names) == 2
    assert len({name.rpartition("/")[0] for name in names}) == 1  # named after one and the same hash


async def test_a_url_that_leads_nowhere_fails_the_job_in_words(
    temporal: Client, workers: None, settings: WorkerSettings, index: Index
) -> None:
    request = unfetched(jobs.place(settings, b""))
    jobs.insert(index, request)
    storage.delete(folder.upload(request.folder))
    asked = JobOptions(audio_url=f"https://10.0.0.1/{SECRET}")
    storage.write_model(folder.options(request.folder), asked)
    handle = await jobs.start(temporal, request)
    with pytest.raises(Exception, match="Workflow execution failed"):
        await handle.result()
    row = index.get(request.job_id, "default")
    assert row is not None
    assert (row.status, row.error_code) == ("failed", "invalid_request")
    assert row.error_message is not None
    assert "not a host on the public Internet" in row.error_message
    assert SECRET not in (await handle.fetch_history()).to_json()


@pytest.fixture(scope="module")
def web(authority: Authority) -> Iterator[HttpsServer]:
    busy = iter([503])

    def answering(asked: Asked) -> None:
        if asked.path.startswith("/gone"):
            asked.send(404)
        elif asked.path.startswith("/busy") and (status := next(busy, None)):
            asked.send(status)
        else:
            asked.send(200, SPEECH, Content_Type="audio/wav")

    with serving(authority, answering) as server:
        yield server


@pytest.fixture(scope="module")
def stack(
    tmp_path_factory: pytest.TempPathFactory, authority: Authority, web: HttpsServer
) -> Iterator[RunningStack]:
    """A server whose operator allows recordings of this machine and names who vouches for it."""
    data = tmp_path_factory.mktemp("data")
    trusted = authority.write(data / "authority.pem")
    with running_stack(data, SSL_CERT_FILE=str(trusted), DALSTON_FETCH_ALLOW="localhost") as stack:
        yield stack


def test_a_recording_at_a_url_becomes_text(stack: RunningStack, web: HttpsServer) -> None:
    url = web.url(f"/busy%20talk.wav?signature={SECRET}", "localhost")
    result = stack.run("transcribe", url)
    assert result.returncode == 0, result.stderr
    assert b"ask not what your country can do for you" in result.stdout
    assert b"busy talk.wav" in result.stderr
    assert b"downloading" not in result.stderr
    listed = json.loads(stack.run("jobs", "list", "--json").stdout)
    assert listed["jobs"][0]["name"] == "busy talk.wav"
    logs = "".join(log.read_text() for log in (stack.data / "logs").glob("*.log"))
    assert SECRET not in logs + stack.log.read_text()


def test_a_url_with_nothing_behind_it_fails_the_job_in_words(stack: RunningStack, web: HttpsServer) -> None:
    result = stack.run("transcribe", web.url(f"/gone.wav?{SECRET}", "localhost"))
    assert result.returncode == 1
    assert b"localhost answered 404 Not Found" in result.stderr
    job = json.loads(stack.run("jobs", "list", "--json").stdout)["jobs"][0]
    assert job["error"] == {
        "code": "audio_url_unreachable",
        "message": "localhost answered 404 Not Found",
    }


def test_a_url_that_the_server_may_not_call_can_be_downloaded_from_here(
    stack: RunningStack, web: HttpsServer
) -> None:
    url = web.url(host="127.0.0.1")
    result = stack.run("transcribe", url)
    assert result.returncode == 4
    assert b"not a host on the public Internet" in result.stderr
    trusted = str(stack.data / "authority.pem")
    result = stack.run("transcribe", "--download", url, SSL_CERT_FILE=trusted)
    assert result.returncode == 0, result.stderr
    assert b"downloading" in result.stderr
