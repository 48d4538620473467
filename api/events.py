"""A job as it happens: server-sent events that can be taken up again where they broke off."""

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Annotated, Any, NamedTuple

from fastapi import APIRouter, Header
from fastapi.responses import StreamingResponse

from activities.index import ENDED, Job
from api import answers, settled
from api.caller import LOCAL, Reader
from api.errors import InvalidRequest, JobNotFound, Unauthorized, described
from api.seen import Seen
from api.settled import Settled
from api.state import Here, State
from api.waiting import look

INTERVAL = 0.5  # seconds between looks at the job
KEEP_ALIVE = 15.0  # seconds of silence; proxies close a connection after 30 or 60
PATIENCE = 10.0  # seconds for the workflow to say how far it is: nobody waits for an answer of ours
CHECKED = 5.0  # seconds between looks at the key that opened the stream
RETRY_MS = 2000  # how long a client waits before it connects again

EVENT = {
    "type": "object",
    "description": "Each event of the stream.",
    "properties": {
        "event": {"enum": ["stage", "progress", "segment", "done", "error"]},
        "data": {"type": "string", "contentMediaType": "application/json"},
        "id": {"type": "string"},
    },
}


class Position(NamedTuple):
    """Where a stream goes on: the next segment of a chunk."""

    chunk: int = 0
    segment: int = 0


router = APIRouter(prefix="/v1/audio/transcriptions", tags=["transcriptions"])


@router.get(
    "/{job_id}/events",
    response_class=StreamingResponse,
    responses={
        200: {"content": {"text/event-stream": {"schema": EVENT}}},
        **described(400, 404),
    },
)
async def events(
    job_id: str,
    state: Here,
    caller: Reader,
    last_event_id: Annotated[str | None, Header(description="Go on after this event.")] = None,
) -> StreamingResponse:
    """`stage`, `progress`, `segment` and, at the end, `done`. A segment's id says where to resume.

    `error` ends the stream when the key or token that opened it is revoked or expires.
    """
    job = await state.job(job_id, caller.tenant)
    follower = Follower(state, job.id, job.tenant, caller.key_id, read_position(last_event_id))
    headers = {"Cache-Control": "no-cache", "X-Accel-Buffering": "no"}
    return StreamingResponse(follower.lines(), media_type="text/event-stream", headers=headers)


def read_position(last_event_id: str | None) -> Position:
    if not last_event_id:
        return Position()
    if not (found := re.fullmatch(r"(\d{1,9})\.(\d{1,9})", last_event_id)):
        raise InvalidRequest(f"Last-Event-ID {last_event_id[:40]!r} is not the id of an event of this stream")
    return Position(int(found[1]), int(found[2]) + 1)


@dataclass
class Follower:
    """One client that watches one job."""

    state: State
    job_id: str
    tenant: str
    key_id: str
    position: Position
    stage: str | None = None
    progress: dict[str, Any] | None = None
    checked: float = field(default_factory=time.monotonic)  # when the key was found good

    async def lines(self) -> AsyncIterator[str]:
        yield f"retry: {RETRY_MS}\n\n"
        spoken = time.monotonic()
        while not self.state.stopping.is_set():
            if fault := await self.fault():
                message = f"{self.key_id} is {fault}; use another one"
                yield event("error", {"code": Unauthorized.code, "message": message})
                return
            try:
                # The row first: once it says ended, every segment is there.
                job = await self.state.job(self.job_id, self.tenant)
            except JobNotFound:
                yield event("done", {"status": "deleted", "error": None})
                return
            seen = Seen(None) if job.status in ENDED else await look(self.state, job, PATIENCE)
            async for line in self.news(job, seen):
                spoken = time.monotonic()
                yield line
            if job.status in ENDED:
                error = answers.error(job)
                yield event("done", {"status": job.status, "error": error.model_dump() if error else None})
                return
            if time.monotonic() - spoken > KEEP_ALIVE:
                spoken = time.monotonic()
                yield ": still here\n\n"
            await self.pause()

    async def news(self, job: Job, seen: Seen) -> AsyncIterator[str]:
        """What this client has not been told yet."""
        if seen.progress:
            shown = answers.unfinished(job, seen, time.time())
            if shown.stage != self.stage:
                self.stage = shown.stage
                yield event("stage", {"stage": shown.stage})
            report = shown.model_dump(
                include={"status", "progress", "audio_seconds_done", "audio_seconds_total", "eta_seconds"}
            )
            if report != self.progress:
                self.progress = report
                yield event("progress", report)
        try:
            async for line in self.segments(await asyncio.to_thread(settled.known, job, seen.progress)):
                yield line
        except FileNotFoundError:
            return  # the job is being deleted; the next look at its row will tell

    async def segments(self, there: Settled) -> AsyncIterator[str]:
        while self.position.chunk < there.chunks:
            chunk, first = self.position
            found = await asyncio.to_thread(there.segments, chunk)
            for number, segment in enumerate(found[first:], start=first):
                yield event("segment", segment.model_dump(mode="json"), f"{chunk}.{number}")
            self.position = Position(chunk + 1)

    async def fault(self) -> str | None:
        """What has become of the key, now and then."""
        if self.key_id == LOCAL or time.monotonic() - self.checked < CHECKED:
            return None
        self.checked = time.monotonic()
        return await asyncio.to_thread(self.state.keys.fault, self.key_id)

    async def pause(self) -> None:
        try:
            async with asyncio.timeout(INTERVAL):
                await self.state.stopping.wait()
        except TimeoutError:
            return


def event(kind: str, data: dict[str, Any], id: str | None = None) -> str:
    head = f"id: {id}\n" if id else ""
    # Escaped to ASCII: some clients take U+2028 for the end of a line.
    return f"{head}event: {kind}\ndata: {json.dumps(data)}\n\n"
