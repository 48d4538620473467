"""One live session in this process: audio and commands in, events and how far it is out.

Times on the wire are those of the client's audio, whichever worker heard it.
"""

import asyncio
import contextlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from activities.live import ServeInput, SessionFacts
from realtime import metrics
from realtime.events import Ended, Event, Final
from realtime.kept import Kept
from realtime.options import SessionOptions
from realtime.recorder import Recorder
from realtime.requests import DecodeRequest, Forget
from realtime.said import Said
from realtime.scheduler import Scheduler
from realtime.session import Output, Session

TOLD = 1.0  # seconds of audio between two words about what need not be kept

Send = Callable[[dict[str, Any]], None]


@dataclass
class Beginning:
    """What the API says first."""

    options: SessionOptions
    start: int = 0  # moment (sample of a channel) at which the audio begins that will come
    settled: float = 0.0  # seconds; what was said before is in the finals
    finals: list[Final] = field(default_factory=list)  # of other workers


class Hosted:
    """Belongs to the event loop."""

    def __init__(self, given: ServeInput, scheduler: Scheduler) -> None:
        self.given = given
        self.scheduler = scheduler
        self.facts = SessionFacts()
        self.ended: asyncio.Future[SessionFacts] = asyncio.get_running_loop().create_future()
        self.model: str | None = None
        self.token: str | None = None  # that nobody has come with yet
        self.lost = False  # Temporal has lost sight of it
        self._tokens: list[str] = []  # all: of two who come back at once, one may have an older one
        self.send: Send | None = None  # to the API, while it is connected
        self._session: Session | None = None
        self._loop = asyncio.get_running_loop()
        self._told = 0.0

    def new_token(self) -> str:
        self.token = secrets.token_urlsafe(24)
        self._tokens.append(self.token)
        return self.token

    def redeem(self, token: str) -> bool:
        """Whether the token opens the session, or lets its API be replaced by another one."""
        good = any(secrets.compare_digest(token.encode(), one.encode()) for one in self._tokens)
        if good:
            self.token = None
        return good

    @property
    def begun(self) -> bool:
        return self._session is not None

    @property
    def finals(self) -> list[Final]:
        """Of all workers; there are none before it has begun."""
        return self._said.finals if self._session else []

    def begin(self, beginning: Beginning) -> None:
        options = beginning.options
        self.options, self._start = options, beginning.start / options.sample_rate
        self._said = Said(options, self._start, beginning.settled, beginning.finals)
        whole = options.model_copy(update={"word_timestamps": True})  # told apart by time, and kept
        name = f"{self.given.session_id}#{self.given.post}"
        self._session = Session(name, whole, native=self.scheduler.native)
        given = self.given
        self.recorder = Recorder(
            given.folder, options, beginning.start, given.post, keep=given.keep, record=given.record
        )
        self.recorder.inherit(beginning.finals)
        self._frame = options.channels * {"pcm_s16le": 2, "pcm_f32le": 4}.get(options.encoding, 1)
        self.kept = Kept(beginning.start, options.sample_rate, self._frame)
        self._count()

    def push(self, frame: bytes) -> None:
        session = self._live()
        self.kept.push(frame)
        metrics.AUDIO_SECONDS.inc(len(frame) / self._frame / self.options.sample_rate)
        self.recorder.push(frame)
        self._do(session.push(frame))

    def command(self, message: dict[str, Any]) -> None:
        session = self._live()
        match message["type"]:
            case "flush":
                self._do(session.flush())
            case "clear":
                self._do(session.clear())
            case "config":
                changed: dict[str, Any] = {
                    name: message[name] for name in ("language", "keyterms") if name in message
                }
                session.configure(session.options.model_copy(update=changed))
            case "end":
                self.end("completed")

    def end(self, status: str) -> None:
        """Everything that was sent is still heard; `ended` says when."""
        if self.facts.status == "active":
            self.facts.status = status
            if self._session:
                self._do(self._session.end())
            else:
                self._over()

    def drop(self) -> None:
        """It goes on elsewhere, or nobody wants it."""
        if self._session:
            for number in range(self.options.channels):
                self.scheduler.forget(f"{self._session.id}/{number}")
            self.recorder.drop()
        if not self.ended.done():
            self.ended.cancel()

    def _live(self) -> Session:
        if self._session is None:
            raise RuntimeError("the session has not begun")
        return self._session

    def _do(self, outputs: list[Output]) -> None:
        for output in outputs:
            if isinstance(output, DecodeRequest):
                self.scheduler.submit(output, metrics.timed(self._from_decoder))
            elif isinstance(output, Forget):
                self.scheduler.forget(output.lane, output.utterance)
            else:
                self._say(output)
        self._count()

    def _from_decoder(self, request: DecodeRequest, heard: Any) -> None:
        """In the decoder's thread."""
        with contextlib.suppress(RuntimeError):  # the loop is gone: the process ends
            self._loop.call_soon_threadsafe(self._decoded, request, heard)

    def _decoded(self, request: DecodeRequest, heard: Any) -> None:
        if self._session and not self.ended.done():
            self._do(self._session.decoded(request, heard))

    def _say(self, event: Event) -> None:
        if isinstance(event, Ended):
            if self.send:
                self.send(self._said.summed(event, self.facts.speech_seconds))
            self._over()
            return
        told = self._said.new(event)
        if isinstance(told, Final):
            if told.language:
                self.facts.languages = [*self.facts.languages, told.language][-100:]
            self.recorder.said(told)
            late = self._said.at(self._live().duration) - told.end
            metrics.FINAL_SECONDS.observe(max(0.0, late))
        if told and self.send:
            self.send(self._said.shown(told))

    def _over(self) -> None:
        self._count()
        self._finishing = asyncio.create_task(self._finish())

    async def _finish(self) -> None:
        if self._session:
            await self.recorder.finish()
        if not self.ended.done():
            self.ended.set_result(self.facts)

    def _count(self) -> None:
        if not (session := self._session):
            return
        facts = self.facts
        facts.audio_seconds = self._said.at(session.duration)
        facts.speech_seconds = round(self._said.speech_before + session.speech_duration, 3)
        facts.utterances, facts.lag = len(self.finals), round(session.lag, 2)
        settled = self.settled
        self.kept.settle(settled)
        if self.send and settled - self._told >= TOLD:
            self._told = settled
            self.send({"type": "settled", "time": settled})

    @property
    def settled(self) -> float:
        """Seconds of audio that nobody needs any more, should this process die."""
        settled = self._said.at(self._live().settled)
        if self.recorder.record:
            settled = min(settled, self.recorder.stored / self.options.sample_rate)
        return settled
