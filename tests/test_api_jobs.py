"""Jobs over HTTP, from upload to transcript, against the whole pipeline."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client

from activities import storage
from activities.index import Index
from api import jobs, reconciler
from tests.api_server import until
from tests.http_jobs import AUDIO, JOBS, SLOW, ended, job, long_talk, running, submit
from tests.jobs import insert, place
from workers.settings import WorkerSettings

FOREVER = "9999"  # created before any moment


@pytest.fixture(scope="session")
async def speech(api: httpx.AsyncClient) -> dict[str, Any]:
    """A completed job."""
    return await ended(api, await submit(api, AUDIO / "jfk.wav", name="Kennedy", keyterms='["country"]'))


def test_an_upload_becomes_a_transcript(speech: dict[str, Any]) -> None:
    assert (speech["status"], speech["name"], speech["channels"]) == ("completed", "Kennedy", 1)
    assert "what your country can do for you" in speech["text"]
    assert speech["duration"] == pytest.approx(11.0, abs=0.1)
    assert speech["created_at"] <= speech["started_at"] <= speech["completed_at"]
    assert speech["segments"][0]["words"][0]["text"] == "And"


async def test_a_completed_job_can_be_exported(api: httpx.AsyncClient, speech: dict[str, Any]) -> None:
    async def export(kind: str, **options: Any) -> httpx.Response:
        return await api.get(f"{JOBS}/{speech['id']}/export/{kind}", params=options)

    assert (await export("json")).json() == speech
    assert " ".join((await export("txt")).text.split()) == speech["text"]
    assert (await export("vtt")).text.startswith("WEBVTT\n\n1\n00:00:0")
    subtitles = await export("srt", max_line_length=20, max_lines=1)
    assert all(len(line) <= 20 for line in subtitles.text.splitlines() if "-->" not in line)
    assert subtitles.headers["Content-Disposition"].endswith("filename*=UTF-8''Kennedy.srt")


@pytest.mark.parametrize(("granularity", "segments"), [("segment", True), ("none", False)])
async def test_answers_show_as_much_timing_as_was_asked_for(
    api: httpx.AsyncClient, granularity: str, segments: bool
) -> None:
    done = await ended(api, await submit(api, AUDIO / "jfk.wav", timestamps_granularity=granularity))
    assert "country" in done["text"]
    assert bool(done["segments"]) == segments
    assert not any(segment["words"] for segment in done["segments"])


async def test_lists_show_jobs_newest_first_page_by_page(
    api: httpx.AsyncClient, speech: dict[str, Any]
) -> None:
    newest = await submit(api, AUDIO / "jfk.wav", name="Zebra crossing")
    await ended(api, newest)
    first = (await api.get(JOBS, params={"limit": 1})).json()
    assert (first["jobs"][0]["id"], first["total"] >= 2) == (newest, True)
    seen, cursor = [newest], first["next_cursor"]
    while cursor:
        page = (await api.get(JOBS, params={"limit": 1, "cursor": cursor})).json()
        seen += [found["id"] for found in page["jobs"]]
        cursor = page["next_cursor"]
    assert speech["id"] in seen
    assert len(seen) == len(set(seen)) == first["total"]
    searched = (await api.get(JOBS, params={"q": "zebra", "status": "completed"})).json()
    assert [found["id"] for found in searched["jobs"]] == [newest]


async def test_jobs_are_found_by_what_was_said(api: httpx.AsyncClient, speech: dict[str, Any]) -> None:
    found = (await api.get(JOBS, params={"q": '"ask not" count', "limit": 100})).json()
    [job] = [job for job in found["jobs"] if job["id"] == speech["id"]]
    snippet = job["snippet"]
    marked = {snippet["text"][start:end].lower() for start, end in snippet["matches"]}
    assert marked == {"ask not", "country"}
    assert (await api.get(JOBS, params={"q": "ask never country"})).json()["jobs"] == []


@pytest.mark.parametrize("written", ["de-at", "DE-AT", "de-AT"])
async def test_a_language_is_found_however_it_is_written(api: httpx.AsyncClient, written: str) -> None:
    id = await submit(api, AUDIO / "jfk.wav", model="fake:steady", language=written)
    await ended(api, id)
    for asked in ("de-AT", "DE-at", "De-At"):
        found = (await api.get(JOBS, params={"language": asked, "limit": 1})).json()["jobs"]
        assert [(one["id"], one["language"]) for one in found] == [(id, "de-AT")]
    assert (await api.get(JOBS, params={"language": "german, please"})).status_code == 422


async def test_a_job_that_runs_can_be_watched_cancelled_and_deleted(
    api: httpx.AsyncClient, index: Index
) -> None:
    id = await submit(api, long_talk(), model=SLOW)
    seen = await running(api, id)
    assert seen["stage"] == "transcribe"
    assert 5 < seen["progress"] < 95
    assert 0 < seen["audio_seconds_done"] < seen["audio_seconds_total"] <= 441
    assert seen["eta_seconds"] > 0
    assert (await api.get(f"{JOBS}/{id}/export/txt")).status_code == 409
    assert (await api.delete(f"{JOBS}/{id}")).status_code == 409

    cancelled = await api.post(f"{JOBS}/{id}/cancel")
    assert (cancelled.status_code, cancelled.json()) == (202, {"id": id, "status": "cancelling"})
    assert (await job(api, id))["status"] in ("cancelling", "cancelled")
    done = await ended(api, id)
    assert (done["status"], done["error"]) == ("cancelled", None)
    assert (await api.post(f"{JOBS}/{id}/cancel")).status_code == 409

    await gone(api, index, id)


async def gone(api: httpx.AsyncClient, index: Index, id: str) -> None:
    """Delete a job and see that nothing of it is left."""
    row = index.get(id)
    assert row
    response = await api.delete(f"{JOBS}/{id}", params={"cancel": True})
    assert response.status_code == 204, response.text
    assert storage.list_names(row.folder) == []
    missing = await api.get(f"{JOBS}/{id}")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "job_not_found")


async def test_deleting_can_cancel_first(api: httpx.AsyncClient, index: Index) -> None:
    id = await submit(api, long_talk(), model=SLOW)
    await running(api, id)
    await gone(api, index, id)


async def test_a_model_that_does_not_exist_is_refused(api: httpx.AsyncClient) -> None:
    response = await api.post(JOBS, data={"model": "nonsense"}, files={"file": b"x"})
    error = response.json()["error"]
    assert (response.status_code, error["code"]) == (400, "invalid_request")
    assert "tiny.en" in error["message"]


@pytest.mark.parametrize("fields", [{"model": "parakeet"}, {"model": "tiny.en", "language": "de"}])
async def test_what_no_live_engine_can_do_is_refused_for_now(
    api: httpx.AsyncClient, fields: dict[str, str]
) -> None:
    response = await api.post(JOBS, data=fields, files={"file": b"x"})
    assert (response.status_code, response.json()["error"]["code"]) == (503, "engine_unavailable")
    assert int(response.headers["Retry-After"]) > 0


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("b_zero_bytes.wav", "audio_unreadable"),
        ("b_random.mp3", "unsupported_format"),
        ("b_playlist.m3u8", "unsupported_format"),
        ("vid_no_audio.mp4", "audio_unreadable"),
    ],
)
async def test_what_is_not_audio_is_refused_and_leaves_nothing(
    api: httpx.AsyncClient, data: Path, name: str, code: str
) -> None:
    before = storage.list_names((data / "jobs").as_uri())
    with (AUDIO / "odd" / name).open("rb") as file:
        response = await api.post(JOBS, files={"file": file})
    assert (response.status_code, response.json()["error"]["code"]) == (400, code)
    assert storage.list_names((data / "jobs").as_uri()) == before


async def test_the_reconciler_starts_a_job_whose_workflow_is_missing(
    api: httpx.AsyncClient, temporal: Client, index: Index, settings: WorkerSettings
) -> None:
    id = accepted(index, settings)
    await reconciler.reconcile(temporal, index, FOREVER)
    await reconciler.reconcile(temporal, index, FOREVER)
    assert (await ended(api, id))["status"] == "completed"


async def test_the_reconciler_leaves_a_running_job_alone(
    api: httpx.AsyncClient, temporal: Client, index: Index
) -> None:
    id = await submit(api, long_talk(1), model=SLOW)
    await running_stage(api, id)
    await reconciler.reconcile(temporal, index, FOREVER)
    assert (await ended(api, id))["status"] == "completed"
    history = await temporal.get_workflow_handle(id).fetch_history()
    kinds = [event.event_type for event in history.events]
    assert kinds.count(EventType.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED) == 1
    assert EventType.EVENT_TYPE_WORKFLOW_EXECUTION_OPTIONS_UPDATED not in kinds


async def test_of_many_jobs_the_reconciler_asks_together_which_run(
    api: httpx.AsyncClient, temporal: Client
) -> None:
    id = await submit(api, long_talk(1), model=SLOW)
    await until(lambda: reconciler.running(temporal), lambda found: id in found)
    await ended(api, id)
    await until(lambda: reconciler.running(temporal), lambda found: id not in found)


async def running_stage(api: httpx.AsyncClient, id: str) -> None:
    await until(lambda: job(api, id), lambda found: found["status"] == "running")


async def test_the_reconciler_ends_a_job_whose_workflow_was_terminated(
    api: httpx.AsyncClient, temporal: Client, index: Index
) -> None:
    id = await submit(api, long_talk(), model=SLOW)
    await running(api, id)
    await temporal.get_workflow_handle(id).terminate()
    await reconciler.reconcile(temporal, index, FOREVER)
    found = await job(api, id)
    assert (found["status"], found["error"]["code"]) == ("failed", "processing_failed")
    assert "terminated" in found["error"]["message"]


async def test_a_job_can_be_cancelled_before_it_was_started(
    api: httpx.AsyncClient, index: Index, settings: WorkerSettings
) -> None:
    id = accepted(index, settings)
    assert (await api.post(f"{JOBS}/{id}/cancel")).status_code == 202
    assert (await ended(api, id))["status"] == "cancelled"


def accepted(index: Index, settings: WorkerSettings) -> str:
    """A job that was accepted by an API that then died."""
    request = place(settings, (AUDIO / "jfk.wav").read_bytes())
    insert(index, request)
    index.change(request.job_id, request=jobs.stored(request))
    return request.job_id


async def test_a_completed_job_whose_transcript_was_removed_is_gone(
    api: httpx.AsyncClient, index: Index
) -> None:
    id = await submit(api, AUDIO / "jfk.wav")
    await ended(api, id)
    row = index.get(id)
    assert row
    storage.delete_folder(row.folder)
    response = await api.get(f"{JOBS}/{id}")
    assert (response.status_code, response.json()["error"]["code"]) == (410, "gone")


async def test_engines_and_models_say_what_is_live(api: httpx.AsyncClient) -> None:
    engines = {found["id"]: found for found in (await api.get("/v1/engines")).json()["engines"]}
    [serving] = engines["faster-whisper"]["live"]
    assert (serving["device"], serving["workers"]) == ("cpu", 1)
    assert "tiny.en" in serving["models"]
    assert engines["faster-whisper"]["missing"] is None
    assert "models pull emotion2vec" in engines["emotion2vec"]["missing"]
    assert serving["slots"] >= serving["free_slots"] >= 0
    models = {found["id"]: found for found in (await api.get("/v1/models")).json()["models"]}
    assert models["faster-whisper:tiny.en"]["loaded"]
    assert not models["faster-whisper:base"]["loaded"]


async def test_the_system_is_healthy_when_every_part_is(api: httpx.AsyncClient) -> None:
    status = (await api.get("/v1/system/status")).json()
    assert status["status"] == "healthy"
    assert {"cpu", "cpu.transcribe.faster-whisper"} <= {worker["queue"] for worker in status["workers"]}
    assert set(status["queue_depth"]) >= {"cpu.transcribe.faster-whisper"}
