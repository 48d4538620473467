"""Long answers leave compressed, and are what they would have been; streams and recordings are left alone."""

import random
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
from fastapi import FastAPI, Response
from fastapi.responses import PlainTextResponse, StreamingResponse

from api.compressed import CompressedMiddleware
from tests.http_jobs import JOBS

TEXT = "words and words " * 20_000


async def lines() -> AsyncIterator[str]:
    for _ in range(2000):
        yield "data: x\n\n"


ANSWERS: dict[str, Callable[[], Response]] = {
    "/json": lambda: Response(TEXT, media_type="application/json", headers={"Vary": "Origin"}),
    "/short": lambda: Response("x" * 100, media_type="application/json"),
    "/audio": lambda: Response(random.Random(1).randbytes(5000), media_type="audio/wav"),
    "/range": lambda: PlainTextResponse(TEXT, 206, {"Content-Range": "bytes 0-9/10"}),
    "/done": lambda: PlainTextResponse(TEXT, headers={"Content-Encoding": "identity"}),
    "/events": lambda: StreamingResponse(lines(), media_type="text/event-stream"),
    "/empty": lambda: Response(status_code=204),
}


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    app = FastAPI()
    app.add_middleware(CompressedMiddleware)
    for path, make in ANSWERS.items():
        app.add_api_route(path, answering(make), response_model=None)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
        yield client


def answering(make: Callable[[], Response]) -> Callable[[], Awaitable[Response]]:
    async def answer() -> Response:
        return make()

    return answer


async def test_long_json_is_compressed(client: httpx.AsyncClient) -> None:
    answer = await client.get("/json", headers={"Accept-Encoding": "br, gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) < len(TEXT) / 10
    assert answer.text == TEXT
    assert answer.headers["Vary"] == "Origin, Accept-Encoding"


@pytest.mark.parametrize("path", ["/short", "/audio", "/range", "/done", "/events", "/empty"])
async def test_the_rest_is_not(client: httpx.AsyncClient, path: str) -> None:
    answer = await client.get(path, headers={"Accept-Encoding": "gzip"})
    plain = await client.get(path, headers={"Accept-Encoding": "identity"})
    assert answer.headers.get("Content-Encoding") != "gzip"
    assert answer.content == plain.content


@pytest.mark.parametrize("accepts", ["identity", "br", "gzip;q=0", ""])
async def test_nobody_gets_what_they_do_not_take(client: httpx.AsyncClient, accepts: str) -> None:
    answer = await client.get("/json", headers={"Accept-Encoding": accepts})
    assert "Content-Encoding" not in answer.headers
    assert answer.text == TEXT


async def test_answers_of_the_api_and_their_ids_pass_through(api: httpx.AsyncClient) -> None:
    answer = await api.get("/openapi.json", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert answer.headers["X-Request-ID"]
    assert answer.json()["paths"][JOBS]
