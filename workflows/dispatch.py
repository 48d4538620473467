"""How work is sent to workers: queues, timeouts and retries."""

from datetime import timedelta

from temporalio.common import RetryPolicy
from temporalio.workflow import ActivityCancellationType, ActivityConfig

from workflows.selection import LIGHT_QUEUE, Choice

HEARTBEAT = timedelta(seconds=15)  # no sign of life for so long: the work goes to another worker
RETRY = RetryPolicy(maximum_interval=timedelta(minutes=1), maximum_attempts=12)
UNTIL_DONE = RetryPolicy(maximum_interval=timedelta(minutes=1))  # what became of a job is never forgotten


def engine_work(choice: Choice, *, summary: str, longest: timedelta, patience: float) -> ActivityConfig:
    """Work for an engine's task queue. `patience`: seconds that it may wait for a worker."""
    return ActivityConfig(
        task_queue=choice.queue,
        summary=summary,
        schedule_to_start_timeout=timedelta(seconds=patience),
        start_to_close_timeout=longest,
        heartbeat_timeout=HEARTBEAT,
        retry_policy=RETRY,
        cancellation_type=ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    )


def merging() -> ActivityConfig:
    return ActivityConfig(
        task_queue=LIGHT_QUEUE,
        summary="build the transcript",
        start_to_close_timeout=timedelta(minutes=30),
        heartbeat_timeout=HEARTBEAT,
        retry_policy=RETRY,
    )


def recording(status: str) -> ActivityConfig:
    return ActivityConfig(
        task_queue=LIGHT_QUEUE,
        summary=f"record: {status}",
        start_to_close_timeout=timedelta(minutes=1),
        retry_policy=UNTIL_DONE,
    )
