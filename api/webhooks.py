"""Webhook endpoints over HTTP: made, listed, changed, removed; their secrets shown once and replaced."""

import asyncio
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from ulid import ULID

from activities import signature
from activities.database import now
from activities.webhooks import ABOUT_JOBS, Webhook
from api import audited, public_url
from api.bounded import BoundedRoute
from api.caller import Caller, Hooker
from api.errors import Conflict, InvalidField, WebhookNotFound, described
from api.state import Here, State
from api.submission import Submission

MOST = 50  # endpoints of a tenant
LONGEST = 2048  # characters of a URL

router = APIRouter(prefix="/v1/webhooks", tags=["webhooks"], route_class=BoundedRoute)


def usable(secret: str) -> str:
    signature.key(secret)
    return secret


Url = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST)]
Text = Annotated[str, StringConstraints(max_length=255, pattern=r"^[^\x00-\x1f\x7f]*$")]
Type = Literal["transcription.completed", "transcription.failed", "transcription.cancelled"]
Types = Annotated[list[Type], Field(min_length=1, max_length=len(ABOUT_JOBS))]
Style = Literal["standard", "elevenlabs"]
ALL: list[Type] = ["transcription.completed", "transcription.failed", "transcription.cancelled"]
Secret = Annotated[str, StringConstraints(max_length=100), AfterValidator(usable)]


class WebhookWanted(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"url": "https://example.com/hooks/dalston"}]}
    )

    url: Url = Field(description="https, of a host on the public Internet unless the operator allows more.")
    description: Text = ""
    types: Types = Field(ALL, description="What it is told of.")
    all_jobs: bool = Field(True, description="False: only of jobs that name it as their `webhook_id`.")
    style: Style = Field(
        "standard", description="elevenlabs: of a completed job as it says it, with the transcript."
    )
    secret: Secret | None = Field(None, description="One of your own: whsec_ and 24 to 64 bytes in base64.")


