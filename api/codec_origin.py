"""Temporal's own interface may open payloads from its pages: that origin, those routes, and no others."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from api.settings import ApiSettings
from api.temporal_codec import PREFIX

HEADERS = ["Authorization", "Authorization-Extras", "Content-Type", "X-Namespace"]


def origin(settings: ApiSettings) -> str | None:
    parts = urlsplit(settings.temporal_ui_url)
    return f"{parts.scheme}://{parts.netloc}".lower() if parts.netloc else None


def welcome(scope: Scope, settings: ApiSettings) -> bool:
    """Whether a page of Temporal's own interface asks for what it may ask for."""
    allowed = origin(settings)
    return (
        belongs(scope) and allowed is not None and Headers(scope=scope).get("Origin", "").lower() == allowed
    )


def belongs(scope: Scope) -> bool:
    return scope["type"] == "http" and str(scope["path"]).startswith(f"{PREFIX}/")


class CodecOriginMiddleware:
    """Pure ASGI. Answers preflights, and lets the page read the answers."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if belongs(scope) and (allowed := origin(scope["app"].state.dalston.settings)):
            app = CORSMiddleware(
                app,
                allow_origins=[allowed],
                allow_methods=["POST"],
                allow_headers=HEADERS,
                allow_credentials=True,
            )
        await app(scope, receive, send)
