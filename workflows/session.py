"""A live session: it sits with one realtime worker after another, then its files and row are put in order.

What is said never comes by here. The API asks for a seat with an update, and for the next one when its socket
to the worker has broken; so a new worker is looked for only when somebody waits for it.
"""

import asyncio
import builtins
from dataclasses import dataclass
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    TimeoutError,
    TimeoutType,
)
from temporalio.workflow import ActivityCancellationType, ActivityHandle

with workflow.unsafe.imports_passed_through():
    from activities import live
    from activities.close_session import CloseInput, CloseSession, Enhancement
    from activities.live import Seat, ServeInput, SessionFacts
    from workflows.attributes import LANGUAGE, STATUS
    from workflows.child_job import start_job
    from workflows.dispatch import HEARTBEAT, UNTIL_DONE
    from workflows.request import restored
    from workflows.selection import LIGHT_QUEUE

SIGN_OF_LIFE = timedelta(seconds=3)
PATIENCE = timedelta(seconds=30)  # for another worker, where one has died; and for somebody to want it
STILL_THERE = timedelta(seconds=8)  # in which a worker that was silent says that it is there after all
DRAINING = timedelta(minutes=10)  # more than a session may take to end
LONGEST = timedelta(hours=5)  # more than a session may last
ONCE = RetryPolicy(maximum_attempts=1)


@dataclass
class SessionRequest:
    session_id: str
    tenant: str
    folder: str  # storage URL
    engine: str
    model: str | None = None  # None: the worker's own
    language: str | None = None  # BCP 47; None: find out
    keep: bool = False  # the transcript
    record: bool = False  # the audio
    patience: float = 4.0  # seconds that a session waits for its first seat


@dataclass
class SessionEnd:
    status: str
    enhancement_job_id: str | None = None


