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
    "ForbiddenAddress": "invalid_request",
    "FileTooLarge": "file_too_large",
    "Unreachable": "audio_url_unreachable",
    "CannotAlign": "language_unsupported",
    "EngineCrashed": "engine_crashed",
    "OutOfMemory": "out_of_memory",
}
# The stage that an activity belongs to, where that is not its name.
STAGES = {"identify": "transcribe", "detect_events": "detect", "detect_emotions": "detect"}


def end_of(error: BaseException) -> tuple[str, Facts]:
    """The job's status, and its error's code and sentence."""
    if is_cancelled_exception(error):
        return "cancelled", Facts()
    cause = error.cause if isinstance(error, ActivityError) else error
    stage = failed_stage(error)
    if isinstance(cause, TimeoutError) and cause.type == TimeoutType.SCHEDULE_TO_START:
        queue_died = "no worker took the work in time; see /v1/engines for what is live"
        return "failed", Facts(error_code="engine_unavailable", error_message=queue_died, failed_stage=stage)
    if isinstance(cause, ApplicationError) and cause.type in CALLERS_FAULTS:
        code = CALLERS_FAULTS[cause.type]
        return "failed", Facts(error_code=code, error_message=cause.message, failed_stage=stage)
    code = "processing_failed"
    message = "a stage failed again and again; the job's page in the Temporal UI has the details"
    return "failed", Facts(error_code=code, error_message=message, failed_stage=stage)


def failed_stage(error: BaseException) -> str | None:
    """Of which an activity failed for good; None: it was none of them."""
    if isinstance(error, ApplicationError) and error.type == "EngineCrashed":
        return "transcribe"
    if not isinstance(error, ActivityError):
        return None
    return STAGES.get(error.activity_type, error.activity_type)
