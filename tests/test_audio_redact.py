"""What is redacted cannot be heard, to the sample, and everything else is as it was."""

from io import BytesIO

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from activities.audio import UnsupportedFormat
from activities.chunks import Region
from activities.engines.redact.audio_redact.engine import LAYOUTS, AudioRedact, CannotWrite
from tests.recordings import encoded

SECONDS = 2.0
STRETCH = Region(start=0.7, end=1.2)
BUFFER = 0.05
RATES = (8_000, 44_100, 48_000)


def tone(channels: int, rate: int, seconds: float = SECONDS) -> NDArray[np.float32]:
    at = np.arange(round(seconds * rate)) / rate
    return np.stack([0.3 * np.sin(2 * np.pi * (200 + 50 * n) * at) for n in range(channels)]).astype("f4")


def samples(file: BytesIO) -> NDArray[np.int32]:
    """Shape (samples, channels), in steps of 16 bits."""
    file.seek(0)
    with av.open(file, "r") as container:
        frames = [
            frame.to_ndarray().reshape(-1, frame.layout.nb_channels) for frame in container.decode(audio=0)
        ]
    found = np.concatenate(frames)
    steps: NDArray[np.int32] = found.astype(np.int32) >> (0 if found.dtype == np.int16 else 16)
    return steps


def redacted(upload: BytesIO, *stretches: Region, mode: str = "silence", buffer: float = BUFFER) -> BytesIO:
    file = BytesIO()
    AudioRedact().redact(upload, file, list(stretches), mode, buffer)  # type: ignore[arg-type]
    return file


@pytest.mark.parametrize("mode", ["silence", "beep"])
@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("channels", [1, 2, 8])
def test_exactly_the_stretch_changes_in_every_channel(channels: int, rate: int, mode: str) -> None:
    upload = encoded(tone(channels, rate), rate=rate, layout=LAYOUTS[channels - 1])
    before, after = samples(upload), samples(redacted(upload, STRETCH, mode=mode))
    first, last = round(0.65 * rate), round(1.25 * rate)
    assert after.shape == before.shape
    outside = np.abs(after - before)
    outside[first - 1 : last + 1] = 0
    assert outside.max() <= 1
    inside = after[first:last]
    if mode == "silence":
        assert not inside.any()
    else:
        assert is_tone(inside, rate)


def is_tone(inside: NDArray[np.int32], rate: int) -> bool:
    """1 kHz in every channel, as loud as the sound around within 6 dB, without a click at its ends."""
    spectrum = np.abs(np.fft.rfft(inside, axis=0))
    pitch = spectrum.argmax(axis=0) * rate / len(inside)
    level = np.sqrt(np.mean(np.square(inside / 32768.0)))
    quiet_ends = np.abs(inside[[0, -1]]).max() < 600
    return bool(np.all(np.abs(pitch - 1000) < 5) and 0.1 < level < 0.42 and quiet_ends)


def test_the_channels_are_redacted_and_not_mixed() -> None:
    both = np.stack([tone(1, 8_000)[0], np.zeros(16_000, np.float32)])
    after = samples(redacted(encoded(both, rate=8_000, layout="stereo"), STRETCH))
    assert after[:4000, 0].any()
    assert not after[:, 1].any()


def test_stretches_that_overlap_or_leave_the_recording_are_one_and_cut() -> None:
    upload = encoded(tone(1, 8_000), rate=8_000)
    stretches = [Region(start=1.5, end=9.0), Region(start=0.0, end=0.3), Region(start=0.2, end=0.6)]
    after = samples(redacted(upload, *stretches, buffer=0.0))
    assert len(after) == 16_000
    assert not after[:4_800].any()
    assert np.abs(after[4_801:11_999]).sum() > 0
    assert not after[12_000:].any()


def test_nothing_to_redact_gives_the_recording_back() -> None:
    upload = encoded(tone(2, 44_100), rate=44_100, layout="stereo")
    assert np.array_equal(samples(redacted(upload)), samples(upload))


def test_24_bits_stay_24_bits() -> None:
    upload = encoded(tone(1, 48_000), rate=48_000, codec="pcm_s24le")
    file = redacted(upload, STRETCH)
    file.seek(0)
    with av.open(file, "r") as container:
        assert container.streams.audio[0].codec_context.format.name == "s32"


@pytest.mark.parametrize(
    ("codec", "container"), [("libmp3lame", "mp3"), ("aac", "mp4"), ("libopus", "ogg"), ("flac", "flac")]
)
def test_compressed_uploads_keep_their_rate_channels_and_length(codec: str, container: str) -> None:
    upload = encoded(tone(2, 48_000), rate=48_000, layout="stereo", codec=codec, container=container)
    upload.seek(0)
    heard, after = samples_of_any(upload), samples(redacted(upload, STRETCH))
    assert abs(len(after) - heard) <= 48_000 * 0.001
    assert after.shape[1] == 2
    assert not after[round(0.65 * 48_000) : round(1.25 * 48_000)].any()


def samples_of_any(upload: BytesIO) -> int:
    with av.open(upload, "r") as container:
        return sum(frame.samples for frame in container.decode(audio=0))


def test_the_answer_is_a_flac_file_that_knows_its_length() -> None:
    file = redacted(encoded(tone(1, 8_000), rate=8_000), STRETCH)
    assert file.getvalue()[:4] == b"fLaC"
    file.seek(0)
    with av.open(file, "r") as container:
        assert container.duration == SECONDS * av.time_base


def test_more_channels_than_flac_has_are_refused() -> None:
    upload = encoded(tone(16, 8_000, 0.1), rate=8_000, layout="hexadecagonal")
    with pytest.raises(CannotWrite, match="16 channels"):
        redacted(upload)


def test_what_is_no_audio_is_refused_as_everywhere() -> None:
    with pytest.raises(UnsupportedFormat):
        redacted(BytesIO(b"#EXTM3U\nfile:///etc/passwd\n"))
