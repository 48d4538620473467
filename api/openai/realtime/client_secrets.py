"""Secrets for browsers, in OpenAI's forms: tokens that know with what a session begins."""

import asyncio
from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body
from pydantic import BaseModel, Field, ValidationError
from ulid import ULID

from activities.keys import CLIENT, Key
from api import audited
from api.bounded import BoundedRoute
from api.caller import LOCAL, Caller, Listener
from api.keys import find, refuse_tokens
from api.openai.names import PREFIX, REALTIME
from api.openai.realtime import beta
from api.openai.realtime.settings import Settings, refusal
from api.state import Here, State
from api.tokens import token_of

TTL = 600  # seconds, if nothing else is asked for
SCOPES = ["realtime"]

router = APIRouter(include_in_schema=False, route_class=BoundedRoute)


class Expiry(BaseModel):
    anchor: Literal["created_at"] = "created_at"
    seconds: int = Field(TTL, ge=10, le=7200)


class SecretWanted(BaseModel):
    expires_after: Expiry | None = None
    session: dict[str, Any] | None = None


class BetaSecret(BaseModel):
    expires_at: Expiry | None = None


class BetaWanted(BaseModel):
    client_secret: BetaSecret | None = None
    modalities: list[Literal["text", "audio"]] | None = None


@router.post(f"{REALTIME}/client_secrets")
@router.post(f"{PREFIX}/realtime/client_secrets")
async def create_client_secret(
    state: Here, caller: Listener, wanted: SecretWanted | None = None
) -> dict[str, Any]:
    """A secret with which a browser opens sessions until it expires."""
    asked = wanted or SecretWanted()
    settings = Settings().changed(asked.session or {})
    value, expires_at = await made(state, caller, settings, asked.expires_after or Expiry())
    return {"value": value, "expires_at": expires_at, "session": settings.shown(f"sess_{ULID()}")}


@router.post(f"{REALTIME}/transcription_sessions")
@router.post(f"{PREFIX}/realtime/transcription_sessions")
async def create_transcription_session(
    state: Here, caller: Listener, body: Annotated[dict[str, Any] | None, Body()] = None
) -> dict[str, Any]:
    """The same, in the older form."""
    given = body or {}
    try:
        wanted = BetaWanted.model_validate(given)
    except ValidationError as error:
        raise refusal(error) from error
    settings = Settings().changed(beta.today(given))
    expiry = (wanted.client_secret and wanted.client_secret.expires_at) or Expiry()
    value, expires_at = await made(state, caller, settings, expiry)
    told = beta.flat(settings)
    shown = ("input_audio_format", "input_audio_transcription", "turn_detection")
    return {
        "client_secret": {"value": value, "expires_at": expires_at},
        "modalities": wanted.modalities or ["text"],
        **{name: told[name] for name in shown},
    }


async def made(state: State, caller: Caller, settings: Settings, expiry: Expiry) -> tuple[str, int]:
    """The secret, and the second at which it expires. Raises ApiError."""
    refuse_tokens(caller, "make client secrets")
    settings.wish()
    maker = None if caller.key_id == LOCAL else await find(state, caller.key_id, caller.tenant)
    asked = token_of(caller, maker, SCOPES, expiry.seconds, settings.model_dump(mode="json"))
    token, secret = await asyncio.to_thread(
        lambda: state.keys.create_token(asked, caller.key_id, single_use=False, prefix=CLIENT)
    )
    await audited.record(state, caller, "token.create", token.id, scopes=token.scopes, ttl=expiry.seconds)
    return secret, int(datetime.fromisoformat(asked.expires_at or "").timestamp())


async def settings_of(state: State, secret: str) -> Settings | None:
    """With what a session begins that this secret opens."""
    key: Key | None = await asyncio.to_thread(state.keys.find, secret)
    return Settings.model_validate(key.session) if key and key.session else None
