"""The recording of a job can be had whole and in ranges; what was to be redacted cannot."""

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import psutil
import pytest

from activities import folder, storage
from activities.database import now
from activities.index import Index
from api.jobs import stored
from tests import jobs
from tests.http_jobs import AUDIO, JOBS
from workers.settings import WorkerSettings

SPEECH = (AUDIO / "jfk.wav").read_bytes()


@pytest.fixture
def put(settings: WorkerSettings, index: Index) -> Any:
    """A job's row and upload, as if it had been done. Returns its id."""

    def put(
        content: bytes = SPEECH, *, status: str = "completed", redacted: bytes | None = None, **columns: Any
    ) -> str:
        asked = {name: columns.pop(name) for name in ("redact_text", "redact_audio") if name in columns}
        request = replace(jobs.place(settings, content), **asked)
        jobs.insert(index, request)
        if redacted is not None:
            storage.write(folder.redacted_audio(request.folder), redacted)
        index.change(request.job_id, request=stored(request), **columns)
        index.change(request.job_id, status=status, completed_at=now())
        return request.job_id

    return put


async def test_the_upload_comes_back_as_it_was(api: httpx.AsyncClient, put: Any) -> None:
    id = put(name="Talk \u2013 part 1.wav")
    answer = await api.get(f"{JOBS}/{id}/audio")
    assert (answer.status_code, answer.content) == (200, SPEECH)
    assert answer.headers["Content-Type"] == "audio/wav"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline; ")
    assert answer.headers["Content-Disposition"].endswith("''Talk%20%E2%80%93%20part%201.wav")


async def test_a_player_can_seek(api: httpx.AsyncClient, put: Any) -> None:
    url = f"{JOBS}/{put()}/audio"
    answer = await api.get(url, headers={"Range": "bytes=100-199"})
    assert (answer.status_code, answer.content) == (206, SPEECH[100:200])
    assert answer.headers["Content-Range"] == f"bytes 100-199/{len(SPEECH)}"
    assert answer.headers["Content-Length"] == "100"
    last = await api.get(url, headers={"Range": "bytes=-10"})
    assert (last.status_code, last.content) == (206, SPEECH[-10:])
    rest = await api.get(url, headers={"Range": "bytes=300000-"})
    assert (rest.status_code, rest.content) == (206, SPEECH[300_000:])


async def test_several_ranges_are_answered_with_all_of_it(api: httpx.AsyncClient, put: Any) -> None:
    answer = await api.get(f"{JOBS}/{put()}/audio", headers={"Range": "bytes=0-1,5-9"})
    assert (answer.status_code, len(answer.content)) == (200, len(SPEECH))


async def test_a_range_behind_the_end_is_refused(api: httpx.AsyncClient, put: Any) -> None:
    answer = await api.get(f"{JOBS}/{put()}/audio", headers={"Range": f"bytes={len(SPEECH)}-"})
    assert answer.status_code == 416
    assert answer.headers["Content-Range"] == f"bytes */{len(SPEECH)}"
    assert answer.json()["error"]["code"] == "range_not_satisfiable"


async def test_a_download_goes_on_only_with_the_same_file(api: httpx.AsyncClient, put: Any) -> None:
    url = f"{JOBS}/{put()}/audio"
    etag = (await api.head(url)).headers["ETag"]
    assert len(etag) == 66  # a SHA-256 in quotes
    part = await api.get(url, headers={"Range": "bytes=0-9", "If-Range": etag})
    assert part.status_code == 206
    whole = await api.get(url, headers={"Range": "bytes=0-9", "If-Range": '"another"'})
    assert (whole.status_code, len(whole.content)) == (200, len(SPEECH))
    known = await api.get(url, headers={"If-None-Match": etag})
    assert (known.status_code, known.content) == (304, b"")


