"""`dalston webhooks`: from the first endpoint to a message told once more."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import RunningStack, eventually, running_stack
from tests.https_server import Authority
from tests.receiver import Receiver, receiving


@pytest.fixture(scope="module")
def receiver() -> Iterator[tuple[Authority, Receiver]]:
    authority = Authority()
    with receiving(authority) as receiver:
        yield authority, receiver


@pytest.fixture(scope="module")
def stack(
    tmp_path_factory: pytest.TempPathFactory, receiver: tuple[Authority, Receiver]
) -> Iterator[RunningStack]:
    data: Path = tmp_path_factory.mktemp("data")
    trusted = receiver[0].write(data / "authority.pem")
    with running_stack(data, SSL_CERT_FILE=str(trusted), DALSTON_FETCH_ALLOW="localhost") as stack:
        yield stack


def test_an_endpoint_is_made_tried_and_removed_from_the_command_line(
    stack: RunningStack, receiver: tuple[Authority, Receiver]
) -> None:
    where = receiver[1]
    made = stack.run("webhooks", "create", where.url("/command"), "--on", "failed", "--named")
    assert made.returncode == 0, made.stderr
    secret, [id] = made.stdout.decode().strip(), re.findall(r"wh_\w+", made.stderr.decode())
    listed = stack.run("webhooks", "list").stdout.decode()
    assert re.search(rf"{id} +enabled +named +failed +https://localhost", listed)
    assert stack.run("webhooks", "test", id).returncode == 0
    [message] = where.wait_for("/command")
    assert message.verified(secret)["type"] == "webhook.test"

    def log() -> list[dict[str, str]]:
        told = stack.run("webhooks", "deliveries", id, "--status", "delivered", "--json")
        found: list[dict[str, str]] = json.loads(told.stdout)["deliveries"]
        return found

    eventually(log)
    rotated = stack.run("webhooks", "rotate", id).stdout.decode().strip()
    assert stack.run("webhooks", "retry", id, message.id).returncode == 0
    again = where.wait_for("/command", 2)[1]
    assert (again.id, again.verified(rotated)) == (message.id, again.verified(secret))
    assert message.id in stack.run("webhooks", "deliveries", id).stdout.decode()
    assert stack.run("webhooks", "delete", id).returncode == 0
    assert stack.run("webhooks", "delete", id).returncode == 4


def test_an_address_that_may_not_be_called_is_refused(stack: RunningStack) -> None:
    refused = stack.run("webhooks", "create", "https://10.0.0.1/")
    assert (refused.returncode, b"public Internet" in refused.stderr) == (4, True)
