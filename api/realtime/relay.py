"""Between one client and whichever worker serves it: audio and commands there, events back.

When the worker goes, the session gets another seat, and the worker there what the first had not settled.
"""

import asyncio
import logging
import time
from contextlib import suppress
from typing import Any

from activities.live import Seat
from activities.sessions import LiveSession
from api.errors import ApiError, TemporalUnavailable
from api.realtime import seats
from api.realtime.journal import Journal
from api.realtime.line import Closed, Gone, Line
from api.realtime.pace import Pace
from api.realtime.query import Wish
from api.realtime.refusals import Elsewhere, Idle, NoCapacity, SessionOver
from api.realtime.worker import Lost, Unreached, WorkerSocket, reach
from api.state import State

log = logging.getLogger(__name__)

FINISHING = 60.0  # seconds in which everything that was sent is heard
CLOSING = 20.0  # seconds in which the session's files and row are in order
AGAIN = 0.5  # seconds between two tries while Temporal is away
SAME = 0.5  # seconds: two beginnings of speech no farther apart are one
TRIES = 60  # at a seat
COMMAND, FRAME = 0.1, 0.005  # seconds of audio that a command, and the smallest frame, count as


class Relay:
    def __init__(self, state: State, line: Line, row: LiveSession, wish: Wish) -> None:
        self.state, self.line, self.row, self.wish = state, line, row, wish
        self.journal = Journal(wish)
        self.pace = Pace()
        self.finals: list[dict[str, Any]] = []
        self.refusal: ApiError | None = None  # why the session ends early
        self.known = True  # the client has heard its id, so that it can come back
        self._worker: WorkerSocket | None = None
        self._up = asyncio.Event()  # set while there is a worker
        self._spoken: dict[tuple[str, int], float] = {}  # the last beginning and end of speech
        self._ended: dict[str, Any] | None = None  # the worker's last word
        self._deaf = False  # nobody is there to hear
        self._moved = False
        self._listening: asyncio.Task[None] | None = None

    async def begin(self, seat: Seat) -> None:
        """Raises ApiError."""
        await self._settle_down(seat, self._beginning())

    async def attach(self, seat: Seat, kept: list[dict[str, Any]]) -> None:
        """Come back to a session that goes on. Raises ApiError.

        `kept`: finals in storage. Where its worker has died too, the session goes on from the last of them.
        """
        self.finals = kept
        until = max((final["end"] for final in kept), default=0.0)
        self.journal = Journal(self.wish, round(until * self.wish.sample_rate))
        await self._settle_down(seat, {"type": "attach", "audio": True})
        assert self._worker
        known = self._worker.greeting
        if known["begun"]:
            self.finals = known["finals"]
            had = self._worker.audio
            self.journal = Journal(self.wish, known["position"] - len(had) // self.wish.frame)
            self.journal.had(had, known.get("settled", self.journal.settled))  # older workers do not say
            return
        try:
            await self._worker.send(self._beginning())
        except Lost:
            await self._settle_down(await self._another(seat.number), self._beginning())

    async def run(self) -> None:
        """Until the session ends, or the client has gone and may come back. Raises ApiError."""
        listening = self._listening = asyncio.create_task(self._listen())
        speaking, feeding = asyncio.create_task(self._speak()), asyncio.create_task(self._feed())
        tasks = (listening, speaking, feeding)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if feeding.done():
                feeding.result()
            if not speaking.done() and not await self._heard_out(listening, speaking):
                return
            if await speaking:
                await self._conclude()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def close(self) -> None:
        """Let go of the worker."""
        self._up.clear()
        if self._worker:
            await self._worker.close()

    def oust(self) -> None:
        """Its client has come back on another socket: this one is as good as broken."""
        self.refusal = Elsewhere()
        if self._listening:
            self._listening.cancel()

    async def _heard_out(self, listening: asyncio.Task[None], speaking: asyncio.Task[bool]) -> bool:
        """No more comes from the client; what came is still heard. False: it may come back."""
        try:
            await asyncio.wait([listening])
            if listening.cancelled():
                return False
            listening.result()
        except Gone as gone:
            if not gone.clean and self.known:
                return False
            self._deaf = True
            await self.journal.add(command={"type": "end"})
        except ApiError as error:
            self.refusal = error
            await self.journal.add(command={"type": "end"})
        await asyncio.wait([speaking], timeout=FINISHING)
        if not speaking.done():
            raise ApiError("what was sent could not all be heard in time")
        return True

    async def _listen(self) -> None:
        """Take what the client sends, until it says that this is all. Raises Gone or ApiError."""
        settings = self.state.settings
        idle, until = settings.live_idle_seconds, time.monotonic() + settings.live_hours * 3600
        while True:
            left = until - time.monotonic()
            if left <= 0 or self.journal.seconds > settings.live_hours * 3600:
                raise SessionOver(f"a session may last {settings.live_hours:g} hours; open another one")
            try:
                async with asyncio.timeout(min(idle, left)):
                    message = await self.line.receive()
            except TimeoutError:
                if left > idle:
                    raise Idle(f"nothing came for {idle:g} s") from None
                continue
            if isinstance(message, bytes):
                await self.journal.add(audio=message)
                await asyncio.sleep(self.pace.take(max(FRAME, len(message) / self.wish.rate)))
            else:
                await self.journal.add(command=message)
                if message["type"] == "end":
                    return
                await asyncio.sleep(self.pace.take(COMMAND))

    async def _feed(self) -> None:
        """Give the worker what the client has sent."""
        while True:
            entry = await self.journal.next()
            await self._up.wait()
            worker = self._worker
            assert worker
            try:
                await worker.send(entry.audio if entry.command is None else entry.command)
            except Lost:
                if worker is self._worker:
                    self._up.clear()
                continue
            if worker is self._worker:
                self.journal.sent(entry)

    async def _speak(self) -> bool:
        """Give the client what the worker says, whichever that is by then: until the session ends.

        False: it goes on, over another connection. Raises Gone or ApiError.
        """
        while self._ended is None:
            assert self._worker
            async for event in self._worker.events():
                await self._heard(event)
                if self._ended is not None:
                    return True
            if self._worker.ousted:
                self.oust()
                return False
            await self._move(self._worker.seat)
        return True

    async def _heard(self, event: dict[str, Any]) -> None:
        match event["type"]:
            case "settled":
                self.journal.settle(event["time"])
            case "session.end":
                self._ended = event
            case "vad.speech_start" | "vad.speech_end" as kind:
                channel, at = event["channel"], event["time"]
                if at > self._spoken.get((kind, channel), -1.0) + SAME or not self._moved:
                    self._spoken[kind, channel] = at
                    await self._tell(event)
            case "transcript.final":
                self.finals.append(event)
                await self._tell(event)
            case _:
                await self._tell(event)

    async def _tell(self, event: dict[str, Any]) -> None:
        if not self._deaf:
            with suppress(Closed):  # how it was closed says whether the session ends or waits
                await self.line.send(event)

    async def _move(self, lost: Seat) -> None:
        """Raises NoCapacity when nobody else can serve the session."""
        log.info("%s lost its worker %s", self.row.id, lost.worker)
        self._up.clear()
        self._worker, self._moved = None, True
        self.journal.rewind()
        seat = await self._another(lost.number)
        await self._settle_down(seat, self._beginning())
        message = "another worker goes on with the session; nothing is lost"
        await self._tell({"type": "warning", "code": "worker_replaced", "message": message})

    async def _another(self, after: int) -> Seat:
        deadline = time.monotonic() + seats.ANOTHER
        while True:
            try:
                return await seats.another(self.state, self.row.id, after)
            except TemporalUnavailable:
                if time.monotonic() > deadline:
                    raise
                await asyncio.sleep(AGAIN)

    async def _settle_down(self, seat: Seat, first: dict[str, Any]) -> None:
        """Be connected to a worker, this one or the next. Raises ApiError."""
        for _ in range(TRIES):
            try:
                self._worker = await reach(seat, self.row.id, first)
                self._up.set()
                return
            except Unreached as error:
                log.info("%s: worker %s is not reached (%s)", self.row.id, seat.worker, error)
            if first["type"] == "attach":
                first = self._beginning()
            seat = await self._another(seat.number)
        raise NoCapacity

    def _beginning(self) -> dict[str, Any]:
        """Where the next worker takes over."""
        journal = self.journal
        where = {"start": journal.position, "settled": journal.settled}
        return {"type": "begin", "options": journal.options, **where, "finals": self.finals}

    async def _conclude(self) -> None:
        """The last word to the client, once the session's files and row are in order."""
        assert self._ended
        end = await seats.ended(self.state, self.row.id, CLOSING)
        job_id = end.enhancement_job_id if end else None
        with suppress(Gone):
            await self._tell({**self._ended, "session_id": self.row.id, "enhancement_job_id": job_id})
