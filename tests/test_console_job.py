"""A recording's way through the console, in a real browser, with a real model behind it."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, Locator, Page, expect

from tests.conftest import AUDIO, MODEL
from tests.console import Visitor, visiting
from tests.http_jobs import SLOW, ended, job, long_talk, submit

CALL = AUDIO / "two_speakers.flac"


@pytest.fixture
async def visitor(browser: Browser, built_console: None, api_url: str) -> AsyncIterator[Visitor]:
    async with visiting(browser, api_url) as visitor:
        yield visitor


@pytest.fixture(scope="session")
async def call(api: httpx.AsyncClient) -> str:
    """The id of a job of two speakers, completed."""
    id = await submit(api, CALL, language="en", speaker_detection="per_channel", name="A call")
    assert (await ended(api, id))["status"] == "completed"
    return id


def transcript(page: Page) -> Locator:
    return page.get_by_role("region", name="Transcript", exact=True)


async def submitted(visitor: Visitor, recording: Path) -> str:
    """The id of the job that the page New made of a recording with a speaker on each channel."""
    page = visitor.page
    await visitor.go("/new")
    await page.get_by_label("Files", exact=True).set_input_files(recording)
    await page.get_by_label("Model", exact=True).select_option(f"faster-whisper:{MODEL}")
    await page.get_by_role("button", name=re.compile("Speakers")).click()
    await page.get_by_label("Speakers", exact=True).select_option("per_channel")
    await page.get_by_role("button", name="Transcribe", exact=True).click()
    link = page.get_by_role("link", name=recording.name)
    id = str(await link.get_attribute("href")).rpartition("/")[2]
    await link.click()
    return id


async def test_a_recording_is_uploaded_heard_named_and_exported(
    visitor: Visitor, api: httpx.AsyncClient
) -> None:
    page = visitor.page
    id = await submitted(visitor, CALL)
    await expect(transcript(page)).to_contain_text("Moses", ignore_case=True)
    found = await ended(api, id)
    await words_lead_to_their_times(page, found)
    speakers = page.get_by_role("list", name="Speakers")
    await speakers.get_by_role("button").first.click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Name", exact=True).fill("Jane Doe")
    await dialog.get_by_role("button", name="Save the name").click()
    await expect(speakers).to_contain_text("Jane Doe")
    await expect(transcript(page).get_by_role("button", name="Jane Doe").first).to_be_visible()
    assert "Jane Doe" in await exported(page)
    await page.get_by_role("tab", name="Transcript").click()
    await page.get_by_role("button", name="Undo (Ctrl Z)").click()
    await expect(speakers).not_to_contain_text("Jane Doe")
    assert "Jane Doe" not in await exported(page)


async def words_lead_to_their_times(page: Page, found: dict[str, Any]) -> None:
    words = [word for segment in found["segments"] for word in segment["words"]]
    await page.wait_for_function("() => heard.at(-1)?.readyState >= 1")
    for number in (len(words) // 2, 3):
        await transcript(page).locator(f"[data-w='{number}']").click()
        await page.wait_for_function(
            "start => Math.abs(heard.at(-1).currentTime - start) < 0.1 && !heard.at(-1).seeking",
            arg=words[number]["start"],
        )


async def exported(page: Page) -> str:
    """What the tab Exports gives as SRT."""
    await page.get_by_role("tab", name="Exports").click()
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download srt").click()
    return (await (await download.value).path()).read_text("utf-8")


async def test_a_corrected_text_is_there_after_a_reload(
    visitor: Visitor, api: httpx.AsyncClient, call: str
) -> None:
    page = visitor.page
    await visitor.go(f"/jobs/{call}")
    first = transcript(page).get_by_role("listitem").first
    await first.hover()
    await first.get_by_role("button", name=re.compile("Correct the text")).click()
    await first.get_by_role("textbox").fill("Hullo, said the corrected wizard.")
    await page.keyboard.press("Enter")
    await expect(first).to_contain_text("the corrected wizard")
    await page.reload()
    await expect(transcript(page)).to_contain_text("the corrected wizard")
    assert (await job(api, call))["segments"][0]["text"] == "Hullo, said the corrected wizard."
    await page.get_by_role("button", name="History of the changes").click()
    await page.get_by_role("button", name=re.compile("Take back change")).click()
    await expect(page.get_by_role("dialog")).to_contain_text("taken back")
    await page.keyboard.press("Escape")
    await expect(transcript(page)).not_to_contain_text("the corrected wizard")


async def test_the_recording_plays_and_its_keys_work(visitor: Visitor, call: str) -> None:
    page = visitor.page
    await visitor.go(f"/jobs/{call}")
    await expect(transcript(page)).to_be_visible()
    await page.wait_for_function("() => heard.at(-1)?.readyState >= 1")
    await page.keyboard.press("l")
    await page.wait_for_function("() => Math.abs(heard.at(-1).currentTime - 5) < 0.1")
    await page.keyboard.press("k")
    await expect(page.get_by_role("button", name="Pause")).to_be_visible()
    await page.wait_for_function("() => heard.at(-1).currentTime > 5.2")
    await expect(transcript(page).locator("[data-now]")).to_have_count(1)
    await page.keyboard.press("k")
    await expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


async def test_every_stage_and_the_answer_itself_are_shown(
    visitor: Visitor, api: httpx.AsyncClient, call: str
) -> None:
    page = visitor.page
    await visitor.go(f"/jobs/{call}?tab=pipeline")
    stages = page.get_by_role("region", name="Stages").get_by_role("row")
    tasks = (await api.get(f"/v1/audio/transcriptions/{call}/tasks")).json()["tasks"]
    assert {"prepare", "transcribe", "merge"} <= {task["id"] for task in tasks}
    for task in tasks:
        await expect(stages.filter(has_text=re.compile(f"^{task['id']}", re.I)).first).to_contain_text(
            task["status"], ignore_case=True
        )
    await expect(page.locator(".react-flow__node")).to_have_count(len(tasks))
    await page.get_by_role("tab", name="JSON").click()
    await expect(page.get_by_role("tabpanel")).to_contain_text(f'"{call}"')
    await page.get_by_role("button", name=re.compile("^segments")).click()
    await page.get_by_role("button", name=re.compile("^0 ")).first.click()
    await expect(page.get_by_role("tabpanel")).to_contain_text("seg_0001")


async def test_a_job_is_done_again_and_then_deleted(
    visitor: Visitor, api: httpx.AsyncClient, call: str
) -> None:
    page = visitor.page
    await visitor.go(f"/jobs/{call}")
    more = page.get_by_role("button", name="More that can be done with this job")
    await more.click()
    await page.get_by_role("menuitem", name="Do it again from a stage").click()
    await page.get_by_label("From", exact=True).select_option("merge")
    await page.get_by_role("button", name="Do it again", exact=True).click()
    await expect(page.get_by_role("link", name="made from another job")).to_be_visible()
    await expect(transcript(page)).to_be_visible()
    made = page.url.rpartition("/")[2]
    assert (await ended(api, made))["rerun_of"] == call
    await more.click()
    await page.get_by_role("menuitem", name="Delete the job").click()
    question = page.get_by_role("dialog", name="Delete this job?")
    await question.get_by_role("button", name="Back").click()
    assert (await job(api, made))["status"] == "completed"
    await more.click()
    await page.get_by_role("menuitem", name="Delete the job").click()
    await question.get_by_role("button", name="Delete the job").click()
    await expect(page.get_by_role("heading", name="Jobs", exact=True)).to_be_visible()
    assert (await api.get(f"/v1/audio/transcriptions/{made}")).status_code == 404


async def test_a_running_job_shows_how_far_it_is_and_can_be_cancelled(
    visitor: Visitor, api: httpx.AsyncClient
) -> None:
    page = visitor.page
    id = await submit(api, long_talk(), model=SLOW)
    await visitor.go(f"/jobs/{id}")
    await expect(page.get_by_role("progressbar", name="Progress of the job")).to_be_visible()
    await expect(page.get_by_text(re.compile(r"\d of \d+:\d\d heard"))).to_be_visible()
    await expect(page.get_by_role("list", name="Written so far")).to_contain_text("word1")
    await page.get_by_role("button", name="Cancel", exact=True).click()
    await page.get_by_role("button", name="Cancel the job").click()
    await expect(page.get_by_text("This job was cancelled before it was done.")).to_be_visible()
