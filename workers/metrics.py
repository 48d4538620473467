"""What a worker process tells Prometheus and Temporal about itself."""

from datetime import timedelta

from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

ANNOUNCE = timedelta(seconds=2)  # between worker heartbeats; the API takes three missed ones for death


def runtime(metrics_port: int = 0) -> Runtime:
    """The SDK's runtime, with its own metrics on the port when there is one."""
    metrics = PrometheusConfig(bind_address=f"0.0.0.0:{metrics_port}") if metrics_port else None
    return Runtime(
        telemetry=TelemetryConfig(metrics=metrics) if metrics else TelemetryConfig(),
        worker_heartbeat_interval=ANNOUNCE,
    )
