"""The `dalston` command as people run it: as a process, on a data folder of its own."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

from tests.https_server import Authority

DALSTON = [sys.executable, "-m", "api.command"]
PATIENCE = 120.0  # seconds, on a busy machine


def environment(data: Path, **changes: str) -> dict[str, str]:
    """As of somebody who has set nothing."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DALSTON_", "TEMPORAL_"))
    }
    return kept | {"DALSTON_DATA": str(data), "PYTHONUNBUFFERED": "1"} | changes


def dalston(
    *arguments: str, data: Path, stdin: bytes = b"", **changes: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*DALSTON, *arguments],
        input=stdin,
        capture_output=True,
        timeout=PATIENCE,
        env=environment(data, **changes),
        check=False,
    )


def begin(*arguments: str, data: Path, log: Path, **changes: str) -> subprocess.Popen[bytes]:
    """Start the command and go on; what it says is in the log."""
    with log.open("wb") as file:
        return subprocess.Popen(
            [*DALSTON, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            env=environment(data, **changes),
        )


@dataclass(frozen=True)
class RunningStack:
    process: subprocess.Popen[bytes]
    data: Path
    log: Path

    @property
    def url(self) -> str:
        return str(self.told["url"])

    @property
    def told(self) -> dict[str, Any]:
        content: dict[str, Any] = json.loads((self.data / "stack.json").read_text())
        return content

    def run(self, *arguments: str, stdin: bytes = b"", **changes: str) -> subprocess.CompletedProcess[bytes]:
        return dalston(*arguments, data=self.data, stdin=stdin, **changes)

    def child(self, word: str) -> psutil.Process:
        """The child whose command line has a word."""
        children = psutil.Process(self.process.pid).children()
        return next(child for child in children if word in " ".join(child.cmdline()))

    def tree(self) -> list[psutil.Process]:
        root = psutil.Process(self.process.pid)
        return [root, *root.children(recursive=True)]


@contextmanager
def running_stack(data: Path, *arguments: str, **changes: str) -> Iterator[RunningStack]:
    """`dalston up` on free ports with the smallest model, ready to work."""
    log = data / "up.log"
    process = begin("up", "--port", "0", "--model", "tiny.en", *arguments, data=data, log=log, **changes)
    stack = RunningStack(process, data, log)
    try:
        eventually(lambda: "Dalston is ready" in log.read_text() or process.poll() is not None)
        assert process.poll() is None, log.read_text()
        yield stack
    finally:
        stop(process)


@contextmanager
def calling_localhost(data: Path, authority: Authority) -> Iterator[RunningStack]:
    """One whose operator allows recordings, callbacks and webhooks of this machine."""
    trusted = str(authority.write(data / "authority.pem"))
    with running_stack(data, SSL_CERT_FILE=trusted, DALSTON_FETCH_ALLOW="localhost") as stack:
        yield stack


def stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    process.wait(PATIENCE)


def eventually(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.05)


def gone(process: psutil.Process) -> bool:
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True
