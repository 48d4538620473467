"""A request's secret in, its key out. Keys are remembered for a moment, so that few requests wait."""

import asyncio
import logging
import time
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers

from activities.keys import CLIENT, KEY, TOKEN, TOUCHED, Key, Keys, digest
from api.errors import Unauthorized

log = logging.getLogger(__name__)

REMEMBERED = 5.0  # seconds: so long may a key that another process revokes go on working here
MOST_REMEMBERED = 10_000
SCHEMES = ("bearer", "token")  # the second is what Deepgram's clients say
SPOKEN = "realtime"  # the subprotocol of OpenAI's clients in browsers
IN_SUBPROTOCOL = "openai-insecure-api-key."
LONGEST = 200  # letters; no secret is nearly as long

HOW = "send Authorization: Bearer dk_…, or xi-api-key: dk_…"


class RefusedKey(Unauthorized):
    """A secret came, and opens nothing. `key`: whose it was, if anybody's."""

    def __init__(self, message: str, key: Key | None = None) -> None:
        super().__init__(message)
        self.key = key


@dataclass(frozen=True)
class Remembered:
    key: Key
    at: float  # seconds


class Keyring:
    def __init__(self, keys: Keys) -> None:
        self.keys = keys
        self._remembered: dict[str, Remembered] = {}  # by the secret's hash
        self._touched: dict[str, float] = {}  # when a key's use was last noted, in seconds
        self._notes: set[asyncio.Task[None]] = set()

    async def verify(self, secret: str) -> Key:
        """Raises RefusedKey."""
        if not secret.startswith((KEY, TOKEN, CLIENT)) or len(secret) > LONGEST:
            raise RefusedKey(f"that is not a key of this server: they begin with {KEY}; {HOW}")
        key = self._recall(digest(secret)) or await asyncio.to_thread(self.keys.find, secret)
        if key is None:
            raise RefusedKey("there is no such key; `dalston keys create` or POST /v1/keys makes one")
        if key.fault:
            self.forget(key.id)
            raise RefusedKey(f"{key.id} ({key.hint}…) is {key.fault}; use another one", key)
        if key.single_use:
            if not await asyncio.to_thread(self.keys.consume, key.id):
                raise RefusedKey(f"{key.id} is used; it was good for one request", key)
            return key
        self._remember(key)
        self._note(key.id)
        return key

    def forget(self, key_id: str) -> None:
        """A key was revoked here, and the tokens made with it."""
        gone = [
            hash for hash, found in self._remembered.items() if key_id in (found.key.id, found.key.made_by)
        ]
        for hash in gone:
            del self._remembered[hash]

    async def close(self) -> None:
        await asyncio.gather(*self._notes)

    def _recall(self, hash: str) -> Key | None:
        found = self._remembered.get(hash)
        return found.key if found and time.monotonic() - found.at < REMEMBERED else None

    def _remember(self, key: Key) -> None:
        if self._recall(key.hash):
            return
        if len(self._remembered) >= MOST_REMEMBERED:
            self._remembered.clear()
            self._touched.clear()
        self._remembered[key.hash] = Remembered(key, time.monotonic())

    def _note(self, key_id: str) -> None:
        """Have the key's use written down, without waiting for it."""
        at = time.monotonic()
        if at - self._touched.get(key_id, -TOUCHED) < TOUCHED:
            return
        self._touched[key_id] = at
        task = asyncio.create_task(self._touch(key_id))
        self._notes.add(task)
        task.add_done_callback(self._notes.discard)

    async def _touch(self, key_id: str) -> None:
        try:
            await asyncio.to_thread(self.keys.touch, key_id)
        except SQLAlchemyError as error:
            log.warning("could not note that %s was used: %s", key_id, type(error).__name__)


def subprotocols(headers: Headers) -> list[str]:
    """That a WebSocket offers. A browser, which cannot set headers, puts OpenAI's secrets there."""
    return [one.strip() for one in headers.get("Sec-WebSocket-Protocol", "").split(",")]


def secret_in(headers: Headers) -> str | None:
    """The secret that a request carries. Raises RefusedKey when it is not written as one."""
    if given := headers.get("xi-api-key"):
        return given.strip()
    authorization = headers.get("Authorization", "").strip()
    if not authorization:
        offered = (one for one in subprotocols(headers) if one.startswith(IN_SUBPROTOCOL))
        return next((one.removeprefix(IN_SUBPROTOCOL) for one in offered), None)
    scheme, _, secret = authorization.partition(" ")
    if scheme.lower() not in SCHEMES:
        raise RefusedKey(f"the scheme of the Authorization header is not Bearer; {HOW}")
    return secret.strip()
