"""Other servers of live speech, from folders they are installed in: the same model, audio, pace and clock.

`docs/benchmarks.md` says how to install them. They are started with their own defaults, apart from the model
and what lets several sessions share it.
"""

import asyncio
import json
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from activities.audio import SAMPLE_RATE, Samples
from activities.engines.weights import weights
from tests.benchmarks.live_servers import Server, paced
from tests.benchmarks.live_shown import Shown, Update
from tests.benchmarks.stack import free_port
from tests.recordings import AUDIO
from workers.settings import WorkerSettings

STARTED_WITHIN = 300.0  # seconds
ENDING = 120.0  # seconds in which a server says the rest
WHISPER_LIVE = """
import sys
from whisper_live.server import TranscriptionServer
TranscriptionServer().run("127.0.0.1", port=int(sys.argv[1]), backend="faster_whisper", single_model=True,
    faster_whisper_custom_model_path=sys.argv[2], max_clients=int(sys.argv[3]), max_connection_time=7200)
"""


@dataclass
class WhisperLive:
    port: int
    name: str = "WhisperLive"

    @staticmethod
    def command(port: int, model: Path, sessions: int) -> list[str]:
        return ["python", "-c", WHISPER_LIVE, str(port), str(model), str(sessions + 1)]

    async def speak(self, sound: Samples) -> Shown:
        async with _connected(f"ws://127.0.0.1:{self.port}") as socket:
            asked = {"uid": str(time.monotonic()), "language": "en", "task": "transcribe", "model": "tiny.en"}
            await socket.send(json.dumps(asked | {"use_vad": True, "send_last_n_segments": 1000}))
            ready = json.loads(await socket.recv())
            if ready.get("message") != "SERVER_READY":
                raise RuntimeError(f"WhisperLive takes no session: {ready}")
            return await _session(socket, sound, _as_floats, b"END_OF_AUDIO", self.read)

    @staticmethod
    def read(message: dict[str, Any]) -> tuple[str, str] | None:
        if "segments" not in message:
            return None
        done = [one["text"] for one in message["segments"] if one["completed"]]
        open = [one["text"] for one in message["segments"] if not one["completed"]]
        return " ".join(done), " ".join(open)


@dataclass
class WhisperLiveKit:
    port: int
    name: str = "WhisperLiveKit"

    @staticmethod
    def command(port: int, model: Path, sessions: int) -> list[str]:
        policy = ["--backend", "faster-whisper", "--backend-policy", "localagreement", "--pcm-input"]
        said = ["--lan", "en", "--warmup-file", str(AUDIO / "jfk.wav"), "--log-level", "WARNING"]
        where = ["--host", "127.0.0.1", "--port", str(port), "--model_dir", str(model)]
        return ["whisperlivekit-server", *where, *policy, *said]

    async def speak(self, sound: Samples) -> Shown:
        async with _connected(f"ws://127.0.0.1:{self.port}/asr") as socket:
            await socket.recv()
            return await _session(socket, sound, bytes, b"", self.read)

    @staticmethod
    def read(message: dict[str, Any]) -> tuple[str, str] | None:
        if "lines" not in message:
            return None
        final = " ".join(line["text"] or "" for line in message["lines"])
        return final, message["buffer_transcription"]


PEERS: dict[str, type[WhisperLive] | type[WhisperLiveKit]] = {
    "whisperlive": WhisperLive,
    "whisperlivekit": WhisperLiveKit,
}


def installed(folder: Path) -> Iterator[str]:
    """Names of the peers whose environments are in a folder; says which are not."""
    for name in PEERS:
        if (folder / name / "bin" / "python").exists():
            yield name
        else:
            print(f"{PEERS[name].__name__} is not measured: no environment in {folder / name}")


@contextmanager
def serving(folder: Path, name: str, model: str, sessions: int) -> Iterator[Server]:
    """Raises RuntimeError with the end of its output if it does not start."""
    kind, port = PEERS[name], free_port()
    program, *rest = kind.command(port, weights(model, WorkerSettings().models_path), sessions)
    log = folder / f"{name}.log"
    env = os.environ | {"HF_HUB_OFFLINE": "1"}  # nobody is asked for weights
    with log.open("wb") as output:
        command = [str(folder / name / "bin" / program), *rest]
        process = subprocess.Popen(command, cwd=folder, env=env, stdout=output, stderr=output)
    try:
        _await_port(port, process, log)
        yield kind(port)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_port(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + STARTED_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.5)
    raise RuntimeError(f"{log.stem} did not start; its output:\n{log.read_text()[-2000:]}")


def _connected(address: str) -> connect:
    """Nobody hangs up on a server that is slow to answer."""
    return connect(address, max_size=None, proxy=None, ping_interval=None, open_timeout=60)


async def _session(
    socket: ClientConnection,
    sound: Samples,
    encode: Callable[[bytes], bytes],
    end: bytes,
    read: Callable[[dict[str, Any]], tuple[str, str] | None],
) -> Shown:
    shown = Shown(time.monotonic())

    async def listen() -> None:
        with suppress(ConnectionClosed):
            async for message in socket:
                told = json.loads(message)
                if text := read(told):
                    shown.updates.append(Update(time.monotonic(), *text))
                if told.get("type") == "ready_to_stop":
                    return

    async def speak() -> None:
        with suppress(ConnectionClosed):
            async for frame in paced(sound, shown.begins):
                await socket.send(encode(frame))
            await socket.send(end)

    with suppress(TimeoutError):  # what it has not said by then, it never says
        async with asyncio.timeout(len(sound) / SAMPLE_RATE + ENDING):
            await asyncio.gather(listen(), speak())
    return shown


def _as_floats(frame: bytes) -> bytes:
    return (np.frombuffer(frame, np.int16) / np.float32(32768)).astype(np.float32).tobytes()
