"""A client that asks many things at once, and notes how long each answer took."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import httpx

from api.client import ENDED, JOBS

TIMEOUT = 30.0  # seconds


@dataclass
class Tenant:
    """One caller. `took` has the seconds of every answer, by what was asked."""

    http: httpx.AsyncClient
    took: dict[str, list[float]] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)

    async def ask(self, what: str, method: str, path: str, **arguments: Any) -> Any:
        """The answer's JSON; None when there was no good answer."""
        began = time.monotonic()
        try:
            answer = await self.http.request(method, path, **arguments)
        except httpx.HTTPError as error:
            self.failures.append(f"{what}: {type(error).__name__}")
            return None
        self.took.setdefault(what, []).append(time.monotonic() - began)
        if answer.is_error:
            self.failures.append(f"{what}: {answer.status_code} {answer.text[:200]}")
            return None
        return answer.json()

    async def submit(self, audio: bytes, model: str, **fields: str) -> str | None:
        """The id of an accepted job."""
        fields = {"model": model, "language": "en", "timestamps_granularity": "segment", **fields}
        body, kind = form(audio, tuple(fields.items()))
        accepted = await self.ask("submit", "POST", JOBS, content=body, headers={"Content-Type": kind})
        return str(accepted["id"]) if accepted else None

    async def look(self, job_id: str) -> dict[str, Any] | None:
        found: dict[str, Any] | None = await self.ask("look", "GET", f"{JOBS}/{job_id}")
        return found

    async def ended(self, job_id: str, pause: float = 0.2) -> dict[str, Any]:
        """A job once it has ended."""
        while True:
            found = await self.look(job_id)
            if found and found["status"] in ENDED:
                return found
            await asyncio.sleep(pause)


@lru_cache(maxsize=4)
def form(audio: bytes, fields: tuple[tuple[str, str], ...]) -> tuple[bytes, str]:
    """Made once: who asks takes little of the machine that is measured. And its type."""
    request = httpx.Request("POST", "http://x", data=dict(fields), files={"file": ("load.wav", audio)})
    return request.read(), request.headers["Content-Type"]


@asynccontextmanager
async def tenant(url: str, key: str) -> AsyncIterator[Tenant]:
    headers = {"Authorization": f"Bearer {key}"}
    limits = httpx.Limits(max_connections=200)
    async with httpx.AsyncClient(
        base_url=url, headers=headers, timeout=TIMEOUT, limits=limits, trust_env=False
    ) as http:
        yield Tenant(http)
