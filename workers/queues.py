"""Which activity runs on which task queue, and how many at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from temporalio.client import Client

from activities.engines import UnknownEngine, catalogue
from activities.engines.transcribers import Transcribers
from activities.identify import Identify
from activities.index import Index
from activities.merge import Merge
from activities.prepare import Prepare
from activities.purge import Purge
from activities.record import Record
from activities.transcribe import Transcribe
from workers.settings import WorkerSettings
from workflows.selection import LIGHT_QUEUE, task_queue

LIGHT_SLOTS = 8  # light activities wait for storage and the database, not for a core

Activity = Callable[..., Any]


@dataclass
class Queue:
    """One task queue that this process polls."""

    name: str
    activities: list[Activity]
    slots: int
    workflows: bool = False
    models: list[str] = field(default_factory=list)  # loaded before it polls, the default first


def light_queue(index: Index, temporal: Client) -> Queue:
    activities: list[Activity] = [Merge().merge, Record(index).record, Purge(index, temporal).purge]
    return Queue(LIGHT_QUEUE, activities, LIGHT_SLOTS, workflows=True)


def engine_queues(settings: WorkerSettings, transcribers: Transcribers) -> list[Queue]:
    """A queue for each stage of each engine. Raises UnknownEngine."""
    queues = []
    for engine in dict(settings.served):
        models = [model for name, model in settings.served if name == engine and model]
        for stage in catalogue.card(engine).stages:
            activities, slots = stage_activities(stage, settings, transcribers)
            queues.append(Queue(task_queue(settings.device, stage, engine), activities, slots, models=models))
    return queues


def stage_activities(
    stage: str, settings: WorkerSettings, transcribers: Transcribers
) -> tuple[list[Activity], int]:
    if stage == "prepare":
        return [Prepare(settings.max_audio_hours * 3600).prepare], settings.slot_count
    if stage == "transcribe":
        return [Transcribe(transcribers).transcribe, Identify(transcribers).identify], settings.slot_count
    raise UnknownEngine(f"stage {stage!r} has no task queue of its own; it runs on {LIGHT_QUEUE!r}")
