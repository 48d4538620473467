"""Many sessions share a model: what is decoded next, and what is not decoded at all."""

import threading
from collections.abc import Iterator
from queue import SimpleQueue

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from activities.engines.streaming import Heard, StreamOptions, Window
from realtime.queue import DecodeQueue, Job
from realtime.requests import DecodeRequest, Kind
from realtime.scheduler import Scheduler

KINDS: tuple[Kind, ...] = ("interim", "ahead", "final")
PATIENCE = 20  # seconds for a thread to do what takes it microseconds


def request(lane: str, kind: Kind = "interim", utterance: str = "1", end: float = 1.0) -> DecodeRequest:
    return DecodeRequest(
        lane, f"{lane}/{utterance}", kind, 0.0, end, np.zeros(160, np.float32), StreamOptions()
    )


def put(queue: DecodeQueue, asked: DecodeRequest, now: float = 0.0) -> None:
    queue.put(asked, now, lambda request, heard: None)


def take(queue: DecodeQueue, most: int = 1) -> list[DecodeRequest]:
    return [job.request for job in queue.take(most)]


def test_the_one_that_is_due_first_is_next() -> None:
    queue = DecodeQueue()
    for lane, now in (("b", 0.2), ("a", 0.1), ("c", 0.3)):
        put(queue, request(lane), now)
    assert [one.lane for one in take(queue, 3)] == ["a", "b", "c"]


def test_finals_come_before_anything_that_may_be_dropped() -> None:
    queue = DecodeQueue()
    put(queue, request("a"), 0.0)
    put(queue, request("b", "ahead"), 0.0)
    put(queue, request("c", "final"), 9.0)
    assert [one.kind for one in take(queue, 3)] == ["final", "ahead", "interim"]


def test_a_newer_interim_takes_the_place_of_one_that_waits_but_not_its_turn() -> None:
    queue = DecodeQueue()
    put(queue, request("a", end=1.0), 0.0)
    put(queue, request("b", end=1.0), 0.1)
    put(queue, request("a", end=2.0), 5.0)
    assert [(one.lane, one.end) for one in take(queue, 9)] == [("a", 2.0), ("b", 1.0)]
    assert queue.dropped == 1


def test_a_final_takes_the_place_of_an_interim_of_its_utterance() -> None:
    queue = DecodeQueue()
    put(queue, request("a", end=1.0))
    put(queue, request("a", "final", end=2.0))
    (job,) = queue.take(9)
    queue.finished(job)
    assert job.request.kind == "final"
    assert queue.is_empty


def test_one_channel_is_decoded_in_order_and_never_twice_at_once() -> None:
    queue = DecodeQueue()
    put(queue, request("a", "final", "1"))
    put(queue, request("a", "final", "2"))
    (first,) = queue.take(9)
    assert queue.take(9) == []
    queue.finished(first)
    assert [one.utterance for one in take(queue)] == ["a/2"]


def test_a_final_that_is_being_decoded_ahead_is_not_decoded_again() -> None:
    queue = DecodeQueue()
    put(queue, request("a", "ahead", end=2.0))
    (job,) = queue.take()
    put(queue, request("a", "final", end=2.0))
    queue.finished(job)
    assert queue.is_empty


def test_a_final_of_more_than_is_being_decoded_ahead_is_decoded() -> None:
    queue = DecodeQueue()
    put(queue, request("a", "ahead", end=2.0))
    (job,) = queue.take()
    put(queue, request("a", "final", end=3.0))
    queue.finished(job)
    assert [one.end for one in take(queue)] == [3.0]


def test_what_is_forgotten_is_not_decoded() -> None:
    queue = DecodeQueue()
    put(queue, request("a", "final", "1"))
    put(queue, request("a", "interim", "2"))
    assert queue.forget("a", "a/1") == {"a/1"}
    assert [one.utterance for one in take(queue)] == ["a/2"]
    assert queue.forget("a") == set()
    assert queue.forget("nobody", "x") == {"x"}


def test_the_engine_lets_go_of_what_runs_only_when_it_has_finished() -> None:
    queue = DecodeQueue()
    put(queue, request("a"))
    (job,) = queue.take()
    assert queue.forget("a", "a/1") == set()
    assert queue.finished(job)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from(KINDS), st.booleans()), max_size=60))
