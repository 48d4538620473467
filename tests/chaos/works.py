"""The jobs of a plan: submitted when their time has come, followed to their end, changed on the way."""

import asyncio
import hashlib
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

import httpx

from tests.chaos import recordings
from tests.chaos.client import Client
from tests.chaos.plan import Plan, Work
from tests.chaos.stack import ChaosStack
from tests.processes import ENDED
from tests.receiver import Receiver

JOBS = "/v1/audio/transcriptions"
LOOKING = 1.0  # seconds between two looks at a job
HEARD = ("text", "segments", "language", "duration", "paragraphs", "speakers", "events", "entities")


@dataclass
class Accepted:
    """A job that the server has promised to do."""

    id: str
    work: Work
    kind: str = ""  # rerun, in batch
    hook: str | None = None  # path that is told of its end
    deleted: bool = False
    end: dict[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"job {self.work.number}{' ' + self.kind if self.kind else ''} ({self.id})"


@dataclass
class Works:
    """One run over all jobs of a plan; `name` tells runs apart."""

    plan: Plan
    stack: ChaosStack
    client: Client
    receiver: Receiver
    name: str
    accepted: list[Accepted] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    async def run(self, begun: float | None) -> None:
        """Until all have ended. `begun`: Unix time of the plan's beginning; None: all at once."""
        batches = defaultdict(list)
        async with asyncio.TaskGroup() as group:
            for work in self.plan.works:
                if work.batch is not None:
                    batches[work.batch].append(work)
                else:
                    group.create_task(self._guarded(self._one(work, begun), f"job {work.number}"))
            for number, works in batches.items():
                group.create_task(self._guarded(self._batch(number, works, begun), f"batch {number}"))

    async def _guarded(self, doing: Any, name: str) -> None:
        try:
            await doing
        except Exception as error:
            self.problems.append(f"{name}: {type(error).__name__}: {error}")

    async def _one(self, work: Work, begun: float | None) -> None:
        audio = await asyncio.to_thread(_audio, self.plan, work)
        await _until(begun, work.at)
        job = await self._submit(work, audio)
        then = work.then if begun is not None else ""
        if then == "cancel":
            await asyncio.sleep(work.seconds % 10)
            answer = await self.client.ask("POST", f"{JOBS}/{job.id}/cancel")
            if answer.status_code not in (202, 409):
                self.problems.append(f"{job.name}: cancelling was answered {answer.status_code}")
        await self._follow(job)
        if then == "rerun":
            await self._rerun(job)
        if then == "delete":
            answer = await self.client.ask("DELETE", f"{JOBS}/{job.id}")
            job.deleted = answer.status_code in (204, 404)  # 404: an answer before this one got lost

    async def _submit(self, work: Work, audio: bytes) -> Accepted:
        hook = f"/{self.name}-{work.number}" if work.number % 2 else None
        fields = {**work.options, **({"webhook_url": self.receiver.url(hook)} if hook else {})}
        answer = await self.client.ask(
            "POST",
            JOBS,
            files={"file": (f"{work.number}.wav", audio)},
            data={name: str(value) for name, value in fields.items()},
            headers={"Idempotency-Key": f"{self.name}-{work.number}"},
        )
        if not answer.is_success:
            raise RuntimeError(f"it was refused: {answer.status_code} {answer.text[:200]}")
        self.accepted.append(Accepted(answer.json()["id"], work, hook=hook))
        return self.accepted[-1]

    async def _follow(self, job: Accepted) -> None:
        while True:
            answer = await self.client.ask("GET", f"{JOBS}/{job.id}")
            if answer.is_success and answer.json()["status"] in ENDED:
                job.end = answer.json()
                return
            if not answer.is_success:
                raise RuntimeError(f"{job.name} was answered {answer.status_code} {answer.text[:200]}")
            await asyncio.sleep(LOOKING)

    async def _rerun(self, job: Accepted) -> None:
        """From the end of transcription on: no chunk is heard again."""
        asked = {"from": "detect", "detect_events": True, "name": f"again {self.name} {job.work.number}"}
        if job.end["status"] != "completed":
            return
        answer = await self.client.ask("POST", f"{JOBS}/{job.id}/rerun", json=asked)
        if not answer.is_success:
            raise RuntimeError(f"the rerun was refused: {answer.status_code} {answer.text[:200]}")
        again = Accepted(answer.json()["id"], job.work, "rerun")
        self.accepted.append(again)
        await self._follow(again)

    async def _batch(self, number: int, works: list[Work], begun: float | None) -> None:
        name = f"{self.name}-{number}"
        shelf = self.stack.data / "shelf" / name
        shelf.mkdir(parents=True)
        for work in works:
            (shelf / f"{work.number}.wav").write_bytes(await asyncio.to_thread(_audio, self.plan, work))
        await _until(begun, works[0].at)
        id = await self._submit_batch(name, shelf.as_uri(), works[0].options)
        while (await self.client.ask("GET", f"/v1/batches/{id}")).json()["status"] == "running":
            await asyncio.sleep(LOOKING)
        items = (await self.client.ask("GET", f"/v1/batches/{id}/items")).json()["items"]
        by_name = {f"{work.number}.wav": work for work in works}
        if sorted(item["name"] for item in items) != sorted(by_name):
            self.problems.append(f"batch {name} has the items {[item['name'] for item in items]}")
        for item in items:
            if item["job_id"] is None:
                self.problems.append(f"batch {name}: {item['name']} has no job ({item['status']})")
                continue
            job = Accepted(item["job_id"], by_name[item["name"]], f"in batch {number}")
            self.accepted.append(job)
            await self._follow(job)

    async def _submit_batch(self, name: str, folder: str, options: dict[str, Any]) -> str:
        """Batches have no keys against doing it twice: its name says whether it is there."""
        while True:
            listed = (await self.client.ask("GET", "/v1/batches")).json()["batches"]
            if found := [batch["id"] for batch in listed if batch["name"] == name]:
                return str(found[0])
            asked = {"name": name, "folder": folder, "options": options, "skip_done": False}
            try:
                answer = await self.client.api.post("/v1/batches", json=asked)
                if answer.is_success:
                    return str(answer.json()["id"])
                if answer.is_client_error:
                    raise RuntimeError(f"the batch was refused: {answer.status_code} {answer.text[:200]}")
            except httpx.TransportError:
                pass
            await asyncio.sleep(LOOKING)


def heard(end: dict[str, Any]) -> dict[str, Any]:
    """What a finished job says, without what depends on when and where."""
    return {name: end.get(name) for name in HEARD}


def shift(plan: Plan, work: Work) -> int:
    return int.from_bytes(hashlib.sha256(f"{plan.seed} {work.number}".encode()).digest()[:4])


def _audio(plan: Plan, work: Work) -> bytes:
    return recordings.recording(shift(plan, work), work.seconds, work.channels)


async def _until(begun: float | None, at: float) -> None:
    if begun is not None:
        await asyncio.sleep(max(0.0, begun + at - time.time()))
