"""What a worker process tells Prometheus and Temporal about itself."""

from datetime import timedelta

from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

ANNOUNCE = timedelta(seconds=2)  # between worker heartbeats; the API takes three missed ones for death


def runtime(metrics_address: str | None = None) -> Runtime:
    """The SDK's runtime; its metrics and ours at host:port when that is given."""
    metrics = PrometheusConfig(bind_address=metrics_address) if metrics_address else None
    return Runtime(
        telemetry=TelemetryConfig(metrics=metrics) if metrics else TelemetryConfig(),
        worker_heartbeat_interval=ANNOUNCE,
    )
