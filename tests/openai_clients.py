"""OpenAI's own client, as its users call it: the blocking one in a thread, the other as it is."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openai import AsyncOpenAI, AsyncStream, BaseModel, OpenAI, Stream

AUDIO = Path(__file__).parent / "audio"
JFK = AUDIO / "jfk.wav"


@dataclass(frozen=True)
class Caller:
    """One of the two clients."""

    client: OpenAI | AsyncOpenAI

    async def ask(self, call: Callable[[Any], Any]) -> Any:
        """What `call` gives for the client; of a stream, all its events."""
        if isinstance(self.client, OpenAI):
            return await asyncio.to_thread(lambda: _read(call(self.client)))
        answer = await call(self.client)
        return [event async for event in answer] if isinstance(answer, AsyncStream) else answer

    def with_options(self, **options: Any) -> "Caller":
        return Caller(self.client.with_options(**options))


def _read(answer: Any) -> Any:
    return list(answer) if isinstance(answer, Stream) else answer


def caller(kind: str, url: str, key: str = "dk_any") -> Caller:
    # No proxy of the machine's between the two.
    if kind == "sync":
        return Caller(OpenAI(base_url=url, api_key=key))
    return Caller(AsyncOpenAI(base_url=url, api_key=key))


def exact(answer: BaseModel) -> None:
    """Every field that the client's type requires, of the right kind, and none that it does not have."""
    type(answer).model_validate(answer.to_dict(exclude_unset=False), strict=True)
    assert extras(answer) == []


def extras(value: Any, at: str = "") -> list[str]:
    if isinstance(value, list):
        return [found for number, one in enumerate(value) for found in extras(one, f"{at}[{number}]")]
    if not isinstance(value, BaseModel):
        return []
    found = [f"{at}.{name}" for name in value.model_extra or {}]
    return found + [
        extra for name in type(value).model_fields for extra in extras(getattr(value, name), f"{at}.{name}")
    ]
