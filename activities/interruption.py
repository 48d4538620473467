"""How Temporal stops a cancelled activity: it raises an error between two steps of the activity's thread."""

from contextlib import AbstractContextManager, nullcontext

from temporalio import activity


def held_back() -> AbstractContextManager[None]:
    """Raise it after the block, not within. Outside of activities nothing is raised.

    For what must not be left half done. And for whatever starts a thread: until the new one runs, CPython
    takes it for the one that starts it, so that the error may end it before it says that it has started,
    which its starter waits for.
    """
    return activity.shield_thread_cancel_exception() if activity.in_activity() else nullcontext()
