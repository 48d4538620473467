"""Keys over HTTP: made, listed, renamed, revoked. A secret is in one answer only, that of its making."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, field_validator

from activities.database import as_text
from activities.keys import Key, NewKey
from api import audited
from api.bounded import BoundedRoute
from api.caller import LOCAL, Admin, Anyone, Caller, Scope
from api.errors import Forbidden, KeyNotFound, described
from api.listing import cut, read_cursor
from api.state import Here, State

router = APIRouter(prefix="/v1/keys", tags=["keys"], route_class=BoundedRoute)

Name = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f\x7f]+$")]
Scopes = Annotated[list[Scope], Field(min_length=1, max_length=10)]


class KeyWanted(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"name": "newsroom", "scopes": ["jobs:read", "jobs:write"]}]},
    )

    name: Name
    scopes: Scopes = Field(description="What it may do; `admin` stands for everything.")
    expires_at: AwareDatetime | None = Field(None, description="Not given: it does not expire.")
    rate_limit: int | None = Field(
        None, ge=1, le=1_000_000, description="Requests a minute, below the limit of the tenant."
    )

    @field_validator("expires_at")
    @classmethod
    def lie_ahead(cls, value: datetime | None) -> datetime | None:
        if value is not None and value <= datetime.now(UTC):
            raise ValueError("this is not in the future")
        return value


class KeyChange(BaseModel):
    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"name": "newsroom"}]})

    name: Name


class ShownKey(BaseModel):
    """A key or a token, without its secret."""

    id: str = Field(examples=["key_01JA8Z0000000000000000000A"])
    tenant: str
    name: str
    hint: str = Field(description="How the secret begins.", examples=["dk_bX3qP"])
    scopes: list[str]
    rate_limit: int | None = Field(description="Requests a minute; null: only the tenant's limit.")
    single_use: bool
    made_by: str | None = Field(description="The key that a token was made with.")
    created_at: str
    expires_at: str | None
    last_used_at: str | None = Field(description="To the minute.")
    revoked_at: str | None


class NewShownKey(ShownKey):
    key: str = Field(description="The secret. It is shown now and never again.")


class KeyPage(BaseModel):
    keys: list[ShownKey]
    next_cursor: str | None


@router.post("", status_code=201, responses=described(400, 413))
async def create_key(wanted: KeyWanted, response: Response, state: Here, caller: Admin) -> NewShownKey:
    """A new key of the caller's tenant."""
    refuse_tokens(caller, "make keys")
    asked = NewKey(
        tenant=caller.tenant,
        name=wanted.name,
        scopes=wanted.scopes,
        expires_at=as_text(wanted.expires_at) if wanted.expires_at else None,
        rate_limit=wanted.rate_limit,
    )
    key, secret = await asyncio.to_thread(state.keys.create, asked)
    await audited.record(state, caller, "key.create", key.id, name=key.name, scopes=key.scopes)
    response.headers["Location"] = f"{router.prefix}/{key.id}"
    return NewShownKey(**fields(key), key=secret)


@router.get("", responses=described(400))
async def list_keys(
    state: Here,
    caller: Admin,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    cursor: Annotated[str | None, Query(max_length=500, description="`next_cursor` of a page.")] = None,
    tokens: Annotated[bool, Query(description="Tokens instead of keys.")] = False,
) -> KeyPage:
    """The tenant's keys, newest first, the revoked ones too."""
    before = read_cursor(cursor) if cursor else None
    found = await asyncio.to_thread(
        lambda: state.keys.page(caller.tenant, limit=limit + 1, before=before, tokens=tokens)
    )
    page, following = cut(found, limit)
    return KeyPage(keys=[shown(key) for key in page], next_cursor=following)


@router.get("/me")
async def get_own_key(state: Here, caller: Anyone) -> ShownKey:
    """The key or token that this request came with."""
    if caller.key_id == LOCAL:
        return keyless(caller)
    return shown(await find(state, caller.key_id, caller.tenant))


@router.get("/{key_id}", responses=described(404))
async def get_key(key_id: str, state: Here, caller: Admin) -> ShownKey:
    """A key or a token of the tenant."""
    return shown(await find(state, key_id, caller.tenant))


@router.patch("/{key_id}", responses=described(400, 404, 413))
async def rename_key(key_id: str, wanted: KeyChange, state: Here, caller: Admin) -> ShownKey:
    """Give a key another name."""
    refuse_tokens(caller, "change keys")
    key = await find(state, key_id, caller.tenant)
    await asyncio.to_thread(state.keys.rename, key.id, caller.tenant, wanted.name)
    await audited.record(state, caller, "key.update", key.id, name=wanted.name)
    return shown(await find(state, key_id, caller.tenant))


@router.delete("/{key_id}", status_code=204, responses=described(404))
async def revoke_key(key_id: str, state: Here, caller: Admin) -> None:
    """Revoke a key and the tokens made with it. Within five seconds no server takes it any more."""
    refuse_tokens(caller, "revoke keys")
    key = await find(state, key_id, caller.tenant)
    revoked = await asyncio.to_thread(state.keys.revoke, key.id)
    state.keyring.forget(key.id)
    if revoked:
        await audited.record(state, caller, "key.revoke", key.id)


async def find(state: State, key_id: str, tenant: str) -> Key:
    """Raises KeyNotFound, also for another tenant's."""
    found = await asyncio.to_thread(state.keys.get, key_id, tenant)
    if found is None:
        raise KeyNotFound(key_id)
    return found


def refuse_tokens(caller: Caller, act: str) -> None:
    """Raises Forbidden. What a short-lived token does must not outlive it."""
    if caller.is_token:
        raise Forbidden(f"a token cannot {act}; use a key")


def fields(key: Key) -> dict[str, Any]:
    return {name: getattr(key, name) for name in ShownKey.model_fields}


def shown(key: Key) -> ShownKey:
    return ShownKey(**fields(key))


def keyless(caller: Caller) -> ShownKey:
    """What stands for a key where the server runs without."""
    nothing = dict.fromkeys(("rate_limit", "made_by", "expires_at", "last_used_at", "revoked_at"))
    return ShownKey(
        id=LOCAL,
        tenant=caller.tenant,
        name="this server runs without keys",
        hint="",
        scopes=sorted(caller.scopes),
        single_use=False,
        created_at="1970-01-01T00:00:00.000Z",
        **nothing,
    )
