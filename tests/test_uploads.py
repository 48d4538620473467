"""Uploads arrive whole or not at all, and memory does not grow with them."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request

from activities import storage
from api import errors, uploads
from api.errors import InvalidField
from api.form import Fields, Shape, display_name
from api.requests import RequestMiddleware
from api.uploads import Upload
from tests.api_server import serving

LIMIT = 3 << 20
SHAPE = Shape(("file", "name", "keyterms"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "job"


@pytest.fixture
async def server(folder: Path) -> AsyncIterator[httpx.AsyncClient]:
    """Only the upload: what it received is what it answers."""
    app = FastAPI()
    errors.install(app)
    app.add_middleware(RequestMiddleware)
    url = storage.join(folder.as_uri(), "upload")

    async def check(fields: Fields) -> None:
        if ("name", "forbidden") in fields:
            raise InvalidField("this name is forbidden")

    @app.post("/upload")
    async def upload(request: Request) -> Upload:
        return await uploads.receive(request, url, limit=LIMIT, shape=SHAPE, check=check)

    async with serving(app) as client:
        yield client


def left(folder: Path) -> list[Path]:
    """Every file that is there, half-written ones included."""
    return [path for path in folder.rglob("*") if path.is_file()]


async def refused(server: httpx.AsyncClient, **request: Any) -> tuple[int, str, str]:
    """Status, code and message of the error that a request gets."""
    response = await server.post("/upload", **request)
    error = response.json()["error"]
    return response.status_code, error["code"], error["message"]


@pytest.mark.parametrize("size", [0, 1, uploads.PIECE - 1, uploads.PIECE, uploads.PIECE + 1, LIMIT])
async def test_what_was_sent_is_what_is_stored(server: httpx.AsyncClient, folder: Path, size: int) -> None:
    content = bytes(at % 251 for at in range(1000)) * (size // 1000 + 1)
    content = content[:size]
    response = await server.post("/upload", files={"file": ("talk.wav", content)})
    assert response.json() == {
        "name": "talk.wav",
        "bytes": size,
        "sha256": hashlib.sha256(content).hexdigest(),
        "fields": [],
    }
    assert (folder / "upload").read_bytes() == content
    assert len(left(folder)) == 1


async def test_fields_come_in_order_before_and_after_the_file(server: httpx.AsyncClient) -> None:
    parts = [
        ("keyterms", (None, b"Dalston")),
        ("file", ("a.wav", b"x")),
        ("keyterms", (None, "Zürich".encode())),
        ("name", (None, b"")),
    ]
    response = await server.post("/upload", files=parts)
    assert response.json()["fields"] == [["keyterms", "Dalston"], ["keyterms", "Zürich"], ["name", ""]]


async def test_a_file_that_is_too_large_is_refused_and_leaves_nothing(
    server: httpx.AsyncClient, folder: Path
) -> None:
    status, code, message = await refused(server, files={"file": bytes(LIMIT + 1)})
    assert (status, code) == (413, "file_too_large")
    assert str(LIMIT) in message
    assert left(folder) == []


async def test_a_body_that_announces_too_much_is_refused_before_it_is_read(
    server: httpx.AsyncClient, folder: Path
) -> None:
    status, code, _ = await refused(server, files={"file": bytes(LIMIT + uploads.OVERHEAD + 1)})
    assert (status, code) == (413, "file_too_large")
    assert left(folder.parent) == []


async def test_a_request_can_be_refused_before_the_file_is_stored(
    server: httpx.AsyncClient, folder: Path
) -> None:
    request = {"data": {"name": "forbidden"}, "files": {"file": bytes(2 << 20)}}
    assert await refused(server, **request) == (422, "invalid_request", "this name is forbidden")
    assert left(folder.parent) == []


async def test_an_upload_that_breaks_off_leaves_nothing(server: httpx.AsyncClient, folder: Path) -> None:
    url = server.base_url
    reader, writer = await asyncio.open_connection(url.host, url.port)
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    writer.write(
        b"POST /upload HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n"
        b"Content-Type: multipart/form-data; boundary=x\r\n\r\n" + head + bytes(2 << 20)
    )
    await writer.drain()
    await until(lambda: left(folder) != [])
    writer.close()
    await until(lambda: left(folder) == [])
    assert (await server.post("/upload", files={"file": b"next"})).status_code == 200
    assert await reader.read() == b""


async def until(condition: Any) -> None:
    async with asyncio.timeout(20):
        while not condition():
            await asyncio.sleep(0.02)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc', "cut short"),
        (b"", "cut short"),
        (b"garbage", "not well-formed"),
        (b"--x\r\n: \r\n\r\n", "not well-formed"),
        (b"--x\r\n\r\nno headers\r\n--x--\r\n", "no field ''"),
        (b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nhi\r\n--x--\r\n', "no `file`"),
        (b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\xff\r\n--x--\r\n', "not UTF-8"),
    ],
)
async def test_a_broken_form_is_refused_with_a_reason(
    server: httpx.AsyncClient, folder: Path, body: bytes, says: str
) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    status, code, message = await refused(server, content=body, headers=headers)
    assert (status // 100, code) == (4, "invalid_request")
    assert says in message
    assert left(folder) == []


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "", "audio/wav"])
async def test_what_is_not_a_form_is_told_what_to_send(server: httpx.AsyncClient, kind: str) -> None:
    status, _, message = await refused(server, content=b"{}", headers={"Content-Type": kind})
    assert status == 400
    assert "multipart/form-data" in message
    assert "accepted fields: file, name, keyterms" in message


async def test_an_unknown_field_is_refused_with_those_that_exist(server: httpx.AsyncClient) -> None:
    status, _, message = await refused(server, data={"langauge": "en"}, files={"file": b"x"})
    assert status == 422
    assert message == "there is no field 'langauge'; accepted fields: file, name, keyterms"


async def test_two_files_are_refused(server: httpx.AsyncClient, folder: Path) -> None:
    status, _, message = await refused(server, files=[("file", b"one"), ("file", b"two")])
    assert (status, "more than one" in message) == (422, True)
    assert left(folder) == []


async def test_fields_are_bounded_in_number_and_size(server: httpx.AsyncClient) -> None:
    many = [("keyterms", (None, b"x"))] * 200
    assert (await refused(server, files=[*many, ("file", b"x")]))[0] == 422
    assert (await refused(server, data={"name": "x" * 100_000}, files={"file": b"x"}))[0] == 422


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ("talk.wav", "talk.wav"),
        ("C:\\recordings\\talk.wav", "talk.wav"),
        ("../../etc/passwd", "passwd"),
        ("größer 日本.wav", "größer 日本.wav"),
        ("a\r\nb\x00\x1b[31mc.wav", "a b [31mc.wav"),
        ("‮gpj.wav", "gpj.wav"),
        ("x" * 500, "x" * 200),
        ("   ", None),
        ("folder/", None),
        (None, None),
    ],
)
def test_a_file_name_is_made_fit_to_be_shown(sent: str | None, shown: str | None) -> None:
    assert display_name(sent) == shown
