"""`dalston transcribe`: the transcript on standard output, one clear sentence when there is none."""

import json
import os
import pty
import re
import signal
import wave
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.command import (
    DALSTON,
    PATIENCE,
    RunningStack,
    begin,
    dalston,
    environment,
    eventually,
    gone,
    running_stack,
)
from tests.http_server import Answer, serving

AUDIO = Path(__file__).parent / "audio"
JFK = AUDIO / "jfk.wav"


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningStack]:
    with running_stack(tmp_path_factory.mktemp("data")) as stack:
        yield stack


@pytest.fixture(scope="module")
def long_recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same words again and again for 20 minutes."""
    path = tmp_path_factory.mktemp("audio") / "long.wav"
    with wave.open(str(JFK), "rb") as short, wave.open(str(path), "wb") as long:
        long.setparams(short.getparams())
        frames = short.readframes(short.getnframes())
        for _ in range(1200 * short.getframerate() // short.getnframes()):
            long.writeframesraw(frames)
    return path


def test_a_recording_becomes_text_and_nothing_else_is_on_standard_output(stack: RunningStack) -> None:
    result = stack.run("transcribe", str(JFK))
    assert result.returncode == 0, result.stderr
    assert b"ask not what your country can do for you" in result.stdout
    assert result.stdout.count(b"\n") == 1
    said = result.stderr.decode()
    assert "uploading 0.4 MB" in said
    assert re.search(r"job_\w+ jfk\.wav", said)
    assert "0:11 of audio" in said


@pytest.mark.parametrize(
    ("format", "beginning"), [("srt", "1\n00:00:0"), ("vtt", "WEBVTT\n"), ("json", '{"'), ("txt", "And so")]
)
def test_every_format_is_printed(stack: RunningStack, format: str, beginning: str) -> None:
    result = stack.run("transcribe", str(JFK), "--format", format, "--quiet")
    assert result.stdout.decode().lstrip().startswith(beginning)
    assert result.stderr == b""


def test_a_transcript_can_go_to_a_file(stack: RunningStack, tmp_path: Path) -> None:
    output = tmp_path / "talk.json"
    result = stack.run("transcribe", str(JFK), "-f", "json", "-o", str(output), "--language", "en")
    assert (result.returncode, result.stdout) == (0, b"")
    assert json.loads(output.read_text())["language"] == "en"


def test_standard_input_is_transcribed(stack: RunningStack) -> None:
    result = stack.run("transcribe", "-", stdin=JFK.read_bytes())
    assert b"country" in result.stdout


def test_a_url_is_downloaded_and_transcribed(stack: RunningStack) -> None:
    with serving(lambda _: Answer(body=JFK.read_bytes())) as web:
        result = stack.run("transcribe", f"{web.url}/speeches/inaugural%20address.wav?x=1")
    assert b"country" in result.stdout
    assert b"downloading 0.4 MB" in result.stderr
    assert b"inaugural address.wav" in result.stderr


def test_a_url_with_nothing_behind_it_is_a_clear_error(stack: RunningStack) -> None:
    with serving(lambda _: Answer(404)) as web:
        result = stack.run("transcribe", f"{web.url}/gone.wav")
    assert result.returncode == 4
    assert f"cannot download {web.url}/gone.wav: 404 Not Found".encode() in result.stderr


def test_silence_is_no_error_and_no_words(stack: RunningStack) -> None:
    result = stack.run("transcribe", str(AUDIO / "odd" / "s_silence_30s.flac"))
    assert (result.returncode, result.stdout.strip()) == (0, b"")
    assert b"there is no speech in it" in result.stderr


def test_what_is_not_audio_is_refused_with_the_servers_words_and_the_request_id(stack: RunningStack) -> None:
    result = stack.run("transcribe", str(AUDIO / "odd" / "b_text.wav"))
    assert result.returncode == 4
    assert re.search(rb"Error: .*\(request req_\w+\)\n$", result.stderr)
    assert b"Traceback" not in result.stderr


def test_an_unknown_model_is_refused_with_the_known_ones(stack: RunningStack) -> None:
    result = stack.run("transcribe", str(JFK), "--model", "no-such-model")
    assert result.returncode == 4
    assert b"no-such-model" in result.stderr
    assert b"tiny.en" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["--langage", "en", str(JFK)], b"--language"),
        (["--format", "pdf", str(JFK)], b"srt"),
        ([], b"FILE|URL|FOLDER|-"),
        (["/no/such/file.wav"], b"cannot read /no/such/file.wav: No such file"),
        (["/"], b"is a folder"),
    ],
)
def test_wrong_usage_says_what_would_be_right(tmp_path: Path, arguments: list[str], hint: bytes) -> None:
    result = dalston("transcribe", *arguments, data=tmp_path)
    assert result.returncode == 2
    assert hint in result.stderr
    assert b"Traceback" not in result.stderr


def test_a_server_that_is_not_there_is_told(tmp_path: Path) -> None:
    result = dalston("transcribe", str(JFK), data=tmp_path, DALSTON_URL="http://127.0.0.1:1")
    assert result.returncode == 3
    assert b"http://127.0.0.1:1" in result.stderr


def test_a_restart_of_the_api_is_waited_out(
    stack: RunningStack, long_recording: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    output = str(tmp_path / "text")
    command = begin("transcribe", str(long_recording), "-o", output, data=stack.data, log=log)
    eventually(lambda: "transcribe" in log.read_text())
    api = stack.child("api")
    api.kill()
    eventually(lambda: gone(api))
    job_id = re.findall(r"job_\w+", log.read_text())[0]
    eventually(lambda: stack.run("jobs", "cancel", job_id).returncode == 0)
    assert command.wait(PATIENCE) == 1
    assert f"{job_id} was cancelled" in log.read_text()


def test_ctrl_c_without_a_terminal_cancels_the_job(
    stack: RunningStack, long_recording: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    command = begin("transcribe", str(long_recording), data=stack.data, log=log)
    eventually(lambda: "transcribe" in log.read_text())
    command.send_signal(signal.SIGINT)
    assert command.wait(PATIENCE) == 130
    job_id = re.findall(r"job_\w+", log.read_text())[0]
    assert json.loads(stack.run("jobs", "get", job_id, "--json").stdout)["status"] == "cancelled"


class Terminal:
    """A terminal with the command in it, and everything that was shown there."""

    def __init__(self, *arguments: str, data: Path) -> None:
        self.pid, self.screen = pty.fork()
        if self.pid == 0:
            os.execve(DALSTON[0], [*DALSTON, *arguments], environment(data, TERM="xterm", COLUMNS="120"))
        self.shown = ""

    def await_text(self, text: str) -> None:
        """Wait for a text, and forget what was shown up to it."""
        while text not in self.shown:
            self.shown += os.read(self.screen, 65536).decode(errors="replace")
        self.shown = self.shown.partition(text)[2]

    def type(self, keys: str) -> None:
        os.write(self.screen, keys.encode())

    def exit_status(self) -> int:
        try:
            while piece := os.read(self.screen, 65536):
                self.shown += piece.decode(errors="replace")
        except OSError:
            pass  # Linux: nobody has the terminal open any more
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def test_ctrl_c_on_a_terminal_can_detach_from_the_job(stack: RunningStack, long_recording: Path) -> None:
    terminal = Terminal("transcribe", str(long_recording), data=stack.data)
    terminal.await_text(" left)")
    terminal.type("\x03")
    terminal.await_text("[d]etach")
    terminal.type("\n")  # go on
    terminal.await_text(" left)")
    terminal.type("\x03")
    terminal.await_text("Enter to go on waiting: ")
    terminal.type("d\n")
    assert terminal.exit_status() == 130
    found = re.findall(r"dalston jobs wait (job_\w+)", terminal.shown)
    assert found, terminal.shown
    assert json.loads(stack.run("jobs", "get", found[0], "--json").stdout)["status"] == "running"
    assert stack.run("jobs", "delete", found[0], "--cancel").returncode == 0


def test_without_a_server_the_local_stack_is_started_and_stopped(tmp_path: Path) -> None:
    before = {process.pid for process in psutil.process_iter()}
    result = dalston("transcribe", str(JFK), "--model", "faster-whisper:tiny.en", data=tmp_path)
    assert result.returncode == 0, result.stderr
    assert b"country" in result.stdout
    assert b"starting the local stack" in result.stderr
    left = [process for process in psutil.process_iter() if process.pid not in before]
    assert [process for process in left if str(tmp_path) in " ".join(process.cmdline())] == []
    assert b"no stack runs" in dalston("down", data=tmp_path).stdout


def test_a_local_stack_that_was_started_for_a_job_stays_when_the_job_is_left_alone(
    long_recording: Path, tmp_path: Path
) -> None:
    terminal = Terminal("transcribe", str(long_recording), "--model", "tiny.en", data=tmp_path)
    terminal.await_text(" left)")
    terminal.type("\x03")
    terminal.await_text("Enter to go on waiting: ")
    terminal.type("d\n")
    assert terminal.exit_status() == 130
    assert "`dalston down` stops it" in terminal.shown
    assert b"running" in dalston("jobs", "list", data=tmp_path).stdout
    assert b"stopped" in dalston("down", data=tmp_path).stdout
