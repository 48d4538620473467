"""The chaos run itself: its plans, its counting, and a short one that must go well on any machine."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from activities.audio import FULL_SCALE
from activities.storage import Unavailable
from activities.stores.s3 import S3Store
from activities.stores.s3_settings import S3Settings
from tests.chaos import marks, recordings, repeats
from tests.chaos.disturb import Done
from tests.chaos.plan import LISTENERS, SETTLING, plan
from tests.chaos.s3_proxy import State, proxy
from tests.conftest import free_port
from tests.s3_server import S3Server

ROOT = Path(__file__).parent.parent


def test_a_seed_gives_one_plan_and_another_seed_another() -> None:
    def lines(seed: int) -> list[str]:
        return list(plan(seed, 40, 4, 300, disks=True).lines())

    assert lines(7) == lines(7)
    assert lines(7)[1:] != lines(8)[1:]


@pytest.mark.parametrize("seed", range(20))
def test_no_plan_takes_more_away_than_is_promised_to_be_borne(seed: int) -> None:
    found = plan(seed, 40, 4, 900, disks=True).disturbances
    assert {one.what for one in found} == {"kill", "stop", "restart", "cut", "busy", "fill"}
    assert all(one.seconds <= 30 for one in found)
    listeners = [one for one in found if one.target in LISTENERS]
    for first, second in pairwise(listeners):
        assert second.at > first.end + SETTLING - 0.2  # moments are rounded


def test_words_of_a_conversation_are_found_wherever_a_window_begins() -> None:
    audio, words = recordings.conversation(25)
    samples = np.frombuffer(audio, np.int16).astype(np.float32) / FULL_SCALE
    for start in (0, 1, 777):
        assert [f"m{number}" for _, number in marks.heard(samples[start:])] == words


def test_what_is_done_twice_has_a_cause_or_is_told(tmp_path: Path) -> None:
    def note(key: str, what: str, pid: int, at: float) -> str:
        return json.dumps({"key": key, "what": what, "pid": pid, "at": at}) + "\n"

    times = [("a", 1, 10.0, None), ("a", 2, 30.0, 35.0), ("b", 2, 10.0, 12.0), ("b", 2, 40.0, 45.0)]
    lines = [note(key, "begun", pid, begun) for key, pid, begun, _ in times]
    lines += [note(key, "done", pid, done) for key, pid, _, done in times if done]
    (tmp_path / "notes").write_text("".join(lines))
    killed = Done("kill", "workers-1", 11.0, 12.0, pid=1)
    found = repeats.count(repeats.read(tmp_path / "notes", since=0), [killed])
    assert (found.heard, found.repeated, found.by_process, found.by_server) == (2, 2, 1, 0)
    assert found.unexplained == ["b heard by 2 at 10.0"]
    away = Done("busy", "s3-line", 13.0, 20.0)
    assert repeats.count(repeats.read(tmp_path / "notes", since=0), [killed, away]).by_server == 1


@pytest.mark.parametrize("state", ["cut", "busy"])
async def test_a_bad_line_to_s3_is_an_outage_and_a_whole_one_is_none(s3: S3Server, state: State) -> None:
    port, behind = free_port(), int(s3.endpoint.rpartition(":")[2])
    store = S3Store(S3Settings(endpoint=f"http://127.0.0.1:{port}", attempts=1, _env_file=None))
    url = f"s3://{s3.bucket()}/a%20file"

    def write() -> None:
        with store.open_write(url) as file:
            file.write(bytes(3 << 20))

    async with proxy(port, behind) as line:
        line.turn(state)
        with pytest.raises(Unavailable):
            await asyncio.to_thread(write)
        line.turn("whole")
        await asyncio.to_thread(write)
        assert await asyncio.to_thread(store.size, url) == 3 << 20


@pytest.mark.timeout(900)
def test_jobs_and_conversations_survive_what_can_happen_to_a_stack(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.chaos", "--short"]
    with (tmp_path / "said").open("wb") as said:
        run = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said, start_new_session=True)
        try:
            status = run.wait(800)
        finally:
            if run.poll() is None:
                os.kill(run.pid, signal.SIGTERM)
                run.wait(60)
    assert status == 0, (tmp_path / "said").read_text(errors="replace")
