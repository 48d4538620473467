"""`dalston transcribe FOLDER`: interrupted, continued, and nothing done twice."""

import json
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.command.ledger import NAME, Ledger
from tests.command import PATIENCE, RunningStack, begin, eventually, running_stack
from tests.conftest import AUDIO


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    folders = tmp_path_factory.getbasetemp().as_uri()
    with running_stack(tmp_path_factory.mktemp("data"), DALSTON_BATCH_FOLDERS=folders) as stack:
        yield stack


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "recordings"
    (folder / "deeper").mkdir(parents=True)
    for name in ("a.wav", "b.wav", "deeper/a.wav"):
        shutil.copy(AUDIO / "jfk.wav", folder / name)
    (folder / "notes.txt").write_text("not a recording")
    (folder / ".hidden.wav").write_text("not looked at")
    return folder


def ledger(out: Path) -> Ledger:
    found = Ledger(out)
    found.load()
    return found


def documents(out: Path) -> list[str]:
    return sorted(
        str(path.relative_to(out)) for path in out.rglob("*") if path.is_file() and path.name != NAME
    )


def total(stack: RunningStack) -> int:
    return int(json.loads(stack.run("jobs", "list", "--json").stdout)["total"])


def completed(out: Path) -> int:
    entries = ledger(out).entries.values() if (out / NAME).exists() else []
    return sum(entry.status == "completed" for entry in entries)


def test_every_recording_of_a_folder_becomes_a_document(stack: RunningStack, folder: Path) -> None:
    out = folder.parent / "out"
    result = stack.run("transcribe", str(folder), "--out", str(out), "--recursive", "--format", "srt")
    assert result.returncode == 0, result.stderr
    assert result.stdout == b""
    assert documents(out) == ["a.srt", "b.srt", "deeper/a.srt"]
    assert "your country" in (out / "deeper" / "a.srt").read_text()


def test_only_the_folder_itself_is_read_unless_told_otherwise(stack: RunningStack, folder: Path) -> None:
    out = folder / "out"  # may be inside
    assert stack.run("transcribe", str(folder), "--out", str(out)).returncode == 0
    assert documents(out) == ["a.txt", "b.txt"]


def test_what_is_done_is_skipped_and_what_has_changed_is_done_again(
    stack: RunningStack, folder: Path
) -> None:
    out = folder.parent / "out"
    arguments = ("transcribe", str(folder), "--out", str(out), "-l", "en")
    assert stack.run(*arguments).returncode == 0
    before = total(stack)
    assert b"done before" in stack.run(*arguments).stderr
    assert total(stack) == before
    assert stack.run(*arguments, "--format", "srt").returncode == 0  # another document of the same jobs
    assert total(stack) == before
    assert documents(out) == ["a.srt", "a.txt", "b.srt", "b.txt"]
    shutil.copy(
        AUDIO / "ls_male.flac" if (AUDIO / "ls_male.flac").exists() else AUDIO / "jfk.wav", folder / "b.wav"
    )
    assert stack.run(*arguments).returncode == 0
    assert total(stack) == before + 1
    (out / "a.txt").unlink()
    assert stack.run(*arguments).returncode == 0  # fetched once more, not transcribed
    assert total(stack) == before + 1
    assert "your country" in (out / "a.txt").read_text()


def test_an_interrupted_run_goes_on_and_does_nothing_twice(stack: RunningStack, folder: Path) -> None:
    for number in range(6):
        shutil.copy(AUDIO / "jfk.wav", folder / f"talk-{number}.wav")
    out, before = folder.parent / "out", total(stack)
    arguments = ("transcribe", str(folder), "--out", str(out), "-r", "--jobs", "2")
    process = begin(*arguments, data=stack.data, log=folder.parent / "log")
    eventually(lambda: completed(out) >= 2)
    process.send_signal(signal.SIGINT)
    assert process.wait(PATIENCE) == 130
    assert "the same command goes on" in (folder.parent / "log").read_text()
    assert completed(out) < 9
    result = stack.run(*arguments)
    assert result.returncode == 0, result.stderr
    assert len(documents(out)) == 9
    assert total(stack) == before + 9


