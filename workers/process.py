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
from activities.engines.loaded import LoadedEngines
from activities.index import Index
from workers.queues import Queue, delivery_queue, engine_queues, fetch_queue, light_queue
from workers.settings import WorkerSettings
from workflows.registry import WORKFLOWS

log = logging.getLogger(__name__)


async def serve(
    temporal: Client, settings: WorkerSettings, stop: asyncio.Event, *, hosts_workflows: bool = True
) -> None:
    """Poll until `stop`; then finish what runs. Raises EngineError when an engine cannot be had."""
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
    for engine, model in settings.served:
        if model:
            log.info("loading %s:%s", engine, model)
            await asyncio.to_thread(engines.get, engine, model)
    if hosts_workflows:
        index = Index(settings.database_url, settings.pool)
        queues.append(light_queue(index, temporal, settings))
        queues.append(fetch_queue(settings))
        queues.append(delivery_queue(index, settings))
    async with AsyncExitStack() as running:
        for queue in queues:
            await running.enter_async_context(worker(temporal, queue, settings))
        log.info("serving %s", ", ".join(queue.name for queue in queues))
        await stop.wait()
        log.info("draining")


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
        # Temporal sorts the names; the number keeps the default first.
        plugins=[SimplePlugin(f"dalston.model.{at:02}/{model}") for at, model in enumerate(queue.models)],
    )
