"""A worker keeps the audio that another one would need in its place, and no more."""

from activities.live import LEAD_IN
from realtime.kept import Kept

RATE = 8000
FRAME = 4  # bytes of a moment: two channels of 16 bits


def test_what_is_not_settled_is_kept_and_the_lead_in_before_it() -> None:
    kept = Kept(0, RATE, FRAME)
    for second in range(60):
        kept.push(bytes([second]) * RATE * FRAME)
    assert (kept.start, kept.end) == (0, 60 * RATE)
    kept.settle(30 + LEAD_IN)
    assert (kept.start, kept.end) == (30 * RATE, 60 * RATE)
    assert kept.audio == b"".join(bytes([second]) * RATE * FRAME for second in range(30, 60))


def test_a_session_that_came_from_another_worker_begins_in_the_middle() -> None:
    kept = Kept(100 * RATE, RATE, FRAME)
    kept.push(bytes(20 * RATE * FRAME))
    kept.settle(112.5 + LEAD_IN)
    assert (kept.start, kept.end) == (112.5 * RATE, 120 * RATE)


def test_half_a_moment_is_not_given_away() -> None:
    kept = Kept(0, RATE, FRAME)
    kept.push(b"123456")
    assert (kept.end, kept.audio) == (1, b"1234")
    kept.push(b"78")
    assert kept.audio == b"12345678"


def test_more_can_be_settled_than_has_come() -> None:
    kept = Kept(0, RATE, FRAME)
    kept.push(bytes(2 * RATE * FRAME))
    kept.settle(1000)
    assert (kept.start, kept.audio) == (2 * RATE, b"")
