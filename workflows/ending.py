"""How a job ends when something was raised: its status, and what the caller is told."""

from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    TimeoutError,
    TimeoutType,
    is_cancelled_exception,
)

from activities.record import Facts

# What an activity raises without retry, and the code that the API gives it.
CALLERS_FAULTS = {
    "Unreadable": "audio_unreadable",
    "UnsupportedFormat": "audio_unreadable",
    "TooLong": "audio_unreadable",
    "UnknownEngine": "engine_unavailable",
    "ModelUnavailable": "engine_unavailable",
    "UnknownLanguage": "invalid_request",
    "CannotAlign": "language_unsupported",
}


def end_of(error: BaseException) -> tuple[str, Facts]:
    """The job's status, and its error's code and sentence."""
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
