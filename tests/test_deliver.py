"""A message arrives signed, once it is taken nothing more is sent, and what cannot be told is not told."""

import re
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from standardwebhooks import WebhookVerificationError
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.database import later
from activities.deliver import FIRST_PAUSE, JITTER, LONGEST_PAUSE, Deliver, backoff
from activities.deliveries import Deliveries, Delivery
from activities.index import Index
from activities.outbound import Outbound
from activities.public_address import Rules
from activities.signature import key, new_secret
from activities.webhooks import Webhook, Webhooks
from api.deliveries import a_test
from tests.https_server import Asked, Authority
from tests.receiver import Message, Receiver, receiving

HERE = Rules.allowing("localhost,127.0.0.1")
PATH_SECRET = "hunter2"


@pytest.fixture
def receiver(authority: Authority) -> Iterator[Receiver]:
    """Each test's own: it counts what came to a path."""
    with receiving(authority) as receiver:
        yield receiver


@pytest.fixture
def index(own_database: str) -> Index:
    return Index(own_database)


@pytest.fixture
def deliver(index: Index, authority: Authority) -> Deliver:
    return Deliver(index.engine, Outbound(HERE, trusted=authority.trusted), disable_days=3)


def a_webhook(index: Index, url: str | None, **columns: Any) -> Webhook:
    about = {"id": f"wh_{time.monotonic_ns()}", "types": [], "created_at": later(0), **columns}
    webhook = Webhook(tenant="default", url=url, secret=new_secret(), **about)
    assert Webhooks(index.engine).add(webhook, 50)
    return webhook


def a_message(index: Index, webhook: Webhook, **columns: Any) -> str:
    message = a_test(webhook)
    for name, value in columns.items():
        setattr(message, name, value)
    Deliveries(index.engine).add(message)
    return message.id


def row(deliver: Deliver, id: str) -> Delivery:
    found = deliver.deliveries.get(id)
    assert found
    return found


def told(deliver: Deliver, id: str) -> str:
    return ActivityEnvironment().run(deliver.deliver, id)


def refused(deliver: Deliver, id: str) -> ApplicationError:
    """The failure that makes Temporal try again."""
    with pytest.raises(ApplicationError) as failure:
        told(deliver, id)
    assert failure.value.type == "NotDelivered"
    assert not failure.value.non_retryable
    assert failure.value.__cause__ is None
    assert PATH_SECRET not in str(failure.value)
    return failure.value


def test_a_message_is_proved_by_the_usual_library(deliver: Deliver, index: Index, receiver: Receiver) -> None:
    webhook = a_webhook(index, receiver.url("/proved"))
    id = a_message(index, webhook)
    assert told(deliver, id) == "delivered"
    [message] = receiver.to("/proved")
    assert message.verified(webhook.secret)["type"] == "webhook.test"
    assert message.headers["content-type"] == "application/json"
    with pytest.raises(WebhookVerificationError):
        message.verified(new_secret())
    found = row(deliver, id)
    assert (found.status, found.attempts, found.response_status, found.error) == ("delivered", 1, 204, None)
    assert found.last_attempt_at


def test_what_was_taken_is_not_told_again(deliver: Deliver, index: Index, receiver: Receiver) -> None:
    id = a_message(index, a_webhook(index, receiver.url("/once")))
    assert [told(deliver, id), told(deliver, id)] == ["delivered", "delivered"]
    assert len(receiver.to("/once")) == 1


def test_each_attempt_tells_the_same_bytes_under_the_same_id(
    deliver: Deliver, index: Index, receiver: Receiver
) -> None:
    webhook = a_webhook(index, receiver.url("/500/503/200"))
    id = a_message(index, webhook)
    assert str(refused(deliver, id)).endswith("answered 500")
    assert row(deliver, id).error == "answered 500 Internal Server Error"
    refused(deliver, id)
    assert told(deliver, id) == "delivered"
    messages = receiver.to("/500/503/200")
    assert {(message.id, message.body) for message in messages} == {(id, messages[0].body)}
    assert all(message.verified(webhook.secret) for message in messages)
    assert (row(deliver, id).attempts, row(deliver, id).error) == (3, None)


