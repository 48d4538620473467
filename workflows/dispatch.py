"""How work is sent to workers: queues, timeouts and retries."""

from datetime import timedelta

from temporalio.common import RetryPolicy
from temporalio.workflow import ActivityCancellationType, ActivityConfig

from workflows.selection import FETCH_QUEUE, LIGHT_QUEUE, Choice

HEARTBEAT = timedelta(seconds=15)  # no sign of life for so long: the work goes to another worker
RETRY = RetryPolicy(maximum_interval=timedelta(minutes=1), maximum_attempts=12)
FETCH_RETRY = RetryPolicy(maximum_interval=timedelta(minutes=1), maximum_attempts=8)  # two minutes
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


def fetching() -> ActivityConfig:
    return ActivityConfig(
        task_queue=FETCH_QUEUE,
        summary="fetch the recording",
        start_to_close_timeout=timedelta(hours=13),  # longer than a worker can be told to take
        heartbeat_timeout=HEARTBEAT,
        retry_policy=FETCH_RETRY,
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


def bookkeeping(summary: str) -> ActivityConfig:
    """Of a batch: reading and writing the database."""
    return ActivityConfig(
        task_queue=LIGHT_QUEUE,
        summary=summary,
        start_to_close_timeout=timedelta(minutes=2),
        retry_policy=UNTIL_DONE,
    )


def advancing() -> ActivityConfig:
    """Of a batch; a worker that is killed in the middle of it is noticed soon."""
    summary = "settle what ended, submit what is next"
    return ActivityConfig(**bookkeeping(summary) | {"heartbeat_timeout": HEARTBEAT})
