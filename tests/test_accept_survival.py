"""The API killed while it accepts uploads: every 201 has a job, every job its audio."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from activities import folder, storage
from activities.index import Index, Job
from api import orphans
from tests.conftest import AUDIO, MODEL, free_ports
from tests.processes import Stack, running_stack

ROUNDS = 12
PIECES = 10  # of an upload
PAUSE = 0.02  # seconds between them

pytestmark = pytest.mark.timeout(600)


@pytest.fixture
async def stack(tmp_path: Path) -> AsyncIterator[Stack]:
    async with running_stack(tmp_path, free_ports(), MODEL) as stack:
        yield stack


class Sender:
    """Uploads one after the other, slowly, until the server is gone."""

    def __init__(self, stack: Stack, content: bytes) -> None:
        self.stack = stack
        self.content = content
        self.sent = asyncio.Event()  # an upload is on its way
        self.accepted: list[str] = []

    async def run(self) -> None:
        try:
            while True:
                await self.upload()
        except httpx.TransportError:
            return

    async def upload(self) -> None:
        answer = await self.stack.api.post(
            "/v1/audio/transcriptions",
            content=self.form(),
            headers={"Content-Type": "multipart/form-data; boundary=here"},
        )
        assert answer.status_code == 201, answer.text
        self.accepted.append(answer.json()["id"])

    async def form(self) -> AsyncIterator[bytes]:
        for name, value in (("language", "en"), ("model", f"faster-whisper:{MODEL}")):
            yield f'--here\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        yield b'--here\r\nContent-Disposition: form-data; name="file"; filename="a.flac"\r\n\r\n'
        self.sent.set()
        size = -(-len(self.content) // PIECES)
        for at in range(0, len(self.content), size):
            yield self.content[at : at + size]
            await asyncio.sleep(PAUSE)
        yield b"\r\n--here--\r\n"


def jobs(index: Index) -> list[Job]:
    with Session(index.engine) as session:
        return list(session.scalars(select(Job)))


async def test_nothing_is_promised_and_lost_and_nothing_is_left_lying(stack: Stack) -> None:
    content = (AUDIO / "jfk.wav").read_bytes()[:60_000]  # two seconds, said to be eleven
    index = Index(stack.settings.database_url)
    place = stack.settings.storage_url
    began = time.monotonic()
    first = Sender(stack, content)
    await first.upload()
    taken = time.monotonic() - began  # by one upload and what follows it: its probe, row, workflow and answer
    accepted = first.accepted
    for number in range(ROUNDS):
        sender = Sender(stack, content)
        sending = asyncio.create_task(sender.run())
        await sender.sent.wait()
        await asyncio.sleep(number / ROUNDS * taken * 1.5)
        stack.kill("api")
        await sending
        accepted += sender.accepted
        stack.start("api")
        await stack.ready()
    stack.kill("api")

    rows = {job.id: job for job in jobs(index)}
    assert set(accepted) <= set(rows)
    for job in rows.values():
        assert storage.size(folder.upload(job.folder)) == job.upload_bytes == len(content)
        assert storage.exists(folder.options(job.folder))
    lying = [name for name in storage.list_folders(place) if name not in rows]
    assert lying, "no kill came in the middle of an upload"

    orphans.remove(orphans.find(index, place, older=0))
    # Files, not folders: SeaweedFS goes on listing empty ones for a while.
    assert {name.partition("/")[0] for name in storage.walk(place)} == set(rows)
    assert storage.partials(place) == []
    stack.start("api")
    await stack.ready()
    for job_id in rows:
        assert (await stack.finished(job_id))["status"] == "completed"
