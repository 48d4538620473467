"""Storage may be away for a while: whoever needs it waits, instead of using up an activity's attempts."""

import errno
import logging
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import wraps
from typing import Any

from temporalio import activity

from activities.beating import beating
from activities.storage import Refused, Unavailable

log = logging.getLogger(__name__)

LONGEST = timedelta(minutes=15)  # in one attempt; the next one waits as long again
FIRST, MOST = 1.0, 30.0  # seconds between two tries
STEP = 1.0  # seconds
PASSING = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ESTALE, errno.ETIMEDOUT, errno.EHOSTDOWN}


def patient(work: Callable[..., Any]) -> Callable[..., Any]:
    """The same, tried again while storage is away; for use inside an activity."""

    @wraps(work)
    def waiting(*arguments: Any) -> Any:
        with beating():  # a storage that is slow to fail must not look like a worker that died
            for pause in _pauses():
                try:
                    return work(*arguments)
                except OSError as error:
                    if not may_pass(error):
                        raise
                    log.warning("storage is away (%s); trying again in %.0f s", why(error), pause)
                    if _stopped(pause):  # another one goes on
                        raise
            return work(*arguments)

    return waiting


def may_pass(error: OSError) -> bool:
    """Whether the same may go well in a while."""
    if isinstance(error, Unavailable):
        return not isinstance(error, Refused)
    return error.errno in PASSING


def why(error: OSError) -> str:
    """Without names of files."""
    return str(error.strerror)


def _pauses() -> Iterator[float]:
    """Seconds, as long as it makes sense to wait."""
    longest = min(LONGEST, (activity.info().start_to_close_timeout or LONGEST) / 2)
    until, pause = time.monotonic() + longest.total_seconds(), FIRST
    while time.monotonic() + pause < until:
        yield pause
        pause = min(MOST, 2 * pause)


def _stopped(pause: float) -> bool:
    """Wait; whether the worker is to stop. In short steps: between two the SDK can cancel the work."""
    until = time.monotonic() + pause
    while (left := until - time.monotonic()) > 0 and not activity.is_worker_shutdown():
        activity.wait_for_worker_shutdown_sync(timedelta(seconds=min(left, STEP)))
    return activity.is_worker_shutdown()
