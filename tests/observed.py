"""A stack that is watched: what it tells Prometheus, a collector of traces, and its logs, after real work."""

import asyncio
import gzip
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
from opentelemetry.proto.trace.v1.trace_pb2 import Span
from prometheus_client import REGISTRY, Metric
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.parser import text_string_to_metric_families
from temporalio.bridge import temporal_sdk_bridge

from activities.gpu_memory import GpuMemory
from tests.conftest import MODEL, free_port
from tests.http_server import Answer, HttpServer, serving
from tests.live import calling, silence, speech
from tests.live_stack import live_stack, url
from tests.processes import Stack

OF_PROMETHEUS = {"up": {"job", "instance"}}
ON_EVERYTHING = {"job", "instance"}  # Prometheus adds them
SDK = Path(temporal_sdk_bridge.__file__)
ON_FAILURE = "temporal_workflow_task_execution_failed_total"  # there once a workflow has a bug
SECRET = "hunter2"
TRACE = "0af7651916cd43dd8448eb211c80319c"
HEADERS = {
    "traceparent": f"00-{TRACE}-b7ad6b7169203331-01",
    "baggage": f"password={SECRET}",
    "X-Request-ID": "watched-1",
}


@dataclass
class Observed:
    stack: Stack
    collector: HttpServer
    ports: dict[str, int]  # of metrics, by process
    job: dict[str, Any] = field(default_factory=dict)
    failed: dict[str, Any] = field(default_factory=dict)
    session: str = ""
    text: str = ""  # of the job
    live_text: str = ""

    async def scraped(self) -> dict[str, dict[str, Metric]]:
        """Metric families by process, then by name."""
        async with httpx.AsyncClient() as client:
            texts = {
                process: (await client.get(f"http://127.0.0.1:{port}/metrics")).text
                for process, port in self.ports.items()
            }
        return {
            process: {family.name: family for family in text_string_to_metric_families(text)}
            for process, text in texts.items()
        }

    async def known(self) -> dict[str, set[str]]:
        """Every sample that some process serves, and its labels."""
        found = {name: set(labels) for name, labels in OF_PROMETHEUS.items()}
        for families in (await self.scraped()).values():
            for family in families.values():
                for sample in family.samples:
                    found.setdefault(sample.name, set()).update(sample.labels)
        for name, labels in declared().items():
            for suffix in ("", "_total", "_bucket", "_sum", "_count"):
                found.setdefault(name + suffix, set()).update(labels)
        assert ON_FAILURE.removeprefix("temporal_").removesuffix("_total").encode() in SDK.read_bytes()
        return found | {ON_FAILURE: {"namespace", "task_queue", "workflow_type"}}

    def spans(self) -> Iterator[tuple[str, Span]]:
        """Each with the name of its service."""
        for asked in list(self.collector.asked):
            body = gzip.decompress(asked.body) if "gzip" in asked.headers.values() else asked.body
            for exported in ExportTraceServiceRequest.FromString(body).resource_spans:
                named = {one.key: one.value.string_value for one in exported.resource.attributes}
                for scope in exported.scope_spans:
                    yield from ((named["service.name"], span) for span in scope.spans)

    async def traced(self, *names: str) -> list[tuple[str, Span]]:
        """The spans of the job's trace, once there are some of these names."""
        while True:
            found = [(process, one) for process, one in self.spans() if one.trace_id.hex() == TRACE]
            if set(names) <= {one.name for _, one in found}:
                return found
            await asyncio.sleep(0.1)

    def lines(self, process: str) -> list[dict[str, Any]]:
        """Of a log, as JSON."""
        return [json.loads(line) for line in self.log(process).splitlines()]

    def log(self, process: str) -> str:
        return (self.stack.data / f"{process}.log").read_text("utf-8")


def declared() -> dict[str, set[str]]:
    """Metrics that have no samples before something happens, by name without suffix."""
    wrapped = [one for one in REGISTRY._collector_to_names if isinstance(one, MetricWrapperBase)]
    names = {one._name: set(one._labelnames) for one in wrapped if one._name.startswith("dalston_")}
    return names | {family.name: {"gpu"} for family in GpuMemory().collect()}


@asynccontextmanager
async def watched(data: Path) -> AsyncIterator[Observed]:
    """Temporal, API, a worker and a realtime worker; a job and a live session done, another job failed."""
    ports = {process: free_port() for process in ("api", "workers", "realtime-1")}
    with serving(lambda asked: Answer(body=b"")) as collector:
        told = {
            "DALSTON_API_METRICS_PORT": str(ports["api"]),
            "DALSTON_LOG_FORMAT": "json",
            "DALSTON_MAX_AUDIO_HOURS": "0.004",  # 14.4 seconds
            "DALSTON_METRICS_PORT": str(ports["workers"]),
            "DALSTON_REALTIME_METRICS_PORT": str(ports["realtime-1"]),
            "OTEL_BSP_SCHEDULE_DELAY": "200",
            "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        }
        async with live_stack(data, **told) as stack:
            observed = Observed(stack, collector, ports)
            await work(observed)
            yield observed


async def work(observed: Observed) -> None:
    stack = observed.stack
    name = {"model": f"faster-whisper:{MODEL}", "language": "en"}
    for wanted, content in (("job", wav("jfk.wav")), ("failed", wav("two_speakers.flac"))):
        answer = await stack.api.post(
            "/v1/audio/transcriptions",
            params={"token_of_nobody": SECRET},
            files={"file": ("speech", content)},
            data=name,
            headers=HEADERS if wanted == "job" else {},
        )
        assert answer.status_code == 201, answer.text
        setattr(observed, wanted, await stack.finished(answer.json()["id"]))
    export = await stack.api.get(f"/v1/audio/transcriptions/{observed.job['id']}/export/txt")
    observed.text = export.text
    async with calling(url(stack), language="en") as caller:
        observed.session = (await caller.heard("session.begin"))["session_id"]
        await caller.say(speech() + silence(1), pace=0.05)
        await caller.tell("end")
        observed.live_text = (await caller.heard("session.end"))["transcript"]


def wav(name: str) -> bytes:
    return (Path(__file__).parent / "audio" / name).read_bytes()
