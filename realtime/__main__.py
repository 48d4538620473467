"""Run one realtime worker: python -m realtime [--engine whisper-streaming:base] [--device cpu|gpu]."""

import argparse
import asyncio
import signal
import sys

from activities import exposition, logs, tracing
from activities.engines import EngineError
from realtime.process import serve
from realtime.settings import RealtimeSettings
from workflows.client import connect


def arguments() -> RealtimeSettings:
    """Settings, with the command line's word over the environment's."""
    parser = argparse.ArgumentParser(prog="python -m realtime", description=__doc__)
    parser.add_argument("--engine", help="e.g. whisper-streaming:tiny.en")
    parser.add_argument("--device", choices=["cpu", "gpu"])
    given = vars(parser.parse_args())
    return RealtimeSettings(**{f"realtime_{name}": value for name, value in given.items() if value})


async def main(settings: RealtimeSettings) -> None:
    stop = asyncio.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wanted, stop.set)
    host, port = settings.realtime_metrics_host, settings.realtime_metrics_port
    connecting = asyncio.create_task(connect(runtime=exposition.serve("realtime", host, port)))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([connecting, stopped], return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        connecting.cancel()
        return
    await serve(await connecting, settings, stop)


if __name__ == "__main__":
    told = arguments()
    logs.configure("realtime", told.log_format)
    tracing.configure("realtime")
    try:
        asyncio.run(main(told))
    except EngineError as error:
        sys.exit(f"realtime: {error}")
