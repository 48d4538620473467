"""A file from an address, going on with what an earlier try left of it."""

import time
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path

import httpx

PATIENCE = 30.0  # seconds without an answer
TRIES = 5  # in a row that brought nothing new
PAUSE = 1.0  # seconds before another try


def download(url: str, path: Path, headers: dict[str, str]) -> Iterator[tuple[int, int | None]]:
    """Yield the bytes that are there so far, and those there will be. Raises httpx.HTTPError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    tries = 0
    with httpx.Client(follow_redirects=True, timeout=PATIENCE, headers=headers) as client:
        while True:
            before = _size(path)
            try:
                yield from _rest(client, url, path, before)
            except httpx.TransportError:
                tries = 1 if _size(path) > before else tries + 1
                if tries == TRIES:
                    raise
                time.sleep(PAUSE * (tries - 1))
            else:
                return


def _rest(client: httpx.Client, url: str, path: Path, there: int) -> Iterator[tuple[int, int | None]]:
    # Compressed on the way, a part of it could not be told from the rest.
    asked = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={there}-"} if there else {})
    with client.stream("GET", url, headers=asked) as answer:
        if answer.status_code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            return  # nothing was missing
        answer.raise_for_status()
        if answer.status_code != HTTPStatus.PARTIAL_CONTENT:
            there = 0
        length = answer.headers.get("Content-Length")
        total = there + int(length) if length else None
        with path.open("ab" if there else "wb") as target:
            for content in answer.iter_raw():
                target.write(content)
                there += len(content)
                yield there, total


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
