"""Transcripts of several jobs come as one ZIP, with names that are safe and differ."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from activities import folder, storage
from activities.database import now
from activities.index import Index
from tests import jobs
from tests.http_jobs import JOBS
from tests.transcripts import segment, transcript
from workers.settings import WorkerSettings

ZIP = f"{JOBS}/export.zip"


@pytest.fixture
def said(settings: WorkerSettings, index: Index) -> Any:
    """A completed job, by its name and what was said in it. Returns its id."""

    def said(name: str, text: str, status: str = "completed") -> str:
        request = jobs.place(settings, b"x")
        jobs.insert(index, request)
        spoken = transcript([segment(1, text, "SPEAKER_00", 0.0)])
        storage.write_model(folder.transcript(request.folder), spoken)
        index.change(request.job_id, name=name)
        index.change(request.job_id, status=status, completed_at=now())
        return request.job_id

    return said


async def opened(api: httpx.AsyncClient, ids: Sequence[str], **query: str) -> dict[str, bytes]:
    answer = await api.get(ZIP, params={"ids": list(ids), **query})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


async def test_every_job_is_a_file(api: httpx.AsyncClient, said: Any) -> None:
    ids = [said("Board.wav", "ask not what"), said("Talk é 1.mp3", "your country")]
    files = await opened(api, ids, format="srt")
    assert list(files) == ["Board.srt", "Talk é 1.srt"]
    assert b"ask not what" in files["Board.srt"]
    single = await api.get(f"{JOBS}/{ids[0]}/export/srt")
    assert single.content == files["Board.srt"]


async def test_names_are_safe_and_differ(api: httpx.AsyncClient, said: Any) -> None:
    names = ["a.wav", "A.wav", "a.mp3", "../../etc/passwd", "C:\\x.wav", "a (2).wav"]
    files = await opened(api, [",".join(said(name, "words") for name in names)])
    assert len({name.casefold() for name in files}) == len(names)
    assert not any("/" in name or "\\" in name or name.startswith(".") for name in files)


async def test_a_job_that_is_named_twice_comes_once(api: httpx.AsyncClient, said: Any) -> None:
    id = said("a.wav", "words")
    assert len(await opened(api, [id, id, f"{id},{id}"])) == 1


@pytest.mark.parametrize("format", ["txt", "json", "vtt", "docx", "rttm", "ctm"])
async def test_every_format(api: httpx.AsyncClient, said: Any, format: str) -> None:
    files = await opened(api, [said("a.wav", "words")], format=format)
    assert list(files) == [f"a.{format}"]


async def test_what_cannot_be_exported_is_named_before_anything_is_sent(
    api: httpx.AsyncClient, said: Any
) -> None:
    good, failed = said("a.wav", "words"), said("b.wav", "words", "failed")
    answer = await api.get(ZIP, params={"ids": [good, failed]})
    assert answer.status_code == 409
    assert failed in answer.text
    assert (await api.get(ZIP, params={"ids": [good, "job_x"]})).status_code == 404
    for ids in ([], [""], [","], [f"job_{number}" for number in range(501)]):
        assert (await api.get(ZIP, params={"ids": ids})).status_code == 422


async def test_one_that_is_forgotten_meanwhile_does_not_break_the_others(
    api: httpx.AsyncClient, said: Any, index: Index
) -> None:
    ids = [said("a.wav", "words"), said("b.wav", "more words")]
    gone = index.get(ids[0])
    assert gone
    storage.delete(folder.transcript(gone.folder))
    files = await opened(api, ids)
    assert list(files) == ["a.txt is missing.txt", "b.txt"]
