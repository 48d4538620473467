"""What people change in a job over HTTP, and take back again."""

import asyncio
from typing import Any

import httpx
import pytest

from activities import folder, storage
from activities.index import Index
from api import edited
from api.edited import Kept
from tests.http_jobs import AUDIO, JOBS, SLOW, ended, job, long_talk, running, submit


@pytest.fixture(scope="session")
async def recorded(api: httpx.AsyncClient) -> dict[str, Any]:
    """A completed job that nobody changes."""
    return await ended(api, await submit(api, AUDIO / "jfk.wav", name="Kennedy"))


@pytest.fixture
async def id(api: httpx.AsyncClient) -> str:
    id = await submit(api, AUDIO / "two_speakers.flac", model="fake:steady", speaker_detection="per_channel")
    assert (await ended(api, id))["status"] == "completed"
    return id


async def patch(
    api: httpx.AsyncClient, id: str, /, *, match: str | None = None, **body: Any
) -> httpx.Response:
    headers = {"If-Match": match} if match else {}
    return await api.patch(f"{JOBS}/{id}", json=body, headers=headers)


async def changed(api: httpx.AsyncClient, id: str, /, **body: Any) -> dict[str, Any]:
    response = await patch(api, id, **body)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def test_an_edit_shows_everywhere_and_the_machines_words_are_kept(
    api: httpx.AsyncClient, index: Index, id: str
) -> None:
    machine = await job(api, id)
    row = index.get(id)
    assert row
    before = storage.read(f"{row.folder}/transcript.json")
    first = machine["segments"][0]["id"]
    found = await changed(
        api, id, name="A call", speakers={"SPEAKER_00": "Anna"}, segments={first: "Zanzibar, word1 calling"}
    )
    assert found["segments"][0]["text"] == "Zanzibar, word1 calling"
    assert found == await job(api, id)
    assert (found["name"], found["speakers"][0]["label"]) == ("A call", "Anna")
    assert found["text"].startswith("Zanzibar, word1 calling")
    for kind in ("txt", "srt", "vtt", "json"):
        text = (await api.get(f"{JOBS}/{id}/export/{kind}")).text
        assert "Zanzibar" in text
        assert "Anna" in text
    assert (await api.get(JOBS, params={"q": "zanzibar"})).json()["total"] == 1
    assert {**(await api.get(f"{JOBS}/{id}?original=true")).json(), "name": machine["name"]} == machine
    assert storage.read(f"{row.folder}/transcript.json") == before


async def test_speakers_are_merged_and_segments_given_to_others(api: httpx.AsyncClient, id: str) -> None:
    found = await changed(api, id, merge={"SPEAKER_01": "SPEAKER_00"})
    assert [speaker["id"] for speaker in found["speakers"]] == ["SPEAKER_00"]
    first = found["segments"][0]["id"]
    found = await changed(
        api, id, reassign=[{"segment": first, "speaker": "SPEAKER_02", "first": 1, "last": 2}]
    )
    pieces = [segment for segment in found["segments"] if segment["id"].startswith(first)]
    assert [(piece["id"], piece["speaker"], len(piece["words"])) for piece in pieces[:2]] == [
        (first, "SPEAKER_00", 1),
        (f"{first}.2", "SPEAKER_02", 2),
    ]
    assert sum(speaker["duration"] for speaker in found["speakers"]) > 0


async def test_edits_can_be_listed_and_taken_back_one_by_one_and_all(api: httpx.AsyncClient, id: str) -> None:
    machine = await job(api, id)
    first = machine["segments"][0]["id"]
    await changed(api, id, name="One", speakers={"SPEAKER_00": "Anna"})
    await changed(api, id, name="Two", segments={first: "Something else"})
    assert (await api.delete(f"{JOBS}/{id}/edits/1")).status_code == 204
    found = await job(api, id)
    assert (found["name"], found["speakers"][0]["label"]) == ("Two", None)
    assert found["segments"][0]["text"] == "Something else"
    assert (await api.delete(f"{JOBS}/{id}/edits/1")).status_code == 409
    assert (await api.delete(f"{JOBS}/{id}/edits/9")).json()["error"]["code"] == "edit_not_found"
    assert (await api.delete(f"{JOBS}/{id}/edits")).status_code == 204
    assert await job(api, id) == machine
    edits = (await api.get(f"{JOBS}/{id}/edits")).json()["edits"]
    assert [(edit["number"], edit["reverted"]) for edit in edits] == [
        (1, True),
        (2, True),
        (3, False),
        (4, False),
    ]
    assert edits[1]["change"] == {"name": "Two", "was": "One", "segments": {first: "Something else"}}
    assert edits[1]["actor"] == "local"
    assert (await api.delete(f"{JOBS}/{id}/edits/4")).status_code == 204  # and back again
    assert (await job(api, id))["name"] == "Two"


