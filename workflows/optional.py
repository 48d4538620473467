"""The stages that a caller may ask for beside the words: a failure of theirs is a warning, not an end."""

from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

from temporalio import workflow
from temporalio.exceptions import ActivityError, is_cancelled_exception
from temporalio.workflow import ActivityConfig, execute_activity_method

with workflow.unsafe.imports_passed_through():
    from activities.align import OWN_TIMES, Align, AlignInput
    from activities.detect import Detect, DetectInput
    from activities.diarize import Diarize, DiarizeInput
    from activities.prepare import Prepared
    from activities.redact import Redact, RedactInput
    from activities.refine import Refine, RefineInput
    from activities.transcript import Warning
    from workflows.dispatch import engine_work
    from workflows.ending import end_of
    from workflows.progress import Progress
    from workflows.request import Sides, TranscriptionRequest
    from workflows.selection import Choice


class OptionalStages:
    """What one job asked for, and what came of it."""

    def __init__(self, request: TranscriptionRequest, state: Progress, sides: Sides) -> None:
        self.request = request
        self.state = state
        self.sides = sides

    async def align(self, number: int, chunks: str) -> None:
        """Better times for a chunk's words; the transcriber's own where that cannot be had."""
        choice = self.request.align
        if choice is None or self.cannot_align():
            return
        careful = number in self.state.redecoded
        aligned = await self.optional(
            "align",
            OWN_TIMES,
            execute_activity_method(
                Align.align,
                AlignInput(self.request.folder, chunks, number, careful, choice.engine, choice.model),
                **self.on(choice, f"align chunk {number + 1}/{self.state.chunks_total}", hours=1),
            ),
        )
        self.sides.aligned = aligned or self.sides.aligned

    async def diarize(self, prepared: Prepared) -> None:
        if (choice := self.request.diarize) and prepared.chunks:
            self.sides.turns = await self.optional(
                "diarize",
                "no speakers",
                execute_activity_method(
                    Diarize.diarize,
                    DiarizeInput(
                        self.request.folder, self.request.upload_sha256, choice.engine, choice.model
                    ),
                    **self.on(choice, "who speaks when", hours=12),
                ),
            )

    async def detect_events(self) -> None:
        if choice := self.request.events:
            self.sides.events = await self.optional(
                "detect",
                "no events",
                execute_activity_method(
                    Detect.detect_events,
                    DetectInput(self.request.folder, choice.engine, choice.model),
                    **self.on(choice, "laughter, applause, music, …", hours=4),
                ),
            )

    async def detect_emotions(self, enter: Callable[[str], None]) -> str | None:
        """The URL of the emotions, which need the segments that they are of."""
        choice = self.request.emotions
        if choice is None or self.state.chunks is None:
            return None
        enter("detect")
        return await self.optional(
            "detect",
            "no emotions",
            execute_activity_method(
                Detect.detect_emotions,
                DetectInput(
                    self.request.folder, choice.engine, choice.model, self.state.chunks, self.state.redecoded
                ),
                **self.on(choice, "how it is said", hours=4),
            ),
        )

    async def refine(self, transcript: str) -> str | None:
        """The URL of the refined transcript."""
        choice = self.request.refine
        if choice is None:
            return transcript
        final = self.request.redact is None
        return await self.optional(
            "refine",
            "the text as it was recognised",
            execute_activity_method(
                Refine.refine,
                RefineInput(self.request.folder, transcript, choice.engine, choice.model, final),
                **self.on(choice, "mend the text", hours=4),
            ),
        )

    async def redact(self, choice: Choice, transcript: str) -> str:
        """Required where redaction was asked for: nothing unredacted may be served in its place."""
        return await execute_activity_method(
            Redact.redact,
            RedactInput(
                self.request.folder,
                transcript,
                choice.engine,
                choice.model,
                self.request.redact_text,
                self.request.redact_audio,
            ),
            **self.on(choice, "find personal data, take it out", hours=4),
        )

    async def optional(self, stage: str, fallback: str, work: Coroutine[Any, Any, str]) -> str | None:
        """The work's result; None, and a warning for the caller, when it failed for good."""
        try:
            return await work
        except ActivityError as error:
            if is_cancelled_exception(error):
                raise
            _, facts = end_of(error)
            code, message = facts.error_code or "processing_failed", facts.error_message or ""
            if not self.warned(stage, fallback, message):  # one is enough for all chunks
                self.sides.warnings.append(
                    Warning(stage=stage, code=code, message=message, fallback=fallback)
                )
            return None

    def warned(self, stage: str, fallback: str, message: str) -> bool:
        """Whether a stage has failed already; with languages that change, in the same way."""
        return any(
            w.stage == stage
            and w.fallback == fallback
            and (not self.request.each_language or w.message == message)
            for w in self.sides.warnings
        )

    def cannot_align(self) -> bool:
        """Whether trying another chunk would not help: it would, if it may be in another language."""
        return any(
            w.stage == "align" and not (self.request.each_language and w.code == "language_unsupported")
            for w in self.sides.warnings
        )

    def on(self, choice: Choice, summary: str, *, hours: int) -> ActivityConfig:
        longest = timedelta(hours=hours)
        patience, lane = self.request.patience, self.request.lane
        return engine_work(choice, summary=summary, longest=longest, patience=patience, lane=lane)
