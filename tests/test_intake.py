"""What becomes of a submission that is cut off."""

import asyncio
from pathlib import Path
from threading import Event

import pytest

from activities import migrations
from activities.database import Base, now
from activities.index import Index, Job
from api import intake


class Slow(Index):
    """Writes a row when it is let."""

    begun, let = Event(), Event()

    def add(self, job: Job, most: int = 0, *beside: Base) -> None:
        self.begun.set()
        self.let.wait(60)
        super().add(job, most, *beside)


async def test_who_is_cut_off_while_the_row_is_written_finds_it(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/index.sqlite"
    await asyncio.to_thread(migrations.upgrade, url)
    index = Slow(url)
    job = Job(id="job_1", name="a", created_at=now(), folder="", upload_bytes=0, upload_sha256="", request={})
    adding = asyncio.create_task(intake.add(index, job))
    await asyncio.to_thread(index.begun.wait, 60)
    adding.cancel()
    asyncio.get_running_loop().call_later(0.05, index.let.set)
    with pytest.raises(asyncio.CancelledError):
        await adding
    assert index.get("job_1") is not None
    index.close()
