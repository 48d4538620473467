"""Many channels become one without losing what only some of them carry."""

import numpy as np
import pytest

from activities.audio import Samples
from activities.downmix import Downmix
from tests.recordings import speech

BLOCK = 1024  # samples, about what decoders give


def mixed(channels: Samples, block: int = BLOCK) -> Samples:
    downmix = Downmix()
    return np.concatenate(
        [downmix.mono(channels[:, at : at + block]) for at in range(0, channels.shape[1], block)]
    )


def loudness(samples: Samples) -> float:
    return float(np.sqrt(np.mean(np.square(samples))))


def likeness(one: Samples, other: Samples) -> float:
    """1: the same but for level; -1: turned round."""
    return float(np.corrcoef(one, other)[0, 1])


def noise(seed: int, level: float, like: Samples) -> Samples:
    return (np.random.default_rng(seed).standard_normal(len(like)) * level).astype(np.float32)


def test_one_channel_is_left_as_it_is() -> None:
    assert np.array_equal(mixed(speech()[None]), speech())


def test_phase_inverted_stereo_does_not_cancel_out() -> None:
    assert abs(likeness(mixed(np.stack([speech(), -speech()])), speech())) > 0.999
    assert loudness(mixed(np.stack([speech(), -speech()]))) == pytest.approx(loudness(speech()), rel=0.01)


def test_equal_channels_keep_their_level() -> None:
    assert np.allclose(mixed(np.stack([speech()] * 6)), speech(), atol=1e-6)


@pytest.mark.parametrize("live", [0, 3, 7])
def test_silent_channels_do_not_dilute_the_one_that_speaks(live: int) -> None:
    channels = np.zeros((8, len(speech())), np.float32)
    channels[live] = speech()
    assert np.allclose(mixed(channels), speech(), atol=1e-6)


def test_channels_with_nothing_but_hiss_count_as_silent() -> None:
    hiss = [noise(seed, loudness(speech()) / 500, speech()) for seed in range(7)]
    assert loudness(mixed(np.stack([speech(), *hiss]))) == pytest.approx(loudness(speech()), rel=0.05)


def test_two_people_on_two_channels_are_both_kept() -> None:
    one, other = speech(), np.roll(speech("jfk.wav")[: len(speech())], 100)
    both = mixed(np.stack([one, other]))
    assert likeness(both, one + other) > 0.99


def test_someone_who_starts_late_on_a_silent_channel_is_heard() -> None:
    quiet = np.zeros_like(speech())
    channels = np.stack([np.concatenate([speech(), quiet]), np.concatenate([quiet, speech()])])
    late = mixed(channels)[len(speech()) :]
    assert likeness(late, speech()) > 0.95
    assert loudness(late) > 0.45 * loudness(speech())


@pytest.mark.parametrize("block", [160, 1024, 16_000])
def test_the_level_does_not_jump_from_block_to_block(block: int) -> None:
    seconds = np.arange(5 * 16_000) / 16_000
    tone = np.sin(2 * np.pi * 200 * seconds).astype(np.float32) * 0.3
    channels = np.stack([tone, -tone, tone * 0.5, np.zeros_like(tone)])
    largest = 0.3 * 2 * np.pi * 200 / 16_000  # difference between neighbouring samples of a clean tone
    assert np.abs(np.diff(mixed(channels, block))).max() <= largest * 1.01


def test_a_second_voice_does_not_come_in_with_a_click() -> None:
    seconds = np.arange(4 * 16_000) / 16_000
    tone = np.sin(2 * np.pi * 200 * seconds).astype(np.float32) * 0.3
    late = np.where(seconds < 2.001, 0, 0.5 * tone).astype(np.float32)
    largest = 0.3 * 2 * np.pi * 200 / 16_000
    assert np.abs(np.diff(mixed(np.stack([tone, late])))).max() <= largest * 1.1


def test_opposed_channels_keep_their_polarity_when_now_one_and_now_the_other_is_louder() -> None:
    sway = np.sin(np.arange(len(speech())) / 4000).astype(np.float32) * 0.2
    heard = mixed(np.stack([speech() * (1 + sway), -speech() * (1 - sway)]))
    assert abs(likeness(heard, speech())) > 0.99


def test_silence_on_all_channels_stays_silent() -> None:
    assert not mixed(np.zeros((2, 16_000), np.float32)).any()
