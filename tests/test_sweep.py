"""The sweep removes what belongs to no job, and nothing else."""

import os
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner
from ulid import ULID

from activities import storage
from activities.index import Index
from activities.storage import join
from api import orphans
from api.command.__main__ import app as command
from tests.test_index import a_job

LONG_AGO = time.time() - 7200


@pytest.fixture
def index(own_database: str) -> Index:
    return Index(own_database)


@pytest.fixture
def place(tmp_path: Path) -> str:
    return (tmp_path / "jobs").as_uri()


def folder(place: str, *names: str) -> tuple[str, str]:
    """A job's id and its folder, with some files."""
    id = f"job_{ULID()}"
    for name in names:
        storage.write(join(place, id, name), b"x")
    return id, join(place, id)


def age(url: str, moment: float = LONG_AGO) -> None:
    root = Path(url.removeprefix("file://"))
    for path in (root, *root.rglob("*")):
        os.utime(path, (moment, moment))


def add(index: Index, id: str, place: str, status: str = "completed") -> None:
    job = a_job(id)
    job.folder, job.status = place, status
    index.add(job)


def test_an_old_folder_without_a_job_goes_and_one_with_a_job_stays(index: Index, place: str) -> None:
    orphan, kept = folder(place, "upload", "chunks/ab/00000.json"), folder(place, "upload")
    age(place)
    add(index, *kept)
    found = orphans.find(index, place)
    assert (found.folders, found.partials, found.missing) == ([orphan[1]], [], [])
    orphans.remove(found)
    assert storage.list_folders(place) == [kept[0]]
    assert storage.list_names(kept[1]) == ["upload"]


def test_an_upload_that_is_arriving_is_never_touched(index: Index, place: str) -> None:
    arriving = folder(place, ".upload.0a.partial", "options.json")
    age(place)
    partial = Path(arriving[1].removeprefix("file://")) / ".upload.0a.partial"
    os.utime(partial)  # a byte came a moment ago
    found = orphans.find(index, place)
    assert (found.folders, found.partials) == ([], [])
    age(place)
    assert orphans.find(index, place).folders == [arriving[1]]


def test_what_killed_writers_left_in_a_job_goes(index: Index, place: str) -> None:
    kept = folder(place, "upload", ".plan.json.0a.partial", ".audio.wav.0b.partial")
    add(index, *kept)
    age(place)
    os.utime(Path(kept[1].removeprefix("file://")) / ".audio.wav.0b.partial")
    found = orphans.find(index, place)
    assert found.partials == [join(kept[1], ".plan.json.0a.partial")]
    orphans.remove(found)
    assert storage.list_names(kept[1]) == [".audio.wav.0b.partial", "upload"]


def test_folders_of_others_are_left_alone(index: Index, place: str) -> None:
    storage.write(join(place, "notes", "x"), b"x")
    storage.write(join(place, "job_", "x"), b"x")
    age(place)
    assert orphans.find(index, place).folders == []


def test_a_completed_job_without_its_folder_is_told_and_not_deleted(index: Index, place: str) -> None:
    gone, failed = folder(place), folder(place)
    add(index, *gone)
    add(index, *failed, status="failed")
    found = orphans.find(index, place)
    assert found.missing == [gone[0]]
    orphans.remove(found)
    assert index.get(gone[0])


@pytest.mark.file_only
def test_the_command_tells_and_with_dry_run_removes_nothing(tmp_path: Path) -> None:
    place = (tmp_path / "jobs").as_uri()
    orphan = folder(place, "upload")
    age(place)
    said = CliRunner().invoke(command, ["sweep", "--dry-run", "--data", str(tmp_path)])
    assert said.exit_code == 0, said.output
    assert f"{orphan[1]}: belongs to no job" in "".join(said.output.split("\n"))
    assert storage.list_names(orphan[1]) == ["upload"]
