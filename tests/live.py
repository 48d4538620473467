"""Clients of live speech, and speech for them."""

import asyncio
import json
import re
import time
import wave
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from tests.conftest import AUDIO

RATE = 16_000  # samples a second
FRAME = 0.1  # seconds

Event = dict[str, Any]

# What jfk.wav says, where small models agree about it; "ask not" between two pauses they also hear otherwise.
PHRASES = (
    "fellow americans",
    "what your country can do for you",
    "what you can do for your country",
)
WORDS = 22


def speech(name: str = "jfk.wav") -> bytes:
    """16-bit mono at 16 kHz."""
    with wave.open(str(AUDIO / name)) as wav:
        pcm: bytes = wav.readframes(wav.getnframes())
        return pcm


def silence(seconds: float) -> bytes:
    return bytes(round(seconds * RATE) * 2)


def frames(pcm: bytes, seconds: float = FRAME) -> list[bytes]:
    size = round(seconds * RATE) * 2
    return [pcm[at : at + size] for at in range(0, len(pcm), size)]


@dataclass
class Caller:
    """A client that hears everything, and remembers it."""

    socket: ClientConnection
    events: list[Event] = field(default_factory=list)
    times: list[float] = field(default_factory=list)  # monotonic, of the events
    code: int | None = None  # that the server closed with
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def listen(self) -> None:
        try:
            async for message in self.socket:
                self.events.append(json.loads(message))
                self.times.append(time.monotonic())
                self._news.set()
        except ConnectionClosed:
            pass
        self.code = self.socket.close_code
        self._news.set()

    async def say(self, pcm: bytes | Iterable[bytes], *, pace: float = 0.0) -> None:
        """`pace`: seconds between frames."""
        for frame in frames(pcm) if isinstance(pcm, bytes) else pcm:
            await self.socket.send(frame)
            await asyncio.sleep(pace)

    async def tell(self, type: str, **more: Any) -> None:
        await self.socket.send(json.dumps({"type": type, **more}))

    async def until(self, good: Callable[[Event], bool], seconds: float = 60) -> Event:
        """The first event, heard already or to come, that is good."""
        async with asyncio.timeout(seconds):
            while True:
                self._news.clear()
                for event in self.events:
                    if good(event):
                        return event
                if self.code is not None:
                    types = [event["type"] for event in self.events]
                    errors = [event for event in self.events if event["type"] == "error"]
                    raise AssertionError(f"closed with {self.code} after {types}: {errors}")
                await self._news.wait()

    async def heard(self, type: str, seconds: float = 60) -> Event:
        return await self.until(lambda event: event["type"] == type, seconds)

    async def closed(self, seconds: float = 60) -> int:
        """The close code."""
        async with asyncio.timeout(seconds):
            while self.code is None:
                self._news.clear()
                await self._news.wait()
        return self.code

    def all(self, type: str) -> list[Event]:
        return [event for event in self.events if event["type"] == type]

    @property
    def finals(self) -> list[Event]:
        return self.all("transcript.final")

    @property
    def text(self) -> str:
        return " ".join(event["text"] for event in self.finals)


@asynccontextmanager
async def calling(url: str, headers: dict[str, str] | None = None, **query: Any) -> AsyncIterator[Caller]:
    """`url`: of the API."""
    asked = urlencode(
        {name: str(value).lower() if isinstance(value, bool) else value for name, value in query.items()}
    )
    address = f"{url.replace('http', 'ws', 1)}/v1/audio/transcriptions/stream?{asked}"
    connecting = connect(address, additional_headers=headers, compression=None, proxy=None, max_size=None)
    async with connecting as socket, talking_over(socket) as caller:
        yield caller


@asynccontextmanager
async def talking_over(socket: ClientConnection) -> AsyncIterator[Caller]:
    """It hears until the end, then hangs up."""
    caller = Caller(socket)
    listening = asyncio.create_task(caller.listen())
    try:
        yield caller
    finally:
        await socket.close()
        await listening


@asynccontextmanager
async def seats_taken(url: str, *, but: int = 0) -> AsyncIterator[list[Caller]]:
    """Everybody who has a seat, once all are taken but so many."""
    async with httpx.AsyncClient(base_url=url) as api, AsyncExitStack() as seats:
        while (found := (await api.get("/v1/realtime/status")).json())["active"]:
            await asyncio.sleep(0.1)
        callers = []
        for _ in range(found["capacity"] - but):
            callers.append(await seats.enter_async_context(calling(url)))
            await callers[-1].heard("session.begin")
        yield callers


def times_said(text: str) -> int:
    """How often a text says, whole and in order, what jfk.wav does; it must say nothing else."""
    words = re.findall(r"[a-z]+", text.lower())
    said = " ".join(words)
    counts = {said.count(phrase) for phrase in PHRASES}
    assert len(counts) == 1, said
    [times] = counts
    assert abs(len(words) - times * WORDS) <= times, said
    return times


async def session(api: httpx.AsyncClient, id: str) -> dict[str, Any]:
    answer = await api.get(f"/v1/realtime/sessions/{id}")
    answer.raise_for_status()
    found: dict[str, Any] = answer.json()
    return found
