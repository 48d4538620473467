"""Jobs over HTTP, as a client does them."""

import asyncio
import wave
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx

from tests.api_server import until

AUDIO = Path(__file__).parent / "audio"
JOBS = "/v1/audio/transcriptions"
SLOW = "fake:slow"  # a word every half second of audio, a tenth of a second each


async def submit(
    api: httpx.AsyncClient, audio: bytes | Path, model: str = "faster-whisper:tiny.en", **fields: Any
) -> str:
    """The id of an accepted job."""
    content = await asyncio.to_thread(audio.read_bytes) if isinstance(audio, Path) else audio
    response = await api.post(JOBS, data={"model": model, **fields}, files={"file": ("speech.wav", content)})
    assert response.status_code == 201, response.text
    assert response.headers["Location"] == f"{JOBS}/{response.json()['id']}"
    return str(response.json()["id"])


async def job(api: httpx.AsyncClient, id: str) -> dict[str, Any]:
    response = await api.get(f"{JOBS}/{id}")
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


async def ended(api: httpx.AsyncClient, id: str) -> dict[str, Any]:
    found: dict[str, Any] = await until(
        lambda: job(api, id), lambda found: found["status"] in ("completed", "failed", "cancelled")
    )
    return found


async def running(api: httpx.AsyncClient, id: str) -> dict[str, Any]:
    """Wait until some of the audio is transcribed."""
    found: dict[str, Any] = await until(lambda: job(api, id), begun)
    assert found["status"] == "running"
    return found


def begun(found: dict[str, Any]) -> bool:
    return bool(found.get("audio_seconds_done", 1) > 0)  # 1: it has ended


def long_talk(times: int = 40) -> bytes:
    """Minutes of speech: long enough, with a slow engine, that something can happen meanwhile."""
    with wave.open(str(AUDIO / "jfk.wav")) as wav:
        shape, frames = wav.getparams(), wav.readframes(wav.getnframes())
    with wave.open(content := BytesIO(), "wb") as wav:
        wav.setparams(shape)
        wav.writeframes(frames * times)
    return content.getvalue()
