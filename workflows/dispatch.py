"""How work is sent to workers: queues, timeouts and retries."""

from datetime import timedelta

from temporalio.common import Priority, RetryPolicy
from temporalio.workflow import ActivityCancellationType, ActivityConfig

from workflows.selection import FETCH_QUEUE, LIGHT_QUEUE, Choice

HEARTBEAT = timedelta(seconds=15)  # no sign of life for so long: the work goes to another worker
RETRY = RetryPolicy(maximum_interval=timedelta(minutes=1), maximum_attempts=12)
FETCH_RETRY = RetryPolicy(maximum_interval=timedelta(minutes=1), maximum_attempts=8)  # two minutes
UNTIL_DONE = RetryPolicy(maximum_interval=timedelta(minutes=1))  # what became of a job is never forgotten
LONG = 300.0  # seconds of audio; longer recordings do not queue in front of their tenant's others
LONG_SHARE = 0.5  # of what a tenant gets for its others, where both wait
LONGEST_KEY = 64  # bytes, Temporal's limit


def engine_work(
    choice: Choice, *, summary: str, longest: timedelta, patience: float, lane: str | None = None
) -> ActivityConfig:
    """Work for an engine's task queue. `patience`: seconds that it may wait for a worker.

    `lane`: whom it takes its turn with; None: with the rest of its tenant's.
    """
    # What is not said of the priority here is the workflow's.
    aside = Priority(fairness_key=lane, fairness_weight=LONG_SHARE) if lane else Priority.default
    return ActivityConfig(
        priority=aside,
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


def leaving_out(chunk: str) -> ActivityConfig:
    return ActivityConfig(
        task_queue=LIGHT_QUEUE,
        summary=f"leave out {chunk}",
        start_to_close_timeout=timedelta(minutes=1),
        retry_policy=RETRY,
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


def lane(tenant: str, audio_seconds: float) -> str | None:
    """Whom the work on a recording takes its turn with; None: with the rest of its tenant's."""
    if audio_seconds <= LONG:
        return None
    end = "/long"
    return tenant.encode()[: LONGEST_KEY - len(end)].decode(errors="ignore") + end
