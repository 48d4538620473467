"""A client of ElevenLabs' dialect: its socket, its audio, its mistakes."""

from collections import deque
from typing import Any

from starlette.websockets import WebSocket

from api.elevenlabs.realtime import errors, frame, parameters
from api.elevenlabs.realtime.errors import CommitThrottled, InputError
from api.elevenlabs.realtime.messages import messages
from api.elevenlabs.realtime.parameters import Parameters
from api.errors import ApiError
from api.realtime.line import MISTAKES, TOO_BIG, Gone, Message, deliver, new_id
from api.realtime.query import Wish

LEAST = 0.3  # seconds of audio that a commit needs


class ElevenLabsLine:
    def __init__(self, websocket: WebSocket) -> None:
        self.websocket = websocket
        self.id = new_id()
        self.mistakes = 0
        self._asked = Parameters()
        self._wish = Wish()
        self._waiting: deque[Message] = deque()
        self._rest = b""  # the beginning of a sample
        self._uncommitted = 0  # bytes
        self._silent = True  # no audio has come yet

    async def asked(self) -> Wish:
        """What the query says. Raises InvalidField."""
        self._asked = parameters.read(self.websocket.query_params.multi_items())
        self._wish = self._asked.native()
        return self._wish

    async def receive(self) -> Message:
        while not self._waiting:
            text = await self._text()
            try:
                self._take(frame.read(text, self._asked.sample_rate))
            except CommitThrottled as error:
                await self._tell(errors.told(error.code, error.message))
            except InputError as error:
                await self._forgive(error)
        return self._waiting.popleft()

    async def send(self, event: dict[str, Any]) -> None:
        for message in messages(event, self._asked):
            await self._tell(message)

    def _take(self, heard: frame.Frame) -> None:
        """Raises InputError or CommitThrottled, with what could be taken taken."""
        late, self._silent = not self._silent and heard.has_context, self._silent and not heard.audio
        audio = self._rest + heard.audio
        whole = len(audio) - len(audio) % self._wish.frame
        audio, self._rest = audio[:whole], audio[whole:]
        if audio:
            self._waiting.append(audio)
            self._uncommitted += len(audio)
        if heard.commit:
            self._commit()
        if late:
            raise InputError("previous_text may only come with the first audio; it is passed over")

    def _commit(self) -> None:
        seconds = self._uncommitted / self._wish.rate
        if seconds < LEAST:
            raise CommitThrottled(
                f"a commit needs {LEAST:g} s of audio; since the last one {seconds:.2f} s came"
            )
        self._waiting.append({"type": "flush"})
        self._uncommitted = 0
        if self._rest:
            self._rest = b""
            raise InputError("the audio ended within a sample; its last byte is left out")

    async def _text(self) -> str:
        """Raises Gone: nobody comes back to a session in this dialect."""
        received = await self.websocket.receive()
        if received["type"] == "websocket.disconnect":
            if received.get("code") == TOO_BIG:
                raise frame.too_big()
            raise Gone(clean=True)
        return received.get("text") or ""

    async def _forgive(self, error: ApiError) -> None:
        self.mistakes += 1
        if self.mistakes > MISTAKES:
            raise error
        await self._tell(errors.told(error.code, error.message))

    async def _tell(self, message: dict[str, Any]) -> None:
        await deliver(self.websocket, message)
