"""What the API answers about jobs: one model for each state a job can be in."""

from pydantic import BaseModel, Field

from activities.index import Job
from activities.transcript import Transcript
from workflows.progress import Progress


class JobError(BaseModel):
    code: str
    message: str


class AcceptedJob(BaseModel):
    id: str
    status: str
    created_at: str
    name: str


class JobHead(BaseModel):
    """What is known of every job. Timestamps are RFC 3339 in UTC."""

    id: str = Field(examples=["job_01KAQ4V1RZ8Z6K7GZ4X9M2T5CB"])
    status: str = Field(description="pending, running, cancelling, completed, failed or cancelled.")
    name: str
    created_at: str
    started_at: str | None
    completed_at: str | None


class ListedJob(JobHead):
    language: str | None
    duration: float | None = Field(description="Seconds of audio.")
    error: JobError | None


class JobPage(BaseModel):
    jobs: list[ListedJob]
    next_cursor: str | None = Field(description="Ask with it for the next page; null: there is none.")
    total: int


class UnfinishedJob(JobHead):
    progress: float = Field(ge=0, le=100, description="Percent.")
    stage: str | None = Field(description="prepare, transcribe, merge or record; null: not started.")
    audio_seconds_done: float
    audio_seconds_total: float
    eta_seconds: float | None = Field(description="null: too early to say.")


class FailedJob(JobHead):
    """A job that failed, or was cancelled and so has no error."""

    language: str | None
    duration: float | None
    error: JobError | None


class CompletedJob(Transcript, JobHead):
    """A completed job and its result. Times are seconds from the start of the upload."""


AnyJob = CompletedJob | UnfinishedJob | FailedJob


class CancelledJob(BaseModel):
    id: str
    status: str = Field(examples=["cancelling"])


def head(job: Job) -> dict[str, str | None]:
    return {name: getattr(job, name) for name in JobHead.model_fields}


def error(job: Job) -> JobError | None:
    if job.error_code is None:
        return None
    return JobError(code=job.error_code, message=job.error_message or "")


def listed(job: Job) -> ListedJob:
    return ListedJob.model_validate(
        {**head(job), "language": job.language, "duration": job.duration, "error": error(job)}
    )


def failed(job: Job) -> FailedJob:
    return FailedJob.model_validate(
        {**head(job), "language": job.language, "duration": job.duration, "error": error(job)}
    )


def completed(job: Job, transcript: Transcript) -> CompletedJob:
    """With as much of the timing as the submission asked for."""
    parts = dict(transcript)
    if job.timestamps_granularity != "word":
        parts["segments"] = [segment.model_copy(update={"words": []}) for segment in transcript.segments]
    if job.timestamps_granularity == "none":
        parts |= {"segments": [], "paragraphs": []}
    return CompletedJob.model_validate({**head(job), **parts})


def unfinished(job: Job, progress: Progress | None, cancelling: bool, now: float) -> UnfinishedJob:
    """`progress` is None when the workflow has not started or does not answer."""
    known = progress or Progress()
    about = head(job)
    if cancelling:
        about["status"] = "cancelling"
    return UnfinishedJob.model_validate(
        {
            **about,
            "progress": round(known.percent, 1) if progress else 0.0,
            "stage": known.stage if progress else None,
            "audio_seconds_done": round(known.audio_seconds_done, 2),
            "audio_seconds_total": round(known.audio_seconds_total, 2),
            "eta_seconds": _rounded(known.eta_seconds(now)),
        }
    )


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
