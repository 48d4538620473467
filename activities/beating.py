"""Heartbeats from the side, while an engine computes and cannot say anything."""

import contextvars
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from temporalio import activity

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
        # Until it runs, CPython takes a new thread for the one that starts it: the SDK's interruption would
        # end it before it says that it has started, which its starter waits for.
        with activity.shield_thread_cancel_exception():
            thread.start()
        yield
    finally:
        stop.set()
        if thread.ident:
            thread.join()
