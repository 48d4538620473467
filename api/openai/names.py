"""OpenAI's names of models, and how a request shows that OpenAI's client sent it."""

import re

from starlette.datastructures import Headers
from starlette.types import Scope

# What the list of models shows of them; dated ones are understood as well.
MODELS = (
    "whisper-1",
    "gpt-transcribe",
    "gpt-4o-transcribe",
    "gpt-4o-transcribe-diarize",
    "gpt-4o-mini-transcribe",
    "gpt-4o-mini-transcribe-2025-12-15",
)
OPENAI_NAME = re.compile(r"whisper-1|gpt-transcribe|gpt-4o(-mini)?-transcribe(-[a-z0-9-]{1,40})?")

PREFIX = "/openai/v1"  # where nothing else is spoken
REALTIME = "/v1/realtime"  # as a WebSocket
THEIRS = (  # nor here
    "/v1/audio/translations",
    "/v1/models/",
    f"{REALTIME}/client_secrets",
    f"{REALTIME}/transcription_sessions",
)
CLIENT = re.compile(r"(Async)?(Azure)?OpenAI/")  # User-Agent


def from_their_client(scope: Scope) -> bool:
    """Its headers say so: X-Stainless-… or `User-Agent: OpenAI/…`."""
    headers = Headers(scope=scope)
    stainless = any(name.startswith("x-stainless-") for name in headers)
    return stainless or CLIENT.match(headers.get("User-Agent", "")) is not None


def is_openai(scope: Scope) -> bool:
    """Before anything of its body is read."""
    path = scope["path"]
    return path == REALTIME or path.startswith((f"{PREFIX}/", *THEIRS)) or from_their_client(scope)
