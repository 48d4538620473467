"""A webhook message in, told to its address; how each attempt went is in its row."""

import random
import time
from dataclasses import dataclass
from datetime import timedelta

import httpx
from sqlalchemy import Engine
from temporalio import activity
from temporalio.exceptions import ApplicationError, ApplicationErrorCategory

from activities import signature, styles
from activities.beating import beating
from activities.database import later, now
from activities.deliveries import Deliveries, Delivery
from activities.outbound import Deadline, Outbound, TookTooLong, certificate_refused
from activities.public_address import ForbiddenAddress
from activities.webhooks import Webhook, Webhooks

PATIENCE = 15.0  # seconds for one attempt
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 3600.0  # seconds between two attempts; each is twice the one before
JITTER = 0.1  # of a pause, so that many messages do not come back at once


@dataclass(frozen=True)
class Attempt:
    """How one went. `error` never has the path or query of the URL: secrets may be in it."""

    status: int | None = None  # of the answer
    error: str | None = None  # None: it was taken
    pause: float = 0.0  # seconds that the receiver wants to be left alone


class Deliver:
    """`disable_days`: how long an endpoint may fail before nothing is sent to it any more."""

    def __init__(
        self, engine: Engine, outbound: Outbound, *, disable_days: float, patience: float = PATIENCE
    ) -> None:
        self.engine = engine
        self.deliveries = Deliveries(engine)
        self.webhooks = Webhooks(engine)
        self.outbound = outbound
        self.disable_days = disable_days
        self.patience = patience

    @activity.defn
    def deliver(self, delivery_id: str) -> str:
        """Return what became of it: delivered, failed or gone. Raises when it should be tried again."""
        delivery = self.deliveries.get(delivery_id)
        if delivery is None:
            return "gone"
        webhook = self.webhooks.get(delivery.webhook_id, delivery.tenant)
        if webhook is None:
            return "gone"
        if delivery.status != "pending":
            return delivery.status
        if webhook.disabled_at:
            self.deliveries.fail(delivery.id, f"the endpoint is disabled: {webhook.disabled_reason}")
            return "failed"
        with beating():
            attempt = self._attempt(delivery, webhook)
        if attempt.error is None:
            return "delivered"
        if attempt.status == httpx.codes.GONE:
            self.deliveries.fail(delivery.id)
            self.webhooks.disable(webhook.id, "it answered 410 Gone")
            return "failed"
        raise ApplicationError(
            f"answered {attempt.status}" if attempt.status else "no answer",
            type="NotDelivered",
            next_retry_delay=timedelta(seconds=max(attempt.pause, backoff(activity.info().attempt))),
            category=ApplicationErrorCategory.BENIGN,
        )

    @activity.defn
    def give_up(self, delivery_id: str) -> None:
        """Nobody took the message for as long as it is tried. An endpoint that fails for days is disabled."""
        delivery = self.deliveries.get(delivery_id)
        if delivery is None or not self.deliveries.fail(delivery_id):
            return
        webhook = self.webhooks.get(delivery.webhook_id, delivery.tenant)
        if webhook and webhook.failing_since and webhook.failing_since < later(-self.disable_days * 86400):
            reason = f"no message was taken since {webhook.failing_since}"
            self.webhooks.disable(webhook.id, reason)

    def _attempt(self, delivery: Delivery, webhook: Webhook) -> Attempt:
        url = webhook.url or delivery.url  # the endpoint may have moved since
        content = styles.body(webhook, self.engine, delivery).encode()
        headers = signature.headers(delivery.id, int(time.time()), content, webhook.secrets)
        attempt = self._post(url, headers | {"Content-Type": "application/json"}, content)
        self.deliveries.tried(delivery.id, url, response_status=attempt.status, error=attempt.error)
        failing_since = (webhook.failing_since or now()) if attempt.error else None
        if failing_since != webhook.failing_since:
            self.webhooks.change(webhook.id, failing_since=failing_since)
        return attempt

    def _post(self, url: str, headers: dict[str, str], content: bytes) -> Attempt:
        """Only the status of the answer counts; its body is not read, redirects are not followed."""
        deadline = Deadline(self.patience)
        try:
            with self.outbound.answer("POST", url, deadline, headers=headers, content=content) as answer:
                return judged(answer)
        except ForbiddenAddress as error:
            return Attempt(error=str(error))
        except (TookTooLong, httpx.TimeoutException):
            return Attempt(error=f"no answer within {self.patience:g} s")
        except httpx.TransportError as error:
            untrusted = certificate_refused(error)
            return Attempt(
                error="its certificate cannot be trusted" if untrusted else "the connection failed"
            )


def judged(answer: httpx.Response) -> Attempt:
    status = answer.status_code
    if answer.is_success:
        return Attempt(status)
    hint = "; redirects are not followed" if answer.is_redirect else ""
    asked = answer.headers.get("Retry-After", "")
    pause = min(LONGEST_PAUSE, int(asked[:9])) if asked.isdecimal() else 0.0
    return Attempt(status, f"answered {status} {httpx.codes.get_reason_phrase(status)}".strip() + hint, pause)


def backoff(attempt: int) -> float:
    """Seconds to the next attempt."""
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(attempt - 1, 20))
    return pause * random.uniform(1 - JITTER, 1 + JITTER)
