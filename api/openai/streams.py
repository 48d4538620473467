"""A job in, OpenAI's events out: its text as chunks of it settle, before it has ended."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import BaseModel

from activities.index import ENDED, Job
from activities.transcript import Segment, Transcript
from api import finished, retention, settled
from api.errors import ApiError, NotReady, Problem
from api.openai import answers, errors
from api.openai.answers import Language
from api.openai.fields import Asked
from api.openai.logprobs import Logprob, logprobs
from api.settled import Settled
from api.state import State
from api.transcriptions import PROGRESS_PATIENCE, read_transcript
from api.waiting import look

INTERVAL = 0.5  # seconds between looks at the job
KEEP_ALIVE = 15.0  # seconds of silence; proxies close a connection after 30 or 60


class Delta(BaseModel):
    type: Literal["transcript.text.delta"] = "transcript.text.delta"
    delta: str
    logprobs: list[Logprob] | None = None


class Done(BaseModel):
    """Has no usage: the client's type counts tokens there, and nobody counted any."""

    type: Literal["transcript.text.done"] = "transcript.text.done"
    text: str
    languages: list[Language]
    logprobs: list[Logprob] | None = None


@dataclass
class Teller:
    """Tells one client of one job."""

    state: State
    job: Job
    asked: Asked
    chunks: int = 0  # told
    said: list[str] = field(default_factory=list)

    async def lines(self) -> AsyncIterator[str]:
        try:
            async for line in self._lines():
                yield line
        except ApiError as error:
            problem = Problem(code=error.code, message=error.message, details=error.details)
            yield event(errors.write(error.status, problem))

    async def _lines(self) -> AsyncIterator[str]:
        spoken = time.monotonic()
        while not self.state.stopping.is_set():
            # The row first: once it says ended, every chunk is there.
            job = await self.state.job(self.job.id, self.job.tenant)
            ended = job.status in ENDED
            progress = None if ended else (await look(self.state, job, PROGRESS_PATIENCE)).progress
            there = await asyncio.to_thread(settled.known, job, progress)
            async for line in self._deltas(there):
                spoken = time.monotonic()
                yield line
            if job.status in ENDED:
                async for line in self._end(finished.check(job)):
                    yield line
                return
            if time.monotonic() - spoken > KEEP_ALIVE:
                spoken = time.monotonic()
                yield ": still here\n\n"
            await self._pause()
        raise NotReady("the server is stopping; the same request sent again follows the same job")

    async def _deltas(self, there: Settled) -> AsyncIterator[str]:
        """Of the chunks that are not told yet."""
        try:
            while self.chunks < there.chunks:
                if line := self._delta(await asyncio.to_thread(there.segments, self.chunks)):
                    yield line
                self.chunks += 1
        except FileNotFoundError:
            return  # the job is being deleted; the next look at its row will tell

    def _delta(self, segments: list[Segment]) -> str | None:
        text = " ".join(segment.text for segment in segments if segment.text)
        if not text:
            return None
        delta = f" {text}" if self.said else text
        self.said.append(delta)
        return event(Delta(delta=delta, logprobs=logprobs(segments) if self.asked.logprobs else None))

    async def _end(self, job: Job) -> AsyncIterator[str]:
        transcript = await asyncio.to_thread(read_transcript, self.state, job)
        await retention.note_reading(self.state, job)
        if not self.said and transcript.text:  # it was not to be shown before it was finished
            yield event(Delta(delta=transcript.text))
        if self.asked.format == "diarized_json":
            for segment in answers.spoken(transcript):
                yield event(segment)
        yield event(self._done(transcript))
        yield "data: [DONE]\n\n"

    def _done(self, transcript: Transcript) -> Done:
        likely = logprobs(transcript.segments) if self.asked.logprobs else None
        return Done(text=transcript.text, languages=answers.heard(transcript), logprobs=likely)

    async def _pause(self) -> None:
        try:
            async with asyncio.timeout(INTERVAL):
                await self.state.stopping.wait()
        except TimeoutError:
            return


def event(content: BaseModel | dict[str, Any]) -> str:
    told = content.model_dump(exclude_none=True) if isinstance(content, BaseModel) else content
    # Escaped to ASCII: some clients take U+2028 for the end of a line.
    return f"data: {json.dumps(told)}\n\n"
