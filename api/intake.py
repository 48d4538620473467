"""A submission in, an accepted job out: stored, checked, in the index, and started if Temporal answers."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace

from fastapi import Request
from sqlalchemy.exc import IntegrityError
from ulid import ULID

from activities import folder, storage
from activities.database import Base
from activities.decoding.plain_wav import is_plain_wav
from activities.decoding.upload import probe
from activities.index import Index, Job, TooManyJobs
from activities.logs import about
from activities.options import JobOptions
from api import audited, draft, idempotency, public_url, retention, submission, uploads, webhooks
from api.caller import Caller
from api.dialect import OURS, Dialect
from api.errors import RateLimited
from api.finished import attachable
from api.form import Fields
from api.metrics import ACCEPTED
from api.state import State
from api.submission import Submission
from api.uploads import Upload
from workflows.request import TranscriptionRequest

Fill = Callable[[TranscriptionRequest, JobOptions], None]


async def accept(request: Request, state: State, caller: Caller, dialect: Dialect = OURS) -> Job:
    """Read the form, keep the upload, insert the row. What fails before that leaves nothing behind."""
    job_id = f"job_{ULID()}"
    about(job_id)
    place, began = storage.join(state.settings.storage_url, job_id), time.monotonic()
    try:
        job = await _prepare(request, state, caller, dialect, job_id, place)
        took = time.monotonic() - began
        if first := await _first(state.index, job, took):
            await asyncio.to_thread(storage.delete_folder, place)
            return first
        await _add(state, caller, job, audited.receipt(caller).entry("transcription.create", job.id))
    except IntegrityError:  # a twin of this request was a moment faster
        await asyncio.shield(asyncio.to_thread(storage.delete_folder, place))
        if first := await _first(state.index, job, took):
            return first
        raise
    except BaseException:
        # Shielded and looked up: being cut off here must not part a row from its upload.
        await asyncio.shield(asyncio.to_thread(_clean, state.index, job_id, caller.tenant, place))
        raise
    ACCEPTED.inc()
    await state.starter.take(job)
    return job


async def accept_again(
    state: State, caller: Caller, asked: Submission, upload: Upload, fill: Fill, rerun_of: str
) -> Job:
    """A job about a recording that is here already; `fill` puts it into the new job's folder."""
    retention.check(state.settings, asked.retention)
    await webhooks.check(asked, state, caller)
    job_id = f"job_{ULID()}"
    place = storage.join(state.settings.storage_url, job_id)
    census = await state.live.last_census()
    choices = draft.choose(asked.wanted(), census)
    await _check_room(state, caller)
    try:
        work = draft.request(job_id, caller.tenant, place, asked, upload, choices, census)
        await asyncio.to_thread(fill, work, asked.options())
        await asyncio.to_thread(storage.write_model, folder.options(place), asked.options())
        job = draft.row(place, asked, upload, work, state.settings)
        job.rerun_of = rerun_of
        await _add(state, caller, job)
    except BaseException:
        await asyncio.shield(asyncio.to_thread(_clean, state.index, job_id, caller.tenant, place))
        raise
    ACCEPTED.inc()
    await state.starter.take(job)
    return job


async def add(index: Index, job: Job, most: int = 0, *beside: Base) -> None:
    """Whoever is cut off here knows afterwards whether there is a row. Raises as `Index.add`."""
    adding = asyncio.ensure_future(asyncio.to_thread(index.add, job, most, *beside))
    try:
        await asyncio.shield(adding)
    finally:
        await asyncio.wait((adding,))


async def _add(state: State, caller: Caller, job: Job, *beside: Base) -> None:
    """Raises RateLimited, and IntegrityError."""
    try:
        await add(state.index, job, state.settings.max_running_jobs if caller.limited else 0, *beside)
    except TooManyJobs:
        raise _no_room(state.settings.max_running_jobs, state.settings.max_running_jobs) from None


async def _first(index: Index, job: Job, took: float) -> Job | None:
    """The job that this submission has made before. Raises Conflict when it was another submission.

    `took`: seconds in which the submission arrived.
    """
    if job.idempotency_key is None:
        return None
    found = await asyncio.to_thread(index.first, job.tenant, job.idempotency_key)
    if found and idempotency.is_derived(job.idempotency_key) and not attachable(found, took):
        await asyncio.to_thread(index.release, found.id)
        return None
    return found and idempotency.same(found, job.asked_sha256)


async def _prepare(
    request: Request, state: State, caller: Caller, dialect: Dialect, job_id: str, place: str
) -> Job:
    key = idempotency.read_key(request)

    async def check(fields: Fields) -> None:
        """Refuse before the upload what can be refused already."""
        spoken = dialect.spoken(fields)
        native = spoken.translate(fields)
        asked = submission.read(native)
        retention.check(state.settings, asked.retention)
        named = any(name == "model" for name, _ in native)
        wanted = asked.wanted() if named else replace(asked.wanted(), language=None)
        draft.choose(wanted, await state.live.last_census())
        await webhooks.check(asked, state, caller)
        if key is None and not spoken.attaches:  # else this may be a job that is counted already
            await _check_room(state, caller)

    limit, url = state.settings.max_upload_bytes, folder.upload(place)
    upload = await uploads.receive(
        request, url, limit=limit, shape=dialect.shape, check=check, reads=dialect.reads, head=dialect.head
    )
    spoken = dialect.spoken(upload.fields)
    asked = submission.read(spoken.translate(upload.fields))
    retention.check(state.settings, asked.retention)
    await webhooks.check(asked, state, caller)
    census = await state.live.last_census()
    choices = draft.choose(asked.wanted(), census)
    if asked.audio_url:
        await public_url.check(asked.audio_url, state.settings.rules)
    else:
        await asyncio.to_thread(_probe, place)
    notes = spoken.notes(upload.fields)
    options = asked.options().model_copy(update={"notes": notes})
    await asyncio.to_thread(storage.write_model, folder.options(place), options)
    work = draft.request(job_id, caller.tenant, place, asked, upload, choices, census)
    job = draft.row(place, asked, upload, work, state.settings)
    if key or spoken.attaches:
        job.asked_sha256 = idempotency.digest(asked, upload, notes)
        job.idempotency_key = key or idempotency.derived(spoken.name, job.asked_sha256)
    return job


async def _check_room(state: State, caller: Caller) -> None:
    """Raises RateLimited when the tenant has as many unfinished jobs as it may have."""
    most = state.settings.max_running_jobs
    if not caller.limited or not most:
        return
    running = await asyncio.to_thread(state.index.running, caller.tenant)
    if running >= most:
        raise _no_room(most, running)


def _no_room(most: int, running: int) -> RateLimited:
    return RateLimited(
        f"{running} of your jobs have not ended and {most} may be unfinished at once; "
        "wait for one to end, or cancel one",
        limit=most,
        running=running,
    )


def _probe(place: str) -> None:
    with storage.open_read(folder.upload(place)) as file:
        if not is_plain_wav(file):
            probe(file)


def _clean(index: Index, job_id: str, tenant: str, place: str) -> None:
    if index.get(job_id, tenant) is None:
        storage.delete_folder(place)
