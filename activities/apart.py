"""Work in a process of its own: should it crash, nothing else goes down with it."""

import multiprocessing
import os
import resource
import signal
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

from activities.engines import EngineCrashed, EngineError, OutOfMemory

T = TypeVar("T")

LOOK = 0.2  # seconds between looks at the child; a cancelled activity is interrupted between two of them
# How a process ends that broke by itself; one that is ended by others, or by the kernel, gets others.
BROKEN = {signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGSEGV, signal.SIGSYS}

one_at_a_time = threading.Lock()  # each has a model of its own in memory


class Ended(Exception):
    """Somebody or something ended the process; the work may be as good as any other."""


def run(work: Callable[..., T], *arguments: object) -> T:
    """The work's result. `work`, arguments and result are pickled, as are the errors of engines.

    Raises EngineCrashed when the process broke, Ended when it was killed, RuntimeError for what it raised.
    """
    while not one_at_a_time.acquire(timeout=LOOK):
        pass
    try:
        return _run(work, *arguments)
    finally:
        one_at_a_time.release()


def _run(work: Callable[..., T], *arguments: object) -> T:
    spawn = multiprocessing.get_context("spawn")  # a fork would share locks that threads hold
    ours, theirs = spawn.Pipe(duplex=False)
    child = spawn.Process(target=_child, args=(theirs, work, arguments), daemon=True)
    child.start()
    theirs.close()
    try:
        while not ours.poll(LOOK):
            pass
        return _answer(ours)
    except EOFError:
        child.join()
        raise _how(child.exitcode or 0) from None
    finally:
        child.kill()
        child.join()
        ours.close()


def _answer(ours: Connection) -> T:  # type: ignore[type-var] # what the child made
    succeeded, made = ours.recv()
    if succeeded:
        return made  # type: ignore[no-any-return]
    raise made


def _how(status: int) -> Exception:
    """What became of a process that said nothing. `status`: as multiprocessing gives it."""
    if status >= 0:
        return EngineCrashed(f"its process ended with status {status}")
    name = signal.Signals(-status).name
    if -status in BROKEN:
        return EngineCrashed(f"its process was ended by {name}")
    return Ended(f"the process was ended by {name}; the kernel does so when memory runs out")


def _child(theirs: Connection, work: Callable[..., T], arguments: tuple[object, ...]) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_follow, daemon=True).start()
    try:
        answer: tuple[bool, object] = (True, work(*arguments))
    except (EngineError, OutOfMemory) as error:
        answer = (False, error)
    except Exception as error:  # the edge of a process: any may be one that cannot be pickled
        answer = (False, RuntimeError(f"{type(error).__name__}: {error}"))
    theirs.send(answer)


def _follow() -> None:
    """End when the process that asked for this is gone."""
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)
