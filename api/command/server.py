"""Which server a command talks to: DALSTON_URL, else the stack that runs on the data folder."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from api.client import Client, Unreachable
from api.command import presence
from api.command.failure import Exit, Failure
from api.command.settings import CommandSettings

FIRST_CONTACT = 10.0  # seconds in which a server must have become ready


def find_url(data: Path) -> str | None:
    if url := CommandSettings().url:
        return url
    stack = presence.find(data)
    return stack.url if stack else None


def client_of(url: str, *, patience: float = 0.0) -> Client:
    """Knows the key that DALSTON_API_KEY names."""
    return Client(url, patience=patience, key=CommandSettings().api_key.get_secret_value())


@contextmanager
def connected(*, patience: float = 0.0) -> Iterator[Client]:
    """A client of the server there is. Raises Failure when there is none."""
    data = CommandSettings().data.absolute()
    url = find_url(data)
    if url is None:
        raise Failure(
            f"no stack runs on {data}; start one with `dalston up`, "
            "or set DALSTON_URL to the address of a server",
            Exit.UNREACHABLE,
        )
    with client_of(url, patience=patience) as client:
        yield client


def await_readiness(
    client: Client,
    say: Callable[[str], None],
    seconds: float = FIRST_CONTACT,
    check: Callable[[], object] = bool,
) -> None:
    """Wait until the server can run a job. `check` raises when waiting is in vain."""
    deadline = time.monotonic() + seconds
    said = ""
    while True:
        try:
            missing = client.unreadiness()
        except Unreachable:
            if time.monotonic() > deadline:
                raise
        else:
            if missing is None:
                return
            if time.monotonic() > deadline:
                raise Failure(f"the server at {client.url} is not ready: {missing}", Exit.UNREACHABLE)
            if missing != said:
                say(f"waiting: {missing}")
                said = missing
        check()
        time.sleep(0.2)
