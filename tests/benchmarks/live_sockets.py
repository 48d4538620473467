"""Live speech over real sockets on a real stack: sessions at the pace of speech, by the clock on the wall."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from pydantic import TypeAdapter
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from activities.audio import Samples
from realtime.events import Event as Said
from realtime.events import Final, Partial, SpeechEnd
from tests.benchmarks.latency import latencies_by_audio
from tests.benchmarks.live_servers import paced
from tests.benchmarks.live_shown import PAUSE, Shown, Update
from tests.benchmarks.stack import Stack, running
from tests.live import Caller, talking_over
from workers.settings import WorkerSettings

KNOWN = TypeAdapter[Partial | Final | SpeechEnd](Partial | Final | SpeechEnd)
TOLD = ("transcript.partial", "transcript.final", "vad.speech_end")
ASKED = "language=en&word_timestamps=true"
ENDING = 300.0  # seconds in which a session says the rest


@dataclass
class Session:
    """What one session said, and when."""

    begins: float  # monotonic, when its first sample was spoken
    said: list[tuple[float, Said]]
    ended: bool = True  # as it should

    @property
    def shown(self) -> Shown:
        final, updates = "", []
        for when, event in self.said:
            if isinstance(event, Final):
                final = f"{final} {event.text}"
            if isinstance(event, Final | Partial):
                interim = event.text if isinstance(event, Partial) else ""
                updates.append(Update(when, final, interim))
        return Shown(self.begins, updates, latencies_by_audio(self, PAUSE))


@dataclass
class Dalston:
    url: str  # of the API
    name: str = "Dalston"

    async def speak(self, sound: Samples) -> Shown:
        return (await session(self.url, sound)).shown


@contextmanager
def serving(model: str, sessions: int) -> Iterator[tuple[Dalston, Stack]]:
    """A stack with seats for so many sessions."""
    models = WorkerSettings().models_path
    with TemporaryDirectory() as data:
        slots = {"DALSTON_REALTIME_SLOTS": str(sessions)}
        with running(Path(data), model, models, **slots) as stack:
            url = str(stack.client.http.base_url)
            asyncio.run(seated(url, sessions))
            yield Dalston(url), stack


async def seated(url: str, sessions: int) -> None:
    """Wait for the worker."""
    async with httpx.AsyncClient(base_url=url) as client:
        while True:
            with suppress(httpx.TransportError):
                answer = await client.get("/v1/realtime/status")
                if answer.is_success and answer.json()["available"] >= sessions:
                    return
            await asyncio.sleep(0.2)


@asynccontextmanager
async def calling(url: str) -> AsyncIterator[Caller]:
    """A client that does not hang up on a server that is slow to answer."""
    address = f"{url.replace('http', 'ws', 1)}/v1/audio/transcriptions/stream?{ASKED}"
    connecting = connect(
        address, compression=None, proxy=None, max_size=None, ping_interval=None, open_timeout=60
    )
    async with connecting as socket, talking_over(socket) as caller:
        yield caller


async def session(url: str, sound: Samples) -> Session:
    async with calling(url) as caller:
        await caller.heard("session.begin")
        begins = time.monotonic()
        try:
            async for frame in paced(sound, begins):
                await caller.socket.send(frame)
            await caller.tell("end")
            await caller.heard("session.end", seconds=ENDING)
        except (ConnectionClosed, TimeoutError, AssertionError) as error:
            print(f"a session broke after {time.monotonic() - begins:.0f} s: {error!r}", flush=True)
        ended = any(event["type"] == "session.end" for event in caller.events)
        return Session(begins, list(_told(caller.times, caller.events)), ended)


def _told(times: list[float], events: list[dict[str, Any]]) -> Iterator[tuple[float, Said]]:
    for when, event in zip(times, events, strict=True):
        if event["type"] in TOLD:
            yield when, KNOWN.validate_python(event)
