"""What a submission asks for in, the job's row and its workflow's input out. Nothing is stored here."""

from collections.abc import Mapping

from activities.database import now
from activities.engines import catalogue
from activities.index import Job
from api import jobs, retention, webhooks
from api.caller import Caller
from api.form import name_in
from api.live import Census
from api.settings import ApiSettings
from api.state import State
from api.submission import Submission
from api.uploads import Upload
from workflows.request import TranscriptionRequest
from workflows.selection import Choice, Wanted, select

PER_SLOT = 2  # chunks in flight for each slot, so that no slot waits for the next chunk
FEWEST, MOST = 16, 400  # chunks in flight: workers that join later find some; 2,000 are Temporal's limit


def choose(wanted: Wanted, census: Census) -> Mapping[str, Choice]:
    return select(wanted, catalogue.cards(), census.engines)


def request(
    job_id: str,
    tenant: str,
    place: str,
    asked: Submission,
    upload: Upload,
    choices: Mapping[str, Choice],
    census: Census,
) -> TranscriptionRequest:
    return TranscriptionRequest(
        job_id=job_id,
        tenant=tenant,
        folder=place,
        upload_sha256=upload.sha256,
        prepare=choices["prepare"],
        transcribe=choices["transcribe"],
        language=asked.spoken,
        parallel=parallel(choices["transcribe"], census),
        split=asked.speaker_detection == "per_channel",
        each_language=asked.detect_language == "segment",
        align=choices.get("align"),
        diarize=choices.get("diarize"),
        events=choices.get("events"),
        emotions=choices.get("emotions"),
        refine=choices.get("refine"),
        redact=choices.get("redact"),
        redact_text=asked.redact_pii,
        redact_audio=asked.redact_pii_audio,
        fetch=bool(asked.audio_url),
    )


def row(
    place: str, asked: Submission, upload: Upload, work: TranscriptionRequest, settings: ApiSettings
) -> Job:
    return Job(
        id=work.job_id,
        tenant=work.tenant,
        name=asked.name or upload.name or name_in(asked.audio_url) or "upload",
        status="pending",
        created_at=now(),
        folder=place,
        upload_bytes=upload.bytes,
        upload_sha256=upload.sha256,
        request=jobs.stored(work),
        timestamps_granularity=asked.timestamps_granularity,
        language=asked.spoken,
        priority=asked.priority,
        retention=settings.retention_days if asked.retention is None else asked.retention,
        webhook_id=asked.webhook_id,
        webhook_url=asked.webhook_url,
        webhook_metadata=asked.webhook_metadata,
    )


async def prototype(asked: Submission, state: State, caller: Caller) -> Job:
    """A job without id, folder and upload: what all jobs of a batch look like."""
    retention.check(state.settings, asked.retention)
    await webhooks.check(asked, state, caller)
    census = await state.live.last_census()
    choices, nothing = choose(asked.wanted(), census), Upload(None, 0, "")
    work = request("", caller.tenant, "", asked, nothing, choices, census)
    return row("", asked, nothing, work, state.settings)


def parallel(choice: Choice, census: Census) -> int:
    """How many chunks of a job may be in flight."""
    serving = (one for one in census.engines if (one.stage, one.engine) == (choice.stage, choice.engine))
    slots = sum(found.slots for found in serving)
    return min(MOST, max(FEWEST, PER_SLOT * slots))
