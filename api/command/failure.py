"""Why a command could not do what it was asked, in one sentence, and the exit status that says so."""

from enum import IntEnum


class Exit(IntEnum):
    """The exit statuses of every command."""

    DONE = 0
    FAILED = 1  # the job failed, or something is broken
    USAGE = 2  # an unknown option, a file that is not there
    UNREACHABLE = 3  # no server, or one that is not ready
    REFUSED = 4  # the server refused the input
    INTERRUPTED = 130


EXIT_STATUSES = (
    "Exit status: 0 done, 1 failed, 2 wrong usage, 3 server not reachable or not ready, "
    "4 input refused, 130 interrupted."
)


class Failure(Exception):
    def __init__(self, message: str, status: Exit = Exit.FAILED) -> None:
        super().__init__(message)
        self.status = status