def test_every_final_is_decoded_and_nothing_stays_behind(steps: list[tuple[str, Kind, bool]]) -> None:
    queue = DecodeQueue()
    finals: set[str] = set()
    decoded: set[str] = set()
    running: list[Job] = []
    for number, (lane, kind, finish) in enumerate(steps):
        put(queue, request(lane, kind, str(number)), float(number))
        finals |= {f"{lane}/{number}"} if kind == "final" else set()
        running += queue.take(2)
        assert len({job.request.lane for job in running}) == len(running)
        if finish and running:
            decoded.add(running[0].request.utterance)
            queue.finished(running.pop(0))
    while jobs := [*running, *queue.take(9)]:
        running = []
        for job in jobs:
            decoded.add(job.request.utterance)
            queue.finished(job)
    assert finals <= decoded
    assert queue.is_empty


class Gated:
    """An engine that hears only when it is let."""

    native = False
    batch = 3

    def __init__(self) -> None:
        self.open = threading.Event()
        self.begun: SimpleQueue[int] = SimpleQueue()
        self.forgotten: SimpleQueue[str] = SimpleQueue()

    def hear(self, windows: list[Window]) -> list[Heard]:
        self.begun.put(len(windows))
        assert self.open.wait(PATIENCE)
        if any(window.utterance.startswith("broken") for window in windows):
            raise ValueError("this cannot be heard")
        return [Heard(text=window.utterance) for window in windows]

    def forget(self, utterance: str) -> None:
        self.forgotten.put(utterance)


@pytest.fixture
def engine() -> Gated:
    return Gated()


@pytest.fixture
def scheduler(engine: Gated) -> Iterator[Scheduler]:
    scheduler = Scheduler(engine, 1)
    yield scheduler
    engine.open.set()
    scheduler.close()


def test_what_waits_is_decoded_together_where_the_engine_can(engine: Gated, scheduler: Scheduler) -> None:
    results: SimpleQueue[tuple[DecodeRequest, Heard | None]] = SimpleQueue()
    scheduler.submit(request("a", "final"), lambda *result: results.put(result))
    assert engine.begun.get(timeout=PATIENCE) == 1
    for lane in "bcd":
        scheduler.submit(request(lane, "final"), lambda *result: results.put(result))
    engine.open.set()
    assert engine.begun.get(timeout=PATIENCE) == 3
    found = [results.get(timeout=PATIENCE) for _ in range(4)]
    assert all(heard == Heard(text=asked.utterance) for asked, heard in found)


def test_one_sessions_failure_is_not_anothers(engine: Gated, scheduler: Scheduler) -> None:
    engine.open.set()
    results: SimpleQueue[Heard | None] = SimpleQueue()
    for lane in ("broken", "whole"):
        scheduler.submit(request(lane, "final"), lambda _, heard: results.put(heard))
        heard = results.get(timeout=PATIENCE)
        assert heard == (None if lane == "broken" else Heard(text="whole/1"))


def test_a_failure_in_a_batch_is_only_of_the_one_that_fails(engine: Gated, scheduler: Scheduler) -> None:
    results: SimpleQueue[tuple[str, Heard | None]] = SimpleQueue()
    scheduler.submit(request("first"), lambda *_: None)
    assert engine.begun.get(timeout=PATIENCE) == 1
    for lane in ("broken", "whole"):
        scheduler.submit(request(lane, "final"), lambda asked, heard: results.put((asked.lane, heard)))
    engine.open.set()
    found = dict(results.get(timeout=PATIENCE) for _ in range(2))
    assert found == {"broken": None, "whole": Heard(text="whole/1")}


def test_an_utterance_that_is_forgotten_while_it_runs_is_let_go_afterwards(
    engine: Gated, scheduler: Scheduler
) -> None:
    scheduler.submit(request("a"), lambda *_: None)
    assert engine.begun.get(timeout=PATIENCE) == 1
    scheduler.forget("a")
    assert engine.forgotten.empty()
    engine.open.set()
    assert engine.forgotten.get(timeout=PATIENCE) == "a/1"


def test_whoever_takes_a_result_and_fails_does_not_stop_the_decoder(
    engine: Gated, scheduler: Scheduler
) -> None:
    engine.open.set()
    results: SimpleQueue[Heard | None] = SimpleQueue()

    def fail(_: DecodeRequest, heard: Heard | None) -> None:
        raise RuntimeError("the socket has gone")

    scheduler.submit(request("a", "final"), fail)
    scheduler.submit(request("b", "final"), lambda _, heard: results.put(heard))
    assert results.get(timeout=PATIENCE) == Heard(text="b/1")


def test_a_closed_scheduler_takes_nothing_more() -> None:
    engine = Gated()
    scheduler = Scheduler(engine, 2)
    scheduler.close()
    with pytest.raises(RuntimeError, match="closed"):
        scheduler.submit(request("a"), lambda *_: None)
