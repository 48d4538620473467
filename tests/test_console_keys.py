"""Signing in to the console, and keys made and revoked in it, against a server that asks for keys."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect
from temporalio.client import Client

from api.caller import SCOPES
from tests.console import Visitor, sign_in, visiting
from tests.keyed import Keyed, bearer, keyed


@pytest.fixture
async def server(temporal: Client, workers: None, data: Path) -> AsyncIterator[Keyed]:
    async with keyed(data, temporal) as server:
        yield server


@pytest.fixture
async def visitor(browser: Browser, built_console: None, server: Keyed) -> AsyncIterator[Visitor]:
    url = str(server.api.base_url).rstrip("/")
    async with visiting(browser, url, refusals=True) as visitor:
        yield visitor


def secret(server: Keyed) -> str:
    _, headers = server.key(SCOPES, "console")
    return headers["Authorization"].removeprefix("Bearer ")


async def test_only_a_key_that_the_server_knows_opens_the_console(visitor: Visitor, server: Keyed) -> None:
    page, key = visitor.page, secret(server)
    await visitor.go("/settings/limits")
    await sign_in(page, "dk_that_nobody_made")
    refusal = await server.api.get("/v1/keys/me", headers=bearer("dk_that_nobody_made"))
    sentence = refusal.json()["error"]["message"]
    await expect(page.get_by_role("alert")).to_contain_text(sentence[1:].rstrip("."))
    await sign_in(page, key)
    await expect(page.get_by_role("main")).to_contain_text("Largest recording")
    kept = str(await page.evaluate("Object.values(sessionStorage)"))
    assert "dt_" in kept
    assert key not in kept
    assert await page.evaluate("Object.keys(localStorage)") == []
    await page.get_by_role("button", name="Sign out or see who is signed in").click()
    await page.get_by_role("menuitem", name="Sign out").click()
    await expect(page.get_by_label("Key", exact=True)).to_be_visible()
    assert "dt_" not in str(await page.evaluate("Object.values(sessionStorage)"))


async def test_a_new_key_is_shown_once_works_and_is_revoked(visitor: Visitor, server: Keyed) -> None:
    page, key = visitor.page, secret(server)
    await visitor.go("/settings/keys")
    await sign_in(page, key)
    made = await new_key(page, "newsroom")
    assert (await server.api.get("/v1/audio/transcriptions", headers=bearer(made))).status_code == 200
    keys = page.get_by_role("region", name="Keys")
    await expect(keys).to_contain_text("newsroom")
    assert made not in await page.content()
    await page.reload()
    await expect(keys).to_contain_text("newsroom")
    assert made not in await page.content()
    await page.get_by_role("button", name="Revoke newsroom").click()
    await page.get_by_role("button", name="Revoke the key").click()
    # The key is in no storage: after a reload it is asked for.
    await page.get_by_label("Key", exact=True).fill(key)
    await page.get_by_role("button", name="Confirm", exact=True).click()
    row = keys.get_by_role("row").filter(has_text="newsroom")
    await expect(row).to_contain_text("revoked")
    assert (await server.api.get("/v1/audio/transcriptions", headers=bearer(made))).status_code == 401


async def new_key(page: Page, name: str) -> str:
    """Its secret, as it is shown."""
    await page.get_by_role("button", name="New key").click()
    await page.get_by_label("Name", exact=True).fill(name)
    await page.get_by_role("button", name="Make the key").click()
    shown = page.get_by_role("dialog").get_by_text(re.compile("dk_"))
    made = re.findall(r"dk_[\w-]+", await shown.inner_text())[0]
    await page.get_by_role("button", name="I have copied it").click()
    return str(made)


async def test_whoever_may_less_sees_less_and_is_told_so(visitor: Visitor, server: Keyed) -> None:
    page = visitor.page
    _, headers = server.key(["jobs:read"], "reader")
    await visitor.go("/settings/keys")
    await sign_in(page, headers["Authorization"].removeprefix("Bearer "))
    await expect(page.get_by_role("alert")).to_contain_text(re.compile("admin"))