class NoSeat(Exception):
    """Nobody serves the session any more, or nobody ever did."""

    def __init__(self, status: str, code: str | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.code = code


@workflow.defn
class SessionWorkflow:
    @workflow.init
    def __init__(self, request: SessionRequest) -> None:
        self.request = request
        self.current: Seat | None = None
        self.post = 0  # of the worker that is asked to serve
        self.seats = 0
        self.wanted = 0  # the number that a seat must have at least
        self.ending = False
        self.silent = False  # the worker was last not heard of, which may be Temporal's fault
        self.over: str | None = None  # why there are no more seats

    @workflow.signal
    def seated(self, seat: Seat) -> None:
        """A worker has the session, or has a new token for it."""
        if seat.post == self.post:
            self.seats += 1
            seat.number = self.seats
            self.current = seat
            where = f"seat {seat.number} on {seat.worker}, model {seat.model or 'its own'}"
            workflow.set_current_details(f"Live, {where}.")

    @workflow.signal
    def end(self) -> None:
        """As if the client had ended it."""
        self.ending = True

    @workflow.update
    async def seat(self, after: int) -> Seat:
        """A seat newer than that number; 0: whichever there is. Fails with the type NoSeat."""
        self.wanted = max(self.wanted, after + 1)
        await workflow.wait_condition(
            lambda: self.over is not None or (self.current is not None and self.current.number > after)
        )
        if self.over is not None or self.current is None:
            raise ApplicationError(f"the session is over: {self.over}", type="NoSeat", non_retryable=True)
        return self.current

    @workflow.run
    async def run(self, request: SessionRequest) -> SessionEnd:
        workflow.set_current_details("Looking for a seat.")
        try:
            facts, code = await self.served(), None
        except NoSeat as gone:
            facts, code = SessionFacts(status=gone.status), gone.code
        except asyncio.CancelledError:  # before it had a seat, or by force
            facts, code = SessionFacts(status="interrupted"), None
        self.over = code or facts.status
        made = await self.close(facts, code)
        if made:
            await self.enhance(made)
        workflow.upsert_search_attributes([STATUS.value_set(facts.status)])
        if facts.languages and not request.language:
            workflow.upsert_search_attributes([LANGUAGE.value_set(facts.languages[0])])
        workflow.set_current_details(f"Over ({facts.status}): {facts.audio_seconds:.0f} s of audio.")
        await workflow.wait_condition(workflow.all_handlers_finished)
        return SessionEnd(facts.status, made.job_id if made else None)

    async def served(self) -> SessionFacts:
        """Sit with workers until one says that the session has ended. Raises NoSeat."""
        patience = timedelta(seconds=self.request.patience)
        until = workflow.now() + patience
        while True:
            self.post += 1
            self.current = None
            facts = await self.sat(self.sit(live.SERVE, live.queue(self.request.engine), patience))
            while facts is None and self.silent and self.current and not self.called:
                facts = await self.sat(self.still_there(self.current))
            if facts is not None:
                return facts
            if self.current is None:
                left = until - workflow.now()
                if self.silent and left > timedelta() and workflow.patched("died-before-it-was-seated"):
                    patience = left
                    continue
                raise NoSeat("failed" if self.post == 1 else "interrupted", "no_capacity")
            await self.call()
            patience, until = PATIENCE, workflow.now() + PATIENCE

    @property
    def called(self) -> bool:
        """Whether somebody wants a newer seat than there is."""
        return self.wanted > self.seats

    async def call(self) -> None:
        """Wait until somebody wants a new seat. Raises NoSeat."""
        try:
            await workflow.wait_condition(lambda: self.called or self.ending, timeout=PATIENCE)
        except builtins.TimeoutError:
            raise NoSeat("interrupted") from None
        if self.ending:
            raise NoSeat("interrupted")

    async def sat(self, sitting: ActivityHandle[SessionFacts]) -> SessionFacts | None:
        """Wait for one worker's part of the session to be over; None: it goes on elsewhere. Raises NoSeat."""
        self.silent = False
        try:
            await workflow.wait_condition(
                lambda: sitting.done() or self.ending or (self.called and self.current is not None)
            )
        except asyncio.CancelledError:  # by hand, in Temporal's own user interface
            self.ending = True
        if not sitting.done():
            sitting.cancel()
            if not self.ending:  # its client has lost it: nobody waits for its word
                sitting.add_done_callback(lambda done: done.cancelled() or done.exception())
                return None
        try:
            return await sitting
        except (ActivityError, asyncio.CancelledError) as error:
            if self.ending:
                raise NoSeat("interrupted") from error
            self.silent = is_silence(error)
            return None

    def sit(self, activity: str, queue: str, patience: timedelta) -> ActivityHandle[SessionFacts]:
        asked, known = self.request, activity == live.ADOPT
        given = ServeInput(
            asked.session_id, self.post, asked.folder, asked.model, keep=asked.keep, record=asked.record
        )
        return workflow.start_activity(
            activity,
            given,
            task_queue=queue,
            result_type=SessionFacts,
            schedule_to_start_timeout=patience,
            start_to_close_timeout=LONGEST,
            heartbeat_timeout=SIGN_OF_LIFE,
            retry_policy=ONCE,
            cancellation_type=ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
            summary="are you still there?" if known else f"seat {self.seats + 1}",
        )

    def still_there(self, seat: Seat) -> ActivityHandle[SessionFacts]:
        """Temporal may have been away, and not the worker: its client is as happy as ever."""
        return self.sit(live.ADOPT, live.own_queue(self.request.engine, seat.worker), STILL_THERE)

    async def close(self, facts: SessionFacts, code: str | None) -> Enhancement | None:
        return await workflow.execute_activity_method(
            CloseSession.close_session,
            CloseInput(self.request.session_id, facts.status, facts, code),
            task_queue=LIGHT_QUEUE,
            summary=f"close: {facts.status}",
            start_to_close_timeout=DRAINING,
            heartbeat_timeout=HEARTBEAT,
            retry_policy=UNTIL_DONE,
        )

    async def enhance(self, made: Enhancement) -> None:
        """Start the job of the session's audio; nobody waits for it here."""
        await start_job(restored(made.request), made.priority, f"audio of {self.request.session_id}")


def is_silence(error: BaseException) -> bool:
    cause = error.cause if isinstance(error, ActivityError) else None
    return isinstance(cause, TimeoutError) and cause.type == TimeoutType.HEARTBEAT
