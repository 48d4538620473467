"""Programs in Python that the docs show, run as they are printed.

Those of quickstart.md, realtime.md, engines.md and webhooks.md have tests of their own.
"""

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import deepgram
import deepgram.environment
import elevenlabs
import openai
from temporalio.client import Client

from tests.conftest import AUDIO
from tests.keyed import keyed
from tests.test_docs import DOCS

SHOWN = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


def programs(page: str) -> list[str]:
    return SHOWN.findall((DOCS / page).read_text("utf-8"))


async def test_the_programs_about_keys_work_one_after_the_other(
    temporal: Client, workers: None, data: Path, tmp_path: Path
) -> None:
    async with keyed(data, temporal) as server:
        while (await server.api.get("/readyz")).status_code != 200:  # until it has heard of the worker
            await asyncio.sleep(0.1)
        _, headers = server.key()
        key = headers["Authorization"].removeprefix("Bearer ")
        url = str(server.api.base_url).rstrip("/")
        text = "\n".join(programs("keys.md")).replace("http://127.0.0.1:8000", url).replace("dk_…", key)
        program = tmp_path / "keys.py"
        program.write_text(text.replace("talk.mp3", str(AUDIO / "jfk.wav")))
        argv = [sys.executable, str(program)]
        done = await asyncio.to_thread(subprocess.run, argv, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    assert "dk_" in done.stdout
    assert "transcription.create" in done.stdout


def test_clients_of_others_are_made_as_shown() -> None:
    known = {
        "OpenAI": openai.OpenAI,
        "ElevenLabs": elevenlabs.ElevenLabs,
        "DeepgramClient": deepgram.DeepgramClient,
        "DeepgramClientEnvironment": deepgram.environment.DeepgramClientEnvironment,
    }
    made = 0
    for program in programs("compatibility.md"):
        if "client = " in program:
            exec(program, dict(known))
            made += 1
    assert made == 3
