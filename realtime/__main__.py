"""Run one realtime worker: python -m realtime [--engine whisper-streaming:base] [--device cpu|gpu]."""

import argparse
import asyncio
import logging
import signal
import sys
from datetime import timedelta

from temporalio.runtime import PrometheusConfig, Runtime, TelemetryConfig

from activities.engines import EngineError
from realtime.process import serve
from realtime.settings import RealtimeSettings
from workflows.client import connect

ANNOUNCE = timedelta(seconds=2)  # between worker heartbeats; the API takes three missed ones for death


def arguments() -> RealtimeSettings:
    """Settings, with the command line's word over the environment's."""
    parser = argparse.ArgumentParser(prog="python -m realtime", description=__doc__)
    parser.add_argument("--engine", help="e.g. whisper-streaming:tiny.en")
    parser.add_argument("--device", choices=["cpu", "gpu"])
    given = vars(parser.parse_args())
    return RealtimeSettings(**{f"realtime_{name}": value for name, value in given.items() if value})


def runtime(settings: RealtimeSettings) -> Runtime:
    host, port = settings.realtime_metrics_host, settings.realtime_metrics_port
    metrics = (
        TelemetryConfig(metrics=PrometheusConfig(bind_address=f"{host}:{port}"))
        if port
        else TelemetryConfig()
    )
    return Runtime(telemetry=metrics, worker_heartbeat_interval=ANNOUNCE)


async def main(settings: RealtimeSettings) -> None:
    stop = asyncio.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wanted, stop.set)
    connecting = asyncio.create_task(connect(runtime=runtime(settings)))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([connecting, stopped], return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        connecting.cancel()
        return
    await serve(await connecting, settings, stop)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    for noisy in ("faster_whisper", "websockets.server"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    try:
        asyncio.run(main(arguments()))
    except EngineError as error:
        sys.exit(f"realtime: {error}")
