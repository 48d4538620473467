"""Chromium, with a microphone that hears a recording. Where there is none, tests of pages are skipped."""

import os
import shutil
import wave
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, async_playwright

from tests.live import RATE, silence, speech

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
)
PATIENCE = 60_000  # ms, for anything on a page: machines are busy


def chromium() -> str:
    """The program. Skips the test where there is none, but not in CI."""
    for name in NAMES:
        if found := shutil.which(name):
            return found
    missing = "there is no Chromium here; `make browser` installs it (Debian: apt-get install chromium)"
    if os.environ.get("CI") == "true":
        pytest.fail(missing)
    pytest.skip(missing)


def record(path: Path, pcm: bytes) -> None:
    """16-bit mono."""
    with wave.open(str(path), "wb") as wav:
        wav.setparams((1, 2, RATE, 0, "NONE", ""))
        wav.writeframes(pcm)


@pytest.fixture(scope="session")
async def browser(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Browser]:
    """Its microphone hears jfk.wav once, from when a page opens it."""
    program = chromium()
    spoken = tmp_path_factory.mktemp("microphone") / "spoken.wav"
    record(spoken, silence(1) + speech() + silence(2))
    heard = f"--use-file-for-fake-audio-capture={spoken}%noloop"
    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=program, args=[*FLAGS, heard], timeout=PATIENCE
        )
        yield launched
        await launched.close()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    """A page of its own, in which nothing may go wrong unnoticed."""
    context = await browser.new_context()
    context.set_default_timeout(PATIENCE)
    page, wrong = await context.new_page(), list[str]()
    page.on("pageerror", lambda error: wrong.append(str(error)))
    yield page
    await context.close()
    assert wrong == []
