"""In front of every route: who asks, and have they asked too often? What is not open needs a key."""

import json
import re
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Receive, Scope, Send

from activities.audit import Receipt
from activities.keys import TOKEN, Key
from activities.logs import request_id
from api import audited, codec_origin, codec_pass, console_files, errors, neighbours
from api.caller import Caller
from api.errors import ApiError, Problem, RateLimited, Unauthorized
from api.keyring import HOW, SPOKEN, RefusedKey, secret_in, subprotocols
from api.realtime import refusals
from api.state import State
from api.uploads import Body

OPEN = {"/healthz", "/readyz", "/openapi.json", "/docs", "/docs/oauth2-redirect", "/redoc"}
TOKEN_IN_URL = {"/v1/speech-to-text"}  # where ElevenLabs' clients for browsers put it
# What a browser plays, downloads or follows by itself, without headers of the page's.
BY_BROWSER = re.compile(
    r"/v1/audio/transcriptions/(export\.zip|[^/]+/(audio|audio/redacted|audio/peaks|events|export/[^/]+))"
    r"|/v1/realtime/sessions/[^/]+/(audio|transcript)"
)
# The URL holds a secret: no page that it leads to may be told of it, nor may anybody between keep the answer.
UNTOLD = {"Referrer-Policy": "no-referrer", "Cache-Control": "private, no-cache"}
RECORDED = 10  # refused keys of an address that the audit log takes a minute
NOBODY = "unknown"  # the actor of a request whose key is nobody's
PASSER_BY = Caller(tenant="", scopes=frozenset({"jobs:read"}), key_id=NOBODY)  # reads what is open


class GateMiddleware:
    """Pure ASGI. Puts `caller` and `answer_headers` into the request's state."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        try:
            await self._admit(scope)
        except ApiError as error:
            await _refuse(error, scope, receive, send)
            return
        await self.app(scope, receive, send)

    async def _admit(self, scope: Scope) -> None:
        state: State = scope["app"].state.dalston
        request = HTTPConnection(scope)
        address = request.client.host if request.client else None
        if not state.settings.keys_on:
            neighbours.check(scope, welcome=codec_origin.welcome(scope, state.settings))
            request.state.caller = Caller(address=address)
        elif is_open(scope["path"]):
            request.state.caller = PASSER_BY
        else:
            key = await self._key(state, request, address)
            request.state.caller = caller_of(key, address)
            limit(state, key, request)
            if by_browser(request) and "token" in request.query_params:
                told = getattr(request.state, "answer_headers", {})
                request.state.answer_headers = {**told, **UNTOLD}

    async def _key(self, state: State, request: HTTPConnection, address: str | None) -> Key:
        """Raises Unauthorized."""
        try:
            secret = secret_in(Headers(scope=request.scope))
            if secret is None and may_be_in_url(request):
                secret = request.query_params.get("token")  # a browser cannot set headers there
            elif secret is None and by_browser(request):
                secret = token_in(request)
            if secret is None:
                secret = codec_pass.shown(request, state.settings)
            if secret is None:
                raise Unauthorized(f"this needs a key; {HOW}")
            return await state.keyring.verify(secret)
        except RefusedKey as refused:
            await note_refusal(state, refused, address)
            raise


def may_be_in_url(request: HTTPConnection) -> bool:
    return request.scope["type"] == "websocket" or request.scope["path"] in TOKEN_IN_URL


def by_browser(request: HTTPConnection) -> bool:
    """Whether a browser asks for this without the page that shows it."""
    scope = request.scope
    return scope.get("method") in ("GET", "HEAD") and BY_BROWSER.fullmatch(scope["path"]) is not None


def token_in(request: HTTPConnection) -> str | None:
    """Of a URL, which histories and logs of others keep: so no key. Raises RefusedKey."""
    secret = request.query_params.get("token")
    if secret is not None and not secret.startswith(TOKEN):
        raise RefusedKey(f"?token= takes a token ({TOKEN}…), never a key; POST /v1/tokens makes one")
    return secret


def is_open(path: str) -> bool:
    return path in OPEN or console_files.belongs(path)


def caller_of(key: Key, address: str | None) -> Caller:
    return Caller(key.tenant, frozenset(key.scopes), key.id, address, limited=True)


def limit(state: State, key: Key, request: HTTPConnection) -> None:
    """A tenant's requests are counted together, and those of a key with a limit of its own apart as well."""
    allowance = state.limits.ask(
        {
            f"tenant:{key.tenant}": state.settings.requests_per_minute,
            f"key:{key.made_by or key.id}": key.rate_limit or 0,
        }
    )
    if allowance is None:
        return
    request.state.answer_headers = allowance.headers
    if not allowance.allowed:
        raise RateLimited(
            f"{allowance.limit} requests a minute are allowed; "
            f"wait {allowance.headers['Retry-After']} s before the next one",
            limit=allowance.limit,
        )


async def note_refusal(state: State, refused: RefusedKey, address: str | None) -> None:
    """Into the audit log, though no address may fill it."""
    recorded = state.refusals.ask({f"address:{address}": RECORDED})
    if recorded and not recorded.allowed:
        return
    key = refused.key
    receipt = Receipt(key.tenant if key else "default", key.id if key else NOBODY, address, request_id.get())
    await audited.write(state, receipt.entry("auth.refused", key.id if key else NOBODY))


async def _refuse(error: ApiError, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        offered = SPOKEN in subprotocols(Headers(scope=scope))
        # Only then a browser hears the code.
        await send({"type": "websocket.accept", "subprotocol": SPOKEN if offered else None})
        await send({"type": "websocket.send", "text": json.dumps(_told(error, scope))})
        code, reason = refusals.close_code(error), refusals.reason(error)
        await send({"type": "websocket.close", "code": code, "reason": reason})
        return
    await Body(Request(scope, receive)).drain()
    await errors.answer(HTTPConnection(scope), error)(scope, receive, send)


def _told(error: ApiError, scope: Scope) -> dict[str, Any]:
    """In the dialect of the WebSocket."""
    if write := errors.writer_of(scope):
        return write(error.status, Problem(code=error.code, message=error.message, details=error.details))
    return refusals.told(error)
