"""Heartbeats from the side go on for as long as the work does."""

import threading

import pytest
from temporalio.testing import ActivityEnvironment

from activities import beating


def test_a_beat_that_the_worker_does_not_take_in_time_is_not_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As after a machine stood still: the SDK waits ten seconds for its event loop, then raises."""
    monkeypatch.setattr(beating, "INTERVAL", 0.01)
    beats, enough = list[object](), threading.Event()

    def take(*details: object) -> None:
        beats.extend(details)
        if len(beats) == 2:
            raise TimeoutError
        if len(beats) > 3:
            enough.set()

    def work() -> bool:
        with beating.beating("here"):
            return enough.wait(10)

    environment = ActivityEnvironment()
    environment.on_heartbeat = take
    assert environment.run(work)
    assert set(beats) == {"here"}
