"""One realtime worker process: load the model, listen, take sessions until asked to stop."""

import asyncio
import logging
from contextlib import AsyncExitStack
from datetime import timedelta

from temporalio.client import Client
from temporalio.plugin import SimplePlugin
from temporalio.worker import Worker

from activities import live, storage
from activities.engines import UnknownEngine, catalogue
from activities.engines.loaded import LoadedEngines
from realtime import metrics
from realtime.address import address
from realtime.listener import Listener
from realtime.models import Models
from realtime.serve import Serve
from realtime.settings import RealtimeSettings

log = logging.getLogger(__name__)

LEFT_OVER = 5.0  # seconds in which sessions that move say so


async def serve(temporal: Client, settings: RealtimeSettings, stop: asyncio.Event) -> None:
    """Take sessions until `stop`; then let them end, or move. Raises EngineError."""
    await asyncio.to_thread(storage.complain, settings.storage_url)
    engine, model = settings.served
    if "stream" not in catalogue.card(engine).stages:
        raise UnknownEngine(f"{engine} is no engine for live speech; those have the stage `stream`")
    engines = LoadedEngines(
        settings.models_path,
        device=settings.realtime_device,
        compute=settings.realtime_compute,
        slots=settings.decoder_count,
    )
    models = Models(engines, engine, model, settings.decoder_count)
    log.info("loading %s:%s", engine, model)
    await models.get(model)
    drain, back = settings.realtime_drain_seconds, settings.realtime_return_seconds
    seats = Serve(temporal, models, drain=drain, back=back)
    watch(seats.listener, models, settings.slot_count)
    server = await seats.listener.open(settings.realtime_host, settings.realtime_port)
    port = server.sockets[0].getsockname()[1]
    seats.address = address(settings, port)
    try:
        async with AsyncExitStack() as running:
            own = worker(temporal, live.own_queue(engine, seats.worker), settings, [], seats.adopt_session)
            await running.enter_async_context(own)
            shown = [model] if model else []
            taking = worker(temporal, live.queue(engine), settings, shown, seats.serve_session)
            await running.enter_async_context(taking)
            log.info("serving %s as %s at %s", live.queue(engine), seats.worker, seats.address)
            await stop.wait()
            log.info("draining")
    finally:
        server.close()
        await server.wait_closed()
        models.close()


def worker(
    temporal: Client, queue: str, settings: RealtimeSettings, models: list[str], activity: object
) -> Worker:
    return Worker(
        temporal,
        task_queue=queue,
        activities=[activity],  # type: ignore[list-item]
        max_concurrent_activities=settings.slot_count,
        max_heartbeat_throttle_interval=timedelta(seconds=1),
        graceful_shutdown_timeout=timedelta(seconds=settings.realtime_drain_seconds + LEFT_OVER),
        plugins=[
            SimplePlugin(f"dalston.device/{settings.realtime_device}"),
            *(SimplePlugin(f"dalston.model.{at:02}/{model}") for at, model in enumerate(models)),
        ],
    )


def watch(listener: Listener, models: Models, slots: int) -> None:
    """What is true at the moment is asked when Prometheus asks."""
    metrics.SLOTS.set(slots)
    metrics.SESSIONS.set_function(lambda: len(listener.live))
    metrics.LAG.set_function(lambda: max((hosted.facts.lag for hosted in listener.live), default=0.0))
    metrics.WAITING.set_function(lambda: models.waiting)
