"""The batch story on a real Temporal server with a real model."""

from temporalio.client import Client

from activities.index import Index
from tests import jobs
from tests.conftest import AUDIO
from workers.settings import WorkerSettings


async def test_an_upload_becomes_a_transcript(
    temporal: Client, workers: None, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, (AUDIO / "jfk.wav").read_bytes())
    transcript = await jobs.transcribe(temporal, index, request)
    assert "ask not what your country can do for you" in transcript.text.lower()
    assert transcript.language == "en"
    row = index.get(request.job_id)
    assert row
    assert (row.status, row.language, row.duration) == ("completed", "en", 11.0)
