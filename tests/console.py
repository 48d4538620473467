"""The built console in a browser: its address, visitors, and what may not go wrong while they look around."""

import fcntl
import os
import subprocess
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, expect

from api.console_files import BUILT
from tests.browser import PATIENCE

ROOT = Path(__file__).parent.parent
WEB = ROOT / "web"
PAGES = {
    "dashboard": "/",
    "new": "/new",
    "jobs": "/jobs",
    "job": "/jobs/{job}?confidence=1&find=committee",
    "pipeline": "/jobs/{job}?tab=pipeline",
    "exports": "/jobs/{job}?tab=exports",
    "json": "/jobs/{job}?tab=json",
    "failed": "/jobs/{broken}",
    "live": "/live",
    "engines": "/engines",
    "keys": "/settings/keys",
    "webhooks": "/settings/webhooks",
    "retention": "/settings/retention",
    "limits": "/settings/limits",
    "audit": "/settings/audit",
    "about": "/settings/about",
    "nowhere": "/nowhere",
}
REFUSED = "Failed to load resource"  # how Chromium begins what it says of a 4xx or 5xx
# The player's element is not in the page; this remembers it.
REMEMBER_AUDIO = """
window.heard = [];
window.Audio = class extends Audio { constructor(...given) { super(...given); window.heard.push(this); } };
"""


def stale() -> bool:
    page = BUILT / "index.html"
    if not page.is_file():
        return True
    sources = (path for path in (WEB / "src").rglob("*") if path.is_file())
    return page.stat().st_mtime < max(path.stat().st_mtime for path in sources)


def build() -> None:
    """As `make console` does, once, whoever else asks for it at the same time."""
    with (Path(tempfile.gettempdir()) / f"dalston-console-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not stale():
            return
        run = subprocess.run(
            ["make", "console"], cwd=ROOT, capture_output=True, text=True, timeout=170, check=False
        )
    if run.returncode:
        told = f"the console could not be built: {run.stdout[-500:]}{run.stderr[-1500:]}"
        if os.environ.get("CI") == "true" or (WEB / "node_modules" / "vite").is_dir():
            pytest.fail(told)
        pytest.skip(told)  # there is no Node here, or nothing to build with


@pytest.fixture(scope="session")
def built_console() -> None:
    """As of the newest source. Skips where it cannot be built, but not in CI."""
    if stale():
        build()


@dataclass
class Visitor:
    """A page of the console, and what went wrong in it."""

    page: Page
    url: str  # of the server
    wrong: list[str] = field(default_factory=list)

    async def go(self, path: str = "/") -> None:
        await self.page.goto(f"{self.url}/console{path}")

    def listen(self, *, refusals: bool) -> None:
        """`refusals`: the server may refuse something without that being wrong."""

        def hear(message: ConsoleMessage) -> None:
            if message.type == "error" and not (refusals and message.text.startswith(REFUSED)):
                self.wrong.append(f"{message.text} ({message.location.get('url')})")

        self.page.on("console", hear)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))


@asynccontextmanager
async def visiting(
    browser: Browser, url: str, *, refusals: bool = False, **options: Any
) -> AsyncIterator[Visitor]:
    """`options`: of the browser's context. Fails if anything went wrong in the page, by its CSP, too."""
    expect.set_options(timeout=PATIENCE)
    context = await browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    await context.add_init_script(REMEMBER_AUDIO)
    visitor = Visitor(await context.new_page(), url)
    visitor.listen(refusals=refusals)
    yield visitor
    await context.close()
    assert visitor.wrong == []


async def sign_in(page: Page, key: str) -> None:
    await page.get_by_label("Key", exact=True).fill(key)
    await page.get_by_role("button", name="Sign in").click()


async def settled(page: Page) -> None:
    """Until there is a heading, and nothing is being loaded any more."""
    await expect(page.get_by_role("heading", level=1)).to_be_visible()
    await expect(page.locator("main .animate-pulse")).to_have_count(0)
