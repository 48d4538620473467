"""What people do on the console's other pages, in a real browser against a real server."""

import json
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from playwright.async_api import Browser, Page, Route, expect

from activities.index import Index
from tests import sample_jobs
from tests.console import Visitor, visiting
from tests.http_jobs import JOBS
from tests.transcripts import segment, transcript
from workers.settings import WorkerSettings

BROKE = "The disc turned to jelly while it was written."
REQUEST = "req_jelly"


@pytest.fixture
async def visitor(browser: Browser, built_console: None, api_url: str) -> AsyncIterator[Visitor]:
    async with visiting(browser, api_url) as visitor:
        yield visitor


@pytest.fixture
async def refused(browser: Browser, built_console: None, api_url: str) -> AsyncIterator[Visitor]:
    """Whose calls may go wrong."""
    async with visiting(browser, api_url, refusals=True) as visitor:
        yield visitor


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/engines", re.compile("faster-whisper")),
        ("/settings/audit", re.compile("To what")),
        ("/settings/limits", re.compile("Largest recording")),
        ("/settings/retention", re.compile("Unless a job says otherwise")),
        ("/settings/about", re.compile("A job that is submitted now can run")),
        ("/settings/keys", re.compile("A program signs in with a key of its own")),
        ("/nowhere", re.compile("no such page", re.I)),
    ],
)
async def test_a_page_shows_what_it_is_for(visitor: Visitor, path: str, said: re.Pattern[str]) -> None:
    await visitor.go(path)
    await expect(visitor.page.get_by_role("main")).to_contain_text(said)
    await expect(visitor.page.get_by_role("alert")).to_have_count(0)


async def test_the_dashboard_says_why_a_job_failed(
    visitor: Visitor, index: Index, settings: WorkerSettings
) -> None:
    id = sample_jobs.add(index, settings, "jelly", error_code="processing_failed", error_message=BROKE)
    await visitor.go()
    page = visitor.page
    await expect(page.get_by_role("main")).to_contain_text(BROKE)
    await page.get_by_role("link", name="jelly").first.click()
    await expect(page).to_have_url(re.compile(id))
    await expect(page.get_by_role("main")).to_contain_text("This job failed")
    await expect(page.get_by_role("main")).to_contain_text(BROKE)


async def test_jobs_are_filtered_searched_and_deleted_together(
    visitor: Visitor, index: Index, settings: WorkerSettings, api: httpx.AsyncClient
) -> None:
    said = transcript([segment(1, "the zeppelin lands at noon", "SPEAKER_00", 0.0)])
    ids = [sample_jobs.add(index, settings, f"airship {number}", said) for number in range(3)]
    sample_jobs.add(index, settings, "airship lost", error_message="it fell")
    page = visitor.page
    await visitor.go("/jobs")
    search = page.get_by_role("searchbox", name="Search names and transcripts")
    await search.fill("airship")
    jobs = page.get_by_role("list", name="Jobs").get_by_role("listitem")
    await expect(jobs).to_have_count(4)
    await page.get_by_role("button", name="failed", exact=True).click()
    await expect(jobs).to_have_count(1)
    await expect(jobs).to_contain_text("airship lost")
    await page.get_by_role("button", name="Show all jobs").click()
    await search.fill("zeppelin")
    await expect(jobs).to_have_count(3)
    await expect(jobs.first.locator("mark")).to_have_text("zeppelin")
    await expect(page).to_have_url(re.compile("q=zeppelin"))
    for number in (0, 1):
        await page.get_by_label(f"Select airship {number}").check()
    bar = page.get_by_role("region", name="Selected jobs")
    async with page.expect_download() as download:
        await bar.get_by_role("button", name="Export").click()
        await page.get_by_role("menuitem", name="txt").click()
    assert (await download.value).suggested_filename.endswith(".zip")
    await bar.get_by_role("button", name="Delete").click()
    await page.get_by_role("dialog").get_by_role("button", name="Delete 2 jobs").click()
    await expect(jobs).to_have_count(1)
    answers = [(await api.get(f"{JOBS}/{id}")).status_code for id in ids]
    assert answers == [404, 404, 200]


async def test_jobs_are_chosen_with_the_keyboard_alone(
    visitor: Visitor, index: Index, settings: WorkerSettings
) -> None:
    sample_jobs.add(index, settings, "keyed in", error_message="it fell")
    page = visitor.page
    await visitor.go("/jobs?q=keyed")
    await expect(page.get_by_role("link", name="keyed in")).to_be_visible()
    await page.keyboard.press("j")
    await expect(page.get_by_role("link", name="keyed in")).to_be_focused()
    await page.keyboard.press("x")
    await expect(page.get_by_label("Select keyed in")).to_be_checked()
    await page.keyboard.press("g")
    await page.keyboard.press("e")
    await expect(page.get_by_role("heading", name="Engines", exact=True)).to_be_focused()


@pytest.mark.parametrize("status", [500, 503])
async def test_a_refusal_is_shown_with_its_request(refused: Visitor, status: int) -> None:
    failing = True

    async def answer(route: Route) -> None:
        if not failing:
            await route.continue_()
            return
        error = {"error": {"code": "jelly", "message": BROKE, "details": {}}}
        await route.fulfill(status=status, headers={"X-Request-ID": REQUEST}, body=json.dumps(error))

    page = refused.page
    await page.route("**/v1/engines*", answer)
    await refused.go("/engines")
    alert = page.get_by_role("alert")
    await expect(alert).to_contain_text(BROKE)
    await expect(alert).to_contain_text(REQUEST)
    failing = False
    await alert.get_by_role("button", name="Try again").click()
    await expect(alert).to_have_count(0)
    await expect(page.get_by_role("main")).to_contain_text("faster-whisper")


async def test_a_job_that_is_not_there_is_said_to_be_gone(refused: Visitor) -> None:
    await refused.go("/jobs/job_01H0000000000000000000000")
    await expect(refused.page.get_by_role("main")).to_contain_text("There is no such job")


async def test_being_offline_has_a_banner_until_the_network_is_back(refused: Visitor) -> None:
    page = refused.page
    await refused.go("/engines")
    banner = page.get_by_text("You are offline")
    await expect(page.get_by_role("main")).to_contain_text("faster-whisper")
    await page.context.set_offline(True)
    await expect(banner).to_be_visible()
    await expect(page.get_by_role("main")).to_contain_text("faster-whisper")
    await page.context.set_offline(False)
    await expect(banner).to_have_count(0)


async def test_the_theme_that_was_chosen_outlives_a_reload_and_nothing_else_is_kept(visitor: Visitor) -> None:
    page = visitor.page
    await visitor.go()
    await page.get_by_role("button", name="Theme").click()
    await page.get_by_role("menuitemradio", name="Dark").click()
    dark = await background(page)
    await page.reload()
    await expect(page.get_by_role("heading", name="Dashboard")).to_be_visible()
    assert await background(page) == dark
    assert "dark" in str(await page.evaluate("Object.values(localStorage)"))
    assert await page.evaluate("Object.keys(localStorage).length") == 1


async def background(page: Page) -> str:
    return str(await page.evaluate("getComputedStyle(document.body).backgroundColor"))
