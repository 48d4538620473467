"""What Temporal tells of a job that has not ended."""

from dataclasses import dataclass

from workflows.progress import Progress


@dataclass(frozen=True)
class Seen:
    progress: Progress | None  # None: the workflow has not begun, or does not answer
    cancelling: bool = False  # it was asked to stop
    waits: bool = False  # nobody has worked for it yet
