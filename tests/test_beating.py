"""Heartbeats from the side go on for as long as the work does."""

import threading

import pytest
from temporalio.exceptions import CancelledError
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


def test_a_cancelled_activity_is_interrupted_after_the_thread_that_beats_has_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Sooner, the interruption may meet the new thread, and the activity waits for it for ever."""
    environment, started = ActivityEnvironment(), list[threading.Thread]()

    class Started(threading.Thread):
        def start(self) -> None:
            environment.cancel()
            super().start()
            started.append(self)

    monkeypatch.setattr("activities.beating.threading.Thread", Started)

    def work() -> None:
        with beating.beating():
            threading.Event().wait(10)

    with pytest.raises(CancelledError):
        environment.run(work)
    (thread,) = started
    thread.join(10)
    assert not thread.is_alive()
