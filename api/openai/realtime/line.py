"""A client of OpenAI's dialect: its socket, its events, its mistakes."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.websockets import WebSocket

from api.errors import ApiError
from api.openai.realtime import beta, commands, events
from api.openai.realtime.conversation import Conversation
from api.openai.realtime.events import Event
from api.openai.realtime.settings import LONGEST, Settings
from api.realtime.line import MISTAKES, TOO_BIG, Gone, Message, deliver, new_id
from api.realtime.query import Wish
from api.realtime.refusals import Idle

LEAST = 0.1  # seconds of audio that a commit needs
TOO_LONG = LONGEST * 0.8  # seconds after which an utterance is committed: ours would be cut later
FIXED = (
    "encoding",
    "sample_rate",
    "model",
    "enable_vad",
    "vad_threshold",
    "min_silence_ms",
    "max_silence_ms",
    "word_timestamps",
)

Check = Callable[[Wish], Awaitable[None]]


class OpenAiLine:
    """`check` raises ApiError of a wish that no worker can grant; `idle`: seconds that it may be silent."""

    def __init__(self, websocket: WebSocket, settings: Settings, check: Check, idle: float) -> None:
        self.websocket, self.settings, self.check, self.idle = websocket, settings, check, idle
        self.id = new_id()
        self.mistakes = 0
        self.conversation = Conversation(beta=is_beta(websocket))
        self._wish: Wish | None = None  # once audio has come
        self._waiting: deque[Message] = deque()
        self._seconds = 0.0  # of audio
        self._flushed = 0.0  # seconds, where it was flushed because it was too long

    async def asked(self) -> Wish:
        """What the client wants, as it has it when its first audio comes. Raises Gone or ApiError."""
        wish = self.settings.wish()
        await self.check(wish)
        await self._tell(events.event("session.created", session=self._session()))
        while self._wish is None:
            try:
                async with asyncio.timeout(self.idle):
                    await self._read()
            except TimeoutError:
                raise Idle(f"nothing came for {self.idle:g} s") from None
        return self._wish

    async def receive(self) -> Message:
        while not self._waiting:
            await self._read()
        return self._waiting.popleft()

    async def send(self, event: dict[str, Any]) -> None:
        if event["type"] == "error":
            await self._refuse(event)
            return
        for told in self.conversation.hear(event):
            await self._tell(told)
        speaking = self.conversation.speaking
        self._flushed = self._flushed if speaking is None else max(self._flushed, speaking)

    async def _read(self) -> None:
        """Raises Gone: nobody comes back to a session in this dialect."""
        received = await self.websocket.receive()
        if received["type"] == "websocket.disconnect":
            if received.get("code") == TOO_BIG:
                raise commands.too_big()
            raise Gone(clean=True)
        event: dict[str, Any] = {}
        try:
            event = commands.read(received)
            await self._do(event)
        except ApiError as error:
            await self._forgive(error, event.get("event_id"))

    async def _do(self, event: dict[str, Any]) -> None:
        match commands.kind(event):
            case "input_audio_buffer.append":
                await self._append(commands.audio(event))
            case "input_audio_buffer.commit":
                await self._commit()
            case "input_audio_buffer.clear":
                self._waiting.append({"type": "clear"})
                await self._tell(*self.conversation.clear(self._seconds))
            case _:
                self.conversation.beta = event["type"] in commands.BETA
                await self._update(event)

    async def _append(self, audio: bytes) -> None:
        wish = self._wish or self.settings.wish()
        if len(audio) % wish.frame:
            raise commands.refused("audio", f"{len(audio)} bytes are no whole number of 16-bit samples")
        if self._wish is None and audio:
            self._wish = wish
            self.conversation.manual, self.conversation.logprobs = not wish.enable_vad, wish.word_timestamps
        for at in range(0, len(audio), wish.rate):
            frame = audio[at : at + wish.rate]
            self._waiting.append(frame)
            self._seconds += len(frame) / wish.rate
            await self._cut()

    async def _cut(self) -> None:
        """Before our own session would have to."""
        if self.conversation.manual and self._seconds - self.conversation.since > TOO_LONG:
            await self._commit()
        elif self.conversation.speaking is not None and self._seconds - self._flushed > TOO_LONG:
            self._waiting.append({"type": "flush"})
            self._flushed = self._seconds

    async def _commit(self) -> None:
        held = self._seconds - self.conversation.since
        if held < LEAST and (self.conversation.manual or self._wish is None):
            raise commands.TooLittle(
                f"the buffer has {held * 1000:.0f} ms of audio; a commit needs {LEAST * 1000:.0f} ms"
            )
        self._waiting.append({"type": "flush"})
        if self.conversation.manual:
            await self._tell(*self.conversation.commit(self._seconds))

    async def _update(self, event: dict[str, Any]) -> None:
        given = event.get("session")
        told = beta.today(given) if self.conversation.beta else given
        settings = self.settings.changed(told)
        wish = settings.wish()
        if self._wish:
            self._waiting.append(changes(self._wish, wish))
            self._wish = wish
        else:
            await self.check(wish)
        self.settings = settings
        name = "transcription_session.updated" if self.conversation.beta else "session.updated"
        await self._tell(events.event(name, session=self._session()))

    def _session(self) -> Event:
        return beta.shown(self.settings, self.id) if self.conversation.beta else self.settings.shown(self.id)

    async def _forgive(self, error: ApiError, event_id: Any) -> None:
        self.mistakes += 1
        if self.mistakes > MISTAKES:
            raise error
        await self._tell(events.error(error, event_id if isinstance(event_id, str) else None))

    async def _refuse(self, native: dict[str, Any]) -> None:
        """What the session ends with."""
        error = events.refusal(native)
        await self._tell(*self.conversation.fail(error["error"]), error)

    async def _tell(self, *told: Event) -> None:
        for event in told:
            await deliver(self.websocket, event)


def is_beta(websocket: WebSocket) -> bool:
    told = websocket.headers.get("OpenAI-Beta", ""), websocket.headers.get("Sec-WebSocket-Protocol", "")
    return "realtime=v1" in told[0] or "openai-beta.realtime-v1" in told[1]


def changes(now: Wish, wanted: Wish) -> dict[str, Any]:
    """The native command. Raises InvalidField."""
    for name in FIXED:
        if getattr(now, name) != getattr(wanted, name):
            raise commands.refused(
                "session",
                "once audio has come, only the transcription's language and keywords may change; "
                "open another session for another format, model or turn detection",
            )
    return {"type": "config", "language": wanted.language, "keyterms": wanted.keyterms}
