"""Pictures of the console's pages, in both themes and as wide as a phone, with something on them."""

import argparse
import asyncio
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, Page, ViewportSize, async_playwright, expect

from activities.index import Index
from tests import sample_jobs
from tests.browser import FLAGS, PATIENCE, chromium, record
from tests.console import PAGES, build, settled
from tests.http_jobs import AUDIO, JOBS, ended, submit
from tests.live import silence, speech
from tests.live_stack import live_stack, url
from tests.processes import Stack

IMAGES = Path(__file__).parent.parent / "docs" / "images"
SHOWN = ("dashboard-light", "job-light", "job-dark", "live-light", "new-light", "jobs-phone")  # in the docs
RECORDINGS = {
    "Reading group, chapter three": "ls_2609-156975-0001.flac",
    "Harbour office, voice note": "ls_3005-163389-0001.flac",
    "Lecture on the tides": "ls_3331-159605-0002.flac",
    "Inaugural address": "jfk.wav",
}
CALL = "Interview with the curator"
BROKEN = "The recording ends in the middle of a block: it cannot be read past 14:07."


@dataclass(frozen=True)
class Look:
    name: str
    theme: Literal["light", "dark"]
    width: int
    height: int


LOOKS = (Look("light", "light", 1280, 860), Look("dark", "dark", 1280, 860), Look("phone", "light", 360, 740))


async def furnish(stack: Stack, data: Path) -> dict[str, str]:
    """The address of every page, by its name."""
    index = Index(stack.settings.database_url)
    broken = sample_jobs.add(
        index, stack.settings, "Council, second tape", error_code="audio_damaged", error_message=BROKEN
    )
    index.close()
    for name, file in RECORDINGS.items():
        await ended(stack.api, await submit(stack.api, AUDIO / file, name=name))
    call = AUDIO / "two_speakers.flac"
    job = await submit(stack.api, call, speaker_detection="per_channel", language="en", name=CALL)
    await ended(stack.api, job)
    names = {"SPEAKER_00": "Ana Ruiz", "SPEAKER_01": "The curator"}
    named = await stack.api.patch(f"{JOBS}/{job}", json={"speakers": names})
    named.raise_for_status()
    places = {name: path.format(job=job, broken=broken) for name, path in PAGES.items()}
    return {**places, "job": f"/jobs/{job}"}


async def prepare(page: Page, name: str) -> None:
    """Something happens on a page before it is shot."""
    if name == "job":
        await expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
        await page.wait_for_load_state("networkidle")
        await page.locator(".transcript [data-w='24']").click()
    elif name == "new":
        files = [AUDIO / "two_speakers.flac", AUDIO / "jfk.wav"]
        await page.get_by_label("Files", exact=True).set_input_files(files)
    elif name == "live":
        await page.get_by_role("button", name="Start", exact=True).click()
        await expect(page.get_by_role("log", name="Final text")).to_contain_text("country")


async def shoot(browser: Browser, address: str, places: dict[str, str], look: Look, folder: Path) -> None:
    size = ViewportSize(width=look.width, height=look.height)
    for name, path in places.items():
        context = await browser.new_context(
            viewport=size, color_scheme=look.theme, permissions=["microphone"], reduced_motion="reduce"
        )
        page = await context.new_page()
        await page.goto(f"{address}/console{path}")
        await settled(page)
        await prepare(page, name)
        shown = f"{name}-{look.name}"
        target = (IMAGES if shown in SHOWN else folder) / f"console-{shown}.png"
        await page.screenshot(path=target, animations="disabled")
        await context.close()


@asynccontextmanager
async def chrome(folder: Path) -> AsyncIterator[Browser]:
    """Its microphone hears a speech."""
    spoken = folder / "spoken.wav"
    record(spoken, silence(1) + speech() + silence(2))
    microphone = f"--use-file-for-fake-audio-capture={spoken}%noloop"
    async with async_playwright() as playwright:
        yield await playwright.chromium.launch(executable_path=chromium(), args=[*FLAGS, microphone])


async def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__)
    parser.add_argument("--rest", type=Path, default=Path("build/screenshots"), help="for what no page shows")
    folder: Path = parser.parse_args().rest
    build()
    for made in (folder, IMAGES):
        made.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE)
    with tempfile.TemporaryDirectory(prefix="dalston-screenshots-") as temporary:
        data = Path(temporary)
        async with live_stack(data) as stack, chrome(data) as browser:
            places = await furnish(stack, data)
            for look in LOOKS:
                await shoot(browser, url(stack), places, look, folder)


if __name__ == "__main__":
    asyncio.run(main())
