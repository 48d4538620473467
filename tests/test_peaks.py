"""The shape of a recording is drawn once, is small, and is of nothing that was to be redacted."""

import math
from dataclasses import replace
from typing import Any

import httpx
import numpy as np
import pytest

from activities import folder, peaks, storage
from activities.audio import SAMPLE_RATE
from activities.database import now
from activities.index import Index
from activities.peaks import MOST, Drawing
from api.jobs import stored
from tests import jobs
from tests.http_jobs import AUDIO, JOBS
from workers.settings import WorkerSettings

SPEECH = (AUDIO / "jfk.wav").read_bytes()


def drawn(*blocks: Any) -> peaks.Peaks:
    drawing = Drawing()
    for block in blocks:
        drawing.push(np.asarray(block, np.float32))
    return drawing.peaks()


def test_each_stretch_has_its_lowest_and_highest_sample() -> None:
    samples = np.zeros(480, np.float32)
    samples[10], samples[20], samples[470] = 0.5, -1.0, 2.0
    found = drawn(samples)
    assert (found.duration, found.per_second) == (0.03, 100)
    assert found.peaks == [-127, 64, 0, 0, 0, 127]


def test_it_does_not_matter_how_the_samples_are_cut() -> None:
    samples = np.sin(np.arange(10_000) / 7) * np.linspace(0, 1, 10_000)
    assert drawn(samples) == drawn(*np.array_split(samples, 37))


def test_long_recordings_have_no_more_points_than_short_ones() -> None:
    second = np.tile(np.array([0.25, -0.25], np.float32), SAMPLE_RATE // 2)
    found = drawn(*[second] * 300)
    assert len(found.peaks) // 2 <= MOST
    assert len(found.peaks) // 2 == math.ceil(found.duration * found.per_second)
    assert set(found.peaks) == {-32, 32}
    assert len(found.coarser(1).peaks) == 600


def test_nothing_has_no_shape() -> None:
    assert drawn().peaks == []
    assert drawn().coarser(1).peaks == []


@pytest.fixture
def put(settings: WorkerSettings, index: Index) -> Any:
    """A job with prepared audio, by its request and columns. Returns its id and folder."""

    def put(status: str = "completed", prepared: bool = True, **columns: Any) -> tuple[str, str]:
        asked = {name: columns.pop(name) for name in ("redact_text", "redact_audio") if name in columns}
        request = replace(jobs.place(settings, SPEECH), **asked)
        jobs.insert(index, request)
        if prepared:
            storage.write(folder.audio(request.folder), SPEECH)
        index.change(request.job_id, request=stored(request), **columns)
        index.change(request.job_id, status=status, completed_at=now())
        return request.job_id, request.folder

    return put


async def test_a_recordings_shape(api: httpx.AsyncClient, put: Any) -> None:
    id, place = put()
    answer = await api.get(f"{JOBS}/{id}/audio/peaks?per_second=10")
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["duration"], found["per_second"]) == (11.0, 10.0)
    assert len(found["peaks"]) == 220
    assert max(found["peaks"]) > 50
    assert storage.exists(folder.peaks(place))
    finer = (await api.get(f"{JOBS}/{id}/audio/peaks?per_second=100")).json()
    assert len(finer["peaks"]) == 2200
    assert max(finer["peaks"]) == max(found["peaks"])


async def test_channels_that_were_transcribed_apart_are_drawn_together(
    api: httpx.AsyncClient, put: Any
) -> None:
    id, place = put(prepared=False)
    for channel in (0, 1):
        storage.write(folder.audio(place, channel), SPEECH)
    assert (await api.get(f"{JOBS}/{id}/audio/peaks")).json()["duration"] == 11.0


async def test_what_was_to_be_redacted_is_not_drawn(api: httpx.AsyncClient, put: Any) -> None:
    id, _ = put(redact_text=True)
    assert (await api.get(f"{JOBS}/{id}/audio/peaks")).status_code == 403
    id, place = put(redact_text=True, redact_audio=True)
    assert (await api.get(f"{JOBS}/{id}/audio/peaks")).status_code == 410
    storage.write(folder.redacted_audio(place), (AUDIO / "two_speakers.flac").read_bytes())
    found = (await api.get(f"{JOBS}/{id}/audio/peaks")).json()
    assert found["duration"] != 11.0
    assert found["peaks"]


async def test_a_forgotten_recording_has_no_shape(api: httpx.AsyncClient, put: Any) -> None:
    id, place = put()
    await api.get(f"{JOBS}/{id}/audio/peaks")
    assert (await api.delete(f"{JOBS}/{id}/audio")).status_code == 204
    assert not storage.exists(folder.peaks(place))
    assert (await api.get(f"{JOBS}/{id}/audio/peaks")).status_code == 410


async def test_a_recording_that_is_not_prepared_yet_is_a_conflict(
    api: httpx.AsyncClient, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, SPEECH)
    jobs.insert(index, request)
    assert (await api.get(f"{JOBS}/{request.job_id}/audio/peaks")).status_code == 409
    index.change(request.job_id, status="cancelled", completed_at=now())


@pytest.mark.parametrize("per_second", ["0", "-1", "101", "nan", "inf", "x"])
async def test_bad_rates_are_refused(api: httpx.AsyncClient, put: Any, per_second: str) -> None:
    id, _ = put()
    assert (await api.get(f"{JOBS}/{id}/audio/peaks?per_second={per_second}")).status_code == 422
