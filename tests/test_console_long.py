"""A transcript of five hours in a real browser. How quickly it opens is for `make bench-console`."""

import httpx
import pytest
from playwright.async_api import Browser, Locator, expect

from activities.index import Index
from tests import sample_jobs
from tests.console import visiting
from tests.http_jobs import job
from workers.settings import WorkerSettings

LEAP = 40_000  # pixels that a turn of the wheel goes


@pytest.fixture(scope="module")
def long_job(index: Index, settings: WorkerSettings) -> str:
    return sample_jobs.add(index, settings, "Five hours", sample_jobs.long_transcript())


async def test_a_hundred_thousand_words_are_read_from_end_to_end(
    browser: Browser, built_console: None, api_url: str, api: httpx.AsyncClient, long_job: str
) -> None:
    segments = (await job(api, long_job))["segments"]
    assert sum(len(segment["words"]) for segment in segments) == 100_000
    async with visiting(browser, api_url) as visitor:
        page = visitor.page
        await visitor.go(f"/jobs/{long_job}")
        rows = page.get_by_role("region", name="Transcript", exact=True)
        await expect(rows).to_contain_text(segments[0]["text"])
        await rows.hover()
        seen = [(await first_row(rows))[0]]
        while seen[-1] < len(segments) - 40:
            await page.mouse.wheel(0, LEAP)
            await expect(row_below(rows, seen[-1])).to_be_attached()
            number, text = await first_row(rows)
            assert text == segments[number]["text"]
            seen.append(number)
        assert len(seen) > 5
        assert await rows.locator("li").count() < 100
        await rows.press("End")
        await expect(rows).to_contain_text(segments[-1]["text"])


def row_below(rows: Locator, seen: int) -> Locator:
    return rows.locator("li").first.and_(rows.locator(f"li:not([data-index='{seen}'])"))


async def first_row(rows: Locator) -> tuple[int, str]:
    """Number and text of the first row that is there, at one moment: the list may still be moving."""
    number, text = await rows.locator("li").first.evaluate(
        "row => [row.dataset.index, row.querySelector('p').textContent]"
    )
    return int(number), " ".join(text.split())
