"""One chunk in; decoded, wherever and however it can be: in other processes, on other devices."""

from dataclasses import dataclass, replace
from datetime import timedelta

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import ActivityError, ApplicationError, RetryState, TimeoutError, TimeoutType
from temporalio.workflow import execute_activity_method

with workflow.unsafe.imports_passed_through():
    from activities.transcribe import Transcribe, TranscribedChunk, TranscribeInput
    from workflows.dispatch import RETRY, engine_work
    from workflows.request import TranscriptionRequest

HEARTBEAT_MISSED = "TemporalTimeout:Heartbeat"  # what Temporal calls it in a retry policy
MOST_DEATHS = 12


@dataclass
class Decoding:
    request: TranscriptionRequest
    number: int  # of the chunk
    language: str | None  # BCP 47
    careful: bool
    summary: str

    async def run(self) -> TranscribedChunk:
        """Raises ActivityError; its cause is of type EngineCrashed if the chunk breaks whoever decodes it."""
        choice, deaths, began = self.request.transcribe, 0, workflow.time()
        while True:
            config = engine_work(
                choice,
                summary=self.summary,
                longest=timedelta(hours=12 if choice.whole else 1),
                patience=self.request.patience,
                lane=self.request.lane,
            )
            config["retry_policy"] = told_of_deaths(elsewhere=choice.spare is not None)
            displaced = choice != self.request.transcribe
            lost = workflow.time() - began
            input = replace(self.input(), deaths=deaths, lost=lost, displaced=displaced)
            try:
                return await execute_activity_method(Transcribe.transcribe, input, **config)
            except ActivityError as error:
                if worker_died(error) and deaths < MOST_DEATHS:
                    deaths += 1
                elif kind(error) == "OutOfMemory" and choice.spare:
                    choice = replace(choice, device=choice.spare, spare=None)
                else:
                    raise

    def input(self) -> TranscribeInput:
        choice = self.request.transcribe
        return TranscribeInput(
            self.request.folder,
            self.request.upload_sha256,
            self.number,
            choice.engine,
            choice.model,
            self.language,
            self.careful,
            self.request.each_language,
            choice.speakers,
        )


def told_of_deaths(*, elsewhere: bool) -> RetryPolicy:
    """As all work is tried again, but for what is answered with something else than the same again."""
    answered = [HEARTBEAT_MISSED, "OutOfMemory"] if elsewhere else [HEARTBEAT_MISSED]
    return replace(RETRY, non_retryable_error_types=answered)


def worker_died(error: ActivityError) -> bool:
    """While it had the work. Not so where Temporal tried again by itself: in work scheduled by older code."""
    cause = error.cause
    missed = isinstance(cause, TimeoutError) and cause.type is TimeoutType.HEARTBEAT
    return missed and error.retry_state is RetryState.NON_RETRYABLE_FAILURE


def kind(error: ActivityError) -> str | None:
    return error.cause.type if isinstance(error.cause, ApplicationError) else None
