"""Which activity runs on which task queue, and how many at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from temporalio.client import Client

from activities.advance import Advance
from activities.align import Align
from activities.batches import Batches
from activities.close_session import CloseSession
from activities.deliver import Deliver
from activities.detect import Detect
from activities.diarize import Diarize
from activities.engines import UnknownEngine, catalogue
from activities.engines.loaded import LoadedEngines
from activities.fetch import Fetch
from activities.forget import Forget
from activities.gap import Gap
from activities.identify import Identify
from activities.index import Index
from activities.merge import Merge
from activities.outbound import Outbound
from activities.prepare import Prepare
from activities.purge import Purge
from activities.record import Record
from activities.redact import Redact
from activities.refine import Refine
from activities.retention import Retention
from activities.stop import Stop
from activities.transcribe import Transcribe
from workers.settings import WorkerSettings
from workflows.selection import DELIVERY_QUEUE, FETCH_QUEUE, LIGHT_QUEUE, task_queue

FETCH_SLOTS = DELIVERY_SLOTS = 16  # they wait for servers elsewhere
PREPARED = 2  # recordings at least: a short one does not wait until hours are decoded
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


def light_queue(index: Index, temporal: Client, settings: WorkerSettings) -> Queue:
    activities: list[Activity] = [Merge().merge, Record(index).record, Purge(index, temporal).purge]
    activities.append(Gap().leave_gap)
    activities.append(Retention(index.engine).due)
    activities += [Advance(index.engine, settings.storage_url).advance, Stop(Batches(index.engine)).stop]
    forget = Forget(index.engine, temporal)
    activities += [forget.jobs_left, forget.forget]
    activities.append(CloseSession(index.engine, settings.storage_url).close_session)
    return Queue(LIGHT_QUEUE, activities, LIGHT_SLOTS, workflows=True)


def fetch_queue(settings: WorkerSettings) -> Queue:
    fetch = Fetch(
        Outbound(settings.rules),
        most_bytes=settings.max_upload_bytes,
        seconds=settings.fetch_seconds,
        folders=settings.folders,
    )
    return Queue(FETCH_QUEUE, [fetch.fetch], FETCH_SLOTS)


def delivery_queue(index: Index, settings: WorkerSettings) -> Queue:
    deliver = Deliver(index.engine, Outbound(settings.rules), disable_days=settings.webhook_disable_days)
    return Queue(DELIVERY_QUEUE, [deliver.deliver, deliver.give_up], DELIVERY_SLOTS)


def engine_queues(settings: WorkerSettings, engines: LoadedEngines) -> list[Queue]:
    """A queue for each stage of each engine. Raises UnknownEngine."""
    queues = []
    for engine in dict(settings.served):
        models = [model for name, model in settings.served if name == engine and model]
        for stage in catalogue.card(engine).stages:
            activities, slots = stage_activities(stage, settings, engines)
            queues.append(Queue(task_queue(settings.device, stage, engine), activities, slots, models=models))
    return queues


def stage_activities(
    stage: str, settings: WorkerSettings, engines: LoadedEngines
) -> tuple[list[Activity], int]:
    """The activities of an engine's queue, and how many of them run side by side."""
    detect = Detect(engines)
    served: dict[str, tuple[list[Activity], int]] = {
        "prepare": ([Prepare(settings.max_audio_hours * 3600).prepare], max(PREPARED, settings.slot_count)),
        "transcribe": ([Transcribe(engines).transcribe, Identify(engines).identify], settings.slot_count),
        "align": ([Align(engines).align], settings.slot_count),
        "diarize": ([Diarize(engines).diarize], 1),
        "detect": ([detect.detect_events, detect.detect_emotions], 1),
        "refine": ([Refine(engines).refine], LIGHT_SLOTS),
        "redact": ([Redact(engines).redact], 1),
    }
    if stage not in served:
        raise UnknownEngine(f"stage {stage!r} has no task queue of its own; it runs on {LIGHT_QUEUE!r}")
    return served[stage]
