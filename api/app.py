"""The HTTP server: uvicorn api.app:app."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig
from temporalio.client import Client
from temporalio.service import RPCError

from activities import storage
from activities.index import Index
from api import (
    audio,
    audit,
    batches,
    changes,
    codec_pass,
    console_files,
    daily,
    deliveries,
    engines,
    errors,
    events,
    export,
    export_zip,
    forgetting,
    indexing,
    keys,
    migrating,
    namespace,
    orphans,
    peaks,
    reconciler,
    reference,
    rerun,
    scrape,
    shared,
    statistics,
    system,
    tasks,
    temporal_codec,
    tokens,
    transcriptions,
    webhooks,
)
from api.codec_origin import CodecOriginMiddleware
from api.compressed import CompressedMiddleware
from api.deepgram import errors as deepgram_errors
from api.deepgram import routes as deepgram_routes
from api.elevenlabs import errors as elevenlabs_errors
from api.elevenlabs import routes as elevenlabs_routes
from api.elevenlabs.realtime import routes as elevenlabs_realtime
from api.gate import GateMiddleware
from api.openai import errors as openai_errors
from api.openai import models as openai_models
from api.openai import transcriptions as openai_transcriptions
from api.openai.realtime import client_secrets as openai_secrets
from api.openai.realtime import stream as openai_realtime
from api.realtime import sessions, stream, upkeep
from api.realtime import workers as realtime_workers
from api.requests import RequestMiddleware
from api.settings import ApiSettings
from api.state import State
from workflows.client import connect

log = logging.getLogger(__name__)

BOOTSTRAP_AGAIN = 2.0  # seconds
THREADS = 32  # that wait for disks, storage and the database; asyncio's own number is of cores
UNTRACED = {"/healthz", "/readyz", "/metrics"}  # asked every few seconds, by machines
TRACES: TelemetryConfig = {
    "tracing": True,
    "operation_spans": False,
    "metrics": False,  # Prometheus has them
    "logs": False,  # they would hold messages of exceptions
    "auto_configure": False,  # activities.tracing says where spans go, and what may be in them
    "exclude": lambda scope: scope["path"] in UNTRACED,
}
WRITERS = (openai_errors.writer, elevenlabs_errors.writer, deepgram_errors.writer)  # of errors, by dialect
ROUTERS = (
    shared.router,
    export_zip.router,  # before the routes in which a job's id stands at that place
    transcriptions.router,
    openai_transcriptions.router,
    openai_models.router,
    openai_realtime.router,
    openai_secrets.router,
    elevenlabs_routes.router,
    elevenlabs_realtime.router,
    deepgram_routes.router,
    batches.router,
    export.router,
    audio.router,
    peaks.router,
    tasks.router,
    changes.router,
    rerun.router,
    forgetting.router,
    events.router,
    engines.router,
    system.router,
    temporal_codec.router,
    codec_pass.router,
    statistics.router,
    scrape.router,
    keys.router,
    tokens.router,
    audit.router,
    webhooks.router,
    deliveries.router,
    stream.router,
    sessions.router,
    realtime_workers.router,
)


def create_app(settings: ApiSettings, temporal: Client | None = None) -> FastAPI:
    """`temporal`: a client that is connected already; None: TEMPORAL_ADDRESS says where it is."""
    app = FastAPI(
        title="Dalston",
        summary="Self-hosted speech-to-text.",
        version=version("dalston"),
        lifespan=lifespan(settings, temporal),
        responses=errors.described(401, 403, 422, 429, 500),
        telemetry=TRACES,
    )
    errors.install(app, WRITERS)
    app.add_middleware(GateMiddleware)
    app.add_middleware(CompressedMiddleware)
    app.add_middleware(CodecOriginMiddleware)
    app.add_middleware(RequestMiddleware)  # the outer one
    for router in ROUTERS:
        app.include_router(router)
    console_files.install(app)
    reference.install(app)
    return app


def lifespan(
    settings: ApiSettings, temporal: Client | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        waiting = ThreadPoolExecutor(THREADS, thread_name_prefix="waiting")
        asyncio.get_running_loop().set_default_executor(waiting)
        app.state.dalston = state = State(settings, Index(settings.database_url, settings.pool))
        await migrating.attempt(state)
        console_files.report(app)
        # Beside the server: it answers /healthz while Temporal and the database are away.
        work = asyncio.ensure_future(labour(state, temporal))
        try:
            yield
        finally:
            state.stopping.set()
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            await state.starter.close()
            await state.keyring.close()
            state.index.close()

    return running


async def labour(state: State, temporal: Client | None) -> None:
    await migrating.run(state)
    complaining = asyncio.to_thread(storage.complain, state.settings.storage_url)
    await asyncio.gather(complaining, attend(state, temporal), daily.run(state), indexing.run(state.index))


async def attend(state: State, temporal: Client | None) -> None:
    """Reach Temporal, set it up, then see to it for ever that no accepted job is lost."""
    client = temporal or await connect()
    state.live.temporal = client
    while not state.prepared:
        try:
            await namespace.bootstrap(client)
            state.prepared = True
        except RPCError as error:
            log.warning("could not set up Temporal's namespace: %s; trying again", error.message)
            await asyncio.sleep(BOOTSTRAP_AGAIN)
    reconciling = reconciler.run(client, state.index, state.starter)
    await asyncio.gather(reconciling, orphans.run(state), upkeep.run(state))


app = create_app(ApiSettings())
