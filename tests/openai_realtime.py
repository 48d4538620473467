"""OpenAI's own client of live speech, as its users call it: blocking or not."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from openai import BaseModel, OpenAI
from websockets.exceptions import ConnectionClosed

from tests.live import speech
from tests.openai_clients import Caller, extras

RATE = 24_000  # samples a second
TRANSCRIPTION = "conversation.item.input_audio_transcription"


def speech_at_24k(name: str = "jfk.wav") -> bytes:
    """16-bit mono."""
    frame = AudioFrame.from_ndarray(
        np.frombuffer(speech(name), np.int16).reshape(1, -1), format="s16", layout="mono"
    )
    frame.sample_rate = 16_000
    resampler = AudioResampler("s16", "mono", RATE)
    made = [*resampler.resample(frame), *resampler.resample(None)]
    return b"".join(one.to_ndarray().tobytes() for one in made)


@dataclass
class Talk:
    """A connection, and everything that came over it."""

    connection: Any
    blocking: bool
    events: list[Any] = field(default_factory=list)

    async def hear(self) -> Any:
        async with asyncio.timeout(60):
            event = await self._do(self.connection.recv)
        self.events.append(event)
        return event

    async def until(self, *types: str) -> Any:
        """The next event of one of these types."""
        while (event := await self.hear()).type not in types:
            pass
        return event

    async def closed(self) -> int:
        """The close code."""
        while True:
            try:
                await self.hear()
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else 0

    async def send(self, event: Any) -> None:
        await self._do(self.connection.send, event)

    async def update(self, **given: Any) -> Any:
        """What `audio.input` of the session is from now on."""
        session = {"type": "transcription", "audio": {"input": given}}
        await self._do(lambda: self.connection.session.update(session=session))
        return await self.until("session.updated", "error")

    async def say(self, audio: bytes, frame: int = RATE // 5, *, pace: float = 0.0) -> None:
        """`pace`: seconds between frames, of a tenth of a second unless told."""
        for at in range(0, len(audio), frame):
            text = base64.b64encode(audio[at : at + frame]).decode()
            await self._do(lambda text=text: self.connection.input_audio_buffer.append(audio=text))
            await asyncio.sleep(pace)

    async def commit(self) -> None:
        await self._do(lambda: self.connection.input_audio_buffer.commit())

    async def clear(self) -> None:
        await self._do(lambda: self.connection.input_audio_buffer.clear())

    def all(self, type: str) -> list[Any]:
        return [event for event in self.events if event.type == type]

    def joined(self, item_id: str) -> str:
        """The deltas of an item."""
        return "".join(one.delta for one in self.all(f"{TRANSCRIPTION}.delta") if one.item_id == item_id)

    def types(self) -> list[str]:
        """Each once, in the order of its first."""
        return list(dict.fromkeys(event.type for event in self.events))

    async def _do(self, call: Callable[..., Any], *given: Any) -> Any:
        return await asyncio.to_thread(call, *given) if self.blocking else await call(*given)


@asynccontextmanager
async def talking(caller: Caller, **given: Any) -> AsyncIterator[Talk]:
    """`given`: of `realtime.connect`; with nothing, the intent to transcribe."""
    blocking = isinstance(caller.client, OpenAI)
    manager: Any = caller.client.realtime.connect(**(given or {"extra_query": {"intent": "transcription"}}))
    entered: Any = await asyncio.to_thread(manager.enter) if blocking else await manager.enter()
    talk = Talk(entered, blocking)
    try:
        yield talk
    finally:
        await talk._do(entered.close)


def fits(event: BaseModel) -> None:
    """Every field that the client's type requires, of the right kind."""
    type(event).model_validate(event.to_dict(exclude_unset=False), strict=True)
    session = [".session.id", ".session.object"]  # the type of the answer is the one of the request
    assert [found for found in extras(event) if found not in session] == []