def test_while_a_secret_is_replaced_both_prove_a_message(
    deliver: Deliver, index: Index, receiver: Receiver
) -> None:
    webhook = a_webhook(index, receiver.url("/rotated"))
    deliver.webhooks.rotate(webhook.id, after := new_secret())
    told(deliver, a_message(index, webhook))
    [message] = receiver.to("/rotated")
    assert message.verified(after) == message.verified(webhook.secret)
    assert len(message.headers["webhook-signature"].split(" ")) == 2
    deliver.webhooks.change(webhook.id, previous_until=later(-1))
    told(deliver, a_message(index, webhook))
    message = receiver.to("/rotated")[-1]
    assert message.verified(after)
    with pytest.raises(WebhookVerificationError):
        message.verified(webhook.secret)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_a_failure_and_nobody_follows_it(
    deliver: Deliver, index: Index, authority: Authority, status: int
) -> None:
    def redirect(receiver: Receiver, asked: Asked, _message: Message) -> None:
        asked.send(status, Location=receiver.url("/elsewhere"))

    with receiving(authority, redirect) as receiver:
        id = a_message(index, a_webhook(index, receiver.url()))
        refused(deliver, id)
        assert [message.path for message in receiver.messages] == ["/hook"]
    assert "redirects are not followed" in (row(deliver, id).error or "")


def test_an_endpoint_that_is_gone_is_disabled_at_once(
    deliver: Deliver, index: Index, receiver: Receiver
) -> None:
    webhook = a_webhook(index, receiver.url("/410"))
    first, second = a_message(index, webhook), a_message(index, webhook)
    assert told(deliver, first) == "failed"
    found = deliver.webhooks.get(webhook.id, "default")
    assert found
    assert (found.disabled_reason, bool(found.disabled_at)) == ("it answered 410 Gone", True)
    assert told(deliver, second) == "failed"
    assert len(receiver.to("/410")) == 1
    assert "disabled" in (row(deliver, second).error or "")


def test_a_jobs_own_url_that_is_gone_ends_only_its_own_message(
    deliver: Deliver, index: Index, receiver: Receiver
) -> None:
    signer = deliver.webhooks.signer("default")
    id = a_message(index, signer, url=receiver.url("/410/own"))
    assert told(deliver, id) == "failed"
    assert deliver.webhooks.signer("default").disabled_at is None
    assert told(deliver, a_message(index, signer, url=receiver.url("/own"))) == "delivered"
    assert receiver.to("/own")[0].verified(signer.secret)


def test_an_endpoint_that_takes_nothing_for_days_is_disabled(deliver: Deliver, index: Index) -> None:
    webhook = a_webhook(index, "https://127.0.0.1:1025/")
    for days, disabled in ((2.9, False), (3.1, True)):
        id = a_message(index, webhook)
        refused(deliver, id)
        deliver.webhooks.change(webhook.id, failing_since=later(-days * 86400))
        ActivityEnvironment().run(deliver.give_up, id)
        assert row(deliver, id).status == "failed"
        found = deliver.webhooks.get(webhook.id, "default")
        assert found
        assert bool(found.disabled_at) == disabled


def test_one_message_that_is_taken_ends_a_series_of_failures(
    deliver: Deliver, index: Index, receiver: Receiver
) -> None:
    webhook = a_webhook(index, receiver.url("/500/200/flaky"))
    id = a_message(index, webhook)
    refused(deliver, id)
    failing = deliver.webhooks.get(webhook.id, "default")
    assert failing
    assert failing.failing_since
    told(deliver, id)
    well = deliver.webhooks.get(webhook.id, "default")
    assert well
    assert well.failing_since is None


def test_a_receiver_may_ask_for_a_longer_pause(deliver: Deliver, index: Index, authority: Authority) -> None:
    pauses = iter(["120", "99999999", "tomorrow", "-1"])

    def busy(_receiver: Receiver, asked: Asked, _message: Message) -> None:
        asked.send(429, Retry_After=next(pauses))

    with receiving(authority, busy) as receiver:
        id = a_message(index, a_webhook(index, receiver.url()))
        waited = [refused(deliver, id).next_retry_delay for _ in range(4)]
    assert waited[0] == timedelta(seconds=120)
    assert waited[1] == timedelta(seconds=LONGEST_PAUSE)
    assert all(pause and pause.total_seconds() <= FIRST_PAUSE * (1 + JITTER) for pause in waited[2:])


def test_pauses_double_up_to_an_hour_and_are_not_quite_the_same() -> None:
    assert [round(backoff(attempt) / (FIRST_PAUSE * 2 ** (attempt - 1))) for attempt in range(1, 10)] == [
        1
    ] * 9
    assert all(0.9 * LONGEST_PAUSE <= backoff(attempt) <= 1.1 * LONGEST_PAUSE for attempt in (11, 40, 10_000))
    assert len({backoff(11) for _ in range(10)}) > 1


