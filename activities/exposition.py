"""A process's numbers on a port of its own, for Prometheus: ours and those of Temporal's SDK."""

import logging
import socket
from collections.abc import Iterable
from datetime import timedelta
from importlib.metadata import version

import httpx
from prometheus_client import REGISTRY, CollectorRegistry, Metric, start_http_server
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector
from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

from activities.gpu_memory import GpuMemory
from activities.metrics import BUILD

log = logging.getLogger(__name__)

ANNOUNCE = timedelta(seconds=2)  # between worker heartbeats; the API takes three missed ones for death
PATIENCE = 5.0  # seconds


def serve(process: str, host: str, port: int) -> Runtime:
    """The SDK's runtime; with a port, /metrics there. Raises SystemExit where the port is taken."""
    announce(process)
    if not port:
        return Runtime(telemetry=TelemetryConfig(), worker_heartbeat_interval=ANNOUNCE)
    runtime, address = measured()
    REGISTRY.register(SdkMetrics(address))
    REGISTRY.register(GpuMemory())
    listen(process, host, port, REGISTRY)
    return runtime


def listen(process: str, host: str, port: int, numbers: CollectorRegistry) -> None:
    """/metrics there. Raises SystemExit where the port is taken."""
    try:
        start_http_server(port, host, numbers)
    except OSError as error:
        raise SystemExit(f"{process}: metrics cannot be served at {host}:{port}: {error.strerror}") from error


def announce(process: str) -> None:
    BUILD.labels(process, version("dalston")).set(1)


def measured() -> tuple[Runtime, str]:
    """A runtime and the address at which it serves its numbers, to this machine only."""
    address = f"127.0.0.1:{free_port()}"
    metrics = PrometheusConfig(bind_address=address, durations_as_seconds=True, counters_total_suffix=True)
    telemetry = TelemetryConfig(metrics=metrics)
    return Runtime(telemetry=telemetry, worker_heartbeat_interval=ANNOUNCE), address


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class SdkMetrics(Collector):
    """What the SDK's core counts, which is not Python."""

    def __init__(self, address: str) -> None:
        self.client = httpx.Client(base_url=f"http://{address}", trust_env=False, timeout=PATIENCE)

    def describe(self) -> Iterable[Metric]:
        return ()  # known only once there are some

    def collect(self) -> Iterable[Metric]:
        try:
            written = self.client.get("/metrics").text
        except httpx.HTTPError as error:
            log.warning("Temporal's SDK does not tell its numbers (%s)", type(error).__name__)
            return
        yield from text_string_to_metric_families(written)
