"""`dalston listen` hears a microphone, and says clearly why it cannot."""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import pytest

from api.command.failure import Exit
from tests.live import times_said

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "api.command", "listen")


async def started(live_url: str, *arguments: str, **environment: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    env = os.environ | {"DALSTON_URL": live_url, **environment}
    return await asyncio.create_subprocess_exec(
        *COMMAND, *arguments, stdout=pipe, stderr=pipe, env=env, cwd=ROOT
    )


async def test_what_the_microphone_hears_is_printed_until_it_is_interrupted(
    live_url: str, tmp_path: Path
) -> None:
    saved = tmp_path / "talk.json"
    listening = await started(
        live_url,
        "--microphone",
        *("--language", "en", "--save", str(saved)),
        PYTHONPATH=str(ROOT / "tests" / "fake_microphone"),
        PYTHONUNBUFFERED="1",
    )
    assert listening.stdout
    printed = ""
    async with asyncio.timeout(100):
        while "for your country" not in printed.lower():
            line = await listening.stdout.readline()
            assert line, printed
            printed += line.decode()
        listening.send_signal(signal.SIGINT)
        _, complaint = await listening.communicate()
    assert listening.returncode == 0, complaint
    assert times_said(printed) == 1
    assert times_said(json.loads(saved.read_text())["transcript"]) == 1


@pytest.mark.parametrize(
    ("arguments", "named"), [(["--microphone"], "microphone"), (["{nothing}"], "cannot read")]
)
async def test_a_source_that_cannot_be_heard_is_named(
    live_url: str, tmp_path: Path, arguments: list[str], named: str
) -> None:
    nothing = tmp_path / "nothing.wav"
    nothing.write_bytes(b"RIFF and no more")
    told = [one.format(nothing=nothing) for one in arguments]
    silent = {"ALSA_CONFIG_PATH": "/dev/null", "PULSE_SERVER": "none:0", "JACK_NO_START_SERVER": "1"}
    listening = await started(live_url, *told, **silent)
    async with asyncio.timeout(100):
        _, complaint = await listening.communicate()
    assert listening.returncode == Exit.USAGE, complaint
    assert named in complaint.decode()
    assert "Traceback" not in complaint.decode()
