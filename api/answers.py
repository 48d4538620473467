"""What the API answers about jobs: one model for each state a job can be in."""

from collections.abc import Sequence

from pydantic import BaseModel, Field

from activities import snippets
from activities.backlog import Place
from activities.index import Job
from activities.options import DocumentFormat
from activities.transcript import Transcript
from api.seen import Seen
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
    expires_at: str | None = Field(description="When it is forgotten; null: not known yet, or never.")
    audio_removed_at: str | None = Field(description="When its recording was forgotten.")
    rerun_of: str | None = Field(description="The job whose recording this one transcribes again.")


class Snippet(BaseModel):
    """The place in a job's text that shows what was searched for."""

    text: str = Field(max_length=160, examples=["… ask not what your country can do for you"])
    matches: list[tuple[int, int]] = Field(
        description="Start and end of each match, in characters of `text`.", examples=[[[19, 26]]]
    )


class ListedJob(JobHead):
    language: str | None
    duration: float | None = Field(description="Seconds of audio.")
    error: JobError | None
    batch_id: str | None
    snippet: Snippet | None = Field(description="Where the text matched `q`; null: only the name did.")


class JobPage(BaseModel):
    jobs: list[ListedJob]
    next_cursor: str | None = Field(description="Ask with it for the next page; null: there is none.")
    total: int = Field(description="Of all pages together.")


class UnfinishedJob(JobHead):
    progress: float = Field(ge=0, le=100, description="Percent.")
    stage: str | None = Field(description="fetch, prepare, transcribe, merge or record; null: not started.")
    audio_seconds_done: float
    audio_seconds_total: float
    eta_seconds: float | None = Field(
        description="Seconds until it ends, if work goes on as it did; null: too early to say."
    )
    queue_position: int | None = Field(
        description="Jobs whose turn comes before its own, those that are worked on included; null: it does "
        "not wait."
    )


class FailedJob(JobHead):
    """A job that failed, or was cancelled and so has no error."""

    language: str | None
    duration: float | None
    error: JobError | None


class AdditionalFormat(BaseModel):
    """The transcript once more, as a file."""

    requested_format: DocumentFormat
    file_extension: str
    content_type: str
    is_base64_encoded: bool = Field(description="Whether `content` is base64: of a format that is not text.")
    content: str


class CompletedJob(Transcript, JobHead):
    """A completed job and its result. Times are seconds from the start of the upload."""

    additional_formats: list[AdditionalFormat] = Field(
        default_factory=list, description="Those that the submission asked for."
    )


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


def listed(job: Job, snippet: snippets.Snippet | None = None) -> ListedJob:
    about = {name: getattr(job, name) for name in ("language", "duration", "batch_id")}
    found = Snippet(text=snippet.text, matches=snippet.matches) if snippet else None
    return ListedJob.model_validate({**head(job), **about, "error": error(job), "snippet": found})


def failed(job: Job) -> FailedJob:
    return FailedJob.model_validate(
        {**head(job), "language": job.language, "duration": job.duration, "error": error(job)}
    )


def completed(job: Job, transcript: Transcript, additional: Sequence[AdditionalFormat] = ()) -> CompletedJob:
    """With as much of the timing as the submission asked for."""
    parts = dict(transcript)
    if job.timestamps_granularity != "word":
        parts["segments"] = [segment.model_copy(update={"words": []}) for segment in transcript.segments]
    if job.timestamps_granularity == "none":
        parts |= {"segments": [], "paragraphs": []}
    return CompletedJob.model_validate({**head(job), **parts, "additional_formats": list(additional)})


def unfinished(job: Job, seen: Seen, now: float, place: Place | None = None) -> UnfinishedJob:
    """`place`: where it stands in the queue, if it waits."""
    progress, known = seen.progress, seen.progress or Progress()
    about = head(job)
    if seen.cancelling:
        about["status"] = "cancelling"
    return UnfinishedJob.model_validate(
        {
            **about,
            "progress": round(known.percent, 1) if progress else 0.0,
            "stage": known.stage if progress else None,
            "audio_seconds_done": round(known.audio_seconds_done, 2),
            "audio_seconds_total": round(known.audio_seconds_total, 2),
            "eta_seconds": _rounded(place.seconds if place else known.eta_seconds(now)),
            "queue_position": place.before if place else None,
        }
    )


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 1)
