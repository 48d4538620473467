"""The commands that look at a server and its jobs, and those that look at this machine."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import DALSTON, RunningStack, dalston, running_stack

JFK = Path(__file__).parent / "audio" / "jfk.wav"

HISTORIES = Path(__file__).parent / "histories"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running_stack(tmp_path_factory.mktemp("data")) as stack:
        yield stack


@pytest.fixture(scope="module")
def job_id(stack: RunningStack) -> str:
    """A completed job."""
    return submitted(stack)


def submitted(stack: RunningStack) -> str:
    found = re.search(r"job_\w+", stack.run("transcribe", str(JFK)).stderr.decode())
    assert found
    return found[0]


def test_jobs_are_listed_for_people_and_for_machines(stack: RunningStack, job_id: str) -> None:
    shown = stack.run("jobs", "list", "--status", "completed", "--q", "jfk").stdout.decode()
    assert re.search(rf"{job_id} +completed +\S+ +0:11 +jfk\.wav", shown)
    told = json.loads(stack.run("jobs", "list", "--json", "--limit", "1").stdout)
    assert told["jobs"][0]["id"] == job_id
    assert json.loads(stack.run("jobs", "list", "--json", "--status", "failed").stdout)["jobs"] == []


def test_one_job_is_shown_with_its_text(stack: RunningStack, job_id: str) -> None:
    shown = stack.run("jobs", "get", job_id).stdout.decode()
    assert re.search(r"status +completed", shown)
    assert "your country" in shown
    told = json.loads(stack.run("jobs", "get", job_id, "--json").stdout)
    assert told["segments"][0]["words"]


def test_waiting_for_a_job_that_is_done_returns_at_once(stack: RunningStack, job_id: str) -> None:
    assert stack.run("jobs", "wait", job_id, "--quiet").returncode == 0


def test_a_transcript_is_exported(stack: RunningStack, job_id: str, tmp_path: Path) -> None:
    assert b"-->" in stack.run("export", job_id, "--format", "srt").stdout
    stack.run("export", job_id, "-f", "vtt", "-o", str(tmp_path / "talk.vtt"))
    assert (tmp_path / "talk.vtt").read_text().startswith("WEBVTT")
    result = stack.run("export", job_id, "-o", str(tmp_path / "no" / "folder.txt"))
    assert (result.returncode, b"cannot write" in result.stderr) == (2, True)


def test_a_job_that_has_ended_cannot_be_cancelled(stack: RunningStack, job_id: str) -> None:
    result = stack.run("jobs", "cancel", job_id)
    assert (result.returncode, b"completed already" in result.stderr) == (4, True)


@pytest.mark.parametrize("action", [["jobs", "get"], ["jobs", "wait"], ["jobs", "delete"], ["export"]])
def test_a_job_that_is_not_there_is_a_clear_error(stack: RunningStack, action: list[str]) -> None:
    result = stack.run(*action, "job_none")
    assert result.returncode == 4
    assert b"Error: there is no job 'job_none'" in result.stderr


def test_a_deleted_job_is_gone(stack: RunningStack) -> None:
    job_id = submitted(stack)
    assert stack.run("jobs", "delete", job_id).returncode == 0
    assert stack.run("jobs", "get", job_id).returncode == 4


def test_engines_are_shown_with_where_they_are_live(stack: RunningStack) -> None:
    shown = stack.run("engines").stdout.decode()
    assert re.search(r"faster-whisper +transcribe +cpu +\d+ of \d+ +tiny\.en", shown)
    assert json.loads(stack.run("engines", "--json").stdout)["engines"]


def test_the_status_of_a_healthy_server_is_shown(stack: RunningStack) -> None:
    result = stack.run("status")
    assert result.returncode == 0
    assert f"{stack.url} is healthy" in result.stdout.decode()
    assert json.loads(stack.run("status", "--json").stdout)["status"] == "healthy"


@pytest.mark.parametrize("command", [["status"], ["engines"], ["jobs", "list"], ["export", "job_1"]])
def test_without_a_server_the_way_to_one_is_told(tmp_path: Path, command: list[str]) -> None:
    result = dalston(*command, data=tmp_path)
    assert result.returncode == 3
    assert b"dalston up" in result.stderr
    assert b"DALSTON_URL" in result.stderr


def test_a_job_of_the_stack_is_replayed(stack: RunningStack, job_id: str) -> None:
    result = stack.run("replay", job_id)
    assert re.fullmatch(r"replays cleanly: \d+ events\n", result.stdout.decode()), result.stderr


def test_a_history_that_the_code_would_not_make_does_not_replay(
    stack: RunningStack, job_id: str, tmp_path: Path
) -> None:
    from api.command.temporal_server import binary

    show = [binary(), "workflow", "show", "-w", job_id, "-o", "json", "--address", stack.told["temporal"]]
    recorded = subprocess.run(show, capture_output=True, check=True).stdout.decode()
    history = tmp_path / "history.json"
    history.write_text(recorded)
    assert dalston("replay", str(history), data=tmp_path).returncode == 0
    history.write_text(recorded.replace('"name": "prepare"', '"name": "prepared"'))
    result = dalston("replay", str(history), data=tmp_path)
    assert result.returncode == 1
    assert b"does not replay" in result.stderr


@pytest.mark.parametrize("kind", ["batch", "session", "retention", "delivery"])
def test_workflows_of_every_kind_can_be_replayed(tmp_path: Path, kind: str) -> None:
    result = dalston("replay", str(HISTORIES / f"0.1-{kind}.json"), data=tmp_path)
    assert (result.returncode, result.stdout[:16]) == (0, b"replays cleanly:"), result.stderr


def test_what_is_neither_job_nor_history_cannot_be_replayed(stack: RunningStack, tmp_path: Path) -> None:
    (tmp_path / "history.json").write_text("[]")
    assert stack.run("replay", str(tmp_path / "history.json")).returncode == 2
    result = stack.run("replay", "job_none")
    assert (result.returncode, b"no job 'job_none'" in result.stderr) == (4, True)


def test_the_doctor_finds_a_running_stack_healthy(stack: RunningStack) -> None:
    result = stack.run("doctor")
    assert result.returncode == 0, result.stdout
    assert b"BROKEN" not in result.stdout
    assert f"{stack.url} is ready" in result.stdout.decode()
    assert b"with the right SHA-256" in result.stdout


def test_the_doctor_says_how_to_mend_what_is_broken(tmp_path: Path) -> None:
    model = tmp_path / "models" / "tiny.en"
    model.mkdir(parents=True)
    (model / "model.bin").write_bytes(b"cut off")
    result = dalston(
        "doctor", "--json", data=tmp_path, TEMPORAL_CLI_PATH="/no/temporal", DALSTON_STORAGE="gopher://x"
    )
    assert result.returncode == 1
    broken = {found["what"]: found for found in json.loads(result.stdout) if found["state"] == "broken"}
    assert set(broken) >= {"Temporal", "storage", "model tiny.en"}
    assert all(found["mend"] for found in broken.values())


def test_every_command_has_help_with_an_example() -> None:
    commands = ["transcribe", "up", "down", "export", "engines", "status", "doctor", "replay"]
    commands += [f"jobs {name}" for name in ("list", "get", "wait", "cancel", "delete")]
    commands += [f"models {name}" for name in ("list", "pull", "verify", "rm")]
    for command in commands:
        shown = subprocess.run([*DALSTON, *command.split(), "--help"], capture_output=True, check=True).stdout
        assert f"dalston {command}" in shown.decode().partition("Example")[2], command


def test_the_help_is_quick_because_nothing_heavy_is_imported() -> None:
    code = "import sys, api.command.__main__; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    heavy = {"temporalio", "fastapi", "numpy", "av", "sqlalchemy", "ctranslate2", "uvicorn"}
    assert heavy & set(loaded.stdout.split()) == set()


def test_the_version_and_the_exit_statuses_can_be_asked_for(tmp_path: Path) -> None:
    assert dalston("--version", data=tmp_path).stdout.startswith(b"dalston 0.")
    assert b"130 interrupted" in dalston("--help", data=tmp_path).stdout
