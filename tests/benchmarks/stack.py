"""A stack of its own for the benchmarks: `dalston up` in a new data folder, on free ports."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Event, Thread
from typing import Any

import psutil

from api.client import JOBS, Client, Unreachable

READY_WITHIN = 180.0  # seconds
LONGEST_SILENCE = 600.0  # seconds between two events
SETTINGS = ("DALSTON_", "TEMPORAL_")


@dataclass
class Stack:
    client: Client
    process: psutil.Process

    def transcribe(self, recording: Path, model: str, **fields: str) -> tuple[dict[str, Any], float]:
        """A completed job, and the seconds from its submission until its row said so."""
        started = time.time()
        job = self.client.submit(recording, recording.name, {"model": model, "language": "en", **fields})
        self._wait(job["id"])
        result: dict[str, Any] = self.client.request("GET", f"{JOBS}/{job['id']}").json()
        if result["status"] != "completed":
            raise RuntimeError(f"{recording.name}: {result['status']}, {result.get('error')}")
        # The job's own time: whoever asks every now and then learns of it later.
        return result, datetime.fromisoformat(result["completed_at"]).timestamp() - started

    def _wait(self, job_id: str) -> None:
        """Until the server says that the job has ended."""
        events = f"{JOBS}/{job_id}/events"
        with self.client.http.stream("GET", events, timeout=LONGEST_SILENCE) as stream:
            for line in stream.iter_lines():
                if line.replace(" ", "") == "event:done":
                    return
        raise RuntimeError(f"{events} ended before the job did")


@dataclass
class Memory:
    """The most memory that a stack was seen to use, and each of its processes."""

    root: psutil.Process
    peaks: dict[int, tuple[str, int]] = field(default_factory=dict)  # pid: what it is, bytes
    most: int = 0  # bytes, of all at one moment; what they share is counted for each
    _stop: Event = field(default_factory=Event)

    def watch(self) -> None:
        while not self._stop.wait(0.5):
            together = 0
            for process in [self.root, *self.root.children(recursive=True)]:
                try:
                    used = process.memory_info().rss
                    name, most = self.peaks.get(process.pid) or (process_name(process), 0)
                except psutil.NoSuchProcess:
                    continue
                self.peaks[process.pid] = (name, max(used, most))
                together += used
            self.most = max(self.most, together)

    @contextmanager
    def watching(self) -> Iterator[None]:
        watcher = Thread(target=self.watch)
        watcher.start()
        try:
            yield
        finally:
            self._stop.set()
            watcher.join()


def process_name(process: psutil.Process) -> str:
    line = process.cmdline()
    words = [Path(word).name for word in line[:5] if not word.startswith("-")]
    return " ".join(words[1:3] if words and words[0].startswith("python") else words[:2]) or process.name()


@contextmanager
def running(data: Path, model: str, models: Path, **environment: str) -> Iterator[Stack]:
    """A warm stack that serves one model, whose weights are kept in `models`."""
    port = free_port()
    # What this machine is set to otherwise (variables, an .env file) is no part of the measurement.
    env = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    env |= {"DALSTON_MODELS_DIR": str(models), **environment}
    command = [sys.executable, "-m", "api.command", "up", "--port", str(port), "--data", str(data)]
    with (data / "stack.log").open("wb") as log:
        started = subprocess.Popen(
            [*command, "--model", model], cwd=data, env=env, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        )
    try:
        with Client(f"http://127.0.0.1:{port}") as client:
            _await_ready(client, started, data / "stack.log")
            yield Stack(client, psutil.Process(started.pid))
    finally:
        started.send_signal(signal.SIGTERM)
        started.wait(90)


def _await_ready(client: Client, started: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    missing: str | None = "nothing answers"
    while missing and time.monotonic() < until and started.poll() is None:
        with suppress(Unreachable):
            missing = client.unreadiness()
        time.sleep(0.2)
    if missing:
        raise RuntimeError(f"`dalston up` is not ready: {missing}; its output:\n{log.read_text()[-3000:]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