async def test_head_says_what_get_would_bring(api: httpx.AsyncClient, put: Any) -> None:
    answer = await api.head(f"{JOBS}/{put()}/audio", headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Length"] == str(len(SPEECH))


@pytest.mark.parametrize(
    ("content", "kind"),
    [((AUDIO / "two_speakers.flac").read_bytes(), "audio/flac"), (b"<script>", "application/octet-stream")],
)
async def test_the_type_is_told_from_the_content(
    api: httpx.AsyncClient, put: Any, content: bytes, kind: str
) -> None:
    answer = await api.head(f"{JOBS}/{put(content, name='x.html')}/audio")
    assert answer.headers["Content-Type"] == kind


@pytest.mark.parametrize("status", ["pending", "running", "completed", "failed", "cancelled"])
@pytest.mark.parametrize("asked", ["redact_text", "redact_audio"])
async def test_the_upload_of_a_redacted_job_cannot_be_had(
    api: httpx.AsyncClient, put: Any, status: str, asked: str
) -> None:
    id = put(status=status, redacted=b"flac", **{asked: True})
    for headers in ({}, {"Range": "bytes=0-9"}, {"If-None-Match": "*"}):
        answer = await api.get(f"{JOBS}/{id}/audio", headers=headers)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")
        assert "/audio/redacted" in answer.json()["error"]["message"]
    assert (await api.head(f"{JOBS}/{id}/audio")).status_code == 403


async def test_the_redacted_recording_can_be_had(api: httpx.AsyncClient, put: Any) -> None:
    id = put(redact_audio=True, redacted=b"fLaC and so on")
    answer = await api.get(f"{JOBS}/{id}/audio/redacted", headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.content) == (206, b"fLaC")
    assert answer.headers["Content-Type"] == "audio/flac"


@pytest.mark.parametrize(
    ("columns", "status", "code"),
    [
        ({}, 404, "audio_not_found"),
        ({"redact_text": True}, 404, "audio_not_found"),
        ({"redact_audio": True, "status": "running"}, 409, "conflict"),
        ({"redact_audio": True, "status": "failed"}, 404, "audio_not_found"),
        ({"redact_audio": True}, 410, "gone"),
    ],
)
async def test_where_there_is_no_redacted_recording_the_answer_says_why(
    api: httpx.AsyncClient, put: Any, columns: dict[str, Any], status: int, code: str
) -> None:
    answer = await api.get(f"{JOBS}/{put(**columns)}/audio/redacted")
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)


async def test_audio_that_was_forgotten_is_gone(api: httpx.AsyncClient, put: Any) -> None:
    id = put(audio_removed_at=now(), redact_audio=True, redacted=b"x")
    assert (await api.get(f"{JOBS}/{id}/audio/redacted")).status_code == 410
    assert (await api.get(f"{JOBS}/{put(audio_removed_at=now())}/audio")).status_code == 410


async def test_there_is_no_audio_of_no_job(api: httpx.AsyncClient) -> None:
    for path in ("audio", "audio/redacted", "tasks"):
        answer = await api.get(f"{JOBS}/job_x/{path}")
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "job_not_found")


@pytest.mark.file_only
async def test_a_client_that_goes_away_leaves_no_file_open(api: httpx.AsyncClient, put: Any) -> None:
    id = put(bytes(64 << 20))
    here = psutil.Process()
    async with api.stream("GET", f"{JOBS}/{id}/audio") as answer:
        await anext(answer.aiter_bytes(1000))
        assert any(id in file.path for file in here.open_files())
    async with asyncio.timeout(20):
        while any(id in file.path for file in here.open_files()):
            await asyncio.sleep(0.05)


@pytest.mark.file_only
async def test_a_large_recording_is_not_held_in_memory(
    api: httpx.AsyncClient, put: Any, settings: WorkerSettings
) -> None:
    size = 1 << 30
    id = put()
    with storage.open_write(folder.upload(storage.join(settings.storage_url, id))) as file:
        file.truncate(size)
    here = psutil.Process()
    before, most, got = here.memory_info().rss, 0, 0
    async with api.stream("GET", f"{JOBS}/{id}/audio") as answer:
        async for piece in answer.aiter_bytes():
            got += len(piece)
            most = max(most, here.memory_info().rss)
    assert got == size
    assert most - before < 256 << 20  # jobs of other tests may run meanwhile
