"""One worker process: load models, announce them, poll its queues until asked to stop."""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from datetime import timedelta

from temporalio.client import Client
from temporalio.plugin import SimplePlugin
from temporalio.worker import Worker

from activities import storage
from activities.engines import ModelUnavailable
from activities.engines.loaded import LoadedEngines
from activities.fitting import fitted
from activities.index import Index
from workers.memory import MB, Outgrown, outgrown, used
from workers.metrics import Metering
from workers.patience import Patience
from workers.queues import Queue, delivery_queue, engine_queues, fetch_queue, light_queue
from workers.settings import WorkerSettings
from workflows.registry import WORKFLOWS

log = logging.getLogger(__name__)


async def serve(
    temporal: Client, settings: WorkerSettings, stop: asyncio.Event, *, hosts_workflows: bool = True
) -> None:
    """Poll until `stop`; then finish what runs.

    Raises EngineError or OutOfMemory when an engine cannot be had, Outgrown when it stopped by itself.
    """
    engines = LoadedEngines(
        settings.models_path,
        device=settings.device,
        compute=settings.compute,
        threads=settings.threads,
        slots=settings.slot_count,
        most=settings.loaded_models,
    )
    await asyncio.to_thread(storage.complain, settings.storage_url)
    if "installed" in settings.engines:
        for engine, lack in settings.unready.items():
            log.info("%s is not served: it lacks %s", engine, lack)
    queues = engine_queues(settings, engines)
    await load(engines, settings)
    if hosts_workflows:
        index = Index(settings.database_url, settings.pool)
        queues.append(light_queue(index, temporal, settings))
        queues.append(fetch_queue(settings))
        queues.append(delivery_queue(index, settings))
    async with AsyncExitStack() as running:
        polling = [await running.enter_async_context(worker(temporal, queue, settings)) for queue in queues]
        log.info("serving %s", ", ".join(queue.name for queue in queues))
        too_large = await first(stop, settings.memory_limit_mb)
        log.info("draining%s", f": it {too_large}" if too_large else "")
        await asyncio.gather(*(one.shutdown() for one in polling))
    if too_large:
        raise too_large


async def load(engines: LoadedEngines, settings: WorkerSettings) -> None:
    """The models that were named. Raises EngineError or OutOfMemory."""
    for engine, model in settings.served:
        if model:
            log.info("loading %s:%s", engine, model)
            await asyncio.to_thread(fitted, engines, engine, model, lambda engine: None)
    if 0 < settings.memory_limit_mb < used() // MB:
        taken = f"{used() // MB} MB before any work"
        raise ModelUnavailable(f"this worker takes {taken}; DALSTON_MEMORY_LIMIT_MB must allow more")


async def first(stop: asyncio.Event, limit_mb: int) -> Outgrown | None:
    """Wait until the worker is to stop, or has to."""
    stopping, growing = asyncio.create_task(stop.wait()), asyncio.create_task(outgrown(limit_mb))
    try:
        await asyncio.wait([stopping, growing], return_when=asyncio.FIRST_COMPLETED)
        return growing.result() if growing.done() and not stop.is_set() else None
    finally:
        stopping.cancel()
        growing.cancel()


def worker(temporal: Client, queue: Queue, settings: WorkerSettings) -> Worker:
    return Worker(
        temporal,
        task_queue=queue.name,
        activities=queue.activities,
        workflows=WORKFLOWS if queue.workflows else [],
        activity_executor=ThreadPoolExecutor(queue.slots, thread_name_prefix=queue.name),
        max_concurrent_activities=queue.slots,
        max_heartbeat_throttle_interval=timedelta(seconds=2),  # so that cancelling is heard soon
        graceful_shutdown_timeout=timedelta(seconds=settings.drain_seconds),
        interceptors=[Metering(), Patience()],
        # Temporal sorts the names; the number keeps the default first.
        plugins=[SimplePlugin(f"dalston.model.{at:02}/{model}") for at, model in enumerate(queue.models)],
    )
