"""Audio as it comes from a client: any encoding, any rate, cut anywhere."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from activities.audio import SAMPLE_RATE, Samples
from realtime.encodings import DTYPES, Unpacker
from realtime.options import Encoding
from realtime.resampling import Resampler
from tests.recordings import decode, encoded

ENCODINGS: tuple[Encoding, ...] = ("pcm_s16le", "pcm_f32le", "mulaw", "alaw")
FFMPEG = {"mulaw": "pcm_mulaw", "alaw": "pcm_alaw"}
RATES = (8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000)


def pieces(data: bytes, cuts: list[int]) -> list[bytes]:
    at = sorted({cut % (len(data) + 1) for cut in cuts})
    return [data[start:end] for start, end in zip([0, *at], [*at, len(data)], strict=True)]


def sine(rate: int, hertz: float = 440.0, seconds: float = 0.5) -> Samples:
    found: Samples = (0.5 * np.sin(2 * np.pi * hertz * np.arange(round(rate * seconds)) / rate)).astype(
        np.float32
    )
    return found


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("channels", [1, 2])
@given(data=st.binary(max_size=400), cuts=st.lists(st.integers(0, 400), max_size=8))
@settings(max_examples=60, deadline=None)
def test_frames_may_be_cut_anywhere(encoding: Encoding, channels: int, data: bytes, cuts: list[int]) -> None:
    whole = Unpacker(encoding, channels).push(data)
    unpacker = Unpacker(encoding, channels)
    parts = [unpacker.push(piece) for piece in pieces(data, cuts)]
    assert np.array_equal(np.concatenate(parts, axis=1), whole)
    assert whole.shape == (channels, len(data) // (np.dtype(DTYPES[encoding]).itemsize * channels))


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(data=st.binary(max_size=400))
@settings(max_examples=60, deadline=None)
def test_whatever_the_bytes_are_the_samples_are_within_bounds(encoding: Encoding, data: bytes) -> None:
    samples = Unpacker(encoding, 1).push(data)
    assert samples.dtype == np.float32
    assert np.isfinite(samples).all()
    assert (np.abs(samples) <= 1).all()


@pytest.mark.parametrize("encoding", ["mulaw", "alaw"])
def test_g711_is_what_ffmpeg_makes_of_it(encoding: Encoding) -> None:
    every = bytes(range(256))
    header = encoded(np.zeros((1, 256), np.float32), codec=FFMPEG[encoding]).getvalue()
    file = BytesIO(header.replace(header[-256:], every))
    expected = decode(file)
    assert np.allclose(Unpacker(encoding, 1).push(every)[0], expected, atol=1e-6)


def test_channels_are_told_apart() -> None:
    left, right = np.arange(5, dtype="<i2"), -np.arange(5, dtype="<i2")
    samples = Unpacker("pcm_s16le", 2).push(np.stack([left, right], axis=1).tobytes())
    assert np.array_equal(samples * 32768, [left, right])


@given(
    rate=st.sampled_from(RATES),
    channels=st.integers(1, 2),
    cuts=st.lists(st.integers(1, 24_000), max_size=30),
)
@settings(max_examples=60, deadline=None)
def test_a_sine_cut_at_random_borders_is_the_sine_resampled_whole(
    rate: int, channels: int, cuts: list[int]
) -> None:
    sound = np.stack([sine(rate, 440.0 * (channel + 1)) for channel in range(channels)])
    at = sorted({cut % sound.shape[1] for cut in cuts})
    whole = resampled(sound, rate, [])
    assert np.array_equal(resampled(sound, rate, at), whole)
    assert whole.shape == (channels, round(0.5 * SAMPLE_RATE))


@pytest.mark.parametrize("rate", RATES)
def test_a_resampled_sine_is_the_sine_without_a_shift(rate: int) -> None:
    found = resampled(sine(rate)[None], rate, list(range(160, rate // 2, 160)))[0]
    middle = slice(200, -200)
    assert np.abs(found - sine(SAMPLE_RATE))[middle].max() < 1e-3


def resampled(sound: Samples, rate: int, cuts: list[int]) -> NDArray[np.float32]:
    resampler = Resampler(rate, len(sound))
    parts = [resampler.push(part) for part in np.split(sound, cuts, axis=1)]
    return np.concatenate([*parts, resampler.finish()], axis=1)


def test_little_is_held_back() -> None:
    resampler = Resampler(48_000, 1)
    sound = sine(48_000)[None]
    assert resampler.push(sound).shape[1] > (0.5 - 0.005) * SAMPLE_RATE


def test_nothing_pushed_gives_nothing() -> None:
    assert Resampler(8_000, 2).finish().shape == (2, 0)
    assert Unpacker("alaw", 2).push(b"").shape == (2, 0)
