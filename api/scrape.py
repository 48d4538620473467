"""What Prometheus reads: what this process has counted, and how the whole installation is just now."""

import asyncio
import logging
from collections.abc import Iterable

from fastapi import APIRouter, FastAPI, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Metric, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from api.caller import READS
from api.errors import TemporalUnavailable
from api.state import Here, State
from api.system import Part, parts, queue_depth, queue_of
from workflows.selection import LiveEngine

log = logging.getLogger(__name__)

ENGINE = ["stage", "engine", "device"]
PATIENCE = 10.0  # seconds for a look at the installation

router = APIRouter(tags=["operation"])


@router.get(
    "/metrics",
    dependencies=READS,
    response_class=Response,
    responses={200: {"content": {"text/plain": {}}}},
)
async def metrics(state: Here) -> Response:
    """Counters and timings, in Prometheus's text format."""
    now = CollectorRegistry()
    now.register(await look(state))
    return Response(generate_latest() + generate_latest(now), media_type=CONTENT_TYPE_LATEST)


def numbers(app: FastAPI) -> CollectorRegistry:
    """The same, for a port of its own, on which a thread answers."""
    registry = CollectorRegistry()
    registry.register(Counted())
    registry.register(Installation(app))
    return registry


class Counted(Collector):
    """Whatever this process has counted."""

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterable[Metric]:
        return REGISTRY.collect()


class Installation(Collector):
    """How it is when somebody asks; nothing while the server starts or stops."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app

    def describe(self) -> Iterable[Metric]:
        return ()

    def collect(self) -> Iterable[Metric]:
        state: State | None = getattr(self.app.state, "dalston", None)
        if state is None or state.stopping.is_set():
            return
        looking = asyncio.run_coroutine_threadsafe(look(state), state.loop)
        try:
            yield from looking.result(PATIENCE).collect()
        except TimeoutError:
            looking.cancel()
            log.warning("metrics: nobody said within %d s how the installation is", PATIENCE)


class Seen(Collector):
    """The installation at one moment."""

    def __init__(
        self, parts: dict[str, Part], engines: list[LiveEngine], waiting: dict[str, int], sockets: int
    ) -> None:
        self.parts, self.engines, self.waiting, self.sockets = parts, engines, waiting, sockets

    def collect(self) -> Iterable[Metric]:
        ok = GaugeMetricFamily("dalston_part_ok", "1: it is as it should be; 0: not.", labels=["part"])
        for name, part in self.parts.items():
            ok.add_metric([name], part.ok)
        slots = GaugeMetricFamily("dalston_engine_slots", "Slots of all live workers.", labels=ENGINE)
        free = GaugeMetricFamily("dalston_engine_free_slots", "Those of them that are free.", labels=ENGINE)
        for one in self.engines:
            slots.add_metric(labels(one), one.slots)
            free.add_metric(labels(one), one.free_slots)
        waiting = GaugeMetricFamily("dalston_queue_waiting", "Activities that wait.", labels=ENGINE)
        for one in self.engines:
            if (queue := queue_of(one)) in self.waiting:
                waiting.add_metric(labels(one), self.waiting[queue])
        yield from (ok, slots, free, waiting)
        yield GaugeMetricFamily("dalston_live_sockets", "Live sessions of clients of this API.", self.sockets)


async def look(state: State) -> Seen:
    """What cannot be seen without Temporal is left out when it is away."""
    temporal, store, database, pipeline = await parts(state)
    seen = {"temporal": temporal, "storage": store, "database": database, "pipeline": pipeline}
    engines: list[LiveEngine] = []
    waiting: dict[str, int] = {}
    if temporal.ok:
        try:
            census = await state.live.census()
            engines = [*census.engines, *census.streaming]
            waiting = await queue_depth(state, census.engines)
        except TemporalUnavailable:
            pass  # just now; the next look says so
    return Seen(seen, engines, waiting, len(state.calls))


def labels(engine: LiveEngine) -> list[str]:
    return [engine.stage, engine.engine, engine.device]
