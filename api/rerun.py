"""A job once more, with other parameters: what is still good of the first is not done again."""

import asyncio
from typing import Any

from fastapi import APIRouter, Response
from pydantic import Field, ValidationError

from activities import folder, options, storage
from activities.index import ENDED, Job
from activities.options import JobOptions
from api import artifacts, audited, errors, intake, reuse
from api.answers import AcceptedJob
from api.bounded import BoundedRoute
from api.caller import Writer
from api.errors import Conflict, Gone, InvalidField, described
from api.reuse import Part, Stage, Work
from api.state import Here
from api.submission import Submission
from api.uploads import Upload
from workflows.request import TranscriptionRequest, restored
from workflows.selection import Choice

router = APIRouter(prefix="/v1/audio/transcriptions", tags=["changing"], route_class=BoundedRoute)

NUMBERS = {"num_speakers", "min_speakers", "max_speakers"}
# What a stage cannot be done without, where nobody says so.
IMPLIED: dict[Stage, dict[str, Any]] = {
    "align": {"model_align": "auto"},
    "diarize": {"speaker_detection": "diarize"},
    "refine": {"llm_cleanup": True},
}


class Rerun(Submission):
    """The first stage to be done again, and the submission fields that are to be different."""

    audio_url: None = Field(None, description="A rerun is about the recording that is there.")
    from_: Stage = Field(alias="from")


class RerunJob(AcceptedJob):
    rerun_of: str
    reused: list[Part]


@router.post("/{job_id}/rerun", status_code=201, responses=described(400, 404, 409, 410, 413, 429, 503))
async def rerun(job_id: str, wish: Rerun, response: Response, state: Here, caller: Writer) -> RerunJob:
    """Transcribe a job's recording again from some stage on; a new job, which reuses what is still valid.

    `reused` names what is not done again; `voices` is what the diarizer heard.
    """
    job = await state.job(job_id, caller.tenant)
    if job.status not in ENDED:
        raise Conflict(f"{job.id} is {job.status}; it can be done again once it has ended", status=job.status)
    before = await asyncio.to_thread(read, job)
    if job.webhook_id and not await asyncio.to_thread(state.webhooks.get, job.webhook_id, caller.tenant):
        job.webhook_id = None  # removed since
    asked = changed(job, before, wish)
    check_redaction(job, before, asked)
    reused: list[Part] = []

    def fill(request: TranscriptionRequest, asked: JobOptions) -> None:
        after = Work(request, asked)
        # Judged by what has been copied: somebody may be deleting the first job.
        try:
            good = reuse.valid(before, after, wish.from_)
            artifacts.copy(job.folder, request.folder, good)
        except FileNotFoundError:
            raise Gone(f"the files of {job.id} are no longer in storage") from None
        reused[:] = [part for part in good if artifacts.complete(request.folder, part)]
        check_audio(job, after, reused)

    upload = Upload(job.name, job.upload_bytes, job.upload_sha256)
    made = await intake.accept_again(state, caller, asked, upload, fill, job.id)
    await audited.record(state, caller, "transcription.rerun", made.id, of=job.id)
    response.headers["Location"] = f"{router.prefix}/{made.id}"
    return RerunJob(
        id=made.id,
        status=made.status,
        created_at=made.created_at,
        name=made.name,
        rerun_of=job.id,
        reused=reused,
    )


def read(job: Job) -> Work:
    """Raises Gone when the job's folder is not there."""
    try:
        return Work(restored(job.request), options.read(job.folder))
    except FileNotFoundError:
        raise Gone(f"the files of {job.id} are no longer in storage") from None


