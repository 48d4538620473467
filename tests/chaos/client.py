"""A client as they should be: what was not answered is asked again, with the same key."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import httpx

PAUSE = 0.5  # seconds before it asks again
GIVING_UP = 600.0  # seconds
TRY_AGAIN = {408, 429, 500, 502, 503, 504}


class GaveUp(Exception):
    """Nobody answered for too long."""


@dataclass
class Client:
    api: httpx.AsyncClient
    answers: Counter[int] = field(default_factory=Counter)  # by status
    broken: list[str] = field(
        default_factory=list
    )  # answers that say that something is wrong with the server

    async def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        """An answer that is none of "not now"."""
        until = time.monotonic() + GIVING_UP
        while time.monotonic() < until:
            try:
                answer = await self.api.request(method, path, **more)
            except httpx.TransportError:
                self.answers[0] += 1
            else:
                self.answers[answer.status_code] += 1
                if answer.status_code == httpx.codes.INTERNAL_SERVER_ERROR:
                    self.broken.append(f"{method} {path}: {answer.text[:200]}")
                if answer.status_code not in TRY_AGAIN:
                    return answer
            await asyncio.sleep(PAUSE)
        raise GaveUp(f"{method} {path} was not answered within {GIVING_UP:g} s")
