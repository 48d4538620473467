"""A server that asks for keys, and the keys to it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI
from temporalio.client import Client

from activities.keys import Key, NewKey
from api.app import create_app
from api.caller import SCOPES
from api.settings import ApiSettings
from api.state import State
from tests.api_server import serving


@dataclass(frozen=True)
class Keyed:
    app: FastAPI
    api: httpx.AsyncClient

    @property
    def state(self) -> State:
        found: State = self.app.state.dalston
        return found

    def key(
        self, scopes: Sequence[str] = SCOPES, tenant: str = "default", **more: Any
    ) -> tuple[Key, dict[str, str]]:
        """A new key, and the headers that show it."""
        key, secret = self.state.keys.create(NewKey(tenant, "test", scopes, **more))
        return key, bearer(secret)


def bearer(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


@asynccontextmanager
async def keyed(data: Path, temporal: Client | None = None, **settings: Any) -> AsyncIterator[Keyed]:
    told = {"auth": "on", **settings}
    app = create_app(ApiSettings(data=data, _env_file=None, **told), temporal)
    async with serving(app) as api:
        yield Keyed(app, api)
