"""What may go wrong on the page Live: a connection breaks, somebody leaves, a file is no recording."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.conftest import AUDIO
from tests.console import Visitor, visiting
from tests.live import times_said

# The sockets of live speech, which a test may break.
BREAKABLE = """
window.lines = [];
window.WebSocket = class extends WebSocket {
  constructor(address) { super(address); window.lines.push(this); }
};
"""


@pytest.fixture
async def visitor(browser: Browser, built_console: None, live_url: str) -> AsyncIterator[Visitor]:
    async with visiting(browser, live_url) as visitor:
        await visitor.page.add_init_script(BREAKABLE)
        await visitor.go("/live")
        await expect(visitor.page.get_by_role("button", name="Start", exact=True)).to_be_visible()
        yield visitor


async def play(visitor: Visitor, path: Path) -> None:
    await visitor.page.get_by_text("File", exact=True).click()
    await visitor.page.get_by_label("File to play").set_input_files(path)
    await visitor.page.get_by_role("button", name="Start", exact=True).click()


async def test_a_session_comes_back_after_its_connection_broke_and_misses_no_word(visitor: Visitor) -> None:
    page = visitor.page
    await play(visitor, AUDIO / "jfk.wav")
    await expect(page.get_by_role("log")).to_contain_text(re.compile("americans", re.I))
    await page.evaluate("lines.at(-1).close(4001)")
    await expect(page.get_by_role("link", name="The session", exact=True)).to_be_visible()
    assert await page.evaluate("lines.length") == 2
    assert times_said(await page.get_by_role("log").inner_text()) == 1


async def test_leaving_the_page_asks_before_it_ends_the_session(visitor: Visitor) -> None:
    page = visitor.page
    await page.keyboard.press("s")
    await expect(page.get_by_text("listening", exact=True)).to_be_visible()
    await page.get_by_role("link", name="Jobs").first.click()
    await page.get_by_role("button", name="Back").click()
    await expect(page).to_have_url(re.compile("/console/live$"))
    await page.get_by_role("link", name="Jobs").first.click()
    await page.get_by_role("button", name="End and leave").click()
    await expect(page).to_have_url(re.compile("/console/jobs$"))


async def test_a_file_that_the_browser_cannot_play_is_refused_with_a_sentence(
    visitor: Visitor, tmp_path: Path
) -> None:
    nonsense = tmp_path / "notes.txt"
    nonsense.write_text("These are words, but nobody says them.")
    await play(visitor, nonsense)
    await expect(visitor.page.get_by_role("alert")).to_contain_text("cannot play this file")
