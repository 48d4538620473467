"""Accepted jobs in, their workflows started: a few at once, so that a storm of jobs holds nobody up.

What is lost with this process, the reconciler starts: the rows are there.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextvars import Context, copy_context

from sqlalchemy.exc import SQLAlchemyError
from temporalio.service import RPCError

from activities.index import Job
from api.errors import ApiError
from api.line import Line

log = logging.getLogger(__name__)

AT_ONCE = 4  # workflows that are being started
PATIENCE = 5.0  # seconds for one of them

Start = Callable[[Job], Awaitable[object]]


class Starter:
    """Belongs to one event loop."""

    def __init__(self, start: Start) -> None:
        self.line = Line()
        self._start = start
        self._now: dict[asyncio.Task[None], Job] = {}
        self._askers: dict[str, Context] = {}  # the request that a job came with: its log lines, its trace
        self._closed = False

    def __contains__(self, job_id: object) -> bool:
        """Whether the job waits here or is being started."""
        return job_id in self.line or any(job.id == job_id for job in self._now.values())

    async def take(self, job: Job) -> None:
        """Start a job: at once if others are not waiting already, else when it is its turn."""
        self._askers[job.id] = copy_context()
        self.line.add(job)
        if started := self._fill():
            await asyncio.wait([started], timeout=PATIENCE)

    def _fill(self) -> "asyncio.Task[None] | None":
        """Let the next in line start, if there is room. Returns the task of that."""
        if self._closed or len(self._now) >= AT_ONCE or not self.line:
            return None
        job = self.line.next()
        asker = self._askers.pop(job.id, None)
        task = asyncio.create_task(self._one(job), name=f"start {job.id}", context=asker)
        self._now[task] = job
        task.add_done_callback(self._done)
        return task

    def _done(self, task: asyncio.Task[None]) -> None:
        del self._now[task]
        self._fill()

    async def _one(self, job: Job) -> None:
        """Best effort: a job is accepted whether or not Temporal is there."""
        try:
            async with asyncio.timeout(PATIENCE):
                await self._start(job)
        except (ApiError, RPCError, SQLAlchemyError, TimeoutError) as error:
            log.warning("%s is accepted but not started yet: %s", job.id, str(error) or "no answer")

    async def close(self) -> None:
        self._closed = True
        starting = list(self._now)
        for task in starting:
            task.cancel()
        await asyncio.gather(*starting, return_exceptions=True)
