from tests.benchmarks.live_claims import below, conclude
from tests.benchmarks.live_servers import Round, limit, steps
from tests.benchmarks.live_shown import NEVER, PAUSE, Latencies, Shown, Spoken, Update, latencies

SAID = [Spoken("hold", 1.0, 0), Spoken("on", 2.0, 0), Spoken("hold", 5.0, 1), Spoken("fast", 6.0, 1)]


def test_a_word_is_seen_when_it_stands_in_its_place_and_final_when_it_may_no_longer_change() -> None:
    updates = [Update(101.5, "", "hold"), Update(102.25, "", "hold on"), Update(103.0, "Hold on.", "")]
    rest = [Update(105.5, "Hold on.", "hold"), Update(107.0, "Hold on. Hold fast.", "")]
    found = latencies(SAID, Shown(100.0, updates + rest))
    assert found == Latencies([0.5, 0.25, 0.5, 1.0], [1.0 - PAUSE, 1.0 - PAUSE], 0)


def test_a_word_that_is_not_yet_said_is_not_seen() -> None:
    found = latencies(SAID, Shown(100.0, [Update(101.0, "", "hold on hold fast")]))
    assert found.interim == [0.0]


def test_text_that_never_becomes_final_is_endlessly_late() -> None:
    found = latencies(
        SAID, Shown(100.0, [Update(103.0, "hold on", ""), Update(107.0, "hold on", "hold fast")])
    )
    assert found.awaited == [1.0 - PAUSE, NEVER]


def test_the_limit_is_the_round_before_the_first_late_one() -> None:
    late = {1: 0.2, 2: 0.4, 4: 1.6, 6: 1.4}
    rounds = [Round("any", many, 0.0, Latencies([0.1], [one], 0), [], 0, 1) for many, one in late.items()]
    assert limit(rounds, finals=True) == (2, True)
    assert limit(rounds, finals=False) == (6, False)
    assert list(steps(20)) == [1, 2, 4, 6, 8, 10, 12, 16, 20]


def test_one_claim_that_does_not_hold_is_an_exit_status() -> None:
    assert conclude([below("lag", 0.1, 0.2)]) == 0
    assert conclude([below("lag", 0.1, 0.2), below("drift", 60, 50, "ms")]) == 1
