"""The page Live in a real browser: its microphone hears a recording, a real model writes what is said."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.conftest import AUDIO
from tests.console import Visitor, visiting

SAID = re.compile("country.*country", re.IGNORECASE)


@pytest.fixture
async def visitor(browser: Browser, built_console: None, live_url: str) -> AsyncIterator[Visitor]:
    async with visiting(browser, live_url, permissions=["microphone"]) as visitor:
        yield visitor


def finals(page: Page) -> Locator:
    return page.get_by_role("log", name="Final text")


async def test_what_the_microphone_hears_is_written_and_ends_as_a_session(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/live")
    await page.get_by_role("button", name="Start", exact=True).click()
    await expect(page.get_by_text("listening", exact=True)).to_be_visible()
    await expect(finals(page)).to_contain_text(SAID)
    await expect(page.get_by_text(re.compile(r"Final after \d"))).to_be_visible()
    await page.get_by_role("button", name="End", exact=True).click()
    await expect(page.get_by_text("ended", exact=True)).to_be_visible()
    assert "fellow" in (await finals(page).inner_text()).lower()
    await page.get_by_role("link", name="The session", exact=True).click()
    await expect(page.get_by_role("main")).to_contain_text("Nothing was kept of this session")


async def test_a_file_is_spoken_and_its_session_is_ended_from_the_list(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go("/live?status=active")
    await page.get_by_text("File", exact=True).click()
    await page.get_by_label("File to play").set_input_files(AUDIO / "two_speakers.flac")
    await page.get_by_role("button", name="Start", exact=True).click()
    sessions = page.get_by_role("region", name="Live sessions")
    await sessions.get_by_role("button", name=re.compile("^End ")).click()
    await page.get_by_role("button", name="End the session").click()
    await expect(page.get_by_text("ended", exact=True)).to_be_visible()
    await expect(page.get_by_role("main")).to_contain_text("None is active")
