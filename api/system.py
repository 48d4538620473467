"""Is everything there? For people, for load balancers, for whoever waits to submit."""

import asyncio
from collections.abc import Callable
from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError
from temporalio.api.enums.v1 import TaskQueueType
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import DescribeTaskQueueRequest

from activities import outage, storage
from activities.engines import catalogue
from api.about import About, about
from api.caller import READS
from api.errors import NotReady, TemporalUnavailable, described
from api.live import Census
from api.state import Here, State
from workflows.selection import (
    LIGHT_QUEUE,
    EngineUnavailable,
    LiveEngine,
    Wanted,
    describe,
    select,
    task_queue,
)

PATIENCE = 3.0  # seconds for one part to say how it is

router = APIRouter(tags=["operation"])


class Part(BaseModel):
    ok: bool
    detail: str = Field(description="What is wrong; empty when nothing is.")


class Worker(BaseModel):
    identity: str
    host: str
    queue: str = Field(examples=["cpu.transcribe.faster-whisper"])
    models: list[str]
    slots: int
    free_slots: int
    heartbeat_age: float = Field(description="Seconds since it was last heard of.")


class SystemStatus(BaseModel):
    status: Literal["healthy", "degraded", "down"] = Field(
        description="degraded: jobs are accepted but something that runs them is missing."
    )
    about: About
    temporal: Part
    storage: Part
    database: Part
    pipeline: Part = Field(description="Whether live workers serve every stage that a job needs.")
    queue_depth: dict[str, int] = Field(description="Work that waits, by task queue.")
    workers: list[Worker]


class Alive(BaseModel):
    status: Literal["ok"] = "ok"


@router.get("/healthz")
async def healthz() -> Alive:
    """This process answers; nothing else is asked."""
    return Alive()


@router.get("/readyz", responses=described(503))
async def readyz(state: Here) -> Alive:
    """200 only when a job submitted now can run."""
    temporal, store, database, pipeline = await parts(state)
    named = {"temporal": temporal, "storage": store, "database": database, "pipeline": pipeline}
    missing = {name: part.detail for name, part in named.items() if not part.ok}
    if missing:
        raise NotReady("a job cannot run now: " + "; ".join(missing.values()), missing=missing)
    return Alive()


@router.get("/v1/system/status", dependencies=READS)
async def system_status(state: Here) -> SystemStatus:
    """How each part is, who works, and what waits."""
    temporal, store, database, pipeline = await parts(state)
    running = temporal.ok and store.ok and database.ok
    census, depth = await _workers(state) if temporal.ok else (Census(), {})
    return SystemStatus.model_validate(
        {
            "status": ("healthy" if pipeline.ok else "degraded") if running else "down",
            "about": about(state.settings),
            "temporal": temporal,
            "storage": store,
            "database": database,
            "pipeline": pipeline,
            "queue_depth": depth,
            "workers": [
                Worker.model_validate(worker, from_attributes=True)
                for worker in sorted(census.workers, key=lambda worker: (worker.queue, worker.identity))
            ],
        }
    )


async def parts(state: State) -> tuple[Part, Part, Part, Part]:
    """Temporal, storage, database and pipeline."""
    (temporal, pipeline), store, database = await asyncio.gather(
        _work(state),
        _try(lambda: storage.check(state.settings.storage_url)),
        _try(state.index.check),
    )
    return temporal, store, database, pipeline


async def _work(state: State) -> tuple[Part, Part]:
    """Temporal and pipeline: who is live is only known from Temporal."""
    try:
        census = await state.live.census()
    except TemporalUnavailable as error:
        away = Part(ok=False, detail=error.message)
        return away, Part(ok=False, detail="who is live is not known without Temporal")
    if not state.prepared:
        return Part(ok=False, detail="the Temporal namespace is being set up"), _pipeline(census)
    return Part(ok=True, detail=""), _pipeline(census)


def _pipeline(census: Census) -> Part:
    if not census.runs_workflows:
        return Part(ok=False, detail=f"no live worker runs workflows; {describe(census.engines)}")
    try:
        select(Wanted(), catalogue.cards(), census.engines)
    except EngineUnavailable as error:
        return Part(ok=False, detail=str(error))
    return Part(ok=True, detail="")


async def _try(check: Callable[[], None]) -> Part:
    try:
        async with asyncio.timeout(PATIENCE):
            await asyncio.to_thread(check)
    except TimeoutError:
        return Part(ok=False, detail=f"no answer within {PATIENCE:g} s")
    except SQLAlchemyError as error:
        return Part(ok=False, detail=outage.sentence(error))
    except storage.Unavailable as error:
        return Part(ok=False, detail=str(error))
    except (OSError, storage.UnknownScheme) as error:
        return Part(ok=False, detail=f"{type(error).__name__}: {error}"[:300])
    return Part(ok=True, detail="")


async def _workers(state: State) -> tuple[Census, dict[str, int]]:
    """Who is live and what waits; nobody and nothing if Temporal goes away just now."""
    try:
        census = await state.live.census()
        return census, await queue_depth(state, census.engines)
    except TemporalUnavailable:
        return Census(), {}


def queue_of(engine: LiveEngine) -> str:
    """Where its work waits; merging is light work."""
    return LIGHT_QUEUE if engine.stage == "merge" else task_queue(engine.device, engine.stage, engine.engine)


async def queue_depth(state: State, engines: list[LiveEngine]) -> dict[str, int]:
    """How many activities wait for a worker of each live engine."""
    depth = {}
    async with state.reach(PATIENCE) as temporal:
        for found in engines:
            queue = queue_of(found)
            request = DescribeTaskQueueRequest(
                namespace=temporal.namespace,
                task_queue=TaskQueue(name=queue),
                task_queue_type=TaskQueueType.TASK_QUEUE_TYPE_ACTIVITY,
                report_stats=True,
            )
            found_queue = await temporal.workflow_service.describe_task_queue(request)
            depth[queue] = found_queue.stats.approximate_backlog_count
    return depth
