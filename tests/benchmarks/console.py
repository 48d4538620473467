"""A transcript of five hours in the console: how soon it can be read, and how smoothly it scrolls."""

import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.async_api import Page, async_playwright
from rich.table import Table

from activities.index import Index
from api.settings import ApiSettings
from tests import sample_jobs
from tests.benchmarks.__main__ import console, where
from tests.browser import FLAGS, chromium
from tests.conftest import MODEL, free_ports
from tests.console import build
from tests.live_stack import url
from tests.processes import running_stack
from workers.settings import WorkerSettings

TIMES = 5
LOADED = 2.0  # seconds at most, until the words can be read
FRAMES = 50.0  # a second at least, while it is scrolled
SCROLL = """async () => {
  const box = document.querySelector(".transcript"), times = [];
  const frame = () => new Promise(requestAnimationFrame);
  for (let at = 0; at < 300; at++) {
    times.push(await frame());
    box.scrollTop += at % 60 === 59 ? 20000 : 90;
  }
  const gaps = times.slice(1).map((time, at) => time - times[at]).sort((a, b) => a - b);
  return [1000 * gaps.length / (times.at(-1) - times[0]), gaps[Math.floor(gaps.length * 0.99)],
    box.querySelectorAll("li").length];
}"""


async def load(page: Page, address: str) -> float:
    """Seconds until the first words are there."""
    began = time.perf_counter()
    await page.goto(address, wait_until="commit")
    await page.wait_for_selector(".transcript [data-w='20']")
    return time.perf_counter() - began


async def measure(address: str) -> bool:
    """Whether both are good enough."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS))
        loads, scrolls = list[float](), list[tuple[float, float, int]]()
        for _ in range(TIMES):
            page = await browser.new_page()
            loads.append(await load(page, address))
            scrolls.append(await page.evaluate(SCROLL))
            await page.close()
        await browser.close()
    rates = [rate for rate, _, _ in scrolls]
    table = Table("", "median", "worst", "bound")
    table.add_row("first words (s)", f"{statistics.median(loads):.2f}", f"{max(loads):.2f}", f"< {LOADED:g}")
    table.add_row("frames/s", f"{statistics.median(rates):.0f}", f"{min(rates):.0f}", f"≥ {FRAMES:g}")
    gaps = [gap for _, gap, _ in scrolls]
    table.add_row("99 % of frames within (ms)", f"{statistics.median(gaps):.0f}", f"{max(gaps):.0f}", "")
    console.print(table)
    return statistics.median(loads) < LOADED and statistics.median(rates) >= FRAMES


async def main() -> None:
    build()
    said = sample_jobs.long_transcript()
    with tempfile.TemporaryDirectory(prefix="dalston-console-") as folder:
        data = Path(folder)
        async with running_stack(data, free_ports(), MODEL) as stack:
            index = Index(ApiSettings(data=data, _env_file=None).database_url)
            job = sample_jobs.add(index, WorkerSettings(data=data, _env_file=None), "Five hours", said)
            console.print(f"{where()}; {sum(len(one.words) for one in said.segments)} words")
            good = await measure(f"{url(stack)}/console/jobs/{job}")
            index.close()
    sys.exit(not good)


if __name__ == "__main__":
    asyncio.run(main())
