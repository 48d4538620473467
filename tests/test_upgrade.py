"""Jobs that begin on the previous code end on this one, while it takes over under load."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests import previous
from tests.conftest import AUDIO, free_ports
from tests.load import plugins
from tests.processes import Stack, started

SPEECH = (AUDIO / "two_speakers.flac").read_bytes()
AT_ONCE = 3


class Rolling(Stack):
    """Processes called old-… run the code of an earlier commit, the others this tree's."""

    def __init__(self, data: Path, before: Path) -> None:
        super().__init__(data, free_ports(), "none")
        self.before = before
        self.environment |= {"DALSTON_ENGINES": "audio-prepare,fake:slow", "DALSTON_SLOTS": "4"}

    def start(self, *names: str) -> None:
        for name in names:
            tree = self.before if name.startswith("old-") else previous.ROOT
            argv = self.argv(name.removeprefix("old-"))
            place = self.data / "plugins" / tree.name
            env = self.environment | plugins.environment(place, plugins.FAKE)
            env["PYTHONPATH"] = os.pathsep.join([str(place), str(tree)])
            with (self.data / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen(
                    argv, cwd=tree, env=env, stdout=log, stderr=log, start_new_session=True
                )

    async def submit_some(self) -> list[str]:
        return [await self.submit(SPEECH) for _ in range(AT_ONCE)]

    async def serving(self, many: int) -> None:
        """Wait until so many worker processes are known to transcribe."""
        served: set[str] = set()
        while len(served) < many:
            status = (await self.api.get("/v1/system/status")).json()
            served = {one["identity"] for one in status["workers"] if ".transcribe." in one["queue"]}

    async def begun(self, job_id: str) -> None:
        while not self.chunks(job_id):
            await asyncio.sleep(0.05)


@pytest.fixture
async def rolling(tmp_path: Path) -> AsyncIterator[Rolling]:
    before = tmp_path / "before"
    try:
        previous.unpacked(before)
    except previous.NoneToBeHad as error:
        pytest.skip(str(error))
    stack = Rolling(tmp_path, before)
    async with started(stack, "old-temporal", "old-workers", "old-api"):
        await stack.ready()
        yield stack


def said(job: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [(segment["start"], segment["end"], segment["text"]) for segment in job["segments"]]


@pytest.mark.file_only
async def test_jobs_in_flight_survive_an_upgrade_of_every_process(rolling: Rolling) -> None:
    jobs = await rolling.submit_some()
    await rolling.begun(jobs[0])
    await rolling.ask_to_stop("old-api")
    rolling.start("api")  # it brings the database up to date; the worker is still the old one
    await rolling.ready()
    jobs += await rolling.submit_some()
    rolling.start("workers")
    await rolling.serving(2)
    jobs += await rolling.submit_some()
    await rolling.ask_to_stop("old-workers")
    jobs += await rolling.submit_some()
    done = await asyncio.gather(*(rolling.finished(job_id) for job_id in jobs))
    assert [job["status"] for job in done] == ["completed"] * 4 * AT_ONCE
    assert all(said(job) == said(done[0]) for job in done)
    assert said(done[0])


def test_an_earlier_commit_that_is_not_here_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALSTON_UPGRADE_FROM", "no-such-commit")
    with pytest.raises(previous.NoneToBeHad, match="git has no no-such-commit here"):
        previous.unpacked(tmp_path)
