"""The batch story: prepare, then chunk by chunk into words, then merge. What happened is recorded."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError
from temporalio.workflow import execute_activity_method

with workflow.unsafe.imports_passed_through():
    from activities.engines import Language
    from activities.fetch import Fetch, FetchInput
    from activities.identify import Identify, IdentifyInput
    from activities.merge import Merge, Merged, MergeInput
    from activities.prepare import Prepare, Prepared, PrepareInput
    from activities.record import Facts, Record, RecordInput
    from workflows.attributes import LANGUAGE, STAGE, STATUS
    from workflows.decoding import kind, told_of_deaths, worker_died
    from workflows.delivery import announce
    from workflows.dispatch import engine_work, fetching, lane, merging, recording
    from workflows.ending import end_of
    from workflows.fan_out import FanOut
    from workflows.optional import OptionalStages
    from workflows.progress import Progress
    from workflows.request import Carried, Sides, TranscriptionRequest
    from workflows.retention import retain

TRIES = 2  # workers that may die of finding out which language is spoken
LONG_HISTORY = 20_000  # events; at 51,200 Temporal ends a run


@workflow.defn
class TranscriptionWorkflow:
    @workflow.init
    def __init__(self, request: TranscriptionRequest) -> None:
        self.request = request
        self.carried = request.carried
        self.state = self.carried.progress if self.carried else Progress(status="running")
        self.sides = self.carried.sides if self.carried else Sides()
        self.optional = OptionalStages(request, self.state, self.sides)
        self.beside: list[asyncio.Task[None]] = []  # stages that run while chunks are transcribed

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
        try:
            await FanOut(self.request, self.state, self.optional, self.describe).run(language, self.is_long)
            await asyncio.gather(*self.beside)
        except (Exception, asyncio.CancelledError):
            for task in self.beside:
                task.cancel()
            await asyncio.gather(*self.beside, return_exceptions=True)
            raise
        if self.state.settled < prepared.chunks:  # go on in a new run, with nothing in flight
            carried = Carried(prepared, language, self.state, self.sides)
            workflow.continue_as_new(replace(self.request, carried=carried))
        return await self.finish(language)

    async def finish(self, language: Language) -> Merged:
        """Merge, then the stages that read the transcript as a whole."""
        emotions = await self.optional.detect_emotions(self.enter)
        merged = await self.merge(language, emotions)
        if self.request.refine:
            self.enter("refine")
            refined = await self.optional.refine(merged.transcript)
            # Without it, merged once more: the transcript says that it is not refined, and why.
            merged = replace(merged, transcript=refined) if refined else await self.merge(language, emotions)
        if choice := self.request.redact:
            self.enter("redact")
            merged = replace(merged, transcript=await self.optional.redact(choice, merged.transcript))
        return merged

    def is_long(self) -> bool:
        """Whether it is time for a new run: not while a stage beside would have to be waited for."""
        info = workflow.info()
        idle = all(task.done() for task in self.beside)
        return info.is_continue_as_new_suggested() and (
            idle or info.get_current_history_length() > LONG_HISTORY
        )

    async def begin(self) -> tuple[Prepared, Language]:
        uploaded = await self.fetch() if self.request.fetch else None
        self.enter("prepare")
        _, prepared = await asyncio.gather(self.record("running", uploaded), self.prepare())
        self.state.chunks_total = prepared.chunks
        self.state.audio_seconds_total = prepared.audio_seconds
        self.request.lane = lane(self.request.tenant, prepared.audio_seconds)
        self.enter("transcribe")
        self.state.transcribing_since = workflow.time()
        self.beside = [
            asyncio.create_task(stage)
            for stage in (self.optional.diarize(prepared), self.optional.detect_events())
        ]
        language = await self.identify(prepared)
        if language.code:
            workflow.upsert_search_attributes([LANGUAGE.value_set(language.code)])
        return prepared, language

    async def fetch(self) -> Facts:
        """What is known of the upload, once it is there."""
        self.enter("fetch")
        _, fetched = await asyncio.gather(
            self.record("running"),
            execute_activity_method(Fetch.fetch, FetchInput(self.request.folder), **fetching()),
        )
        self.request.upload_sha256 = fetched.sha256
        return Facts(upload_bytes=fetched.bytes, upload_sha256=fetched.sha256)

    async def prepare(self) -> Prepared:
        choice = self.request.prepare
        return await execute_activity_method(
            Prepare.prepare,
            PrepareInput(
                self.request.folder, choice.engine, self.request.split, self.request.transcribe.whole
            ),
            **engine_work(
                choice,
                summary="decode, find speech, plan chunks",
                longest=timedelta(hours=4),
                patience=self.request.patience,
            ),
        )

    async def identify(self, prepared: Prepared) -> Language:
        """The language of the whole recording, unless the caller said it or chunks can tell."""
        if self.request.language or self.request.each_language or prepared.chunks <= 1:
            return Language(self.request.language)
        choice = self.request.transcribe
        config = engine_work(
            choice,
            summary="which language is spoken",
            longest=timedelta(minutes=30),
            patience=self.request.patience,
            lane=self.request.lane,
        )
        config["retry_policy"] = told_of_deaths(elsewhere=choice.spare is not None)
        for _ in range(TRIES):
            try:
                asked = IdentifyInput(self.request.folder, choice.engine, choice.model)
                return await execute_activity_method(Identify.identify, asked, **config)
            except ActivityError as error:
                if kind(error) == "OutOfMemory" and choice.spare:
                    break
                if not worker_died(error):
                    raise
        return Language(None)  # chunks tell, wherever they can be listened to

    async def merge(self, language: Language, emotions: str | None) -> Merged:
        self.enter("merge")
        return await execute_activity_method(
            Merge.merge,
            MergeInput(
                self.request.folder,
                self.state.chunks,
                self.state.redecoded,
                language,
                self.sides.aligned,
                self.sides.turns,
                self.sides.events,
                emotions,
                self.sides.warnings,
                draft=bool(self.request.refine or self.request.redact),
                final=self.request.redact is None,
            ),
            **merging(),
        )

    async def record(self, status: str, facts: Facts | None = None) -> list[str] | None:
        """The messages about it that webhooks wait for; None in jobs recorded before there were any."""
        return await execute_activity_method(
            Record.record,
            RecordInput(self.request.job_id, status, facts or Facts()),
            **recording(status),
        )

    async def end(self, status: str, facts: Facts) -> None:
        self.enter("record")
        messages = await self.record(status, facts)
        await announce(messages)
        if messages is not None:  # not in jobs recorded before there were timers
            await retain(self.request.job_id)
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
