"""A recording larger than the memory it may take: nobody notices, and half of one leaves nothing."""

import struct
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from activities import storage
from tests.conftest import MODEL, free_ports
from tests.http_jobs import JOBS
from tests.processes import Stack, running_stack

SOME, BYTES = 50_000_000, 1_000_000_000
GROWTH = 100_000_000  # bytes
PIECE = bytes(1 << 20)
HEAD = b'--b\r\nContent-Disposition: form-data; name="file"; filename="long.wav"\r\n\r\n'

pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module")
async def stack(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stack]:
    async with running_stack(tmp_path_factory.mktemp("stack"), free_ports(), MODEL) as stack:
        yield stack


async def form(size: int, *, whole: bool) -> AsyncIterator[bytes]:
    """Silence in stereo; at full size an hour and a half."""
    shape = struct.pack("<IHHIIHH", 16, 1, 2, 48_000, 192_000, 4, 16)
    yield HEAD + b"RIFF" + struct.pack("<I", size + 36) + b"WAVEfmt " + shape
    yield b"data" + struct.pack("<I", size)
    for _ in range(size // len(PIECE)):
        yield PIECE
    if whole:
        yield b"\r\n--b--\r\n"


async def upload(stack: Stack, size: int, *, whole: bool) -> httpx.Response:
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    return await stack.api.post(JOBS, content=form(size, whole=whole), headers=headers, timeout=240)


@pytest.mark.skipif(sys.platform != "linux", reason="reads the most memory that was used from /proc")
async def test_the_memory_of_the_api_does_not_grow_with_the_upload(stack: Stack) -> None:
    some = await peak(stack, SOME)
    assert await peak(stack, BYTES) - some < GROWTH


async def peak(stack: Stack, size: int) -> int:
    """The most memory that the API had during an upload, in bytes."""
    api = Path(f"/proc/{stack.running['api'].pid}")
    (api / "clear_refs").write_text("5")  # the most it used so far is forgotten
    answer = await upload(stack, size, whole=True)
    assert answer.status_code == 201, answer.text
    used = int((api / "status").read_text().partition("VmHWM:")[2].split()[0]) * 1024
    deleted = await stack.api.delete(f"{JOBS}/{answer.json()['id']}?cancel=true", timeout=90)
    assert deleted.status_code == 204
    return used


async def test_an_upload_cut_in_the_middle_leaves_no_file_and_no_job(stack: Stack) -> None:
    place = stack.settings.storage_url
    before = storage.list_names(place), (await stack.api.get(JOBS)).json()["total"]
    answer = await upload(stack, 50_000_000, whole=False)
    assert answer.json()["error"]["code"] == "invalid_request"
    assert (storage.list_names(place), (await stack.api.get(JOBS)).json()["total"]) == before
