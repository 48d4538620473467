"""Heartbeats from the side, while an engine computes and cannot say anything."""

import contextvars
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from temporalio import activity

from activities.interruption import held_back

INTERVAL = 3.0  # seconds; a fifth of what the workflow allows between two


@contextmanager
def beating(*details: object) -> Iterator[None]:
    """Beat until the block ends. A cancelled activity is interrupted by the SDK between two Python steps."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(INTERVAL):
            with suppress(TimeoutError):  # the SDK's, when the worker's event loop stood still; it may go on
                activity.heartbeat(*details)

    context = contextvars.copy_context()  # the thread must know which activity it speaks for
    thread = threading.Thread(target=context.run, args=(beat,), name="heartbeat", daemon=True)
    activity.heartbeat(*details)
    try:
        with held_back():
            thread.start()
        yield
    finally:
        stop.set()
        if thread.ident:
            thread.join()
