"""The chunks of one job: a bounded number of them at once, each looked at twice if it seems wrong."""

import asyncio
from collections.abc import Callable

from temporalio import workflow
from temporalio.exceptions import ActivityError, ApplicationError
from temporalio.workflow import execute_activity_method

with workflow.unsafe.imports_passed_through():
    from activities.engines import Language
    from activities.gap import Gap
    from activities.transcribe import TranscribedChunk
    from workflows.decoding import Decoding, kind
    from workflows.dispatch import leaving_out
    from workflows.optional import OptionalStages
    from workflows.progress import Progress
    from workflows.request import TranscriptionRequest


class FanOut:
    def __init__(
        self,
        request: TranscriptionRequest,
        state: Progress,
        optional: OptionalStages,
        describe: Callable[[], None],
    ) -> None:
        self.request = request
        self.state = state
        self.optional = optional
        self.describe = describe
        self.finished: set[int] = set()  # chunks that ended before one in front of them did

    async def run(self, language: Language, enough: Callable[[], bool]) -> None:
        """Transcribe the chunks that are left, until `enough`; then nothing is in flight."""
        free = asyncio.Semaphore(self.request.parallel)
        started: list[asyncio.Task[None]] = []
        number = self.state.settled
        try:
            while number < self.state.chunks_total and not enough():
                await free.acquire()
                raise_failures(started)
                started.append(asyncio.create_task(self.transcribe(number, language, free)))
                number += 1
            await asyncio.gather(*started)
        except (Exception, asyncio.CancelledError):
            for task in started:
                task.cancel()
            await asyncio.gather(*started, return_exceptions=True)
            raise

    async def transcribe(self, number: int, language: Language, free: asyncio.Semaphore) -> None:
        """One chunk; a second time, with other settings, when the first attempt looks wrong."""
        try:
            done = await self.decode(number, language, careful=False)
            if done.suspect and not self.request.transcribe.whole:
                await self.look_again(number, language)
            await self.optional.align(number, done.chunks)
        except ActivityError as error:
            if kind(error) != "EngineCrashed":
                raise
            done = await self.leave_gap(number, language, error)
        finally:
            free.release()
        self.settle(number, done)

    async def look_again(self, number: int, language: Language) -> None:
        try:
            second = await self.decode(number, language, careful=True)
        except ActivityError as error:
            if kind(error) != "EngineCrashed":
                raise
            return  # the first look stays
        if second.better:
            self.state.redecoded.append(number)

    async def decode(self, number: int, language: Language, *, careful: bool) -> TranscribedChunk:
        summary = f"{self.name(number)}{', second look' if careful else ''}"
        decoding = Decoding(self.request, number, language.code, careful, summary)
        done = await decoding.run()
        self.state.attempts += done.attempt
        return done

    async def leave_gap(self, number: int, language: Language, crash: ActivityError) -> TranscribedChunk:
        """Go on without the chunk. Raises EngineCrashed when that would leave out too much."""
        self.state.gaps += 1
        input = Decoding(self.request, number, language.code, False, "").input()
        gap = await execute_activity_method(Gap.leave_gap, input, **leaving_out(self.name(number)))
        if self.state.gaps > most_gaps(self.state.chunks_total):
            choice = self.request.transcribe
            name = f"{choice.engine}:{choice.model}" if choice.model else choice.engine
            where = f"the recording from {gap.start:.1f} to {gap.end:.1f} s ({self.name(number)})"
            why = crash.cause.message if isinstance(crash.cause, ApplicationError) else ""
            raise ApplicationError(f"{name} crashes on {where}: {why}", type="EngineCrashed")
        return TranscribedChunk(gap.chunks, gap.end - gap.start, suspect=False, attempt=1)

    def name(self, number: int) -> str:
        return f"chunk {number + 1}/{self.state.chunks_total}"

    def settle(self, number: int, done: TranscribedChunk) -> None:
        self.state.chunks = done.chunks
        self.state.chunks_done += 1
        self.state.audio_seconds_done += done.seconds
        self.finished.add(number)
        while self.state.settled in self.finished:
            self.finished.remove(self.state.settled)
            self.state.settled += 1
        self.describe()


def raise_failures(started: list[asyncio.Task[None]]) -> None:
    for task in started:
        if task.done():
            task.result()


def most_gaps(chunks: int) -> int:
    """Parts of a recording that may be missing; with more of them it is not transcribed."""
    return min(3, chunks // 10)
