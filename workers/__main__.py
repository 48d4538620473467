"""Run one worker: python -m workers [--engines audio-prepare,faster-whisper:base] [--device cpu|gpu]."""

import argparse
import asyncio
import logging
import signal
import sys

from activities.engines import EngineError
from workers.metrics import runtime
from workers.process import serve
from workers.settings import WorkerSettings
from workflows.client import connect


def arguments() -> tuple[WorkerSettings, bool]:
    """Settings, with the command line's word over the environment's; whether to host workflows."""
    parser = argparse.ArgumentParser(prog="python -m workers", description=__doc__)
    parser.add_argument("--engines", help="comma separated, e.g. audio-prepare,faster-whisper:base")
    parser.add_argument("--device", choices=["cpu", "gpu"])
    parser.add_argument(
        "--no-workflows", action="store_true", help="serve engines only, no workflows and no light activities"
    )
    given = vars(parser.parse_args())
    hosts_workflows = not given.pop("no_workflows")
    return WorkerSettings(**{name: value for name, value in given.items() if value}), hosts_workflows


async def main(settings: WorkerSettings, hosts_workflows: bool) -> None:
    stop = asyncio.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wanted, stop.set)
    metrics = f"{settings.metrics_host}:{settings.metrics_port}" if settings.metrics_port else None
    connecting = asyncio.create_task(connect(runtime=runtime(metrics)))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([connecting, stopped], return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        connecting.cancel()
        return
    await serve(await connecting, settings, stop, hosts_workflows=hosts_workflows)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("faster_whisper").setLevel(logging.WARNING)  # a line a chunk says nothing new
    try:
        asyncio.run(main(*arguments()))
    except EngineError as error:
        sys.exit(f"worker: {error}")
