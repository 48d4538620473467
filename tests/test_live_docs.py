"""The clients that the documentation shows, and the command, work."""

import asyncio
import json
import os
import re
import subprocess
import sys
from pathlib import Path

from playwright.async_api import Page, expect
from temporalio.client import Client

from tests.browser import PATIENCE
from tests.conftest import AUDIO
from tests.http_server import Answer, serving
from tests.keyed import keyed
from tests.live import times_said

ROOT = Path(__file__).parent.parent


def shown(language: str) -> str:
    """The one example in it that the page has."""
    text = (ROOT / "docs" / "realtime.md").read_text("utf-8")
    [code] = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    return str(code)


async def test_the_python_client_of_the_page_works(live_url: str, tmp_path: Path) -> None:
    code = shown("python")
    program = tmp_path / "client.py"
    program.write_text(code.replace("ws://localhost:8000", live_url.replace("http", "ws", 1)))
    argv = [sys.executable, str(program), str(AUDIO / "jfk.wav")]
    done = await asyncio.to_thread(subprocess.run, argv, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr
    assert times_said(done.stdout) == 1


async def test_the_browser_example_of_the_page_hears_what_its_microphone_does(
    temporal: Client, live_url: str, data: Path, page: Page
) -> None:
    async with keyed(data, temporal) as server:
        _, headers = server.key(["realtime"], "browser")
        made = await server.api.post("/v1/tokens", headers=headers, json={"scopes": ["realtime"]})
        address = str(server.api.base_url).rstrip("/").replace("http", "ws", 1)
        code = shown("js").replace("ws://localhost:8000", address).replace("…", made.json()["token"])
        html = f"<!doctype html><body>{shown('html')}<script>{code}</script>".encode()
        answer = Answer(body=html, headers={"Content-Type": "text/html; charset=utf-8"})
        with serving(lambda _: answer) as elsewhere:
            await page.goto(elsewhere.url)
            await page.click("#speak")
            finals = page.locator("#finals")
            await expect(finals).to_contain_text(re.compile("for your country", re.I), timeout=PATIENCE)
            await page.click("#done")
            while "active" in (await server.api.get("/v1/realtime/sessions", headers=headers)).text:
                await asyncio.sleep(0.1)
            assert "fellow" in (await finals.inner_text()).lower()


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
