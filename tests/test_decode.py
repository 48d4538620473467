"""Any file becomes samples, in bounded memory, and opens nothing but itself."""

import socket
from collections.abc import Iterator
from contextlib import nullcontext
from io import BytesIO
from pathlib import Path

import av
import numpy as np
import psutil
import pytest
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from whisper_normalizer.english import EnglishTextNormalizer

from activities.audio import SAMPLE_RATE, Samples, TooLong, Unreadable
from activities.decode import LONGEST_GAP, open_upload
from activities.decoding.upload import probe
from activities.engines import catalogue
from activities.engines.loaded import LoadedEngines
from tests.recordings import AUDIO, decode, encoded, hear, prepare, resampled, speech, wav_file

SAID = "he began a confused complaint against the wizard who had vanished behind the curtain on the left"
CODECS = [
    ("libmp3lame", "mp3"),
    ("libopus", "ogg"),
    ("libopus", "matroska"),
    ("flac", "flac"),
    ("aac", "adts"),
    ("pcm_s16le", "wav"),
]
LONG = 900  # seconds
MEGABYTE = 1 << 20
plain = EnglishTextNormalizer()


def likeness(one: Samples, other: Samples) -> float:
    length = min(len(one), len(other))
    return abs(float(np.corrcoef(one[:length], other[:length])[0, 1]))


def damaged(file: BytesIO, *, share: float = 0.02) -> BytesIO:
    """The same file with a stretch in its middle overwritten."""
    content = bytearray(file.getvalue())
    size = round(len(content) * share)
    start = len(content) // 2
    content[start : start + size] = np.random.default_rng(1).bytes(size)
    return BytesIO(bytes(content))


def test_speech_in_one_of_eight_channels_at_192_khz_is_heard(engines: LoadedEngines) -> None:
    channels = np.zeros((8, len(speech()) * 12), np.float32)
    channels[5] = resampled(speech(), 192_000)
    prepared = prepare(encoded(channels, codec="pcm_s24le", layout="7.1", rate=192_000))
    assert (prepared.preparation.facts.channels, prepared.preparation.facts.sample_rate) == (8, 192_000)
    assert plain(hear(engines.get("faster-whisper", "tiny.en"), prepared)).strip() == SAID


@pytest.mark.parametrize("layout", ["3.0", "5.0", "6.1", "7.1", "octagonal", "hexadecagonal"])
def test_no_number_of_channels_is_too_many(layout: str) -> None:
    count = {"3.0": 3, "5.0": 5, "6.1": 7, "7.1": 8, "octagonal": 8, "hexadecagonal": 16}[layout]
    channels = np.zeros((count, len(speech())), np.float32)
    channels[-1] = speech()
    assert likeness(decode(encoded(channels, codec="pcm_f32le", layout=layout)), speech()) > 0.999


