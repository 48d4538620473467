"""What a job took: the pieces of work of its stages in, rows and sums out."""

from collections.abc import Sequence

from activities.timing import Ran
from activities.transcript import Cost, Stage


def row(
    stage: str,
    engine: str,
    work: Sequence[Ran],
    *,
    model: str | None = None,
    device: str = "cpu",
    chunks: int | None = None,
) -> Stage:
    """`chunks`: how many there were, if some were worked on twice."""
    return Stage(
        stage=stage,
        engine=engine,
        model=model,
        device=device,
        chunks=len(work) if chunks is None else chunks,
        attempts=sum(ran.attempt for ran in work),
        waited=round(sum(ran.waited for ran in work), 3),
        ran=round(sum(ran.ran for ran in work), 3),
    )


def cost(stages: Sequence[Stage], work: Sequence[Ran], duration: float) -> Cost:
    """`duration`: seconds of audio."""
    seconds = sum(stage.ran for stage in stages)
    return Cost(
        engine_seconds=round(seconds, 3),
        real_time_factor=round(seconds / duration, 4) if duration else None,
        queue_seconds=round(sum(stage.waited for stage in stages), 3),
        attempts=sum(stage.attempts for stage in stages),
        wasted_seconds=round(sum(ran.wasted for ran in work), 3),
    )


def with_stage(stages: Sequence[Stage], found: Cost, new: Stage, duration: float) -> tuple[list[Stage], Cost]:
    """Rows and sums after one more stage."""
    seconds = found.engine_seconds + new.ran
    summed = found.model_copy(
        update={
            "engine_seconds": round(seconds, 3),
            "real_time_factor": round(seconds / duration, 4) if duration else None,
            "queue_seconds": round(found.queue_seconds + new.waited, 3),
            "attempts": found.attempts + new.attempts,
        }
    )
    return [*stages, new], summed
