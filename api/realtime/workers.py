"""Who listens: realtime workers, their seats, and how many are taken."""

from typing import Literal

from fastapi import APIRouter, Depends
from pydantic import BaseModel

from api.caller import needs
from api.errors import described
from api.live import LiveWorker
from api.realtime.choosing import engine_of
from api.state import Here

router = APIRouter(prefix="/v1/realtime", tags=["live speech"], dependencies=[Depends(needs("realtime"))])


class RealtimeWorker(BaseModel):
    id: str
    engine: str
    device: str  # cpu or gpu
    models: list[str]  # loaded, the default first
    capacity: int  # sessions
    active: int
    state: Literal["ready", "busy", "draining"]
    heartbeat_age: float  # seconds


class WorkerPage(BaseModel):
    workers: list[RealtimeWorker]


class Status(BaseModel):
    capacity: int
    active: int
    available: int
    workers: list[RealtimeWorker]


@router.get("/status", responses=described(503))
async def realtime_status(state: Here) -> Status:
    """Seats for live sessions: how many there are, and how many are free. Two seconds old at most."""
    workers = [shown(worker) for worker in (await state.live.census()).listeners]
    able = [worker for worker in workers if worker.state != "draining"]
    return Status(
        capacity=sum(worker.capacity for worker in able),
        active=sum(worker.active for worker in workers),
        available=sum(worker.capacity - worker.active for worker in able),
        workers=workers,
    )


@router.get("/workers", responses=described(503))
async def realtime_workers(state: Here) -> WorkerPage:
    """Every worker for live speech that was heard of lately."""
    return WorkerPage(workers=[shown(worker) for worker in (await state.live.census()).listeners])


def shown(worker: LiveWorker) -> RealtimeWorker:
    return RealtimeWorker(
        id=worker.identity,
        engine=engine_of(worker),
        device=worker.device,
        models=worker.models,
        capacity=worker.slots,
        active=worker.slots - worker.free_slots,
        state="draining" if worker.draining else "ready" if worker.free_slots else "busy",
        heartbeat_age=round(worker.heartbeat_age, 1),
    )
