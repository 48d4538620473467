"""Progress only grows, and the estimate follows the speed so far."""

from dataclasses import replace
from itertools import pairwise

import pytest

from workflows.progress import Progress

STORY = [
    Progress(),
    Progress(status="running"),
    Progress(status="running", stage="transcribe"),
    Progress(status="running", stage="transcribe", audio_seconds_total=100, chunks_total=4),
    Progress(status="running", stage="transcribe", audio_seconds_total=100, audio_seconds_done=25),
    Progress(status="running", stage="transcribe", audio_seconds_total=100, audio_seconds_done=75),
    Progress(status="running", stage="transcribe", audio_seconds_total=100, audio_seconds_done=100),
    Progress(status="running", stage="merge", audio_seconds_total=100, audio_seconds_done=100),
    Progress(status="running", stage="record", audio_seconds_total=100, audio_seconds_done=100),
    Progress(status="completed", stage="record"),
]


def test_a_job_never_goes_backwards() -> None:
    percents = [progress.percent for progress in STORY]
    assert all(before <= after for before, after in pairwise(percents))
    assert percents[0] < 5
    assert percents[-1] == 100


def test_half_the_audio_is_half_of_what_transcribing_counts_for() -> None:
    half = Progress(status="running", stage="transcribe", audio_seconds_total=60, audio_seconds_done=30)
    assert half.percent == pytest.approx(50)


def test_second_decodings_do_not_take_it_beyond_the_end() -> None:
    much = Progress(status="running", stage="transcribe", audio_seconds_total=60, audio_seconds_done=90)
    assert much.percent == STORY[-3].percent


@pytest.mark.parametrize("status", ["completed", "failed", "cancelled"])
def test_a_job_that_has_ended_is_done(status: str) -> None:
    assert Progress(status=status, stage="prepare").percent == 100


def test_the_estimate_follows_the_speed_so_far() -> None:
    progress = Progress(transcribing_since=1000.0, audio_seconds_total=300, audio_seconds_done=100)
    assert progress.eta_seconds(1010.0) == pytest.approx(20)
    assert progress.eta_seconds(1040.0) == pytest.approx(80)


def test_nothing_is_left_when_all_is_done() -> None:
    progress = Progress(transcribing_since=1000.0, audio_seconds_total=300, audio_seconds_done=300)
    assert progress.eta_seconds(1010.0) == 0
    assert replace(progress, audio_seconds_done=400.0).eta_seconds(1010.0) == 0


def test_it_is_too_early_for_an_estimate_before_the_first_chunk() -> None:
    assert Progress().eta_seconds(1000.0) is None
    assert Progress(transcribing_since=999.0, audio_seconds_total=300).eta_seconds(1000.0) is None


def test_a_clock_that_went_back_does_no_harm() -> None:
    progress = Progress(transcribing_since=1000.0, audio_seconds_total=300, audio_seconds_done=100)
    assert (progress.eta_seconds(990.0) or 0) >= 0
