"""The chunks of one job: a bounded number of them at once, each looked at twice if it seems wrong."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from temporalio import workflow
from temporalio.workflow import execute_activity_method

with workflow.unsafe.imports_passed_through():
    from activities.engines import Language
    from activities.transcribe import Transcribe, TranscribedChunk, TranscribeInput
    from workflows.dispatch import engine_work
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
                second = await self.decode(number, language, careful=True)
                if second.better:
                    self.state.redecoded.append(number)
            await self.optional.align(number, done.chunks)
        finally:
            free.release()
        self.settle(number, done)

    async def decode(self, number: int, language: Language, *, careful: bool) -> TranscribedChunk:
        choice = self.request.transcribe
        summary = f"chunk {number + 1}/{self.state.chunks_total}{', second look' if careful else ''}"
        done = await execute_activity_method(
            Transcribe.transcribe,
            TranscribeInput(
                self.request.folder,
                self.request.upload_sha256,
                number,
                choice.engine,
                choice.model,
                language.code,
                careful,
                self.request.each_language,
                choice.speakers,
            ),
            **engine_work(
                choice,
                summary=summary,
                longest=timedelta(hours=12 if choice.whole else 1),
                patience=self.request.patience,
            ),
        )
        self.state.attempts += done.attempt
        return done

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
