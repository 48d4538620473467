"""Every stage of a job says what it did, is doing or will do; no words and no secrets are in it."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import pytest
from temporalio.client import Client, WorkflowFailureError

from activities.index import Index
from tests import jobs
from tests.http_jobs import AUDIO, JOBS, SLOW, ended, long_talk, running, submit
from tests.test_optional_stages import BESIDE, asking
from workers.settings import WorkerSettings

CALL = (AUDIO / "two_speakers.flac").read_bytes()
STAGES = ["prepare", "transcribe", "align", "diarize", "detect", "detect", "merge", "refine"]


async def tasks(api: httpx.AsyncClient, id: str) -> dict[str, Any]:
    """What the route answers, and its tasks by name."""
    answer = await api.get(f"{JOBS}/{id}/tasks")
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    assert body["id"] == id
    return body


def statuses(found: dict[str, Any]) -> dict[str, str]:
    return {task["stage"]: task["status"] for task in found["tasks"]}


async def test_a_completed_job_has_a_row_for_each_stage(
    api: httpx.AsyncClient, temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = asking(jobs.place(settings, CALL, engine="fake", prompt="swordfish"), *BESIDE)
    await jobs.transcribe(temporal, index, request)
    found = await tasks(api, request.job_id)
    assert found["status"] == "completed"
    assert [task["stage"] for task in found["tasks"]] == STAGES
    assert {task["status"] for task in found["tasks"]} == {"completed"}
    assert all(task["attempts"] >= 1 and task["ran"] >= 0 for task in found["tasks"])
    rows = dict(zip(STAGES, found["tasks"], strict=True))
    assert {"plan.json", "audio.wav"} <= set(rows["prepare"]["artifacts"])
    assert rows["transcribe"]["artifacts"][0].startswith("chunks/")
    assert rows["align"]["artifacts"][0].endswith("/aligned-fake/")
    assert "turns.json" in rows["diarize"]["artifacts"]
    assert {"changes.json", "transcript.json"} <= set(rows["refine"]["artifacts"])
    assert (rows["transcribe"]["engine"], rows["merge"]["engine"]) == ("fake", "final-merger")
    named = {task["id"]: task for task in found["tasks"]}
    assert (named["prepare"]["needs"], named["align"]["needs"]) == ([], ["transcribe"])
    assert set(named["merge"]["needs"]) == {"diarize", "events", "emotions"}
    assert named["refine"]["needs"] == ["merge"]
    assert named["prepare"]["started_at"] <= named["prepare"]["ended_at"] <= named["refine"]["ended_at"]
    assert named["transcribe"]["chunks"] >= 1
    assert found["temporal_url"] is None
    assert "word0" not in str(found)
    assert "swordfish" not in str(found)
    assert request.folder not in str(found)


async def test_an_optional_stage_that_failed_says_so(
    api: httpx.AsyncClient, temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, CALL, engine="fake")
    request = asking(asking(request, "diarize", "emotions", model="absent"), "events", "align")
    await jobs.transcribe(temporal, index, request)
    found = (await tasks(api, request.job_id))["tasks"]
    assert [(task["stage"], task["status"]) for task in found] == [
        ("prepare", "completed"),
        ("transcribe", "completed"),
        ("align", "completed"),
        ("diarize", "failed"),
        ("detect", "completed"),
        ("detect", "failed"),
        ("merge", "completed"),
    ]
    assert found[3]["error"] == {
        "code": "engine_unavailable",
        "message": "the weights of the fake are not here",
    }


async def test_a_stage_with_nothing_to_do_is_skipped(
    api: httpx.AsyncClient, temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    silence = (AUDIO / "odd" / "s_silence_30s.flac").read_bytes()
    request = asking(jobs.place(settings, silence, engine="fake"), "align", "diarize")
    await jobs.transcribe(temporal, index, request)
    assert statuses(await tasks(api, request.job_id)) == {
        "prepare": "completed",
        "transcribe": "skipped",
        "align": "skipped",
        "diarize": "skipped",
        "merge": "completed",
    }


async def test_a_failed_job_names_the_stage_and_why(
    api: httpx.AsyncClient, temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = asking(jobs.place(settings, CALL, engine="fake"), "redact", model="absent")
    with pytest.raises(WorkflowFailureError):
        await jobs.transcribe(temporal, index, replace(request, redact_text=True))
    row = index.get(request.job_id)
    assert row
    assert row.failed_stage == "redact"
    found = await tasks(api, request.job_id)
    assert statuses(found) == {
        "prepare": "completed",
        "transcribe": "completed",
        "merge": "completed",
        "redact": "failed",
    }
    assert found["tasks"][-1]["error"]["code"] == "engine_unavailable"


async def test_what_comes_after_the_stage_that_failed_is_skipped(
    api: httpx.AsyncClient, temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = asking(jobs.place(settings, b"this is no recording"), "refine")
    with pytest.raises(WorkflowFailureError):
        await jobs.transcribe(temporal, index, request)
    found = await tasks(api, request.job_id)
    assert statuses(found) == {
        "prepare": "failed",
        "transcribe": "skipped",
        "merge": "skipped",
        "refine": "skipped",
    }
    assert found["tasks"][0]["error"]["code"] == "audio_unreadable"


async def test_a_running_job_says_what_it_does_and_a_cancelled_one_what_it_had_done(
    api: httpx.AsyncClient,
) -> None:
    id = await submit(api, long_talk(), model=SLOW, model_align="none")
    await running(api, id)
    found = await tasks(api, id)
    assert found["status"] == "running"
    assert statuses(found) == {"prepare": "completed", "transcribe": "running", "merge": "pending"}
    assert found["tasks"][0]["attempts"] == 1
    assert found["tasks"][1]["ran"] >= 0
    assert (await api.post(f"{JOBS}/{id}/cancel")).status_code == 202
    await ended(api, id)
    assert statuses(await tasks(api, id)) == {
        "prepare": "completed",
        "transcribe": "cancelled",
        "merge": "cancelled",
    }


async def test_a_job_that_has_not_started_has_all_before_it(
    api: httpx.AsyncClient, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, CALL, engine="fake")
    jobs.insert(index, request)  # and nobody starts it, for a while
    async with asyncio.timeout(10):
        found = await tasks(api, request.job_id)
    assert set(statuses(found).values()) == {"pending"}
