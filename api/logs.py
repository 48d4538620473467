"""Log lines that say which request they belong to. Nobody logs what was said in a recording."""

import logging
import logging.config
from typing import Any

from api.requests import request_id


class RequestId(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = request_id.get()
        return True


CONFIG: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": RequestId}},
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_id"]}
    },
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        "alembic": {"level": "WARNING"},
        "uvicorn.error": {"level": "WARNING"},  # it writes down the URLs of sockets, with tokens in them
        "websockets": {"level": "WARNING"},
        "uvicorn.access": {"level": "WARNING"},  # api.requests writes that line
    },
}


def configure() -> None:
    logging.config.dictConfig(CONFIG)