@pytest.mark.parametrize("rate", [8_000, 11_025, 44_100, 48_000, 96_000])
def test_time_stays_right_at_any_sample_rate(rate: int) -> None:
    heard = decode(encoded(resampled(speech(), rate)[None], rate=rate))
    assert len(heard) == pytest.approx(len(speech()), abs=SAMPLE_RATE // 100)
    assert likeness(heard, speech()) > 0.95


@pytest.mark.parametrize(("codec", "container"), CODECS)
def test_what_stands_before_and_after_a_damaged_stretch_is_kept(codec: str, container: str) -> None:
    rate = 48_000 if codec == "libopus" else SAMPLE_RATE
    long = np.tile(speech(), 6)
    file = encoded(resampled(long, rate)[None], codec=codec, container=container, rate=rate)
    whole, rest = decode(file), decode(damaged(file))
    second = 5 * SAMPLE_RATE
    assert likeness(rest[:second], whole[:second]) > 0.99
    assert len(rest) > 0.9 * len(whole)
    assert best_likeness(whole[-second:], rest[-2 * second :]) > 0.9


def best_likeness(wanted: Samples, within: Samples) -> float:
    """How well one stretch is found anywhere in another."""
    length = len(wanted) + len(within)
    spectra = np.fft.rfft(within, length) * np.conj(np.fft.rfft(wanted, length))
    at = int(np.argmax(np.fft.irfft(spectra, length)[: len(within) - len(wanted) + 1]))
    return likeness(wanted, within[at:])


def test_a_damaged_stretch_is_a_fact_of_the_upload() -> None:
    file = encoded(np.tile(speech(), 3)[None], codec="aac", container="mp4")
    assert prepare(file).preparation.facts.damaged_packets == 0
    assert prepare(damaged(file)).preparation.facts.damaged_packets > 0


def test_a_stream_that_changes_its_format_on_the_way_is_heard_to_its_end() -> None:
    mono = encoded(speech()[None], codec="aac", container="adts")
    twice = np.stack([resampled(speech(), 44_100)] * 2)
    stereo = encoded(twice, codec="aac", container="adts", layout="stereo", rate=44_100)
    heard = decode(BytesIO(mono.getvalue() + stereo.getvalue()))
    assert len(heard) == pytest.approx(2 * len(speech()), abs=SAMPLE_RATE // 4)
    assert best_likeness(speech(), heard[len(speech()) - SAMPLE_RATE // 4 :]) > 0.9


def with_picture(samples: Samples, *, starts: float, muted: float = 0.0) -> BytesIO:
    """A film whose sound starts late, and in the middle of which no sound comes for some seconds."""
    file = BytesIO()
    with av.open(file, "w", format="matroska") as film:
        picture, sound = film.add_stream("mpeg4", rate=10), film.add_stream("pcm_s16le", rate=SAMPLE_RATE)
        assert isinstance(picture, VideoStream)
        assert isinstance(sound, AudioStream)
        picture.width = picture.height = 16
        for number in range(round(10 * starts) + 1):
            still = av.VideoFrame.from_ndarray(np.zeros((16, 16, 3), np.uint8), format="rgb24")
            still.pts = number
            film.mux(picture.encode(still))
        film.mux(picture.encode(None))
        for at in range(0, len(samples), 1600):
            frame = av.AudioFrame.from_ndarray(samples[None, at : at + 1600], format="flt", layout="mono")
            frame.sample_rate = SAMPLE_RATE
            frame.pts = at + round((starts + (muted if at > len(samples) // 2 else 0)) * SAMPLE_RATE)
            film.mux(sound.encode(frame))
        film.mux(sound.encode(None))
    return BytesIO(file.getvalue())


@pytest.mark.parametrize(
    ("starts", "muted"), [(0.0, 0.0), (2.5, 0.0), (0.0, 75.4), (1.0, 3.0), (0.0, 36_000)]
)
def test_time_without_sound_is_silence_and_words_keep_their_times(starts: float, muted: float) -> None:
    heard = decode(with_picture(speech(), starts=starts, muted=muted))
    muted = muted if muted < LONGEST_GAP else 0.0  # ten hours of nothing are a broken clock
    assert len(heard) / SAMPLE_RATE == pytest.approx(len(speech()) / SAMPLE_RATE + starts + muted, abs=0.01)
    ends = heard[-len(speech()) // 3 :]
    assert likeness(ends, speech()[-len(ends) :]) > 0.99
    assert not heard[: max(0, round(starts * SAMPLE_RATE) - 160)].any()


def test_a_twentieth_of_a_second_is_a_recording_without_speech() -> None:
    preparation = prepare(wav_file(speech()[8000:8800])).preparation
    assert preparation.facts.duration == 0.05
    assert preparation.chunks == []


@pytest.mark.parametrize("nonsense", [np.nan, np.inf, -np.inf, 1e30])
def test_samples_that_are_no_numbers_do_not_deafen_what_follows(nonsense: float) -> None:
    spoilt = np.concatenate([speech(), speech()])
    spoilt[100:200] = nonsense
    prepared = prepare(encoded(spoilt[None], codec="pcm_f32le"))
    assert np.isfinite(prepared.audio.samples).all()
    assert prepared.preparation.speech_seconds > 7


def test_more_channels_than_can_be_mixed_are_refused() -> None:
    content = bytearray(encoded(np.zeros((1, 90_000), np.float32), rate=8_000).getvalue())
    content[22:24], content[32:34] = (90).to_bytes(2, "little"), (180).to_bytes(2, "little")
    with pytest.raises(Unreadable, match="90 channels"):
        prepare(BytesIO(content))


@pytest.mark.parametrize("rate", [0, 1, 2**31 - 1])
def test_a_sample_rate_that_cannot_be_is_refused(rate: int) -> None:
    content = bytearray(wav_file(speech()).getvalue())
    content[24:28] = rate.to_bytes(4, "little")
    with pytest.raises(Unreadable):
        prepare(BytesIO(content))


def test_a_recording_that_is_too_long_is_refused() -> None:
    with pytest.raises(TooLong, match="hours"):
        prepare(wav_file(speech()), longest=3)


def test_probing_says_what_a_file_is() -> None:
    with (AUDIO / "odd" / "vid_h264_aac.mov").open("rb") as file:
        found = probe(file)
    assert (found.codec, found.channels, found.duration) == ("aac", 1, 9.8)


def test_probing_does_not_read_a_long_file_to_its_end() -> None:
    file = wav_file(np.zeros(600 * SAMPLE_RATE, np.float32))
    probe(file)
    assert file.tell() < len(file.getvalue()) / 2


@pytest.fixture
def address() -> Iterator[str]:
    """Somewhere that nobody may connect to while the test runs."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield f"127.0.0.1:{listening.getsockname()[1]}"
        with pytest.raises(BlockingIOError):
            listening.accept()


REFERENCES = {
    "HLS": "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{target}\n#EXT-X-ENDLIST\n",
    "M3U": "#EXTM3U\n{target}\n",
    "concat": "ffconcat version 1.0\nfile '{target}'\n",
    "DASH": '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period>'
    '<AdaptationSet mimeType="audio/mp4"><Representation id="1"><BaseURL>{target}</BaseURL>'
    "</Representation></AdaptationSet></Period></MPD>",
    "SDP": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=-\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n"
    "a=control:{target}\n",
    "address": "{target}",
}


@pytest.mark.parametrize("kind", REFERENCES)
@pytest.mark.parametrize(
    "target", ["http://{address}/a.wav", "tcp://{address}", "{file}", "file:{file}", "data:"]
)
def test_a_file_that_points_elsewhere_is_refused_and_nothing_is_opened(
    kind: str, target: str, address: str
) -> None:
    there = target.format(address=address, file=AUDIO / "jfk.wav")
    with pytest.raises(Unreadable, match="not an audio or video file"):
        prepare(BytesIO(REFERENCES[kind].format(target=there).encode()))


def memory() -> int:
    """Bytes that this process takes, and those that it has others decode in."""
    here = psutil.Process()
    return sum(process.memory_info().rss for process in (here, *here.children(recursive=True)))


def test_memory_does_not_grow_with_the_recording(tmp_path: Path) -> None:
    used: list[tuple[float, int]] = []

    def beat(seconds: float) -> None:
        if not used or seconds >= used[-1][0] + 30:
            used.append((seconds, memory()))

    long = encoded(np.tile(speech(), LONG // 4)[None], codec="flac", container="flac")
    (tmp_path / "long").write_bytes(long.getvalue())
    del long
    engine = catalogue.load("audio-prepare", longest=3600.0)
    with (tmp_path / "long").open("rb") as upload, (tmp_path / "wav").open("wb") as wav:
        engine.prepare(upload, lambda _: nullcontext(wav), beat)
    assert used[-1][0] > LONG - 60
    settled = next(size for seconds, size in used if seconds > 120)
    assert used[-1][1] - settled < 20 * MEGABYTE  # all of it would be 29 MB of WAV, 58 MB of samples


def test_blocks_are_small() -> None:
    with open_upload(wav_file(np.tile(speech(), 10))) as decoder:
        assert max(len(block) for block in decoder.blocks()) < SAMPLE_RATE
