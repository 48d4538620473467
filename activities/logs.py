"""Log lines that say what they are about. Nobody logs what was said in a recording."""

import logging
import logging.config
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any, Literal

from opentelemetry import trace
from pythonjsonlogger.core import LogData
from pythonjsonlogger.json import JsonFormatter
from temporalio import activity, workflow

Style = Literal["text", "json"]

IDS = ("request_id", "job_id", "session_id", "trace_id")
NOBODY = "-"
LINE = "%(asctime)s %(levelname)s %(name)s [%(about)s] %(message)s"
QUIET = {
    "alembic": "WARNING",
    "faster_whisper": "WARNING",  # a line a chunk says nothing new
    "httpx": "WARNING",  # it writes down URLs
    "uvicorn.access": "WARNING",  # api.requests writes that line
    "uvicorn.error": "WARNING",  # it writes down the URLs of sockets, with tokens in them
    "websockets": "WARNING",
}

request_id: ContextVar[str] = ContextVar("request_id", default=NOBODY)
_subject: ContextVar[str | None] = ContextVar("subject", default=None)


def about(id: str | None) -> None:
    """What is logged from here on, in this task, is about this job or live session, or none."""
    _subject.set(id)


def configure(process: str, style: Style) -> None:
    shape: dict[str, Any] = {"format": LINE}
    if style == "json":
        shape = {"()": Json, "static_fields": {"process": process}}
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "filters": {"ids": {"()": Ids}},
            "formatters": {"line": shape},
            "handlers": {
                "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["ids"]}
            },
            "root": {"level": "INFO", "handlers": ["stderr"]},
            "loggers": {name: {"level": level} for name, level in QUIET.items()},
        }
    )


class Ids(logging.Filter):
    """Of the request, the job or the session, and the trace, as far as they are known."""

    def filter(self, record: logging.LogRecord) -> bool:
        subject = _about() or ""
        short = {
            "request_id": known(request_id.get()),
            "job_id": subject if subject.startswith("job_") else None,
            "session_id": subject if subject.startswith("sess_") else None,
        }
        vars(record).update(short, trace_id=_trace())
        record.about = " ".join(id for id in short.values() if id) or NOBODY
        return True


class Json(JsonFormatter):
    """One JSON object a line; what is not known is left out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            ["levelname", "name", "message", *IDS],
            rename_fields={"levelname": "level", "name": "logger"},
            **options,
        )

    def process_log_record(self, log_data: LogData) -> LogData:
        return {name: value for name, value in log_data.items() if value is not None}

    def add_fields(self, log_data: LogData, record: logging.LogRecord, message_dict: dict[str, Any]) -> None:
        log_data["time"] = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        super().add_fields(log_data, record, message_dict)
        log_data.pop("about", None)


def known(id: str) -> str | None:
    return None if id == NOBODY else id


def _about() -> str | None:
    if activity.in_activity():
        return activity.info().workflow_id
    return workflow.info().workflow_id if workflow.in_workflow() else _subject.get()


def _trace() -> str | None:
    context = trace.get_current_span().get_span_context()
    return trace.format_trace_id(context.trace_id) if context.is_valid else None
