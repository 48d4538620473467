"""While storage is away, activities wait; what they wait for is storage, and nothing else."""

import errno
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from temporalio.testing import ActivityEnvironment

from activities import patience
from activities.patience import patient
from activities.storage import Refused, Unavailable
from api.realtime.stream import understood

AWAY = Unavailable("S3 answered SlowDown to PutObject")
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> ActivityEnvironment:
    """An activity that waits little."""
    monkeypatch.setattr(patience, "FIRST", 0.001)
    environment = ActivityEnvironment()
    environment.info = replace(environment.info, start_to_close_timeout=timedelta(minutes=1))
    return environment


def failing(errors: Sequence[Exception]) -> Callable[[str], str]:
    left = list(errors)

    def work(name: str) -> str:
        if left:
            raise left.pop(0)
        return f"{name} is written"

    return work


@pytest.mark.parametrize("error", [AWAY, FULL])
def test_an_activity_goes_on_when_storage_is_back(environment: ActivityEnvironment, error: OSError) -> None:
    assert environment.run(patient(failing([error] * 3)), "a chunk") == "a chunk is written"


@pytest.mark.parametrize(
    "error", [Refused("not ours"), FileNotFoundError("gone"), PermissionError(1, "no"), ValueError("a bug")]
)
def test_what_storage_says_for_good_is_raised_at_once(
    environment: ActivityEnvironment, error: Exception
) -> None:
    with pytest.raises(type(error)):
        environment.run(patient(failing([error])), "a chunk")


def test_a_worker_that_is_to_stop_waits_no_longer(environment: ActivityEnvironment) -> None:
    environment.worker_shutdown()
    with pytest.raises(Unavailable):
        environment.run(patient(failing([AWAY] * 2)), "a chunk")


def test_a_live_client_that_returns_meanwhile_hears_that_storage_is_away() -> None:
    assert (understood(AWAY).status, understood(AWAY).code) == (503, "storage_unavailable")


def test_an_outage_that_lasts_is_raised_before_temporal_ends_the_attempt(
    environment: ActivityEnvironment,
) -> None:
    environment.info = replace(environment.info, start_to_close_timeout=timedelta(seconds=0.2))
    with pytest.raises(Unavailable):
        environment.run(patient(failing([AWAY] * 1000)), "a chunk")
