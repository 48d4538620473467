"""ElevenLabs' official client of live speech, with a memory."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from elevenlabs.client import AsyncElevenLabs, ElevenLabs
from elevenlabs.realtime.connection import RealtimeConnection, RealtimeEvents
from elevenlabs.realtime.scribe import AudioFormat
from elevenlabs.types import (
    CommittedTranscriptPayload,
    CommittedTranscriptWithTimestampsPayload,
    PartialTranscriptPayload,
    SessionStartedPayload,
)

from tests import strictly
from tests.live import frames

TYPES = {
    "session_started": SessionStartedPayload,
    "partial_transcript": PartialTranscriptPayload,
    "committed_transcript": CommittedTranscriptPayload,
    "committed_transcript_with_timestamps": CommittedTranscriptWithTimestampsPayload,
}
SEVERAL = (RealtimeEvents.OPEN, RealtimeEvents.CLOSE, RealtimeEvents.ERROR)  # emitted beside others

Told = dict[str, Any]


@dataclass
class Scribe:
    """Everything it hears fits the client's types exactly."""

    connection: RealtimeConnection
    told: list[Told] = field(default_factory=list)
    errors: list[Told] = field(default_factory=list)
    closed: Told | None = None
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    def listen(self) -> None:
        for event in RealtimeEvents:
            if event not in SEVERAL:
                self.connection.on(event, self._hear)
        self.connection.on(RealtimeEvents.ERROR, self.errors.append)
        self.connection.on(RealtimeEvents.CLOSE, self._end)

    async def say(self, audio: bytes, *, pace: float = 0.0) -> None:
        """`pace`: seconds between frames of a tenth of a second of 16-bit mono at 16 kHz."""
        for frame in frames(audio):
            await self.connection.send({"audio_base_64": base64.b64encode(frame).decode()})
            await asyncio.sleep(pace)

    async def until(self, good: Callable[[Told], bool], seconds: float = 60) -> Told:
        """The first message, heard already or to come, that is good."""
        async with asyncio.timeout(seconds):
            while True:
                self._news.clear()
                for told in self.told:
                    if good(told):
                        return told
                if self.closed:
                    raise AssertionError(f"closed with {self.closed} after {self.told[-3:]}")
                await self._news.wait()

    async def heard(self, type: str, seconds: float = 60) -> Told:
        return await self.until(lambda told: told["message_type"] == type, seconds)

    async def committed(self, times: int) -> None:
        await self.until(lambda _: len(self.all("committed_transcript")) >= times)

    async def end(self, seconds: float = 60) -> int:
        """The code that the server closes with."""
        async with asyncio.timeout(seconds):
            while self.closed is None:
                self._news.clear()
                await self._news.wait()
        code: int = self.closed["code"]
        return code

    def all(self, type: str) -> list[Told]:
        return [told for told in self.told if told["message_type"] == type]

    @property
    def text(self) -> str:
        return " ".join(told["text"] for told in self.all("committed_transcript"))

    def _hear(self, told: Told) -> None:
        self.told.append(told)
        self._news.set()

    def _end(self, closed: Told) -> None:
        self.closed = closed
        self._news.set()

    def check(self) -> None:
        for told in self.told:
            if kind := TYPES.get(told["message_type"]):
                strictly.check(told, kind)
            else:
                assert set(told) == {"message_type", "error"}
                assert isinstance(told["error"], str)


@asynccontextmanager
async def listening(
    api: str, key: str | None = "dk_any", kind: str = "sync", **options: Any
) -> AsyncIterator[Scribe]:
    """`api`: its URL."""
    client = (ElevenLabs if kind == "sync" else AsyncElevenLabs)(api_key=key, base_url=api)
    given = {"model_id": "scribe_v2_realtime", **options}
    if "url" not in options:
        given = {"audio_format": AudioFormat.PCM_16000, "sample_rate": 16_000, **given}
    connection = await client.speech_to_text.realtime.connect(given)  # type: ignore[call-overload] # a dict
    scribe = Scribe(connection)
    scribe.listen()
    try:
        yield scribe
    finally:
        await connection.close()
    scribe.check()
