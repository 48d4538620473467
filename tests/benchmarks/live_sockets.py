"""Live speech over real sockets on a real stack: sessions at the pace of speech, by the clock on the wall."""

import asyncio
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import numpy as np
from pydantic import TypeAdapter

from activities.audio import SAMPLE_RATE, Samples, to_pcm
from realtime.events import Event, Final, Partial, SpeechEnd
from tests.benchmarks.corpus import Utterance
from tests.benchmarks.latency import interim_latencies, latencies_by_audio, percentile
from tests.benchmarks.stack import running
from tests.live import calling, frames
from workers.settings import WorkerSettings

SESSIONS = (1, 2, 4, 6, 8)
FRAME = 0.1  # seconds
SILENCE = 0.5  # seconds that end an utterance
PAUSE = 1.0  # seconds between two recordings
APART = 0.37  # seconds between the beginnings of two sessions
LATE = 1.5  # seconds, for the 95th percentile of finals

KNOWN = TypeAdapter[Partial | Final | SpeechEnd](Partial | Final | SpeechEnd)
TOLD = ("transcript.partial", "transcript.final", "vad.speech_end")


@dataclass
class Spoken:
    """What one session said, and when."""

    begins: float  # monotonic, when its first sample was spoken
    said: list[tuple[float, Event]] = field(default_factory=list)


def measure(corpus: list[Utterance], model: str, seconds: float) -> None:
    """Print what is found. `seconds`: of audio in each session."""
    models = WorkerSettings().models_path
    with TemporaryDirectory() as data:
        slots = {"DALSTON_REALTIME_SLOTS": str(max(SESSIONS))}
        with running(Path(data), model, models, **slots) as stack:
            asyncio.run(rounds(str(stack.client.http.base_url), corpus, seconds))


async def rounds(url: str, corpus: list[Utterance], seconds: float) -> None:
    await seated(url)
    borne = 0
    for many in SESSIONS:
        load = os.getloadavg()[0]
        tracks = [track(corpus, at, seconds) for at in range(many)]
        played = await asyncio.gather(*(speak(url, one, at * APART) for at, one in enumerate(tracks)))
        final = [late for one in played for late in latencies_by_audio(one, SILENCE)]
        interim = [late for one in played for late in interim_latencies(one)]
        print(
            f"{many} sessions, load before {load:.1f}: {shown('final', final)}; {shown('interim', interim)}"
        )
        borne = many if percentile(final, 95) < LATE and borne == before(many) else borne
    print(f"sessions with finals within {LATE} s (p95): {borne}")


def before(many: int) -> int:
    at = SESSIONS.index(many)
    return SESSIONS[at - 1] if at else 0


def shown(name: str, seconds: list[float]) -> str:
    return f"{name} median {median(seconds):.2f} s, p95 {percentile(seconds, 95):.2f} s ({len(seconds)})"


def track(corpus: list[Utterance], first: int, seconds: float) -> Samples:
    """Recordings one after another, beginning with another one each time; whole ones only."""
    pause = np.zeros(round(PAUSE * SAMPLE_RATE), np.float32)
    sounds = [pause]
    for utterance in turned(corpus, first):
        if sum(map(len, sounds)) > seconds * SAMPLE_RATE:
            break
        sounds += [utterance.samples(), pause]
    return np.concatenate(sounds)


def turned(corpus: list[Utterance], first: int) -> Iterator[Utterance]:
    while True:
        yield corpus[first % len(corpus)]
        first += 1


async def seated(url: str) -> None:
    """Wait for the worker."""
    async with httpx.AsyncClient(base_url=url) as client:
        while True:
            with suppress(httpx.TransportError):
                answer = await client.get("/v1/realtime/status")
                if answer.is_success and answer.json()["available"] >= max(SESSIONS):
                    return
            await asyncio.sleep(0.2)


async def speak(url: str, sound: Samples, after: float) -> Spoken:
    await asyncio.sleep(after)
    async with calling(url, language="en", word_timestamps=True) as caller:
        await caller.heard("session.begin")
        spoken = Spoken(time.monotonic())
        for number, frame in enumerate(frames(to_pcm(sound), FRAME), 1):
            await asyncio.sleep(spoken.begins + number * FRAME - time.monotonic())
            await caller.socket.send(frame)
        await caller.tell("end")
        await caller.heard("session.end", seconds=120)
        spoken.said = [
            (when, KNOWN.validate_python(event)) for when, event in timed(caller.times, caller.events)
        ]
    return spoken


def timed(times: list[float], events: list[dict[str, Any]]) -> Iterator[tuple[float, dict[str, Any]]]:
    return ((when, event) for when, event in zip(times, events, strict=True) if event["type"] in TOLD)
