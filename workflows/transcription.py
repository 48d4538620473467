"""The batch story: prepare, then chunk by chunk into words, then merge. What happened is recorded."""

import asyncio
from dataclasses import dataclass, replace
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy, SearchAttributeKey
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    TimeoutError,
    TimeoutType,
    is_cancelled_exception,
)
from temporalio.workflow import ActivityCancellationType, execute_activity_method

with workflow.unsafe.imports_passed_through():
    from activities.engines import Language
    from activities.identify import Identify, IdentifyInput
    from activities.merge import Merge, Merged, MergeInput
    from activities.prepare import Prepare, Prepared, PrepareInput
    from activities.record import Facts, Record, RecordInput
    from activities.transcribe import Transcribe, TranscribedChunk, TranscribeInput
    from workflows.progress import Progress
    from workflows.selection import LIGHT_QUEUE, Choice

STATUS = SearchAttributeKey.for_keyword("DalstonStatus")
STAGE = SearchAttributeKey.for_keyword("DalstonStage")
TENANT = SearchAttributeKey.for_keyword("DalstonTenant")
LANGUAGE = SearchAttributeKey.for_keyword("DalstonLanguage")

HEARTBEAT = timedelta(seconds=15)  # no sign of life for so long: the work goes to another worker
RETRY = RetryPolicy(maximum_interval=timedelta(minutes=1), maximum_attempts=12)
UNTIL_DONE = RetryPolicy(maximum_interval=timedelta(minutes=1))  # what became of a job is never forgotten

# What an activity raises without retry, and the code that the API gives it.
CALLERS_FAULTS = {
    "Unreadable": "audio_unreadable",
    "UnsupportedFormat": "audio_unreadable",
    "TooLong": "audio_unreadable",
    "UnknownEngine": "engine_unavailable",
    "ModelUnavailable": "engine_unavailable",
    "UnknownLanguage": "invalid_request",
}


@dataclass
class Carried:
    """What a run that continues another needs to know."""

    prepared: Prepared
    language: Language
    progress: Progress


@dataclass
class TranscriptionRequest:
    job_id: str
    tenant: str
    folder: str  # storage URL of the job's folder; holds the upload and options.json
    upload_sha256: str
    prepare: Choice
    transcribe: Choice
    language: str | None = None  # BCP 47; None: find out
    parallel: int = 8  # chunks in flight at once
    patience: float = 12 * 3600  # seconds a stage may wait for a worker
    carried: Carried | None = None  # set when a long job goes on in a new run


