"""The stack as separate processes that a test may kill: Temporal server, worker, API."""

import asyncio
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from activities import storage
from api.command import temporal_server
from tests.elsewhere import elsewhere, settings

CHUNK = re.compile(r"[^/]+/\d[^/]*\.json")  # an artifact, below the folder of its engine
ENDED = ("completed", "failed", "cancelled")


class Stack:
    """Everything on free ports, with its data below one folder."""

    def __init__(self, data: Path, ports: tuple[int, int, int], model: str) -> None:
        self.data = data
        self.temporal_port, self.ui_port, self.api_port = ports
        self.environment = os.environ | {
            "DALSTON_DATA": str(data),
            "DALSTON_ENGINES": f"audio-prepare,faster-whisper:{model}",
            "DALSTON_PORT": str(self.api_port),
            "DALSTON_SLOTS": "2",
            "TEMPORAL_ADDRESS": f"127.0.0.1:{self.temporal_port}",
            **elsewhere(data),
        }
        self.settings = settings(data)  # its own; processes may be told more
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.api = httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.api_port}", timeout=30)

    def argv(self, name: str) -> list[str]:
        if name == "temporal":
            database, codec = self.data / "temporal.sqlite", f"{self.api.base_url}/v1/temporal/codec"
            return temporal_server.argv(database, self.temporal_port, self.ui_port, codec)
        return [sys.executable, "-m", name.partition("-")[0]]  # api-2 is another api

    def user(self, name: str) -> str | None:
        """Who runs it, where that is somebody else."""
        return None

    def start(self, *names: str) -> None:
        for name in names:
            with (self.data / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen(
                    self.argv(name),
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    user=self.user(name),
                )

    def kill(self, name: str) -> None:
        """As the kernel does when memory runs out: no warning, no goodbye."""
        process = self.running.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def send(self, name: str, number: signal.Signals) -> None:
        """SIGSTOP: as a machine that hangs."""
        os.killpg(self.running[name].pid, number)

    async def ask_to_stop(self, name: str) -> int:
        """As a deploy does. Returns the exit status."""
        process = self.running.pop(name)
        process.terminate()
        return await asyncio.to_thread(process.wait)

    def stop(self) -> None:
        for name in list(self.running):
            self.kill(name)

    async def ready(self) -> None:
        while not await self.answers("/readyz"):
            await asyncio.sleep(0.1)

    async def known(self, name: str) -> None:
        """Until the API has heard of this very worker: for seconds it takes one that was killed for alive."""
        identity = f"{self.running[name].pid}@"
        while True:
            try:
                workers = (await self.api.get("/v1/system/status")).json()["workers"]
                if any(worker["identity"].startswith(identity) for worker in workers):
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)

    async def answers(self, path: str) -> bool:
        try:
            return (await self.api.get(path)).is_success
        except httpx.TransportError:
            return False

    async def submit(self, content: bytes) -> str:
        answer = await self.api.post(
            "/v1/audio/transcriptions", files={"file": ("speech.wav", content)}, data={"language": "en"}
        )
        answer.raise_for_status()
        job_id: str = answer.json()["id"]
        return job_id

    async def job(self, job_id: str) -> dict[str, Any]:
        """Asked until it is answered: the API may be down just now."""
        while True:
            try:
                answer = await self.api.get(f"/v1/audio/transcriptions/{job_id}")
                if answer.status_code == 200:
                    found: dict[str, Any] = answer.json()
                    return found
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)

    async def finished(self, job_id: str) -> dict[str, Any]:
        while (job := await self.job(job_id))["status"] not in ENDED:
            await asyncio.sleep(0.1)
        return job

    def chunks(self, job_id: str) -> dict[str, float | None]:
        """The chunk artifacts there are, and when each was written."""
        return chunks_below(storage.join(self.settings.storage_url, job_id))


def chunks_below(folder: str) -> dict[str, float | None]:
    """The chunk artifacts of a job's folder, and when each was written."""
    place = storage.join(folder, "chunks")
    names = [name for name in storage.list_names(place) if CHUNK.fullmatch(name)]
    return {name: storage.newest(storage.join(place, name)) for name in names}


@asynccontextmanager
async def running_stack(
    data: Path, ports: tuple[int, int, int], model: str, **environment: str
) -> AsyncIterator[Stack]:
    """Temporal, a worker and the API, ready; all of them gone at the end."""
    stack = Stack(data, ports, model)
    stack.environment |= environment
    async with started(stack, "temporal", "workers", "api"):
        await stack.ready()
        yield stack


@asynccontextmanager
async def started(stack: Stack, *names: str) -> AsyncIterator[None]:
    """These processes run; at the end none does, whoever was started since."""
    stack.start(*names)
    try:
        yield
    finally:
        stack.stop()
        await stack.api.aclose()
