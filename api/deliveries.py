"""What was told to a webhook, over HTTP: the log of its messages, another try, a test."""

import asyncio
import json
import logging
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from ulid import ULID

from activities.database import now
from activities.deliveries import Delivery
from activities.webhooks import Webhook
from api import audited, outgoing, webhooks
from api.caller import Hooker
from api.errors import Conflict, DeliveryNotFound, TemporalUnavailable, described
from api.listing import cut, read_cursor
from api.state import Here, State

log = logging.getLogger(__name__)

START_PATIENCE = 10.0  # seconds

router = APIRouter(prefix="/v1/webhooks/{webhook_id}", tags=["webhooks"])


class ShownDelivery(BaseModel):
    id: str = Field(description="Its `webhook-id`.", examples=["msg_01JA8Z0000000000000000000A"])
    webhook_id: str
    job_id: str | None = Field(description="Null: a test.")
    url: str
    type: str = Field(examples=["transcription.completed"])
    status: Literal["pending", "delivered", "failed"]
    attempts: int
    created_at: str
    last_attempt_at: str | None
    response_status: int | None = Field(description="Of the last attempt.")
    error: str | None = Field(description="Why the last attempt failed.")


class WholeDelivery(ShownDelivery):
    body: dict[str, Any] = Field(description="The message.")


class DeliveryPage(BaseModel):
    deliveries: list[ShownDelivery]
    next_cursor: str | None


@router.get("/deliveries", responses=described(400, 404))
async def list_deliveries(
    webhook_id: str,
    state: Here,
    caller: Hooker,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=500, description="`next_cursor` of a page.")] = None,
    status: Literal["pending", "delivered", "failed"] | None = None,
) -> DeliveryPage:
    """Messages to an endpoint, newest first, with how their last attempt went."""
    webhook = await webhooks.find(state, webhook_id, caller.tenant)
    before = read_cursor(cursor) if cursor else None
    found = await asyncio.to_thread(
        lambda: state.deliveries.page(webhook.id, limit=limit + 1, before=before, status=status)
    )
    page, following = cut(found, limit)
    return DeliveryPage(deliveries=[shown(delivery) for delivery in page], next_cursor=following)


@router.get("/deliveries/{delivery_id}", responses=described(404))
async def get_delivery(webhook_id: str, delivery_id: str, state: Here, caller: Hooker) -> WholeDelivery:
    """A message, as it was or will be told."""
    _, delivery = await find(state, webhook_id, delivery_id, caller.tenant)
    return WholeDelivery(**fields(delivery), body=json.loads(delivery.body))


@router.post("/deliveries/{delivery_id}/retry", status_code=202, responses=described(404, 409))
async def retry_delivery(webhook_id: str, delivery_id: str, state: Here, caller: Hooker) -> ShownDelivery:
    """Tell a message once more, under the same id; again for a day until it is taken."""
    webhook, delivery = await find(state, webhook_id, delivery_id, caller.tenant)
    refuse_disabled(webhook)
    if not await asyncio.to_thread(state.deliveries.again, delivery.id):
        raise Conflict(f"{delivery.id} is pending: it is being told already")
    await send(state, delivery.id, afresh=True)
    await audited.record(state, caller, "webhook.retry", webhook.id, delivery=delivery.id)
    _, pending = await find(state, webhook_id, delivery_id, caller.tenant)
    return shown(pending)


@router.post("/test", status_code=202, responses=described(404, 409))
async def send_test(webhook_id: str, state: Here, caller: Hooker) -> ShownDelivery:
    """Tell an endpoint a message of the type `webhook.test`, as any other."""
    webhook = await webhooks.endpoint(state, webhook_id, caller.tenant)
    refuse_disabled(webhook)
    delivery = a_test(webhook)
    await asyncio.to_thread(state.deliveries.add, delivery)
    await send(state, delivery.id)
    return shown(delivery)


def a_test(webhook: Webhook) -> Delivery:
    moment = now()
    body = {"type": "webhook.test", "timestamp": moment, "data": {"webhook_id": webhook.id}}
    return Delivery(
        id=f"msg_{ULID()}",
        tenant=webhook.tenant,
        webhook_id=webhook.id,
        job_id="",
        url=webhook.url,
        type="webhook.test",
        body=json.dumps(body, separators=(",", ":")),
        status="pending",
        attempts=0,
        created_at=moment,
    )


async def send(state: State, delivery_id: str, *, afresh: bool = False) -> None:
    """Best effort: the reconciler starts what is not started here."""
    try:
        async with state.reach(START_PATIENCE) as temporal:
            await outgoing.start(temporal, delivery_id, afresh=afresh)
    except TemporalUnavailable as error:
        log.warning("%s is to be told but not started yet: %s", delivery_id, error.message)


async def find(state: State, webhook_id: str, delivery_id: str, tenant: str) -> tuple[Webhook, Delivery]:
    """Raises WebhookNotFound or DeliveryNotFound, also for another tenant's."""
    webhook = await webhooks.find(state, webhook_id, tenant)
    found = await asyncio.to_thread(state.deliveries.get, delivery_id)
    if found is None or found.webhook_id != webhook.id:
        raise DeliveryNotFound(delivery_id)
    return webhook, found


def refuse_disabled(webhook: Webhook) -> None:
    if webhook.disabled_at:
        reason = webhook.disabled_reason
        raise Conflict(f"{webhook.id} is disabled ({reason}); PATCH it with enabled: true first")


def fields(delivery: Delivery) -> dict[str, Any]:
    known = {name: getattr(delivery, name) for name in ShownDelivery.model_fields}
    return known | {"job_id": delivery.job_id or None}


def shown(delivery: Delivery) -> ShownDelivery:
    return ShownDelivery(**fields(delivery))
