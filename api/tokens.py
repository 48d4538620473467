"""Short-lived tokens, for a browser that must not hold a key."""

import asyncio
from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from activities.database import later
from activities.keys import Key, NewKey
from api import audited
from api.bounded import BoundedRoute
from api.caller import LOCAL, Anyone, Caller
from api.errors import Forbidden, described
from api.keys import Scopes, find, refuse_tokens
from api.state import Here, State

router = APIRouter(prefix="/v1/tokens", tags=["keys"], route_class=BoundedRoute)


class TokenWanted(BaseModel):
    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"scopes": ["realtime"], "ttl": 300}]}
    )

    scopes: Scopes = Field(description="What it may do: at most what the key may that makes it.")
    ttl: int = Field(600, ge=60, le=3600, description="Seconds until it expires.")
    single_use: bool = Field(False, description="Good for one request only.")


class Token(BaseModel):
    id: str = Field(examples=["tok_01JA8Z0000000000000000000A"])
    token: str = Field(description="The secret. It is shown now and never again.")
    scopes: list[str]
    single_use: bool
    expires_at: str


@router.post("", status_code=201, responses=described(413))
async def create_token(wanted: TokenWanted, state: Here, caller: Anyone) -> Token:
    """A token of the caller's tenant. It counts against the limits of the key that makes it."""
    return await issue(wanted, state, caller)


async def issue(wanted: TokenWanted, state: State, caller: Caller) -> Token:
    """Raises Forbidden."""
    refuse_tokens(caller, "make tokens")
    if missing := sorted(scope for scope in wanted.scopes if not caller.may(scope)):
        raise Forbidden(
            f"a token cannot have {', '.join(missing)}: your key has {', '.join(sorted(caller.scopes))}",
            needed=missing,
            scopes=sorted(caller.scopes),
        )
    maker = None if caller.key_id == LOCAL else await find(state, caller.key_id, caller.tenant)
    asked = token_of(caller, maker, wanted.scopes, wanted.ttl)
    token, secret = await asyncio.to_thread(
        lambda: state.keys.create_token(asked, caller.key_id, single_use=wanted.single_use)
    )
    await audited.record(state, caller, "token.create", token.id, scopes=token.scopes, ttl=wanted.ttl)
    return Token(
        id=token.id,
        token=secret,
        scopes=token.scopes,
        single_use=token.single_use,
        expires_at=asked.expires_at or "",
    )


def token_of(
    caller: Caller, maker: Key | None, scopes: Sequence[str], ttl: int, session: dict[str, Any] | None = None
) -> NewKey:
    """`ttl`: in seconds."""
    expiry = later(ttl)
    if maker and maker.expires_at:
        expiry = min(expiry, maker.expires_at)
    return NewKey(
        tenant=caller.tenant,
        name="token",
        scopes=scopes,
        expires_at=expiry,
        rate_limit=maker.rate_limit if maker else None,
        session=session,
    )
