"""`dalston up` keeps a whole system running on one machine, and takes all of it away again."""

import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.command import PATIENCE, RunningStack, dalston, eventually, gone, running_stack

JFK = Path(__file__).parent / "audio" / "jfk.wav"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running_stack(tmp_path_factory.mktemp("data")) as stack:
        yield stack


def test_a_stack_says_where_it_is(stack: RunningStack) -> None:
    said = stack.log.read_text()
    assert all(place in said for place in (stack.url, f"{stack.url}/docs", stack.told["ui"], str(stack.data)))
    assert stack.told["pid"] == stack.process.pid
    assert httpx.get(f"{stack.url}/readyz").status_code == 200


def test_its_output_goes_to_logs_in_the_data_folder(stack: RunningStack) -> None:
    logs = {path.name for path in (stack.data / "logs").iterdir()}
    assert {"temporal.log", "worker.log", "api.log"} <= logs


def test_ctrl_c_in_the_terminal_reaches_the_supervisor_alone(stack: RunningStack) -> None:
    sessions = [os.getsid(process.pid) for process in stack.tree()]
    assert len(set(sessions)) == len(sessions) == 5  # itself, Temporal, two kinds of workers, the API


@pytest.mark.parametrize("word", ["api", "workers", "temporal"])
def test_a_killed_process_comes_back_and_jobs_can_run_again(stack: RunningStack, word: str) -> None:
    killed = stack.child(word)
    killed.kill()
    eventually(lambda: gone(killed))
    result = stack.run("transcribe", str(JFK), "--quiet")
    assert b"country" in result.stdout, result.stderr
    assert stack.child(word).pid != killed.pid


def test_a_second_stack_on_the_same_folder_is_refused(stack: RunningStack) -> None:
    result = stack.run("up", "--port", "0")
    assert result.returncode == 1
    assert f"a stack already runs on {stack.data}".encode() in result.stderr
    assert b"dalston down" in result.stderr
    assert httpx.get(f"{stack.url}/healthz").status_code == 200


def test_sigterm_drains_and_leaves_nothing_running(tmp_path: Path) -> None:
    with running_stack(tmp_path) as stack:
        tree = stack.tree()
        assert len(tree) >= 4
        stack.process.send_signal(signal.SIGTERM)
        assert stack.process.wait(PATIENCE) == 0
        assert [process for process in tree if not gone(process)] == []
        assert not (tmp_path / "stack.json").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
def test_a_killed_stack_leaves_nothing_running_and_its_folder_free(tmp_path: Path) -> None:
    with running_stack(tmp_path) as stack:
        tree = stack.tree()
        stack.process.kill()
        eventually(lambda: all(gone(process) for process in tree))
    assert dalston("jobs", "list", data=tmp_path).returncode == 3
    with running_stack(tmp_path) as again:
        assert again.run("down").returncode == 0
        assert again.process.wait(PATIENCE) == 0


def test_down_without_a_stack_says_so(tmp_path: Path) -> None:
    result = dalston("down", data=tmp_path)
    assert (result.returncode, b"no stack runs on" in result.stdout) == (0, True)


def test_a_taken_port_is_an_error_that_names_the_option(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = dalston("up", "--port", str(port), data=tmp_path)
    assert result.returncode == 2
    assert f"port {port} on 127.0.0.1 is taken; choose another one with --port".encode() in result.stderr


def test_an_address_of_another_machine_is_an_error_that_names_the_option(tmp_path: Path) -> None:
    result = dalston("up", "--port", "0", "--host", "192.0.2.1", data=tmp_path)
    assert (result.returncode, b"--host" in result.stderr) == (2, True)


def test_a_missing_temporal_program_is_told_with_the_way_to_get_it(tmp_path: Path) -> None:
    nothing = str(tmp_path / "nothing")
    result = dalston("up", "--port", "0", data=tmp_path, TEMPORAL_CLI_PATH=nothing)
    assert (result.returncode, nothing.encode() in result.stderr) == (1, True)


def test_a_worker_that_cannot_start_ends_the_attempt_with_its_last_words(tmp_path: Path) -> None:
    result = dalston("up", "--port", "0", data=tmp_path, DALSTON_ENGINES="no-such-engine")
    assert result.returncode == 1
    assert b"the last words of the worker process" in result.stderr
    assert b"there is no engine 'no-such-engine'" in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_folder_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    result = dalston("up", "--port", "0", data=tmp_path / "file" / "folder")
    assert (result.returncode, b"cannot use the data folder" in result.stderr) == (1, True)


def test_another_temporal_in_the_environment_does_not_reach_the_stack(tmp_path: Path) -> None:
    elsewhere = {"TEMPORAL_ADDRESS": "192.0.2.1:7233", "TEMPORAL_NAMESPACE": "elsewhere"}
    with running_stack(tmp_path, **elsewhere) as stack:
        assert httpx.get(f"{stack.url}/readyz").status_code == 200


def test_two_stacks_share_a_machine(stack: RunningStack, tmp_path: Path) -> None:
    with running_stack(tmp_path) as other:
        told = json.dumps([stack.told, other.told])
        ports = {stack.told[name] for name in stack.told} & {other.told[name] for name in other.told}
        assert ports == set(), told
