"""What a reader should know before trusting a text, and what a job is called, in a real browser."""

import re

import httpx
from playwright.async_api import Browser, expect

from activities.index import Index
from activities.transcript import Suspect, Warning
from tests import sample_jobs
from tests.console import visiting
from tests.http_jobs import job
from workers.settings import WorkerSettings


async def test_stages_that_failed_and_stretches_that_look_wrong_are_told(
    browser: Browser, built_console: None, api_url: str, index: Index, settings: WorkerSettings
) -> None:
    said = sample_jobs.long_transcript(words=60)
    suspect = [Suspect(start=4.2, end=7.0, reasons=["looping"])]
    warning = Warning(stage="align", code="failed", message="No model for this language", fallback="decoder")
    quality = said.quality.model_copy(update={"suspect": suspect})
    told = said.model_copy(update={"quality": quality, "warnings": [warning]})
    id = sample_jobs.add(index, settings, "Doubtful", told)
    async with visiting(browser, api_url) as visitor:
        await visitor.go(f"/jobs/{id}")
        notices = visitor.page.get_by_role("region", name="To be read with care")
        await expect(notices).to_contain_text("No model for this language")
        await expect(notices).to_contain_text("goes round in circles")
        await notices.get_by_role("button", name=re.compile("0:04.2 to 0:07.0")).click()
        await visitor.page.wait_for_function("() => Math.abs(heard.at(-1).currentTime - 4.2) < 0.1")


async def test_a_job_is_renamed(
    browser: Browser,
    built_console: None,
    api_url: str,
    api: httpx.AsyncClient,
    index: Index,
    settings: WorkerSettings,
) -> None:
    id = sample_jobs.add(index, settings, "Untitled", sample_jobs.long_transcript(words=60))
    async with visiting(browser, api_url) as visitor:
        page = visitor.page
        await visitor.go(f"/jobs/{id}")
        await expect(page.get_by_role("region", name="To be read with care")).to_have_count(0)
        await page.get_by_role("button", name="More that can be done with this job").click()
        await page.get_by_role("menuitem", name="Rename").click()
        dialog = page.get_by_role("dialog")
        await dialog.get_by_label("Name", exact=True).fill("  Board meeting ")
        await dialog.get_by_role("button", name="Rename it").click()
        await expect(page.get_by_role("heading", name="Board meeting", exact=True)).to_be_visible()
    assert (await job(api, id))["name"] == "Board meeting"
