"""Who asks: the tenant, and what the key that came with the request may do."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader, HTTPBearer

from api.errors import Forbidden, Unauthorized

Scope = Literal["jobs:read", "jobs:write", "realtime", "webhooks", "admin"]
SCOPES: tuple[Scope, ...] = ("jobs:read", "jobs:write", "realtime", "webhooks", "admin")
LOCAL = "local"  # the key id of everybody, where the server runs without keys

# For /openapi.json: the gate has read the headers before any route is looked for.
BEARER = HTTPBearer(
    scheme_name="bearer",
    bearerFormat="dk_…",
    description="A key (`dk_…`) or a token (`dt_…`); `Authorization: Token …` is understood as well.",
    auto_error=False,
)
XI_API_KEY = APIKeyHeader(
    name="xi-api-key", scheme_name="xi-api-key", description="The same, in another header.", auto_error=False
)


@dataclass(frozen=True)
class Caller:
    """Whoever sent a request."""

    tenant: str = "default"
    scopes: frozenset[str] = frozenset(SCOPES)
    key_id: str = LOCAL
    address: str | None = None  # of the client
    limited: bool = False  # whether the limits of a tenant apply

    @property
    def is_token(self) -> bool:
        return self.key_id.startswith("tok_")

    def may(self, scope: str) -> bool:
        return scope in self.scopes or "admin" in self.scopes


def needs(scope: Scope | None) -> Callable[..., Caller]:
    """A dependency: the caller, who has this scope; None: any. Raises Unauthorized or Forbidden."""
    scopes = [scope] if scope else []

    def caller(
        request: Request,
        _bearer: object = Security(BEARER, scopes=scopes),
        _xi: object = Security(XI_API_KEY, scopes=scopes),
    ) -> Caller:
        found: Caller | None = getattr(request.state, "caller", None)
        if found is None:
            raise Unauthorized("the server could not tell who asks")
        if scope and not found.may(scope):
            has = sorted(found.scopes)
            raise Forbidden(
                f"this needs a key with the scope {scope}; yours has {', '.join(has) or 'none'}",
                needed=scope,
                scopes=has,
            )
        return found

    return caller


READS = [Depends(needs("jobs:read"))]  # for routes that ask no more of the caller

Anyone = Annotated[Caller, Depends(needs(None))]
Reader = Annotated[Caller, Depends(needs("jobs:read"))]
Writer = Annotated[Caller, Depends(needs("jobs:write"))]
Listener = Annotated[Caller, Depends(needs("realtime"))]
Hooker = Annotated[Caller, Depends(needs("webhooks"))]
Admin = Annotated[Caller, Depends(needs("admin"))]