@workflow.defn
class TranscriptionWorkflow:
    @workflow.init
    def __init__(self, request: TranscriptionRequest) -> None:
        self.request = request
        self.carried = request.carried
        self.state = self.carried.progress if self.carried else Progress(status="running")
        self.finished: set[int] = set()  # chunks that ended before one in front of them did

    @workflow.run
    async def run(self, request: TranscriptionRequest) -> str:
        """Return the URL of the finished transcript."""
        try:
            merged = await self.pipeline()
        except (Exception, asyncio.CancelledError) as error:
            # Shielded: when the job is cancelled, what is left to do must still be done.
            await asyncio.shield(self.end(*end_of(error)))
            raise
        await self.end("completed", Facts(language=merged.language, duration=merged.duration))
        return merged.transcript

    @workflow.query
    def progress(self) -> Progress:
        return self.state

    async def pipeline(self) -> Merged:
        prepared, language = (
            (self.carried.prepared, self.carried.language) if self.carried else await self.begin()
        )
        await self.transcribe_from(self.state.settled, prepared, language)
        return await self.merge(language)

    async def begin(self) -> tuple[Prepared, Language]:
        self.enter("prepare")
        _, prepared = await asyncio.gather(self.record("running"), self.prepare())
        self.state.chunks_total = prepared.chunks
        self.state.audio_seconds_total = prepared.audio_seconds
        self.enter("transcribe")
        self.state.transcribing_since = workflow.time()
        language = await self.identify(prepared)
        if language.code:
            workflow.upsert_search_attributes([LANGUAGE.value_set(language.code)])
        return prepared, language

    async def prepare(self) -> Prepared:
        choice = self.request.prepare
        return await execute_activity_method(
            Prepare.prepare,
            PrepareInput(self.request.folder, choice.engine),
            **self.on(choice, timedelta(hours=4), "decode, find speech, plan chunks"),
        )

    async def identify(self, prepared: Prepared) -> Language:
        """The language of the whole recording, unless the caller said it or one chunk can tell."""
        if self.request.language or prepared.chunks <= 1:
            return Language(self.request.language)
        choice = self.request.transcribe
        return await execute_activity_method(
            Identify.identify,
            IdentifyInput(self.request.folder, choice.engine, choice.model),
            **self.on(choice, timedelta(minutes=30), "which language is spoken"),
        )

    async def transcribe_from(self, first: int, prepared: Prepared, language: Language) -> None:
        """Transcribe the chunks from the first one on, a bounded number of them at once."""
        free = asyncio.Semaphore(self.request.parallel)
        started: list[asyncio.Task[None]] = []
        number = first
        try:
            while number < prepared.chunks and not workflow.info().is_continue_as_new_suggested():
                await free.acquire()
                self.raise_failures(started)
                started.append(asyncio.create_task(self.transcribe(number, language, free)))
                number += 1
            await asyncio.gather(*started)
        except (Exception, asyncio.CancelledError):
            for task in started:
                task.cancel()
            await asyncio.gather(*started, return_exceptions=True)
            raise
        if number < prepared.chunks:  # history is long: go on in a new run, with nothing in flight
            workflow.continue_as_new(replace(self.request, carried=Carried(prepared, language, self.state)))

    @staticmethod
    def raise_failures(started: list[asyncio.Task[None]]) -> None:
        for task in started:
            if task.done():
                task.result()

    async def transcribe(self, number: int, language: Language, free: asyncio.Semaphore) -> None:
        """One chunk; a second time, with other settings, when the first attempt looks wrong."""
        try:
            done = await self.decode(number, language, careful=False)
            if done.suspect:
                second = await self.decode(number, language, careful=True)
                if second.better:
                    self.state.redecoded.append(number)
        finally:
            free.release()
        self.settle(number, done)

    async def decode(self, number: int, language: Language, *, careful: bool) -> TranscribedChunk:
        choice = self.request.transcribe
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
            ),
            **self.on(
                choice,
                timedelta(hours=1),
                f"chunk {number + 1}/{self.state.chunks_total}{', second look' if careful else ''}",
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

    async def merge(self, language: Language) -> Merged:
        self.enter("merge")
        return await execute_activity_method(
            Merge.merge,
            MergeInput(self.request.folder, self.state.chunks, self.state.redecoded, language),
            task_queue=LIGHT_QUEUE,
            summary="build the transcript",
            start_to_close_timeout=timedelta(minutes=30),
            heartbeat_timeout=HEARTBEAT,
            retry_policy=RETRY,
        )

    async def record(self, status: str, facts: Facts | None = None) -> None:
        await execute_activity_method(
            Record.record,
            RecordInput(self.request.job_id, status, facts or Facts()),
            task_queue=LIGHT_QUEUE,
            summary=f"record: {status}",
            start_to_close_timeout=timedelta(minutes=1),
            retry_policy=UNTIL_DONE,
        )

    async def end(self, status: str, facts: Facts) -> None:
        self.enter("record")
        await self.record(status, facts)
        self.state.status = status
        self.describe()
        workflow.upsert_search_attributes([STATUS.value_set(status)])

    def enter(self, stage: str) -> None:
        self.state.stage = stage
        self.describe()
        workflow.upsert_search_attributes([STATUS.value_set(self.state.status), STAGE.value_set(stage)])

    def describe(self) -> None:
        """What the Temporal UI says of the job in words."""
        state = self.state
        workflow.set_current_details(
            f"**{state.status}**, stage **{state.stage}**\n\n"
            f"{state.chunks_done} of {state.chunks_total} chunks, "
            f"{state.audio_seconds_done:.0f} of {state.audio_seconds_total:.0f} s of audio"
        )

    def on(self, choice: Choice, longest: timedelta, summary: str) -> workflow.ActivityConfig:
        """Work for an engine's task queue."""
        return workflow.ActivityConfig(
            task_queue=choice.queue,
            summary=summary,
            schedule_to_start_timeout=timedelta(seconds=self.request.patience),
            start_to_close_timeout=longest,
            heartbeat_timeout=HEARTBEAT,
            retry_policy=RETRY,
            cancellation_type=ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
        )


def end_of(error: BaseException) -> tuple[str, Facts]:
    """How a job ends when something was raised: its status, and what the caller is told."""
    if is_cancelled_exception(error):
        return "cancelled", Facts()
    cause = error.cause if isinstance(error, ActivityError) else error
    if isinstance(cause, TimeoutError) and cause.type == TimeoutType.SCHEDULE_TO_START:
        queue_died = "no worker took the work in time; see /v1/engines for what is live"
        return "failed", Facts(error_code="engine_unavailable", error_message=queue_died)
    if isinstance(cause, ApplicationError) and cause.type in CALLERS_FAULTS:
        return "failed", Facts(error_code=CALLERS_FAULTS[cause.type], error_message=cause.message)
    code = "processing_failed"
    message = "a stage failed again and again; the job's page in the Temporal UI has the details"
    return "failed", Facts(error_code=code, error_message=message)
