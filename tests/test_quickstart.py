"""docs/quickstart.md works as printed, against a server that runs."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import running_stack
from tests.test_docs import DOCS, ROOT

PAGE = (DOCS / "quickstart.md").read_text("utf-8")
OURS = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server as the page starts it, with the smallest model."""
    with running_stack(tmp_path_factory.mktemp("quickstart"), "--no-live") as stack:
        yield stack.url


@pytest.mark.parametrize("number", range(len(re.findall("```python", PAGE))))
def test_the_programs_transcribe(url: str, tmp_path: Path, number: int) -> None:
    code = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)[number].replace(OURS, url)
    (tmp_path / "program.py").write_text(code)
    argv = [sys.executable, str(tmp_path / "program.py")]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "your country can do for you" in done.stdout


def test_the_requests_are_answered(url: str) -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith("curl ")]
    assert len(lines) == 4
    submitted = shell(lines[0].replace(OURS, url))
    [job_id] = re.findall(r'"id":"(job_\w+)"', submitted)
    *read, exported = [line.replace(OURS, url).replace("$ID", job_id) for line in lines[1:]]
    for line in read:
        assert job_id in shell(line)
    while "-->" not in shell(exported):
        assert '"failed"' not in shell(read[-1])
        time.sleep(0.2)


def test_the_commands_transcribe(url: str, tmp_path: Path) -> None:
    lines = [line for line in PAGE.splitlines() if line.startswith(".venv/bin/dalston transcribe")]
    assert len(lines) == 2
    for line in lines:
        command = line.replace(".venv/bin/dalston", f"{sys.executable} -m api.command").replace(
            " jfk.srt", f" {tmp_path}/jfk.srt"
        )
        said = shell(command, DALSTON_URL=url)
        text = (tmp_path / "jfk.srt").read_text() if "srt" in line else said
        assert "country" in text


def shell(line: str, **told: str) -> str:
    environment = os.environ | told
    argv = ["bash", "-c", line]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=120, env=environment)
    assert done.returncode == 0, done.stderr
    return done.stdout
