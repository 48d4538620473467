"""Who asks: the tenant, and what the key that came with the request may do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Request

Scope = Literal["jobs:read", "jobs:write", "realtime", "webhooks", "admin"]
SCOPES: tuple[Scope, ...] = ("jobs:read", "jobs:write", "realtime", "webhooks", "admin")


@dataclass(frozen=True)
class Caller:
    """Whoever sent a request."""

    tenant: str = "default"
    scopes: frozenset[str] = frozenset(SCOPES)
    key_id: str = "local"  # `local`: the server runs without keys
    address: str | None = None  # of the client
    limited: bool = False  # whether the limits of a tenant apply


def needs(scope: Scope) -> Callable[[Request], Caller]:
    """A dependency: the caller, who has this scope. Raises Unauthorized or Forbidden."""

    def caller(request: Request) -> Caller:
        return Caller(address=request.client.host if request.client else None)

    return caller


Reader = Annotated[Caller, Depends(needs("jobs:read"))]
Writer = Annotated[Caller, Depends(needs("jobs:write"))]
Listener = Annotated[Caller, Depends(needs("realtime"))]
Hooker = Annotated[Caller, Depends(needs("webhooks"))]
Admin = Annotated[Caller, Depends(needs("admin"))]
