"""How far a folder of recordings is, on standard error: one bar on a terminal, or a line a recording."""

from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn

from api.client import Job
from api.command.terminal import err

SHOWN = 3  # recordings named in the bar


class Board:
    """Quiet."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.done = 0

    def __enter__(self) -> "Board":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def uploading(self, name: str) -> None:
        pass

    def running(self, jobs: dict[str, Job]) -> None:
        """The jobs that run, by the recording's name."""

    def ended(self, name: str, told: str) -> None:
        self.done += 1


class LinesBoard(Board):
    def ended(self, name: str, told: str) -> None:
        super().ended(name, told)
        err.print(f"{self.done} of {self.total}: {name}: {told}")


class BarBoard(Board):
    def __init__(self, total: int) -> None:
        super().__init__(total)
        self.progress = Progress(
            SpinnerColumn(),
            TextColumn("{task.completed:.0f} of {task.total:.0f}"),
            BarColumn(bar_width=30),
            TextColumn("{task.fields[doing]}"),
            console=err,
            transient=True,
        )
        self.task = self.progress.add_task("", total=total, doing="")

    def __enter__(self) -> "BarBoard":
        self.progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.progress.stop()

    def uploading(self, name: str) -> None:
        self.progress.update(self.task, doing=f"uploading {name}")

    def running(self, jobs: dict[str, Job]) -> None:
        named = [f"{name} {job.get('progress') or 0:.0f} %" for name, job in list(jobs.items())[:SHOWN]]
        more = f" and {len(jobs) - SHOWN} more" if len(jobs) > SHOWN else ""
        self.progress.update(self.task, doing=", ".join(named) + more)

    def ended(self, name: str, told: str) -> None:
        super().ended(name, told)
        self.progress.update(self.task, completed=self.done)


def board(total: int, *, quiet: bool) -> Board:
    if quiet:
        return Board(total)
    return BarBoard(total) if err.is_terminal else LinesBoard(total)
