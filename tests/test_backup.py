"""docs/backup.md and the recipes of docs/operations.md: stop, copy, restore; replay what ran."""

import asyncio
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from activities import migrations
from activities.database import connect
from activities.index import Index
from activities.keys import Keys, NewKey
from api.caller import SCOPES
from api.command.checks import database
from tests import postgresql, sample_jobs
from tests.command import DALSTON, environment
from tests.conftest import AUDIO, MODEL, free_ports
from tests.processes import Stack, chunks_below, running_stack
from tests.test_survival import speech as speech
from workers.settings import WorkerSettings

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.folder_only


@dataclass
class Restored:
    stack: Stack
    done: str  # the job that had ended before
    text: str  # its transcript, as it was read then
    running: str  # the one in the middle of its chunks
    chunks: dict[str, float | None]  # of that one, in the copy


@pytest.fixture(scope="module")
async def restored(tmp_path_factory: pytest.TempPathFactory, speech: bytes) -> AsyncIterator[Restored]:
    """One machine is lost; a copy of its data folder is brought back on another disk, under the old path."""
    place = tmp_path_factory.mktemp("backup")
    data, copied, disk = place / "data", place / "copy", place / "disk"
    data.mkdir()
    ports = free_ports()
    async with running_stack(data, ports, MODEL) as stack:
        done = await stack.submit((AUDIO / "jfk.wav").read_bytes())
        text = str((await stack.finished(done))["text"])
        running = await stack.submit(speech)
        while not stack.chunks(running):
            await asyncio.sleep(0.02)
        for name in ("workers", "api", "temporal"):  # as `dalston down`, but so soon that the job is not done
            await stack.ask_to_stop(name)
    await asyncio.to_thread(subprocess.run, ["cp", "-a", str(data), str(copied)], check=True)
    shutil.rmtree(data)
    shutil.copytree(copied, disk)
    data.symlink_to(disk)
    async with running_stack(data, ports, MODEL) as stack:
        yield Restored(stack, done, text, running, chunks_below((copied / "jobs" / running).as_uri()))


async def test_jobs_are_listed_and_transcripts_read(restored: Restored) -> None:
    listed = (await restored.stack.api.get("/v1/audio/transcriptions")).json()["jobs"]
    assert {job["id"] for job in listed} == {restored.done, restored.running}
    assert (await restored.stack.job(restored.done))["text"] == restored.text
    exported = await restored.stack.api.get(f"/v1/audio/transcriptions/{restored.done}/export/txt")
    assert "country" in exported.text
    recording = await restored.stack.api.get(f"/v1/audio/transcriptions/{restored.done}/audio")
    assert recording.content == (AUDIO / "jfk.wav").read_bytes()


async def test_a_job_that_was_running_goes_on_and_repeats_no_finished_chunk(restored: Restored) -> None:
    job = await restored.stack.finished(restored.running)
    assert job["status"] == "completed", job
    assert restored.chunks
    now = restored.stack.chunks(restored.running)
    assert len(now) > len(restored.chunks)
    assert {name: now[name] for name in restored.chunks} == restored.chunks


def test_the_doctor_says_when_files_are_not_where_rows_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DALSTON_DATABASE", "DALSTON_STORAGE"):
        monkeypatch.delenv(name, raising=False)
    data, moved = tmp_path / "data", tmp_path / "moved"
    settings = WorkerSettings(data=data, database="", storage="", _env_file=None)
    migrations.upgrade(settings.database_url)
    index = Index(settings.database_url)
    sample_jobs.add(index, settings, "kept")
    index.close()
    assert database.examine(data).state == "ok"
    data.rename(moved)
    finding = database.examine(moved)
    assert finding.state == "broken"
    assert f"1 jobs have their files in file://{data}/jobs, where there are none" in finding.detail
    assert "backup.md" in str(finding.mend)


def recipes() -> list[tuple[str, str]]:
    """The command lines and their output, as docs/operations.md shows them below Replay."""
    page = (ROOT / "docs" / "operations.md").read_text("utf-8")
    section = re.search(r"^## Replay$(.*?)^## ", page, re.MULTILINE | re.DOTALL)
    assert section
    shown = "\n".join(re.findall(r"^```\n(.*?)^```", section[1], re.MULTILINE | re.DOTALL))
    found = re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n?)*)", shown, re.MULTILINE)
    assert found
    return [(line, output) for line, output in found]


async def test_the_recipes_for_replaying_say_what_the_page_shows(restored: Restored, tmp_path: Path) -> None:
    await restored.stack.finished(restored.running)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "dalston").write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {" ".join(DALSTON)} "$@"\n')
    (tmp_path / "bin" / "dalston").chmod(0o755)
    path = f"{tmp_path / 'bin'}:{Path(sys.executable).parent}:/usr/bin:/bin"
    told = environment(
        restored.stack.data, PATH=path, TEMPORAL_ADDRESS=restored.stack.environment["TEMPORAL_ADDRESS"]
    )
    for line, expected in recipes():
        command = re.sub(r"job_\w+", restored.running, line)
        argv = ["bash", "-c", command]
        done = await asyncio.to_thread(
            subprocess.run, argv, cwd=tmp_path, env=told, capture_output=True, text=True, timeout=120
        )
        assert masked(done.stdout) == masked(expected), (command, done.stderr)
        assert done.returncode == 0, done.stderr


def masked(output: str) -> str:
    """Without what differs from run to run."""
    return re.sub(r"job_\w+", "JOB", re.sub(r"\d+", "N", output)).strip()


def test_an_index_dumped_from_postgresql_is_the_same_when_it_is_restored(
    postgresql_server: postgresql.Server, tmp_path: Path
) -> None:
    url, other = postgresql_server.migrated(), postgresql_server.empty()
    key, secret = Keys(connect(url)).create(NewKey("default", "kept", SCOPES))
    dump = tmp_path / "dalston.dump"
    tool("pg_dump", "--format=custom", f"--file={dump}", url)
    tool("pg_restore", "--no-owner", f"--dbname={other}", str(dump))
    found = Keys(connect(other)).find(secret)
    assert found is not None
    assert (found.id, found.name) == (key.id, "kept")
    assert migrations.age(other) == "today's"


def tool(name: str, *arguments: str) -> None:
    subprocess.run([str(postgresql.binaries() / name), *arguments], check=True, timeout=60)
