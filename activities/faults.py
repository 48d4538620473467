"""Which errors are final: what an engine cannot do at all it cannot do a second time."""

from collections.abc import Iterator
from contextlib import contextmanager

from temporalio.exceptions import ApplicationError

from activities.audio import Unreadable
from activities.engines import EngineError


@contextmanager
def no_retry() -> Iterator[None]:
    """Raise the caller's and the operator's faults so that Temporal does not try again."""
    try:
        yield
    except (EngineError, Unreadable) as error:
        raise ApplicationError(str(error), type=type(error).__name__, non_retryable=True) from error
