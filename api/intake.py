"""A submission in, an accepted job out: stored, checked, in the index, and started if Temporal answers."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import replace

from fastapi import Request
from temporalio.service import RPCError
from ulid import ULID

from activities import folder, storage
from activities.database import now
from activities.decode import probe
from activities.engines import catalogue
from activities.index import Index, Job
from api import jobs, submission, uploads
from api.caller import Caller
from api.errors import TemporalUnavailable
from api.live import Census
from api.metrics import ACCEPTED
from api.state import State
from api.submission import Submission
from api.uploads import Fields, Upload
from workflows.request import TranscriptionRequest
from workflows.selection import Choice, Wanted, select

log = logging.getLogger(__name__)

START_PATIENCE = 5.0  # seconds; after that the reconciler starts the job
PER_SLOT = 2  # chunks in flight for each slot, so that no slot waits for the next chunk
FEWEST, MOST = 4, 200  # chunks in flight


async def accept(request: Request, state: State, caller: Caller) -> Job:
    """Read the form, keep the upload, insert the row. What fails before that leaves nothing behind."""
    job_id = f"job_{ULID()}"
    place = storage.join(state.settings.storage_url, job_id)
    try:
        job = await _prepare(request, state, caller, job_id, place)
        await asyncio.shield(asyncio.to_thread(state.index.add, job))
    except BaseException:
        # Shielded and looked up: being cut off here must not part a row from its upload.
        await asyncio.shield(asyncio.to_thread(_clean, state.index, job_id, caller.tenant, place))
        raise
    ACCEPTED.inc()
    await _start(state, job)
    return job


async def _prepare(request: Request, state: State, caller: Caller, job_id: str, place: str) -> Job:
    async def check(fields: Fields) -> None:
        """Refuse before the upload what can be refused already."""
        asked = submission.read(fields)
        named = any(name == "model" for name, _ in fields)
        wanted = asked.wanted() if named else replace(asked.wanted(), language=None)
        _choose(wanted, await state.live.last_census())

    limit, url = state.settings.max_upload_bytes, folder.upload(place)
    upload = await uploads.receive(request, url, limit=limit, accepted=submission.ACCEPTED, check=check)
    asked = submission.read(upload.fields)
    census = await state.live.last_census()
    choices = _choose(asked.wanted(), census)
    await asyncio.to_thread(_probe, place)
    await asyncio.to_thread(storage.write_model, folder.options(place), asked.options())
    return _row(
        job_id, place, asked, upload, _request(job_id, caller.tenant, place, asked, upload, choices, census)
    )


def _choose(wanted: Wanted, census: Census) -> Mapping[str, Choice]:
    return select(wanted, catalogue.cards(), census.engines)


def _probe(place: str) -> None:
    with storage.open_read(folder.upload(place)) as file:
        probe(file)


def _request(
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
        align=choices.get("align"),
        diarize=choices.get("diarize"),
        events=choices.get("events"),
        emotions=choices.get("emotions"),
        refine=choices.get("refine"),
        redact=choices.get("redact"),
        redact_text=asked.redact_pii,
        redact_audio=asked.redact_pii_audio,
    )


def _row(job_id: str, place: str, asked: Submission, upload: Upload, request: TranscriptionRequest) -> Job:
    return Job(
        id=job_id,
        tenant=request.tenant,
        name=asked.name or upload.name or "upload",
        status="pending",
        created_at=now(),
        folder=place,
        upload_bytes=upload.bytes,
        upload_sha256=upload.sha256,
        request=jobs.stored(request),
        timestamps_granularity=asked.timestamps_granularity,
        language=asked.spoken,
    )


def parallel(choice: Choice, census: Census) -> int:
    """How many chunks of a job may be in flight."""
    slots = sum(found.slots for found in census.engines if found.engine == choice.engine)
    return min(MOST, max(FEWEST, PER_SLOT * slots))


def _clean(index: Index, job_id: str, tenant: str, place: str) -> None:
    if index.get(job_id, tenant) is None:
        storage.delete_folder(place)


async def _start(state: State, job: Job) -> None:
    """Best effort: a job is accepted whether or not Temporal is there."""
    try:
        async with asyncio.timeout(START_PATIENCE):
            await jobs.start(state.live.reached(), job)
    except (TemporalUnavailable, RPCError, TimeoutError) as error:
        log.warning("%s is accepted but not started yet: %s", job.id, str(error) or "no answer")
