"""Forget a recording and keep what was said in it."""

import asyncio

from fastapi import APIRouter

from activities import folder, storage
from activities.index import ENDED, Job
from activities.retention import Retention
from api import audited
from api.caller import Writer
from api.errors import Conflict, described
from api.state import Here

router = APIRouter(prefix="/v1/audio/transcriptions", tags=["changing"])


@router.delete("/{job_id}/audio", status_code=204, responses=described(404, 409))
async def forget_audio(job_id: str, state: Here, caller: Writer) -> None:
    """Forget a job's upload and everything that can be heard or recognised; its transcript is kept."""
    job = await state.job(job_id, caller.tenant)
    if job.status not in ENDED:
        raise Conflict(
            f"{job.id} is {job.status} and needs its audio; it can be removed once the job has ended",
            status=job.status,
        )
    # The row first: nobody is to be promised audio that is going.
    await asyncio.to_thread(Retention(state.index.engine).forget_audio, job.id)
    await asyncio.to_thread(remove, job)
    await audited.record(state, caller, "transcription.audio.delete", job.id)


def remove(job: Job) -> None:
    for name in storage.list_names(job.folder):
        if folder.is_audio(name):
            storage.delete(storage.join(job.folder, name))
