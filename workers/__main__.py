"""Run one worker: python -m workers [--engines audio-prepare,faster-whisper:base] [--device cpu|gpu]."""

import argparse
import asyncio
import os
import signal
import sys

from activities import exposition, logs, tracing
from activities.engines import EngineError, OutOfMemory
from workers.memory import Outgrown
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
    runtime = exposition.serve("worker", settings.metrics_host, settings.metrics_port)
    connecting = asyncio.create_task(connect(runtime=runtime))
    stopped = asyncio.create_task(stop.wait())
    await asyncio.wait([connecting, stopped], return_when=asyncio.FIRST_COMPLETED)
    if stop.is_set():
        connecting.cancel()
        return
    await serve(await connecting, settings, stop, hosts_workflows=hosts_workflows)


if __name__ == "__main__":
    told, hosting = arguments()
    os.nice(told.nice)  # before there are threads
    logs.configure("worker", told.log_format)
    tracing.configure("worker")
    try:
        asyncio.run(main(told, hosting))
    except Outgrown:
        sys.exit(os.EX_TEMPFAIL)  # not 0: whoever restarts only what failed must start it again
    except (EngineError, OutOfMemory) as error:
        sys.exit(f"worker: {error}")
