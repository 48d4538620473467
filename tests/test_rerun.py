"""A job once more with other parameters: what is still good is not done again, and the answer says so."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from activities import folder, storage
from activities.index import Index, Job
from activities.options import JobOptions
from api import reuse
from api.command.__main__ import app as command
from api.reuse import Work
from tests.http_jobs import AUDIO, JOBS, SLOW, ended, job, long_talk, running, submit
from workflows.request import TranscriptionRequest
from workflows.selection import Choice


@pytest.fixture(scope="session")
async def call(api: httpx.AsyncClient) -> dict[str, Any]:
    """A completed job with every stage that the fake can do."""
    asked = {"speaker_detection": "diarize", "model_diarize": "fake:steady", "keyterms": "Zanzibar"}
    id = await submit(api, AUDIO / "two_speakers.flac", model="fake:steady", name="A call", **asked)
    found = await ended(api, id)
    assert found["status"] == "completed"
    return found


async def rerun(api: httpx.AsyncClient, id: str, stage: str, **fields: Any) -> dict[str, Any]:
    response = await api.post(f"{JOBS}/{id}/rerun", json={"from": stage, **fields})
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    assert response.headers["Location"] == f"{JOBS}/{made['id']}"
    assert made["rerun_of"] == id
    return made


def written(index: Index, id: str, *names: str) -> dict[str, bytes]:
    row = index.get(id)
    assert row
    wanted = [name for name in storage.list_names(row.folder) if name.startswith(names)]
    return {name: storage.read(storage.join(row.folder, name)) for name in wanted}


async def test_another_number_of_speakers_needs_no_second_listening(
    api: httpx.AsyncClient, index: Index, call: dict[str, Any]
) -> None:
    made = await rerun(api, call["id"], "diarize", num_speakers=1)
    assert made["reused"] == ["prepare", "transcribe", "align", "voices"]
    done = await ended(api, made["id"])
    assert (done["status"], done["name"], done["rerun_of"]) == ("completed", "A call", call["id"])
    assert [speaker["id"] for speaker in done["speakers"]] == ["SPEAKER_00"]
    assert len(call["speakers"]) == 2
    assert done["text"] == call["text"]
    kept = ("plan", "chunks", "audio", "voices", "upload")
    assert written(index, made["id"], *kept) == written(index, call["id"], *kept)
    assert await job(api, call["id"]) == call


async def test_another_model_transcribes_again_but_hears_the_same_speakers(
    api: httpx.AsyncClient, call: dict[str, Any]
) -> None:
    made = await rerun(api, call["id"], "merge", model="faster-whisper:tiny.en")
    assert made["reused"] == ["prepare", "voices", "diarize"]
    done = await ended(api, made["id"])
    assert "word1" not in done["text"]
    assert {stage["engine"] for stage in done["stages"] if stage["stage"] == "transcribe"} == {
        "faster-whisper"
    }


async def test_a_stage_is_done_again_even_if_nothing_has_changed(
    api: httpx.AsyncClient, index: Index, call: dict[str, Any]
) -> None:
    made = await rerun(api, call["id"], "transcribe")
    assert made["reused"] == ["prepare", "voices", "diarize"]
    assert (await ended(api, made["id"]))["text"] == call["text"]
    assert written(index, made["id"], "chunks") != written(index, call["id"], "chunks")  # they say when
    assert written(index, made["id"], "chunks").keys() == written(index, call["id"], "chunks").keys()


async def test_a_rerun_needs_the_first_job_no_more(api: httpx.AsyncClient) -> None:
    id = await submit(api, AUDIO / "jfk.wav", model="fake:steady")
    await ended(api, id)
    made = await rerun(api, id, "transcribe", prompt="Something else")
    assert (await api.delete(f"{JOBS}/{id}?cancel=true")).status_code == 204
    assert (await ended(api, made["id"]))["status"] == "completed"


async def test_without_the_recording_only_what_needs_none_can_be_done_again(
    api: httpx.AsyncClient, index: Index
) -> None:
    id = await submit(api, AUDIO / "two_speakers.flac", model="fake:steady", speaker_detection="per_channel")
    done = await ended(api, id)
    assert (await api.delete(f"{JOBS}/{id}/audio")).status_code == 204
    assert (await api.delete(f"{JOBS}/{id}/audio")).status_code == 204
    row = index.get(id)
    assert row
    assert row.audio_removed_at
    assert not [name for name in storage.list_names(row.folder) if folder.is_audio(name)]
    assert (await job(api, id))["text"] == done["text"]
    assert (await api.get(f"{JOBS}/{id}/audio")).status_code == 410
    made = await rerun(api, id, "merge")
    assert made["reused"] == ["prepare", "transcribe", "align"]
    assert (await ended(api, made["id"]))["text"] == done["text"]
    refused = await api.post(f"{JOBS}/{id}/rerun", json={"from": "transcribe"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (410, "gone")
    assert "transcribe" in refused.json()["error"]["message"]


async def test_a_running_job_is_neither_done_again_nor_left_without_audio(api: httpx.AsyncClient) -> None:
    id = await submit(api, long_talk(), model=SLOW)
    await running(api, id)
    assert (await api.post(f"{JOBS}/{id}/rerun", json={"from": "merge"})).status_code == 409
    assert (await api.delete(f"{JOBS}/{id}/audio")).status_code == 409
    assert (await api.delete(f"{JOBS}/{id}?cancel=true")).status_code == 204


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({}, "from"),
        ({"from": "nowhere"}, "from"),
        ({"from": "diarize", "num_speakers": 99}, "num_speakers"),
        ({"from": "diarize", "num_speakers": 2, "min_speakers": 3}, "num_speakers"),
        ({"from": "merge", "audio_url": "https://example.org/a.wav"}, "audio_url"),
        ({"from": "merge", "nonsense": 1}, "nonsense"),
        ({"from": "detect"}, "detect_events"),
        ({"from": "redact"}, "redact_pii"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    api: httpx.AsyncClient, call: dict[str, Any], body: dict[str, Any], why: str
) -> None:
    response = await api.post(f"{JOBS}/{call['id']}/rerun", json=body)
    assert response.status_code == 422, response.text
    assert why in response.json()["error"]["message"]


ENGINE = Choice("transcribe", "fake", "cpu", "steady")
ALL = dict.fromkeys(("align", "diarize", "events", "emotions", "refine", "redact"), ENGINE)
ASKED = TranscriptionRequest("job_1", "default", "file:///x", "00", ENGINE, ENGINE, **ALL)  # type: ignore[arg-type]
BEFORE = Work(ASKED, JobOptions())


@pytest.mark.parametrize(
    ("stage", "request_", "options", "again"),
    [
        ("redact", {}, {}, set()),
        ("merge", {}, {}, {"refine"}),
        ("transcribe", {}, {}, {"transcribe", "align", "emotions", "refine"}),
        ("detect", {}, {}, {"events", "emotions", "refine"}),
        ("redact", {"language": "de"}, {}, {"transcribe", "align", "emotions", "refine"}),
        ("redact", {}, {"prompt": "x"}, {"transcribe", "align", "emotions", "refine"}),
        ("redact", {}, {"seed": 1}, {"transcribe", "align", "emotions", "refine"}),
        ("redact", {}, {"refine": ["fix_errors"]}, {"refine"}),
        ("redact", {"align": replace(ENGINE, model="other")}, {}, {"align", "refine"}),
        ("redact", {"events": replace(ENGINE, engine="other")}, {}, {"events"}),
        ("redact", {"diarize": replace(ENGINE, model="x")}, {}, {"voices", "diarize", "refine"}),
        ("redact", {"transcribe": replace(ENGINE, device="gpu")}, {}, set()),
        (
            "redact",
            {"split": True},
            {},
            {"prepare", "transcribe", "align", "voices", "diarize", "events", "emotions", "refine"},
        ),
    ],
)
def test_what_was_made_of_something_else_is_not_reused(
    stage: reuse.Stage, request_: dict[str, Any], options: dict[str, Any], again: set[str]
) -> None:
    after = Work(replace(ASKED, **request_), JobOptions(**options))
    assert set(after.wanted()) - set(reuse.valid(BEFORE, after, stage)) == again


async def test_a_rerun_does_not_need_the_webhook_of_the_first_job(api: httpx.AsyncClient) -> None:
    made = await api.post("/v1/webhooks", json={"url": "https://93.184.216.34/", "all_jobs": False})
    hook = f"/v1/webhooks/{made.json()['id']}"
    assert (await api.patch(hook, json={"enabled": False})).status_code == 200
    id = await submit(api, AUDIO / "jfk.wav", model="fake:steady", webhook_id=made.json()["id"])
    await ended(api, id)
    another = {"from": "merge", "webhook_url": "https://93.184.216.34/another", "retention": 1}
    again = await api.post(f"{JOBS}/{id}/rerun", json=another)
    assert again.status_code == 201, again.text
    assert (await api.delete(f"{JOBS}/{again.json()['id']}?cancel=true")).status_code == 204
    assert (await api.delete(hook)).status_code == 204
    await ended(api, (await rerun(api, id, "merge"))["id"])


async def test_a_rerun_never_shows_what_was_redacted(api: httpx.AsyncClient, index: Index) -> None:
    id = await submit(api, AUDIO / "jfk.wav", model="fake:steady")
    await ended(api, id)
    row = index.get(id)
    assert row
    redacted = {**row.request, "redact_text": True, "redact": row.request["transcribe"]}
    with Session(index.engine) as session, session.begin():
        session.execute(update(Job).where(Job.id == id).values(request=redacted))
    less: list[dict[str, Any]] = [{"redact_pii": False}, {"pii_entity_types": ["name"]}]
    for body in [*less, {"redact_pii": False, "redact_pii_audio": True}]:
        response = await api.post(f"{JOBS}/{id}/rerun", json={"from": "merge", **body})
        assert response.status_code == 409, response.text
    with Session(index.engine) as session, session.begin():
        session.execute(update(Job).where(Job.id == id).values(request={**redacted, "redact_audio": True}))
    response = await api.post(f"{JOBS}/{id}/rerun", json={"from": "merge", "pii_buffer_ms": 49})
    assert response.status_code == 409, response.text


async def test_the_command_does_a_job_again(
    api_url: str, api: httpx.AsyncClient, call: dict[str, Any]
) -> None:
    line = ["jobs", "rerun", call["id"], "--from", "diarize", "--num-speakers", "1", "--set", "priority=1"]
    environment = {"DALSTON_URL": api_url}
    said = await asyncio.to_thread(lambda: CliRunner().invoke(command, [*line, "--json"], env=environment))
    assert said.exit_code == 0, said.output
    made = json.loads(said.output)
    assert made["reused"] == ["prepare", "transcribe", "align", "voices"]
    assert len((await ended(api, made["id"]))["speakers"]) == 1
