"""Everybody can use every page: axe finds nothing serious in either theme, and no phone is too small."""

from typing import Literal

import pytest
from playwright.async_api import Browser, Page, expect

from activities.index import Index
from tests import sample_jobs
from tests.console import PAGES, WEB, Visitor, settled, visiting
from workers.settings import WorkerSettings

AXE = WEB / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = """async () => {
  const { violations } = await axe.run({ resultTypes: ["violations"] });
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.slice(0, 4).map(({ html }) => html.slice(0, 200)).join(" | ")}`);
}"""
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [`${document.documentElement.scrollWidth} pixels wide: ` + [...document.querySelectorAll("main *")]
    .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).slice(0, 4)
    .map((one) => one.outerHTML.slice(0, 120)).join(" | ")]"""


@pytest.fixture(scope="session")
def places(index: Index, settings: WorkerSettings) -> dict[str, str]:
    """The address of every page, by its name."""
    job = sample_jobs.add(index, settings, "A council meeting", sample_jobs.long_transcript(600))
    broken = sample_jobs.add(index, settings, "A broken tape", error_message="The tape could not be read.")
    return {name: path.format(job=job, broken=broken) for name, path in PAGES.items()}


async def faults(page: Page) -> list[str]:
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE.read_text("utf-8"))
    return [*await page.evaluate(GRAVE), *await page.evaluate(TOO_WIDE)]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_every_page_can_be_used_by_everybody(
    browser: Browser,
    built_console: None,
    live_url: str,
    places: dict[str, str],
    theme: Literal["light", "dark"],
    width: int,
) -> None:
    size = {"width": width, "height": 800}
    found = dict[str, list[str]]()
    async with visiting(browser, live_url, color_scheme=theme, viewport=size, refusals=True) as visitor:
        for name, path in places.items():
            await visitor.go(path)
            await settled(visitor.page)
            found[name] = await faults(visitor.page)
        found |= await faults_of_dialogs(visitor, places)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


async def faults_of_dialogs(visitor: Visitor, places: dict[str, str]) -> dict[str, list[str]]:
    """What opens over pages."""
    opened = (
        ("keys", "New key"),
        ("webhooks", "New endpoint"),
        ("job", "History of the changes"),
        ("job", "More that can be done with this job"),
        ("about", "Keyboard shortcuts"),
    )
    found = dict[str, list[str]]()
    for place, name in opened:
        await visitor.go(places[place])
        await settled(visitor.page)
        await visitor.page.get_by_role("button", name=name).first.click()
        await expect(visitor.page.locator("[role=dialog], [role=menu]").first).to_be_visible()
        found[name] = await faults(visitor.page)
    return found


async def test_a_page_is_reached_and_left_with_the_keyboard(
    browser: Browser, built_console: None, live_url: str
) -> None:
    async with visiting(browser, live_url) as visitor:
        page = visitor.page
        await visitor.go()
        await settled(page)
        await page.keyboard.press("Tab")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("heading", name="Dashboard")).to_be_focused()
        await page.keyboard.press("?")
        await expect(page.get_by_role("dialog")).to_contain_text("Go to Jobs")
        await page.keyboard.press("Escape")
        await page.keyboard.press("g")
        await page.keyboard.press("n")
        await expect(page.get_by_role("heading", name="New transcription")).to_be_focused()
