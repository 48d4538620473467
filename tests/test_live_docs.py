"""The clients that the documentation shows, and the command, work."""

import asyncio
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.conftest import AUDIO
from tests.live import times_said

ROOT = Path(__file__).parent.parent


async def test_the_python_client_of_the_page_works(live_url: str, tmp_path: Path) -> None:

    page = (ROOT / "docs" / "realtime.md").read_text("utf-8")
    [code] = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    program = tmp_path / "client.py"
    program.write_text(code.replace("ws://localhost:8000", live_url.replace("http", "ws", 1)))
    argv = [sys.executable, str(program), str(AUDIO / "jfk.wav")]
    done = await asyncio.to_thread(subprocess.run, argv, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    assert times_said(done.stdout) == 1


async def test_the_command_listens_to_a_file(live_url: str, tmp_path: Path) -> None:

    saved = tmp_path / "talk.json"
    argv = [
        sys.executable,
        "-m",
        "api.command",
        "listen",
        str(AUDIO / "jfk.wav"),
        "-l",
        "en",
        "--save",
        str(saved),
    ]
    environment = os.environ | {"DALSTON_URL": live_url}
    done = await asyncio.to_thread(
        subprocess.run, argv, capture_output=True, text=True, timeout=100, env=environment, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    assert times_said(done.stdout) == 1
    assert json.loads(saved.read_text())["transcript"]
