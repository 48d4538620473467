"""Run the HTTP server: python -m api. Ctrl-C and SIGTERM let requests finish."""

import gc
import logging
import signal
import sys
from types import FrameType

import uvicorn
from fastapi import FastAPI

from activities import exposition, logs, tracing
from api import scrape
from api.app import create_app
from api.http_server import config
from api.settings import ApiSettings

COLLECTED_AFTER = (20_000, 50, 100)  # new objects, young collections, old collections


class Server(uvicorn.Server):
    """Tells streams that they should end, so that they do not hold up the others."""

    def __init__(self, app: FastAPI, settings: ApiSettings) -> None:
        super().__init__(config(app, host=settings.host, port=settings.port))
        self.app = app

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if state := getattr(self.app.state, "dalston", None):
            state.stopping.set()
        super().handle_exit(sig, frame)


def spare_the_collector() -> None:
    """A transcript is a million objects without a cycle: to look for some took most of the time."""
    gc.freeze()
    gc.set_threshold(*COLLECTED_AFTER)


def main() -> int:
    settings = ApiSettings()
    if objection := settings.objection:
        print(objection, file=sys.stderr)
        return 2
    logs.configure("api", settings.log_format)
    tracing.configure("api")
    exposition.announce("api")
    app = create_app(settings)
    if settings.api_metrics_port:
        numbers = scrape.numbers(app)
        exposition.listen("api", settings.api_metrics_host, settings.api_metrics_port, numbers)
    server = Server(app, settings)
    spare_the_collector()
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.SIG_IGN)  # uvicorn handles them, then raises them once more
    server.run()
    logging.shutdown()
    return 0 if server.started else 1


if __name__ == "__main__":
    sys.exit(main())
