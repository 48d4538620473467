"""A job that a request waits for in, the job once it has ended out. The client may drop, the job goes on."""

import asyncio

from fastapi import Request
from starlette.requests import ClientDisconnect
from temporalio.service import RPCError

from activities.database import later
from activities.index import ENDED, Job
from api import jobs
from api.errors import ApiError, NotReady
from api.state import State

LONG_POLL = 60.0  # seconds that Temporal is asked to answer once the workflow has ended
BETWEEN = 60.0  # seconds that the official clients wait at most before they try again
AGAIN = 0.5  # seconds between looks at the row, where Temporal cannot say

# Of a job that failed, by its error's code; all others are 500.
STATUS = {
    "audio_unreadable": 400,
    "unsupported_format": 400,
    "audio_url_unreachable": 400,
    "file_too_large": 413,
    "invalid_request": 422,
    "engine_unavailable": 503,
}


class JobFailed(ApiError):
    """Sent once more it would most likely fail once more, and clients that retry are told so."""

    def __init__(self, job: Job) -> None:
        self.code = job.error_code or "cancelled"
        super().__init__(job.error_message or f"{job.id} was {job.status}", job_id=job.id)
        self.status = 410 if job.status == "cancelled" else STATUS.get(self.code, 500)
        if self.status != 503:
            self.headers = {"X-Should-Retry": "false"}


def attachable(job: Job, took: float) -> bool:
    """Whether a request that is sent again, and took so many seconds to arrive, is about this job.

    Of one that has just failed it hears the same error: most clients try again by themselves.
    """
    if job.status == "failed" and STATUS.get(job.error_code or "") != 503:
        # The attempt before took as long to arrive.
        return (job.completed_at or "") > later(-(BETWEEN + 2 * took))
    return job.status not in ("failed", "cancelled")


async def completed(request: Request, state: State, job: Job) -> Job:
    """Raises JobFailed, JobNotFound when it was deleted, ClientDisconnect, NotReady when the server stops."""
    ended = asyncio.ensure_future(_ended(state, job))
    hung_up = asyncio.ensure_future(_hung_up(request))
    stopping = asyncio.ensure_future(state.stopping.wait())
    try:
        await asyncio.wait((ended, hung_up, stopping), return_when=asyncio.FIRST_COMPLETED)
        if ended.done():
            return check(await ended)
        if hung_up.done():
            raise ClientDisconnect
    finally:
        for wait in (ended, hung_up, stopping):
            wait.cancel()
    raise NotReady("the server is stopping; the same request sent again goes on waiting for the same job")


def check(job: Job) -> Job:
    """A job that has ended. Raises JobFailed."""
    if job.status != "completed":
        raise JobFailed(job)
    return job


async def _ended(state: State, job: Job) -> Job:
    """The row counts; Temporal says when it is worth looking at."""
    told = False
    while (job := await state.job(job.id, job.tenant)).status not in ENDED:
        if told:  # its workflow has ended and its row does not know: the reconciler will see to it
            await asyncio.sleep(AGAIN)
        told = await _workflow_ended(state, job.id) or told
    return job


async def _workflow_ended(state: State, job_id: str) -> bool:
    try:
        async with state.reach(LONG_POLL) as temporal:
            await jobs.ended(temporal, job_id)
    except (ApiError, RPCError):  # Temporal is away, or the job is not started yet, or is long
        await asyncio.sleep(AGAIN)
        return False
    return True


async def _hung_up(request: Request) -> None:
    """The body was read: what comes now is the end of the connection."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
