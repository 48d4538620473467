"""Where finished spans go: over OTLP, with nothing in them but what is known to be harmless."""

import os
from collections.abc import Sequence
from importlib.metadata import version

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import Event, ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.trace import Status
from opentelemetry.util.types import Attributes, AttributeValue

ATTRIBUTES = {
    "http.request.method",
    "http.response.status_code",
    "http.route",
    "dalston.device",
    "dalston.engine",
    "dalston.model",
    "temporalActivityID",
    "temporalActivityType",
    "temporalRunID",
    "temporalUpdateID",
    "temporalWorkflowID",
}
OF_EVENTS = {"exception.type"}  # not its message: it may quote a URL, or what an engine has heard


def provider(process: str) -> TracerProvider:
    """Endpoint, headers, sampler and the rest: as OpenTelemetry's variables say."""
    made = TracerProvider(resource=resource(process))
    made.add_span_processor(BatchSpanProcessor(Scrubbing(OTLPSpanExporter())))
    return made


def resource(process: str) -> Resource:
    named = {"service.version": version("dalston")}
    given = "service.name=" in os.environ.get("OTEL_RESOURCE_ATTRIBUTES", "")
    if not given and not os.environ.get("OTEL_SERVICE_NAME"):
        named["service.name"] = f"dalston-{process}"
    return Resource.create(named)


class Scrubbing(SpanExporter):
    """Other libraries make spans too, and write messages of exceptions into them."""

    def __init__(self, exporter: SpanExporter) -> None:
        self.exporter = exporter

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        return self.exporter.export([scrubbed(span) for span in spans])

    def shutdown(self) -> None:
        self.exporter.shutdown()

    def force_flush(self, timeout_millis: int = 30_000) -> bool:
        return self.exporter.force_flush(timeout_millis)


def scrubbed(span: ReadableSpan) -> ReadableSpan:
    return ReadableSpan(
        name=span.name,
        context=span.context,
        parent=span.parent,
        resource=span.resource,
        attributes=only(ATTRIBUTES, span.attributes),
        events=[
            Event(event.name, only(OF_EVENTS, event.attributes), event.timestamp) for event in span.events
        ],
        links=span.links,
        kind=span.kind,
        status=Status(span.status.status_code),
        start_time=span.start_time,
        end_time=span.end_time,
        instrumentation_scope=span.instrumentation_scope,
    )


def only(names: set[str], attributes: Attributes) -> dict[str, AttributeValue]:
    return {name: value for name, value in (attributes or {}).items() if name in names}
