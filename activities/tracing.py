"""Traces, from a request through workflow and activity to the engine, where OpenTelemetry has an endpoint.

Attributes name things (a job, a route, an engine); they never hold what was said, a URL or a secret.
"""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

from opentelemetry import trace
from opentelemetry.propagate import set_global_textmap
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

log = logging.getLogger(__name__)

ENDPOINTS = ("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")

tracer = trace.get_tracer("dalston")


def configure(process: str) -> None:
    """Export spans, if the environment says where to."""
    if not wanted():
        return
    try:
        from activities.spans import provider  # not at the top: the extra otel is optional
    except ImportError:
        log.error("there will be no traces: they need the extra otel (pip install 'dalston[otel]')")
        return
    trace.set_tracer_provider(provider(process))
    set_global_textmap(TraceContextTextMapPropagator())  # no baggage: callers could put anything there


def wanted() -> bool:
    """As OpenTelemetry's own variables say."""
    told = os.environ.get
    off = told("OTEL_SDK_DISABLED", "").lower() == "true" or told("OTEL_TRACES_EXPORTER", "otlp") != "otlp"
    return any(told(name) for name in ENDPOINTS) and not off


def on() -> bool:
    return not isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider)


@contextmanager
def engine_span(name: str, engine: str, model: str, device: str) -> Iterator[None]:
    """Around what an engine does."""
    named = {"dalston.engine": engine, "dalston.model": model, "dalston.device": device}
    with tracer.start_as_current_span(name, attributes=named):
        yield
