"""A request of Deepgram's clients in: the fields of its query, then the bytes of its recording or its URL."""

import json
from collections.abc import Iterator

from fastapi import Request

from api.errors import InvalidRequest
from api.form import Event, Field, FileBegin, FileData, Reader, Shape

LARGEST = 64_000  # bytes of JSON


class Recording:
    """The body is the file."""

    def __init__(self, query: list[Event]) -> None:
        self._told = query
        self._begun = False

    def push(self, piece: bytes) -> Iterator[Event]:
        if not piece:
            return
        if not self._begun:
            yield from self._told
            yield FileBegin(None)
            self._begun = True
        yield FileData(piece)

    def end(self) -> Iterator[Event]:
        if not self._begun:
            raise InvalidRequest('the body is empty; send a recording, or {"url": "https://…"} as JSON')
        return iter(())


class Address:
    """The body is JSON that says where the file is."""

    def __init__(self, query: list[Event]) -> None:
        self._told = query
        self._content = bytearray()

    def push(self, piece: bytes) -> Iterator[Event]:
        self._content += piece
        if len(self._content) > LARGEST:
            raise InvalidRequest(f"the JSON is longer than {LARGEST} bytes")
        return iter(())

    def end(self) -> Iterator[Event]:
        try:
            url = json.loads(self._content)["url"]
        except (ValueError, KeyError, TypeError, RecursionError):
            url = None
        if not isinstance(url, str) or not url:
            raise InvalidRequest('expected {"url": "https://…"}')
        return iter([*self._told, Field("url", url)])


def reads(request: Request, _shape: Shape) -> Reader:
    kind = request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind.startswith("multipart/"):
        raise InvalidRequest(
            "a form is not accepted here; the body is the recording itself, or JSON with its url"
        )
    query: list[Event] = [
        Field(name, value) for name, value in request.query_params.multi_items() if name != "url"
    ]
    return Address(query) if kind == "application/json" else Recording(query)
