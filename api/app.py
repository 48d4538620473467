"""The HTTP server: uvicorn api.app:app."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from temporalio.client import Client
from temporalio.service import RPCError

from activities import migrations
from activities.index import Index
from api import engines, errors, events, export, metrics, namespace, reconciler, system, transcriptions
from api.requests import RequestMiddleware
from api.settings import ApiSettings
from api.state import State
from workflows.client import connect

log = logging.getLogger(__name__)

BOOTSTRAP_AGAIN = 2.0  # seconds
ROUTERS = (transcriptions.router, export.router, events.router, engines.router, system.router, metrics.router)


def create_app(settings: ApiSettings, temporal: Client | None = None) -> FastAPI:
    """`temporal`: a client that is connected already; None: TEMPORAL_ADDRESS says where it is."""
    app = FastAPI(
        title="Dalston",
        summary="Self-hosted speech-to-text.",
        version=version("dalston"),
        lifespan=lifespan(settings, temporal),
        responses=errors.described(422, 500),
    )
    errors.install(app)
    app.add_middleware(RequestMiddleware)
    for router in ROUTERS:
        app.include_router(router)
    return app


def lifespan(
    settings: ApiSettings, temporal: Client | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        await asyncio.to_thread(migrations.upgrade, settings.database_url)
        app.state.dalston = state = State(settings, Index(settings.database_url))
        # Beside the server: it answers /healthz and takes requests while Temporal is away.
        work = asyncio.create_task(attend(state, temporal))
        try:
            yield
        finally:
            state.stopping.set()
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)
            state.index.close()

    return running


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
    await reconciler.run(client, state.index)


app = create_app(ApiSettings())