class WebhookChange(BaseModel):
    """What is not given stays."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"enabled": True}]})

    url: Url | None = None
    description: Text | None = None
    types: Types | None = None
    all_jobs: bool | None = None
    style: Style | None = None
    enabled: bool | None = Field(None, description="True: send again to an endpoint that was disabled.")


class SecretWanted(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})

    secret: Secret | None = Field(None, description="One of your own; a new one if not given.")


class ShownWebhook(BaseModel):
    """An endpoint, without its secret."""

    id: str = Field(examples=["wh_01JA8Z0000000000000000000A"])
    url: str | None = Field(description="Null: it signs what goes to the `webhook_url` of jobs.")
    description: str
    types: list[str]
    all_jobs: bool
    style: str
    enabled: bool
    disabled_at: str | None
    disabled_reason: str | None
    failing_since: str | None = Field(description="No message was taken since.")
    created_at: str


class SignedWebhook(ShownWebhook):
    secret: str = Field(description="What its messages are signed with.")
    previous_until: str | None = Field(description="Until then the secret before it signs as well.")


class WebhookList(BaseModel):
    webhooks: list[ShownWebhook]


@router.post("", status_code=201, responses=described(400, 409, 413))
async def create_webhook(
    wanted: WebhookWanted, response: Response, state: Here, caller: Hooker
) -> SignedWebhook:
    """A new endpoint. The secret is in this answer and in that of a rotation only."""
    await public_url.check(wanted.url, state.settings.rules)
    webhook = Webhook(
        id=f"wh_{ULID()}",
        tenant=caller.tenant,
        created_at=now(),
        **(wanted.model_dump() | {"secret": wanted.secret or signature.new_secret()}),
    )
    if not await asyncio.to_thread(state.webhooks.add, webhook, MOST):
        raise Conflict(f"you have {MOST} webhooks, which is the most there can be; delete one first")
    await audited.record(state, caller, "webhook.create", webhook.id)
    response.headers["Location"] = f"{router.prefix}/{webhook.id}"
    return signed(await find(state, webhook.id, caller.tenant))


@router.get("")
async def list_webhooks(state: Here, caller: Hooker) -> WebhookList:
    """All endpoints, newest first."""
    found = await asyncio.to_thread(state.webhooks.of_tenant, caller.tenant)
    return WebhookList(webhooks=[shown(webhook) for webhook in found])


@router.get("/signing-secret")
async def get_signing_secret(state: Here, caller: Hooker) -> SignedWebhook:
    """What signs messages to the `webhook_url` of jobs: one secret a tenant, made at first use."""
    return signed(await asyncio.to_thread(state.webhooks.signer, caller.tenant))


@router.get("/{webhook_id}", responses=described(404))
async def get_webhook(webhook_id: str, state: Here, caller: Hooker) -> ShownWebhook:
    """An endpoint, and whether messages reach it."""
    return shown(await find(state, webhook_id, caller.tenant))


@router.patch("/{webhook_id}", responses=described(400, 404, 409, 413))
async def change_webhook(webhook_id: str, wanted: WebhookChange, state: Here, caller: Hooker) -> ShownWebhook:
    """Change an endpoint. Messages that are still to be told go to its new URL."""
    webhook = await endpoint(state, webhook_id, caller.tenant)
    if wanted.url is not None:
        await public_url.check(wanted.url, state.settings.rules)
    given = wanted.model_dump(exclude_none=True)
    columns = given | switched(webhook, given.pop("enabled", None))
    if columns:
        await asyncio.to_thread(lambda: state.webhooks.change(webhook.id, **columns))
        await audited.record(state, caller, "webhook.update", webhook.id, changed=sorted(columns))
    return shown(await find(state, webhook_id, caller.tenant))


@router.delete("/{webhook_id}", status_code=204, responses=described(404, 409))
async def delete_webhook(webhook_id: str, state: Here, caller: Hooker) -> None:
    """Remove an endpoint with its deliveries; what was still to be told to it is not told any more."""
    webhook = await endpoint(state, webhook_id, caller.tenant)
    await asyncio.to_thread(state.webhooks.delete, webhook.id)
    await audited.record(state, caller, "webhook.delete", webhook.id)


@router.post("/{webhook_id}/rotate-secret", responses=described(400, 404, 413))
async def rotate_secret(
    webhook_id: str, state: Here, caller: Hooker, wanted: SecretWanted | None = None
) -> SignedWebhook:
    """A new secret. For a day the one before signs every message too, so that receivers can follow."""
    webhook = await find(state, webhook_id, caller.tenant)
    secret = (wanted and wanted.secret) or signature.new_secret()
    await asyncio.to_thread(state.webhooks.rotate, webhook.id, secret)
    await audited.record(state, caller, "webhook.rotate", webhook.id)
    return signed(await find(state, webhook_id, caller.tenant))


async def find(state: State, webhook_id: str, tenant: str) -> Webhook:
    """Raises WebhookNotFound, also for another tenant's."""
    found = await asyncio.to_thread(state.webhooks.get, webhook_id, tenant)
    if found is None:
        raise WebhookNotFound(webhook_id)
    return found


async def check(asked: Submission, state: State, caller: Caller) -> None:
    """Whether the webhook that a submission names can be used. Raises InvalidField or ForbiddenAddress."""
    if asked.webhook_url:
        await public_url.check(asked.webhook_url, state.settings.rules)
    if asked.webhook_id is None:
        return
    found = await asyncio.to_thread(state.webhooks.get, asked.webhook_id, caller.tenant)
    if found is None or found.url is None:
        asked_for = asked.webhook_id
        raise InvalidField(f"webhook_id: there is no webhook {asked_for!r}; GET /v1/webhooks lists yours")


async def endpoint(state: State, webhook_id: str, tenant: str) -> Webhook:
    """One with a URL of its own. Raises WebhookNotFound or Conflict."""
    found = await find(state, webhook_id, tenant)
    if found.url is None:
        raise Conflict(f"{found.id} signs for the webhook_url of jobs; only its secret can be rotated")
    return found


def switched(webhook: Webhook, enabled: bool | None) -> dict[str, Any]:
    """The columns that change when an endpoint is switched on or off."""
    if enabled is None or enabled == (webhook.disabled_at is None):
        return {}
    if enabled:
        return {"disabled_at": None, "disabled_reason": None, "failing_since": None}
    return {"disabled_at": now(), "disabled_reason": "switched off by its owner"}


def shown(webhook: Webhook) -> ShownWebhook:
    return ShownWebhook(**fields(webhook))


def signed(webhook: Webhook) -> SignedWebhook:
    overlaps = len(webhook.secrets) > 1
    until = webhook.previous_until if overlaps else None
    return SignedWebhook(**fields(webhook), secret=webhook.secret, previous_until=until)


def fields(webhook: Webhook) -> dict[str, Any]:
    known = {name: getattr(webhook, name) for name in ShownWebhook.model_fields if name != "enabled"}
    return known | {"enabled": webhook.disabled_at is None}
