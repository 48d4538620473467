"""Endpoints made and tried in the console; their messages arrive at a real receiver."""

import re
from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, expect

from tests.conftest import MODEL, free_ports
from tests.console import Visitor, visiting
from tests.https_server import Authority
from tests.live_stack import url
from tests.processes import running_stack
from tests.receiver import Receiver


@pytest.fixture
async def visitor(
    browser: Browser, built_console: None, tmp_path_factory: pytest.TempPathFactory, authority: Authority
) -> AsyncIterator[Visitor]:
    """At a server that may send messages to this machine."""
    data = tmp_path_factory.mktemp("stack")
    trusted = str(authority.write(data / "authority.pem"))
    told = {"DALSTON_FETCH_ALLOW": "localhost", "SSL_CERT_FILE": trusted}
    async with (
        running_stack(data, free_ports(), MODEL, **told) as stack,
        visiting(browser, url(stack), refusals=True) as visitor,
    ):
        yield visitor


async def test_an_endpoint_is_made_tried_and_deleted(visitor: Visitor, receiver: Receiver) -> None:
    page = visitor.page
    await visitor.go("/settings/webhooks")
    await page.get_by_role("button", name="New endpoint").first.click()
    await page.get_by_label("URL", exact=True).fill("https://10.0.0.1/inside")
    await page.get_by_role("button", name="Make the endpoint").click()
    await expect(page.get_by_role("alert")).to_contain_text("10.0.0.1")
    await page.get_by_label("URL", exact=True).fill(receiver.url("/console"))
    await page.get_by_role("button", name="Make the endpoint").click()
    shown = page.get_by_role("dialog").get_by_text(re.compile("whsec_"))
    secret = re.findall(r"whsec_\S+", await shown.inner_text())[0]
    await page.get_by_role("button", name="I have copied it").click()
    await page.get_by_role("button", name="Send a test").click()
    messages = page.get_by_role("region", name="Messages")
    await expect(messages).to_contain_text("delivered")
    [message] = receiver.to("/console")
    assert message.verified(secret)["type"] in await messages.inner_text()
    await messages.get_by_role("button", name="Send again").click()
    await expect(messages).to_contain_text("2 attempts")
    await page.get_by_role("button", name="Delete", exact=True).click()
    await page.get_by_role("button", name="Delete the endpoint").click()
    await expect(page.get_by_role("main")).to_contain_text("There are no endpoints yet")