def changed(job: Job, before: Work, wish: Rerun) -> Submission:
    """The submission that the new job is made of. Raises InvalidField."""
    first = first_asked(job, before)
    implied = IMPLIED.get(wish.from_, {})
    if wish.from_ == "align" and before.request.align:
        implied = {}
    if wish.from_ == "diarize" and before.request.split and "speaker_detection" not in wish.model_fields_set:
        raise InvalidField(
            "the job tells speakers apart by channel; from diarize needs speaker_detection=diarize as well"
        )
    if wish.webhook_url or wish.webhook_id:
        first |= {"webhook_url": None, "webhook_id": None}
    differing = {name: getattr(wish, name) for name in wish.model_fields_set if name != "from_"}
    try:
        asked = Submission.model_validate({**first, **implied, **differing})
    except ValidationError as error:
        raise errors.refusal(error) from error
    if wish.from_ == "detect" and not (asked.detect_events or asked.detect_emotions):
        raise InvalidField("from detect needs detect_events or detect_emotions")
    if wish.from_ == "redact" and not (asked.pii_detection or asked.redacts):
        raise InvalidField("from redact needs pii_detection, redact_pii or redact_pii_audio")
    return asked


def first_asked(job: Job, before: Work) -> dict[str, Any]:
    """The submission fields that made a job, with the engines that `auto` meant."""
    request, asked = before.request, before.options
    detection = "per_channel" if request.split else "diarize" if _diarizes(request) else "none"
    return {
        "name": job.name,
        "task": asked.task,
        "language": request.language or "auto",
        "detect_language": "segment" if request.each_language else "file",
        "model": _name(request.transcribe) or "auto",
        "model_align": _name(request.align) or "none",
        "model_diarize": _name(request.diarize) or "auto",
        "speaker_detection": detection,
        **asked.speakers.model_dump(include=NUMBERS),
        "detect_events": request.events is not None,
        "detect_emotions": request.emotions is not None,
        "llm_cleanup": request.refine is not None,
        "pii_detection": request.redact is not None,
        "pii_entity_types": asked.entity_types or [],
        "redact_pii": request.redact_text,
        "redact_pii_audio": request.redact_audio,
        "pii_redaction_mode": asked.redaction_mode,
        "pii_buffer_ms": round(asked.redaction_buffer * 1000),
        "prompt": asked.prompt,
        "keyterms": asked.keyterms,
        "temperature": asked.temperature,
        "seed": asked.seed,
        "timestamps_granularity": job.timestamps_granularity,
        "additional_formats": asked.additional_formats,
        "priority": job.priority,
        "retention": job.retention,
        "webhook_id": job.webhook_id,
        "webhook_url": job.webhook_url,
        "webhook_metadata": job.webhook_metadata,
    }


def check_redaction(job: Job, before: Work, asked: Submission) -> None:
    """Raises Conflict where a rerun would show what was redacted."""
    was = before.request
    taken_out = set(before.options.entity_types or []), set(asked.pii_entity_types)
    narrower = bool(taken_out[1]) and (not taken_out[0] or not taken_out[0] <= taken_out[1])
    shorter = was.redact_audio and asked.pii_buffer_ms / 1000 < before.options.redaction_buffer
    less = (was.redact_text and not asked.redact_pii) or (was.redact_audio and not asked.redact_pii_audio)
    if less or shorter or ((was.redact_text or was.redact_audio) and narrower):
        raise Conflict(f"{job.id} was redacted; a rerun can redact more than it did, but not less")


def check_audio(job: Job, after: Work, reused: list[Part]) -> None:
    """Raises Gone when the recording is needed and forgotten."""
    needed = [part for part in reuse.NEED_AUDIO if after.choice(part) and part not in reused]
    needed_for = [*needed, *(["redact_pii_audio"] if after.request.redact_audio else [])]
    if needed_for and not storage.exists(folder.upload(after.request.folder)):
        when = f", since {job.audio_removed_at}" if job.audio_removed_at else ""
        raise Gone(
            f"the recording of {job.id} is no longer there{when}; {', '.join(needed_for)} would need it"
        )


def _diarizes(request: TranscriptionRequest) -> bool:
    return request.diarize is not None or request.transcribe.speakers


def _name(choice: Choice | None) -> str | None:
    if choice is None:
        return None
    return f"{choice.engine}:{choice.model}" if choice.model else choice.engine
