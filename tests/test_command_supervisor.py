"""Children are kept alive while the supervisor lives, and no longer."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import psutil
import pytest

from api.command.supervisor import LARGEST_LOG, Child, Death, Keeper, Supervisor

WAITS = "import signal; print('up', flush=True); signal.pause()"
DEAF = """
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("up", flush=True)
while True: signal.pause()
"""
FAILS = "import sys; sys.exit('no such engine')"
PARENT = "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import signal; signal.pause()']); "


@pytest.fixture
def deaths() -> list[Death]:
    return []


@pytest.fixture
async def supervisor(deaths: list[Death]) -> AsyncIterator[Supervisor]:
    supervisor = Supervisor(deaths.append)
    yield supervisor
    supervisor.hurry.set()
    await supervisor.stop()


@pytest.fixture
def child(tmp_path: Path) -> Callable[..., Child]:
    def make(code: str, name: str = "child", grace: float = 30.0) -> Child:
        return Child(name, [sys.executable, "-c", code], dict(os.environ), tmp_path / f"{name}.log", grace)

    return make


async def eventually(condition: Callable[[], object]) -> None:
    async with asyncio.timeout(30):
        while not condition():
            await asyncio.sleep(0.02)


def said(keeper: Keeper) -> str:
    log = keeper.child.log
    return log.read_text() if log.exists() else ""


def pid_of(keeper: Keeper) -> int:
    assert keeper.process is not None
    return keeper.process.pid


async def test_a_killed_child_is_started_again(
    supervisor: Supervisor, deaths: list[Death], child: Callable[..., Child]
) -> None:
    keeper = supervisor.start(child(WAITS))
    await eventually(lambda: "up" in said(keeper))
    first = pid_of(keeper)
    os.kill(first, signal.SIGKILL)
    await eventually(lambda: said(keeper).count("up") == 2)
    assert pid_of(keeper) != first
    assert [death.cause for death in deaths] == ["killed by SIGKILL"]


async def test_a_child_that_keeps_dying_is_started_ever_more_rarely(
    supervisor: Supervisor, deaths: list[Death], child: Callable[..., Child]
) -> None:
    supervisor.start(child(FAILS))
    await eventually(lambda: len(deaths) == 3)
    assert [death.delay for death in deaths] == [0.2, 0.4, 0.8]
    assert [death.in_a_row for death in deaths] == [1, 2, 3]
    assert {death.last_words for death in deaths} == {"no such engine"}


async def test_a_program_that_cannot_be_started_counts_as_dead(
    supervisor: Supervisor, deaths: list[Death], tmp_path: Path
) -> None:
    supervisor.start(Child("child", [str(tmp_path / "nothing")], {}, tmp_path / "child.log"))
    await eventually(lambda: len(deaths) == 2)
    assert "nothing cannot be started: No such file" in deaths[0].last_words


async def test_children_stop_in_the_opposite_order(
    supervisor: Supervisor, child: Callable[..., Child], tmp_path: Path
) -> None:
    order = tmp_path / "order"
    for name in ("first", "second"):
        code = (
            "import signal, sys\n"
            f"def end(*_): open({str(order)!r}, 'a').write('{name} '); sys.exit()\n"
            "signal.signal(signal.SIGTERM, end); print('up', flush=True); signal.pause()"
        )
        supervisor.start(child(code, name))
    await eventually(lambda: all("up" in said(keeper) for keeper in supervisor.keepers))
    await supervisor.stop()
    assert order.read_text() == "second first "


async def test_a_child_that_does_not_listen_is_killed_after_its_grace(
    supervisor: Supervisor, child: Callable[..., Child]
) -> None:
    keeper = supervisor.start(child(DEAF, grace=0.1))
    await eventually(lambda: "up" in said(keeper))
    await supervisor.stop()
    assert keeper.process is not None
    assert keeper.process.returncode == -signal.SIGKILL


async def test_a_hurry_cuts_the_grace_short(supervisor: Supervisor, child: Callable[..., Child]) -> None:
    keeper = supervisor.start(child(DEAF, grace=3600))
    await eventually(lambda: "up" in said(keeper))
    stopping = asyncio.create_task(supervisor.stop())
    await eventually(keeper.stopping.is_set)
    supervisor.hurry.set()
    await asyncio.wait_for(stopping, 60)
    assert keeper.process is not None
    assert keeper.process.returncode == -signal.SIGKILL


async def test_what_a_child_started_ends_with_it(supervisor: Supervisor, child: Callable[..., Child]) -> None:
    keeper = supervisor.start(child(PARENT + WAITS))
    await eventually(lambda: "up" in said(keeper))
    grandchildren = psutil.Process(pid_of(keeper)).children()
    assert len(grandchildren) == 1
    await supervisor.stop()
    await eventually(lambda: not grandchildren[0].is_running())


async def test_a_child_waiting_to_be_started_again_stops_at_once(
    supervisor: Supervisor, deaths: list[Death], child: Callable[..., Child]
) -> None:
    supervisor.start(child(FAILS))
    await eventually(lambda: len(deaths) == 2)
    await asyncio.wait_for(supervisor.stop(), 30)
    assert len(deaths) <= 3


async def test_a_long_log_is_set_aside(supervisor: Supervisor, child: Callable[..., Child]) -> None:
    made = child(WAITS)
    made.log.write_bytes(b"x" * (LARGEST_LOG + 1))
    keeper = supervisor.start(made)
    await eventually(lambda: said(keeper) == "up\n")
    assert made.log.with_name("child.log.1").stat().st_size == LARGEST_LOG + 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent died")
async def test_a_killed_supervisor_leaves_nothing_running(tmp_path: Path) -> None:
    code = f"""
import asyncio, os, sys
from pathlib import Path
from api.command.supervisor import Child, Supervisor
async def main():
    supervisor = Supervisor(print)
    argv = [sys.executable, "-c", {WAITS!r}]
    supervisor.start(Child("child", argv, dict(os.environ), Path({str(tmp_path)!r}) / "log"))
    await asyncio.Event().wait()
asyncio.run(main())
"""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", code)
    log = tmp_path / "log"
    await eventually(lambda: log.exists() and "up" in log.read_text())
    (child,) = psutil.Process(process.pid).children()
    process.kill()
    await process.wait()
    await eventually(lambda: not child.is_running() or child.status() == psutil.STATUS_ZOMBIE)