def test_a_killed_run_leaves_a_ledger_that_the_next_one_reads(stack: RunningStack, folder: Path) -> None:
    out, before = folder.parent / "out", total(stack)
    arguments = ("transcribe", str(folder), "--out", str(out), "-r", "--jobs", "1")
    process = begin(*arguments, data=stack.data, log=folder.parent / "log")
    eventually((out / NAME).exists)
    process.kill()
    process.wait(PATIENCE)
    assert stack.run(*arguments).returncode == 0
    assert total(stack) == before + 3


def test_failures_are_listed_and_tried_again(stack: RunningStack, folder: Path) -> None:
    out = folder.parent / "out"
    (folder / "b.wav").write_bytes(b"this is no recording")
    result = stack.run("transcribe", str(folder), "--out", str(out))
    assert result.returncode == 1
    assert b"1 of 2 recordings failed" in result.stderr
    assert b"b.wav" in result.stderr
    assert documents(out) == ["a.txt"]
    shutil.copy(AUDIO / "jfk.wav", folder / "b.wav")
    assert stack.run("transcribe", str(folder), "--out", str(out)).returncode == 0
    assert documents(out) == ["a.txt", "b.txt"]


def test_names_that_would_meet_are_kept_apart_and_nothing_of_others_is_written_over(
    stack: RunningStack, folder: Path
) -> None:
    out = folder.parent / "out"
    out.mkdir()
    (out / "a.txt").write_text("mine")
    shutil.copy(AUDIO / "jfk.wav", folder / "B.mp4")
    assert stack.run("transcribe", str(folder), "--out", str(out)).returncode == 0
    assert documents(out) == ["B.txt", "a.txt", "a.wav.txt", "b.wav.txt"]
    assert (out / "a.txt").read_text() == "mine"


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["{folder}"], b"--out DIR"),
        (["{folder}/deeper/../../nothing", "--out", "{folder}/out"], b""),
        (["{folder}/a.wav", "--out", "{folder}/out"], b"are for folders"),
        (["{folder}/empty", "--out", "{folder}/out"], b"no recordings"),
        (["{folder}", "--out", "{folder}/broken"], b"cannot be read"),
    ],
)
def test_wrong_usage_is_told(stack: RunningStack, folder: Path, arguments: list[str], hint: bytes) -> None:
    (folder / "empty").mkdir()
    (folder / "broken").mkdir()
    (folder / "broken" / NAME).write_text("[]")
    result = stack.run("transcribe", *(argument.format(folder=folder) for argument in arguments))
    assert result.returncode == 2
    assert hint in result.stderr


def test_batches_of_a_server_are_listed_and_changed(stack: RunningStack, folder: Path) -> None:
    asked = {"name": "archive", "folder": folder.as_uri(), "most_running": 1}
    batch_id = httpx.post(f"{stack.url}/v1/batches", json=asked).json()["id"]
    assert b"is paused" in stack.run("batches", "pause", batch_id).stdout
    assert b"paused" in stack.run("batches", "get", batch_id).stdout
    assert batch_id.encode() in stack.run("batches", "list", "--status", "paused").stdout
    assert b"being cancelled" in stack.run("batches", "cancel", batch_id).stdout
    eventually(lambda: b"status     cancelled" in stack.run("batches", "get", batch_id).stdout)
    assert stack.run("batches", "resume", batch_id).returncode == 4
    again = httpx.post(f"{stack.url}/v1/batches", json={**asked, "skip_done": False}).json()["id"]
    httpx.post(f"{stack.url}/v1/batches/{again}/pause")
    assert b"goes on" in stack.run("batches", "resume", again).stdout
    assert stack.run("batches", "get", "batch_x").returncode == 4