@pytest.mark.parametrize(
    "url",
    [
        "http://public.example/hook",
        "https://10.0.0.1/hunter2",
        "https://169.254.169.254/hunter2",
        "https://[::ffff:10.0.0.1]/hunter2",
        "https://[::1]/hunter2",
        "https://0.0.0.0/hunter2",
        "https://user:hunter2@example.com/",
    ],
)
def test_a_url_that_is_not_public_is_not_called(deliver: Deliver, index: Index, url: str) -> None:
    id = a_message(index, a_webhook(index, url))
    refused(deliver, id)
    assert PATH_SECRET not in (row(deliver, id).error or "")
    assert row(deliver, id).response_status is None


def test_without_the_operators_word_this_machine_is_not_called(
    index: Index, authority: Authority, receiver: Receiver
) -> None:
    strict = Deliver(index.engine, Outbound(trusted=authority.trusted), disable_days=3)
    for host in ("localhost", "127.0.0.1"):
        refused(strict, a_message(index, a_webhook(index, receiver.url("/strict", host))))
    assert receiver.to("/strict") == []


def test_a_certificate_that_nobody_vouches_for_is_not_told_anything(index: Index, receiver: Receiver) -> None:
    trusting_others = Deliver(index.engine, Outbound(HERE), disable_days=3)
    id = a_message(index, a_webhook(index, receiver.url("/untrusted")))
    refused(trusting_others, id)
    assert row(trusting_others, id).error == "its certificate cannot be trusted"
    assert receiver.to("/untrusted") == []


def test_a_receiver_that_does_not_answer_is_not_waited_for_long(index: Index, authority: Authority) -> None:
    outbound = Outbound(HERE, trusted=authority.trusted)
    deliver = Deliver(index.engine, outbound, disable_days=3, patience=1)
    free = threading.Event()

    def hang(_receiver: Receiver, asked: Asked, _message: Message) -> None:
        free.wait(60)

    with receiving(authority, hang) as receiver:
        id = a_message(index, a_webhook(index, receiver.url()))
        refused(deliver, id)
        free.set()
    assert row(deliver, id).error == "no answer within 1 s"


def test_an_answer_that_never_ends_is_not_read(deliver: Deliver, index: Index, authority: Authority) -> None:
    def endless(_receiver: Receiver, asked: Asked, _message: Message) -> None:
        asked.head(200)
        while True:
            asked.wfile.write(bytes(65536))

    with receiving(authority, endless) as receiver:
        assert told(deliver, a_message(index, a_webhook(index, receiver.url()))) == "delivered"


def test_what_was_forgotten_meanwhile_is_not_told(deliver: Deliver, index: Index, receiver: Receiver) -> None:
    webhook = a_webhook(index, receiver.url("/forgotten"))
    id = a_message(index, webhook)
    deliver.webhooks.delete(webhook.id)
    assert told(deliver, id) == "gone"
    assert told(deliver, "msg_nonesuch") == "gone"
    assert receiver.to("/forgotten") == []


def test_an_endpoint_that_moved_is_told_at_its_new_address(
    deliver: Deliver, index: Index, receiver: Receiver
) -> None:
    webhook = a_webhook(index, receiver.url("/500/before"))
    id = a_message(index, webhook)
    refused(deliver, id)
    deliver.webhooks.change(webhook.id, url=receiver.url("/after"))
    assert told(deliver, id) == "delivered"
    assert row(deliver, id).url == receiver.url("/after")


@pytest.mark.parametrize(
    "secret", ["", "whsec_", "hello", "whsec_AAAA", "whsec_" + "A" * 128, "whsec_!!!!", "whsec_é"]
)
def test_a_secret_that_is_none_is_refused_without_being_repeated(secret: str) -> None:
    with pytest.raises(ValueError, match="24 to 64 bytes in base64") as refusal:
        key(secret)
    assert len(secret) < 10 or secret not in str(refusal.value)


def test_the_example_in_the_docs_proves_messages(deliver: Deliver, index: Index, receiver: Receiver) -> None:
    webhook = a_webhook(index, receiver.url("/example"))
    told(deliver, a_message(index, webhook))
    [message] = receiver.to("/example")
    page = (Path(__file__).parent.parent / "docs" / "webhooks.md").read_text("utf-8")
    [example] = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    documented: dict[str, Any] = {}
    exec(example, documented)
    verify = documented["verify"]
    assert verify(message.body, message.headers, webhook.secret) == message.verified(webhook.secret)
    with pytest.raises(ValueError, match="no signature fits"):
        verify(message.body, message.headers, new_secret())
    with pytest.raises(ValueError, match="no signature fits"):
        verify(message.body + b" ", message.headers, webhook.secret)
    with pytest.raises(ValueError, match="too old"):
        verify(message.body, message.headers | {"webhook-timestamp": "1"}, webhook.secret)