async def test_an_edit_that_others_need_is_not_taken_back(api: httpx.AsyncClient, id: str) -> None:
    first = (await job(api, id))["segments"][0]["id"]
    await changed(api, id, segments={first: "one two three four"})
    await changed(api, id, reassign=[{"segment": first, "speaker": "SPEAKER_09", "first": 2, "last": 3}])
    await changed(api, id, speakers={"SPEAKER_09": "Nina"})
    response = await api.delete(f"{JOBS}/{id}/edits/2")
    assert (response.status_code, response.json()["error"]["details"]) == (409, {"edit": 3})
    response = await api.delete(f"{JOBS}/{id}/edits/1")
    assert (response.status_code, response.json()["error"]["details"]) == (409, {"edit": 2})
    assert (await api.delete(f"{JOBS}/{id}/edits/3")).status_code == 204
    assert (await api.delete(f"{JOBS}/{id}/edits/2")).status_code == 204


async def test_who_asks_for_it_never_overwrites_what_they_have_not_seen(
    api: httpx.AsyncClient, id: str
) -> None:
    seen = (await api.get(f"{JOBS}/{id}")).headers["ETag"]
    response = await patch(api, id, match=seen, name="One")
    assert (response.status_code, response.headers["ETag"]) == (200, '"1"')
    late = await patch(api, id, match=seen, name="Two")
    assert (late.status_code, late.json()["error"]["code"]) == (412, "precondition_failed")
    assert (await job(api, id))["name"] == "One"
    assert (await patch(api, id, match="*", name="Three")).status_code == 200
    assert (await patch(api, id, match="yesterday", name="Four")).status_code == 400


async def test_edits_at_the_same_moment_are_all_kept(api: httpx.AsyncClient, id: str) -> None:
    answers = await asyncio.gather(*(patch(api, id, name=f"Name {at}") for at in range(20)))
    assert [answer.status_code for answer in answers] == [200] * 20
    edits = (await api.get(f"{JOBS}/{id}/edits")).json()["edits"]
    assert len(edits) == 20
    names = [edit["change"]["name"] for edit in edits]
    assert [edit["change"]["was"] for edit in edits[1:]] == names[:-1]


async def test_an_edited_transcript_is_kept_as_it_is_read_and_goes_with_its_job(
    api: httpx.AsyncClient, id: str, index: Index
) -> None:
    await changed(api, id, segments={"seg_0001": "One two three"})
    shown = await job(api, id)
    found = index.get(id)
    assert found
    kept = folder.edited(found.folder)
    transcript = edited.read(index, found).transcript
    other = transcript.model_copy(update={"summary": "as it was kept"})
    storage.write_model(kept, Kept(number=1, transcript=other))
    assert (await job(api, id))["summary"] == "as it was kept"
    for content in (Kept(number=2, transcript=other).model_dump_json(), "{}"):
        storage.write(kept, content.encode())
        assert await job(api, id) == shown  # another edit's, or another version's
    assert storage.read_model(kept, Kept) == Kept(number=1, transcript=transcript)
    assert (await api.delete(f"{JOBS}/{id}")).status_code == 204
    edited.keep(index.engine, found, Kept(number=1, transcript=transcript))  # by somebody who was slow
    assert storage.newest(found.folder) is None


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({}, "nothing is to be changed"),
        ({"nonsense": 1}, "nonsense"),
        ({"name": " \n "}, "must have a letter"),
        ({"name": "x" * 256}, "255"),
        ({"speakers": {"SPEAKER_00": "x" * 101}}, "100"),
        ({"speakers": {"SPEAKER_77": "x"}}, "no speaker 'SPEAKER_77'"),
        ({"merge": {"SPEAKER_00": "SPEAKER_77"}}, "no speaker"),
        ({"segments": {"seg_0001": "x" * 10_001}}, "10000"),
        ({"segments": {"seg_9999": "x"}}, "no segment"),
        ({"segments": {f"seg_{at}": "x" for at in range(1001)}}, "1000"),
        ({"reassign": [{"segment": "seg_0001", "speaker": "Anna"}]}, "SPEAKER_"),
        ({"reassign": [{"segment": "seg_0001", "speaker": "SPEAKER_00", "first": 999}]}, "has the words"),
        ({"retention": 3651}, "3650"),
    ],
)
async def test_what_cannot_be_is_refused(
    api: httpx.AsyncClient, recorded: dict[str, Any], body: dict[str, Any], why: str
) -> None:
    response = await patch(api, recorded["id"], **body)
    assert response.status_code == 422, response.text
    assert why in response.json()["error"]["message"]
    assert await job(api, recorded["id"]) == recorded


async def test_no_change_is_made_to_another_version(api: httpx.AsyncClient, recorded: dict[str, Any]) -> None:
    for body in ({"name": "x"}, {"retention": 3}):
        for match in ('"7"', '"v0"', '"0-a"', "0x"):
            assert (await patch(api, recorded["id"], match=match, **body)).status_code in (400, 412)
    assert await job(api, recorded["id"]) == recorded


async def test_only_a_completed_job_can_be_edited(api: httpx.AsyncClient) -> None:
    id = await submit(api, long_talk(), model=SLOW)
    await running(api, id)
    assert (await patch(api, id, name="x")).status_code == 409
    assert (await patch(api, "job_x", name="x")).status_code == 404
    assert (await api.delete(f"{JOBS}/{id}?cancel=true")).status_code == 204
