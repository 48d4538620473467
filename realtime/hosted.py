"""One live session in this process: audio and commands in, events and how far it is out.

Times on the wire are those of the client's audio, whichever worker heard it: a session that came from another
worker begins in the middle, with the finals that there are.
"""

import asyncio
import contextlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from activities.live import ServeInput, SessionFacts
from realtime.events import Ended, Event, Final, Partial, SpeechEnd, SpeechStart
from realtime.options import SessionOptions
from realtime.recorder import Recorder
from realtime.requests import DecodeRequest, Forget
from realtime.scheduler import Scheduler
from realtime.session import Output, Session

SAME = 0.05  # seconds: a word that ends no later than this after what was said is not new
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
        self.token: str | None = None
        self.send: Send | None = None  # to the API, while it is connected
        self.finals: list[Final] = []
        self._session: Session | None = None
        self._loop = asyncio.get_running_loop()
        self._told = 0.0

    def new_token(self) -> str:
        self.token = secrets.token_urlsafe(24)
        return self.token

    def redeem(self, token: str) -> bool:
        """Whether the token opens the session; it does so once."""
        good = self.token is not None and secrets.compare_digest(token.encode(), self.token.encode())
        if good:
            self.token = None
        return good

    @property
    def begun(self) -> bool:
        return self._session is not None

    def begin(self, beginning: Beginning) -> None:
        options = beginning.options
        self.options, self._start = options, beginning.start / options.sample_rate
        self.finals = list(beginning.finals)
        self._ids = max((_number(final) for final in self.finals), default=0)
        # Seconds of speech that will not come again:
        self._before = sum(final.end - final.start for final in self.finals if final.end <= self._start)
        self._said = dict.fromkeys(range(options.channels), beginning.settled)  # until when nothing is new
        for final in self.finals:
            self._said[final.channel] = max(self._said[final.channel], final.end)
        whole = options.model_copy(update={"word_timestamps": True})  # told apart by time, and kept
        name = f"{self.given.session_id}#{self.given.post}"
        self._session = Session(name, whole, native=self.scheduler.native)
        keep, record = self.given.keep, self.given.record
        self.recorder = Recorder(self.given.folder, options, beginning.start, keep=keep, record=record)
        self._bytes = 0
        self._frame = options.channels * {"pcm_s16le": 2, "pcm_f32le": 4}.get(options.encoding, 1)
        self._count()

    @property
    def position(self) -> int:
        """The moment up to which audio has come."""
        return round(self._start * self.options.sample_rate) + self._bytes // self._frame

    def push(self, frame: bytes) -> None:
        session = self._live()
        self._bytes += len(frame)
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
                self.scheduler.submit(output, self._from_decoder)
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
        told: Event | None = event
        if isinstance(event, Final):
            told = self._new_final(event)
        elif isinstance(event, Partial):
            times = {"start": self._at(event.start), "end": self._at(event.end)}
            told = event.model_copy(update=times) if times["end"] > self._said[event.channel] else None
        elif isinstance(event, SpeechStart | SpeechEnd):
            at = self._at(event.time)
            told = event.model_copy(update={"time": at}) if at > self._said[event.channel] - SAME else None
        elif isinstance(event, Ended):
            self._summed(event)
            return
        if told and self.send:
            self.send(self.shown(told))

    def shown(self, event: Event) -> dict[str, Any]:
        if isinstance(event, Final) and not self.options.word_timestamps:
            event = event.model_copy(update={"words": []})
        return event.model_dump(mode="json")

    def _new_final(self, final: Final) -> Final | None:
        """With the times of the client; None: another worker has said all of it."""
        words = [
            word.model_copy(update={"start": self._at(word.start), "end": self._at(word.end)})
            for word in final.words
        ]
        said = self._said[final.channel]
        moved = {"start": self._at(final.start), "end": self._at(final.end), "words": words}
        fresh = _after(final.model_copy(update=moved), said)
        if fresh is None:
            return None
        final = fresh
        self._said[final.channel] = max(said, final.end)
        self._ids += 1
        final = final.model_copy(update={"id": f"seg_{self._ids:04d}"})
        self.finals.append(final)
        if final.language:
            self.facts.languages = [*self.facts.languages, final.language][-100:]
        self.recorder.said(final)
        return final

    def _summed(self, ended: Ended) -> None:
        segments = sorted(self.finals, key=lambda final: final.start)
        if self.send:
            told = ended.model_copy(
                update={
                    "duration": self._at(ended.duration),
                    "speech_duration": round(self.facts.speech_seconds, 3),
                    "transcript": " ".join(final.text for final in segments if final.text),
                    "segments": [],
                }
            )
            shown = [self.shown(final) for final in segments]
            self.send(told.model_dump(mode="json") | {"segments": shown})
        self._over()

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
        facts.audio_seconds = self._at(session.duration)
        facts.speech_seconds = round(self._before + session.speech_duration, 3)
        facts.utterances, facts.lag = len(self.finals), round(session.lag, 2)
        settled = self.settled
        if self.send and settled - self._told >= TOLD:
            self._told = settled
            self.send({"type": "settled", "time": settled})

    @property
    def settled(self) -> float:
        """Seconds of audio that nobody needs any more, should this process die."""
        settled = self._at(self._live().settled)
        if self.recorder.record:
            settled = min(settled, self.recorder.stored / self.options.sample_rate)
        return settled

    def _at(self, seconds: float) -> float:
        return round(self._start + seconds, 3)


def _number(final: Final) -> int:
    return int(final.id.rpartition("_")[2])


def _after(final: Final, said: float) -> Final | None:
    """What of it is after something that was said; None: nothing."""
    if final.start >= said:
        return final
    if not final.words:
        return final if final.end > said + SAME else None
    words = [word for word in final.words if (word.start + word.end) / 2 > said]
    if not words:
        return None
    if len(words) == len(final.words):
        return final
    text = " ".join(word.text for word in words)
    return final.model_copy(update={"words": words, "text": text, "start": max(said, words[0].start)})
