"""A server whose storage is S3: jobs and live sessions from beginning to end, and nothing left of them."""

import asyncio
import hashlib
import io
import wave
from collections.abc import AsyncIterator

import httpx
import pytest
from temporalio.client import Client

from activities import storage
from activities.index import Index
from api.app import create_app
from api.settings import ApiSettings
from realtime.settings import RealtimeSettings
from tests.api_server import serving
from tests.conftest import until_ready
from tests.http_jobs import AUDIO, JOBS, ended, long_talk, submit
from tests.live import calling, session, speech
from tests.s3_server import S3Server
from workers.settings import WorkerSettings


@pytest.fixture(scope="module")
def root(s3: S3Server) -> str:
    return f"s3://{s3.bucket()}/all%20jobs"


@pytest.fixture(scope="module")
async def server(
    temporal: Client, workers: None, index: Index, settings: WorkerSettings, root: str
) -> AsyncIterator[httpx.AsyncClient]:
    told = ApiSettings(data=settings.data, storage=root, _env_file=None)
    async with serving(create_app(told, temporal)) as client:
        await until_ready(str(client.base_url))
        yield client


async def test_a_job_goes_through_s3_and_leaves_no_byte(server: httpx.AsyncClient, root: str) -> None:
    talk = await asyncio.to_thread(long_talk, 30)  # several parts, as it comes and as it is prepared
    id = await submit(server, talk, model="fake:steady")
    done = await ended(server, id)
    assert done["status"] == "completed"
    assert {"upload", "audio.wav", "transcript.json"} <= set(storage.list_names(f"{root}/{id}"))
    audio = await server.get(f"{JOBS}/{id}/audio")
    assert hashlib.sha256(audio.content).digest() == hashlib.sha256(talk).digest()
    part = await server.get(f"{JOBS}/{id}/audio", headers={"Range": "bytes=9000000-9000099"})
    assert (part.status_code, part.content) == (206, talk[9_000_000:9_000_100])
    subtitles = await server.get(f"{JOBS}/{id}/export/srt")
    assert "00:00:00" in subtitles.text
    assert (await server.delete(f"{JOBS}/{id}")).status_code == 204
    assert storage.list_names(f"{root}/{id}") == storage.partials(root) == []


async def test_speech_in_s3_is_transcribed(server: httpx.AsyncClient) -> None:
    done = await ended(server, await submit(server, AUDIO / "jfk.wav"))
    assert "country" in done["text"]


async def test_an_upload_that_is_no_audio_leaves_nothing(server: httpx.AsyncClient, root: str) -> None:
    before = storage.list_names(root)
    answer = await server.post(JOBS, files={"file": ("a.wav", bytes(20 << 20))})
    assert answer.status_code == 400
    assert (storage.list_names(root), storage.partials(root)) == (before, [])


async def test_a_client_that_goes_away_leaves_nothing(server: httpx.AsyncClient, root: str) -> None:
    before = storage.list_names(root)

    async def cut_off() -> AsyncIterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.wav"\r\n\r\n'
        for _ in range(24):
            yield bytes(1 << 20)
        while not storage.partials(root):
            yield bytes(1 << 10)
            await asyncio.sleep(0.05)
        raise ConnectionAbortedError

    with pytest.raises(ConnectionAbortedError):
        await server.post(
            JOBS, content=cut_off(), headers={"Content-Type": "multipart/form-data; boundary=x"}
        )
    async with asyncio.timeout(60):
        while storage.partials(root):
            await asyncio.sleep(0.1)
    assert storage.list_names(root) == before


async def test_a_live_session_is_recorded_in_s3(
    server: httpx.AsyncClient, listener: RealtimeSettings, root: str
) -> None:
    async with asyncio.timeout(60):
        while not (await server.get("/v1/realtime/status")).json()["capacity"]:
            await asyncio.sleep(0.1)
    async with calling(str(server.base_url).rstrip("/"), retention=1) as caller:
        id = (await caller.heard("session.begin"))["session_id"]
        await caller.say(speech())
        await caller.tell("end")
        end = await caller.heard("session.end")
    row = await session(server, id)
    assert (await server.get(row["transcript_url"])).json()["text"] == end["transcript"]
    with wave.open(io.BytesIO((await server.get(row["audio_url"])).content)) as wav:
        assert wav.readframes(wav.getnframes()) == speech()
    assert storage.list_names(f"{root}/{id}") == ["audio.wav", "transcript.json"]
    assert (await server.delete(f"/v1/realtime/sessions/{id}")).status_code == 204
    assert storage.list_names(f"{root}/{id}") == []


async def test_system_status_names_a_bucket_that_is_not_there(
    temporal: Client, index: Index, settings: WorkerSettings, s3: S3Server
) -> None:
    told = ApiSettings(data=settings.data, storage="s3://nowhere/jobs", _env_file=None)
    async with serving(create_app(told, temporal)) as client:
        found = (await client.get("/v1/system/status")).json()
    assert found["status"] == "down"
    assert f"no bucket 'nowhere' at {s3.endpoint}" in found["storage"]["detail"]
