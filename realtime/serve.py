"""The two activities of a realtime worker: serve a session, and say that one is still served."""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Any
from uuid import uuid4

from temporalio import activity
from temporalio.client import Client
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from activities.live import ADOPT, SERVE, Seat, ServeInput, SessionFacts
from realtime.hosted import Hosted
from realtime.listener import Listener
from realtime.metrics import count_end
from realtime.models import Models

log = logging.getLogger(__name__)

BEAT = 1.0  # seconds
REMEMBERED = 600.0  # seconds after its end in which a session's facts can still be asked for
CONNECTED = 15.0  # seconds in which the API must have taken the seat


class Serve:
    def __init__(self, temporal: Client, models: Models, *, drain: float, back: float) -> None:
        """`drain`, `back`: seconds, as the settings have them."""
        self.temporal = temporal
        self.worker = uuid4().hex[:12]
        self.address = ""  # known once it listens
        self.models = models
        self.drain = drain
        self.back = back
        self.listener = Listener(self.left)
        self._notes: set[asyncio.Task[None]] = set()

    @activity.defn(name=SERVE)
    async def serve_session(self, given: ServeInput) -> SessionFacts:
        """Have a seat ready, then serve whoever comes until the session ends here."""
        async with beating():  # a sign of life is wanted sooner than a model is there
            model, scheduler = await self.models.fitting(given.model)
        if (old := self.listener.hosted.get(given.session_id)) and not old.ended.done():
            old.drop()
        hosted = Hosted(given, scheduler)
        hosted.ended.add_done_callback(count_end)
        self.listener.hosted[given.session_id] = hosted
        try:
            async with beating():
                await self._offer(hosted, model)
            self._note(self._expect(hosted))
            return await self._sit(hosted)
        finally:
            self._forget(hosted)

    @activity.defn(name=ADOPT)
    async def adopt_session(self, given: ServeInput) -> SessionFacts:
        """Temporal has lost sight of a session: go on telling it."""
        hosted = self.listener.hosted.get(given.session_id)
        if hosted is None or hosted.given.post != given.post:
            raise ApplicationError("the session is not here", type="NotHere", non_retryable=True)
        log.info("%s goes on", given.session_id)
        hosted.lost = False
        return await self._sit(hosted)

    async def left(self, hosted: Hosted) -> None:
        """Its API has gone, perhaps with its client: whoever asks for the session gets a new token."""
        self._note(self._await_return(hosted))

    async def _await_return(self, hosted: Hosted) -> None:
        try:
            await self._offer(hosted, hosted.model)
        except RPCError:  # Temporal is away: the session can wait for it a while
            log.warning("%s: could not offer its seat again", hosted.given.session_id)
        await self._expect(hosted, self.back)

    async def _expect(self, hosted: Hosted, seconds: float = CONNECTED) -> None:
        """End the session if nobody comes to it."""
        token = hosted.token
        await asyncio.wait([hosted.ended], timeout=seconds)
        if not hosted.ended.done() and hosted.token is token and token is not None:
            log.info("%s: nobody came", hosted.given.session_id)
            if hosted.lost:  # another worker may have it, and says how it ends
                hosted.drop()
            else:
                hosted.end("interrupted")

    async def _offer(self, hosted: Hosted, model: str | None) -> None:
        hosted.model = model
        given = hosted.given
        seat = Seat(
            given.post,
            self.worker,
            self.address,
            hosted.new_token(),
            model,
            fallback=given.model not in (None, model),
        )
        await self.temporal.get_workflow_handle(given.session_id).signal("seated", seat)

    async def _sit(self, hosted: Hosted) -> SessionFacts:
        """Tell Temporal every second how it goes, until the session ends here or has to move."""
        stopping = asyncio.ensure_future(activity.wait_for_worker_shutdown())
        clock = asyncio.get_running_loop().time
        listening, moves_at = True, float("inf")
        try:
            while not hosted.ended.done():
                if listening:
                    activity.heartbeat(asdict(hosted.facts))
                if stopping.done():
                    moves_at = min(moves_at, clock() + self.drain)
                if clock() >= moves_at:
                    await self._hand_over(hosted)
                try:
                    await asyncio.wait([hosted.ended], timeout=BEAT)
                except asyncio.CancelledError:
                    listening = await self._cancelled(hosted)
        finally:
            stopping.cancel()
        if hosted.ended.cancelled():
            raise ApplicationError("the session goes on elsewhere", type="Moved", non_retryable=True)
        return hosted.ended.result()

    async def _cancelled(self, hosted: Hosted) -> bool:
        """Whether Temporal still listens."""
        if task := asyncio.current_task():
            task.uncancel()
        why = activity.cancellation_details()
        if why and why.worker_shutdown:
            await self._hand_over(hosted)
        if why and why.cancel_requested:
            if self.listener.is_attached(hosted):
                hosted.end("completed")  # its owner wants that
            else:
                hosted.drop()
            return True
        log.info("%s: Temporal has lost sight of it; it goes on", hosted.given.session_id)
        hosted.lost = True
        return False

    async def _hand_over(self, hosted: Hosted) -> None:
        hosted.drop()
        await self.listener.hand_over(hosted)

    def _forget(self, hosted: Hosted) -> None:
        """In a while: an answer that Temporal missed is asked for again."""
        id = hosted.given.session_id

        def forget() -> None:
            if self.listener.hosted.get(id) is hosted:
                del self.listener.hosted[id]

        if hosted.ended.done() and not hosted.ended.cancelled():
            asyncio.get_running_loop().call_later(REMEMBERED, forget)
        else:
            forget()

    def _note(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)


@asynccontextmanager
async def beating() -> AsyncIterator[None]:
    """Tell Temporal every second that somebody is here."""

    async def beat() -> None:
        while True:
            activity.heartbeat()
            await asyncio.sleep(BEAT)

    task = asyncio.create_task(beat())
    try:
        yield
    finally:
        task.cancel()
