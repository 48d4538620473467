"""The shape of a recording, so that a player of ten hours need not decode them to draw it."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Query, Response
from pydantic import BaseModel, Field

from activities import peaks
from activities.index import ENDED, Job
from activities.peaks import Peaks
from api.audio import asked, redacted, uploaded
from api.caller import Reader
from api.errors import Conflict, Gone, described
from api.state import Here

router = APIRouter(prefix="/v1/audio/transcriptions", tags=["transcriptions"])


class PeaksAnswer(BaseModel):
    duration: float = Field(description="Seconds.", examples=[11.0])
    per_second: float = Field(description="Pairs a second; perhaps fewer than were asked for.")
    peaks: list[int] = Field(
        description="Lowest and highest sample of each stretch in turn, -127 to 127; at most 20,000 pairs.",
        examples=[[-3, 4, -90, 101]],
    )


@router.get("/{job_id}/audio/peaks", responses=described(403, 404, 409, 410))
async def audio_peaks(
    job_id: str,
    response: Response,
    state: Here,
    caller: Reader,
    per_second: Annotated[float, Query(gt=0, le=100, description="Pairs a second at most.")] = 20.0,
) -> PeaksAnswer:
    """How loud the recording is from moment to moment: of the redacted one, where something was redacted.

    The first request of a job draws it, which takes about a second for an hour of audio.
    """
    job = await state.job(job_id, caller.tenant)
    async with state.drawing:
        found = (await asyncio.to_thread(drawn, job)).coarser(per_second)
    response.headers["Cache-Control"] = "private, no-cache"
    return PeaksAnswer.model_validate(found, from_attributes=True)


def drawn(job: Job) -> Peaks:
    """Of what its readers may hear. Raises AudioForbidden, AudioNotFound, Conflict or Gone."""
    hides = asked(job, "redact_audio")
    _ = redacted(job) if hides else uploaded(job)
    if job.audio_removed_at:
        raise Gone(f"the audio of {job.id} was forgotten at {job.audio_removed_at}; its transcript is kept")
    try:
        return peaks.of_job(job.folder, redacted=hides)
    except FileNotFoundError:
        if job.status in ENDED:
            raise Gone(f"the audio of {job.id} is no longer in storage") from None
        raise Conflict(f"{job.id} is {job.status}; its recording is not prepared yet") from None
