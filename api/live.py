"""Who is live: the workers that Temporal has lately heard of, as engines with devices, models and slots."""

import asyncio
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from temporalio.api.enums.v1 import WorkerStatus
from temporalio.api.worker.v1 import WorkerHeartbeat
from temporalio.api.workflowservice.v1 import ListWorkersRequest
from temporalio.client import Client
from temporalio.service import RPCError

from activities.merge import ENGINE as MERGER
from api.errors import TemporalUnavailable
from workflows.selection import LIGHT_QUEUE, LiveEngine

HEARTBEAT = 2.0  # seconds between a worker's heartbeats
MODEL = "dalston.model."  # a plugin with this prefix names a loaded model: dalston.model.00/base
DEVICE = "dalston.device/"  # and one with this, of a realtime worker, where it computes: dalston.device/gpu
FRESH = 1.0  # seconds for which an answer is used again
LISTENING = "realtime."  # queues with this prefix are served by realtime workers
STALE = 300.0  # seconds after which a census is worth nothing while Temporal is away
PATIENCE = 3.0  # seconds to wait for Temporal

RUNNING = {WorkerStatus.WORKER_STATUS_RUNNING, WorkerStatus.WORKER_STATUS_UNSPECIFIED}


@dataclass(frozen=True)
class LiveWorker:
    """One worker on one task queue, as its last heartbeat had it."""

    identity: str
    host: str
    process: str
    queue: str
    slots: int
    free_slots: int
    heartbeat_age: float  # seconds
    models: list[str] = field(default_factory=list)
    device: str = "cpu"  # of a realtime worker; other queues are named after theirs
    draining: bool = False  # it takes no more work; only realtime workers are still listed then


@dataclass(frozen=True)
class Census:
    """All live workers."""

    workers: Sequence[LiveWorker] = ()

    @property
    def runs_workflows(self) -> bool:
        return any(worker.queue == LIGHT_QUEUE for worker in self.workers)

    @property
    def engines(self) -> list[LiveEngine]:
        """One entry an engine and device, over all its workers."""
        queues = sorted({worker.queue for worker in self.workers})
        staged = [queue for queue in queues if queue.count(".") >= 2 and not queue.startswith(LISTENING)]
        return [self._engine(queue) for queue in queues if queue == LIGHT_QUEUE or queue in staged]

    @property
    def listeners(self) -> list[LiveWorker]:
        """Workers for live speech."""
        shared = [worker for worker in self.workers if "@" not in worker.queue]
        return [worker for worker in shared if worker.queue.startswith(LISTENING)]

    @property
    def streaming(self) -> list[LiveEngine]:
        """As `engines`, of live speech: no stage of a job."""
        able = [worker for worker in self.listeners if not worker.draining]
        kinds = sorted({(worker.queue, worker.device) for worker in able})
        return [
            _together(
                "stream",
                queue.removeprefix(LISTENING),
                device,
                [worker for worker in able if (worker.queue, worker.device) == (queue, device)],
            )
            for queue, device in kinds
        ]

    def _engine(self, queue: str) -> LiveEngine:
        # Merging is light work: its engine has no queue of its own.
        device, stage, engine = ("cpu", "merge", MERGER) if queue == LIGHT_QUEUE else queue.split(".", 2)
        return _together(stage, engine, device, [worker for worker in self.workers if worker.queue == queue])


def _together(stage: str, engine: str, device: str, serving: Sequence[LiveWorker]) -> LiveEngine:
    return LiveEngine(
        stage=stage,
        engine=engine,
        device=device,
        models=list(dict.fromkeys(chain.from_iterable(worker.models for worker in serving))),
        workers=len(serving),
        slots=sum(worker.slots for worker in serving),
        free_slots=sum(worker.free_slots for worker in serving),
    )


class Live:
    """Asks Temporal, at most once a second however many ask."""

    def __init__(self) -> None:
        self.temporal: Client | None = None  # until it has been reached
        self._census = Census()
        self._taken_at = float("-inf")  # monotonic
        self._asking = asyncio.Lock()

    async def census(self) -> Census:
        """Raises TemporalUnavailable."""
        async with self._asking:
            if time.monotonic() - self._taken_at > FRESH:
                self._census = Census(await self._ask())
                self._taken_at = time.monotonic()
            return self._census

    async def last_census(self) -> Census:
        """The latest there is: work may be accepted while Temporal restarts."""
        try:
            return await self.census()
        except TemporalUnavailable:
            if time.monotonic() - self._taken_at > STALE:
                raise
            return self._census

    async def _ask(self) -> list[LiveWorker]:
        temporal = self.reached()
        request = ListWorkersRequest(namespace=temporal.namespace, page_size=1000)
        heartbeats: list[WorkerHeartbeat] = []
        try:
            async with asyncio.timeout(PATIENCE):
                while True:
                    page = await temporal.workflow_service.list_workers(request)
                    heartbeats += [worker.worker_heartbeat for worker in page.workers_info]
                    if not page.next_page_token:
                        return list(live(heartbeats, time.time()))
                    request.next_page_token = page.next_page_token
        except (RPCError, TimeoutError) as error:
            raise TemporalUnavailable(f"Temporal does not answer ({str(error) or 'timeout'})") from error

    def reached(self) -> Client:
        if self.temporal is None:
            raise TemporalUnavailable("Temporal has not been reached yet")
        return self.temporal


def live(heartbeats: Iterable[WorkerHeartbeat], now: float) -> Iterable[LiveWorker]:
    """Who was heard of lately. A killed worker stays listed for minutes, so only the age tells."""
    for heard in heartbeats:
        age = now - heard.heartbeat_time.ToNanoseconds() / 1e9
        stopping = heard.status == WorkerStatus.WORKER_STATUS_SHUTTING_DOWN
        draining = stopping and heard.task_queue.startswith(LISTENING)
        if not (heard.status in RUNNING or draining) or age > 3 * HEARTBEAT:
            continue
        slots = heard.activity_task_slots_info
        names = sorted(plugin.name for plugin in heard.plugins)
        yield LiveWorker(
            identity=heard.worker_identity,
            host=heard.host_info.host_name,
            process=heard.host_info.process_id,
            queue=heard.task_queue,
            slots=slots.current_available_slots + slots.current_used_slots,
            free_slots=slots.current_available_slots,
            heartbeat_age=max(0.0, age),
            models=[name.partition("/")[2] for name in names if name.startswith(MODEL)],
            device=next((name.removeprefix(DEVICE) for name in names if name.startswith(DEVICE)), "cpu"),
            draining=draining,
        )
