"""Sounds that are not speech: what is heard in bundled recordings, and what is never invented."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from activities.audio import SAMPLE_RATE, Audio, Recording, Samples
from activities.engines import ModelUnavailable
from activities.engines.detect.panns_events.engine import BLOCK, PannsEvents, blocks
from activities.engines.detect.panns_events.kinds import KINDS, of_all
from activities.engines.detect.panns_events.silence import silent
from activities.engines.detect.panns_events.yamnet import log_mel
from activities.transcript import Event
from tests.recordings import speech, wav_file
from workers.settings import WorkerSettings

NOISE = np.random.default_rng(1).normal(size=3 * SAMPLE_RATE).astype(np.float32)


@pytest.fixture(scope="session")
def yamnet() -> PannsEvents:
    return PannsEvents("yamnet", WorkerSettings().models_path)


def recording(samples: Samples) -> Recording:
    wav = wav_file(samples).getvalue()
    return Recording(lambda: BytesIO(wav), len(samples) / SAMPLE_RATE)


def hear(engine: PannsEvents, samples: Samples) -> list[Event]:
    return engine.detect(recording(samples), lambda seconds: None)


def whole(samples: Samples) -> list[slice]:
    return [slice(0, len(samples))]


def types(events: list[Event]) -> list[str]:
    return [event.type for event in events]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("odd/s_music_40s.ogg", ["music"]),
        ("odd/s_silence_30s.flac", ["silence"]),
        ("odd/s_roomtone_12s.flac", ["silence"]),
        ("odd/s_tone_10s.flac", ["dial_tone"]),
    ],
)
def test_one_sound_is_one_event_from_start_to_end(
    yamnet: PannsEvents, name: str, expected: list[str]
) -> None:
    samples = speech(name)
    events = hear(yamnet, samples)
    assert types(events) == expected
    assert events[0].start == 0.0
    assert events[0].end == pytest.approx(len(samples) / SAMPLE_RATE, abs=0.001)


def test_key_tones_are_a_telephone(yamnet: PannsEvents) -> None:
    assert set(types(hear(yamnet, speech("odd/s_dtmf_8k.wav")))) == {"dial_tone", "phone"}


@pytest.mark.parametrize(
    "name", ["ls_61-70968-0000.flac", "jfk.wav", "two_speakers.flac", "odd/l_quiet_-50dB.flac"]
)
def test_speech_is_not_an_event(yamnet: PannsEvents, name: str) -> None:
    assert set(types(hear(yamnet, speech(name)))) <= {"silence"}


def test_events_say_when_they_are_heard(yamnet: PannsEvents) -> None:
    talk, music = speech("ls_61-70968-0000.flac"), speech("odd/s_music_40s.ogg")[: 10 * SAMPLE_RATE]
    (event,) = hear(yamnet, np.concatenate([talk, music, talk]))
    assert event.type == "music"
    start = len(talk) / SAMPLE_RATE
    assert event.start == pytest.approx(start, abs=1.0)
    assert event.end == pytest.approx(start + 10, abs=1.0)
    assert 0.4 <= event.confidence <= 1


def test_a_pause_of_a_window_does_not_divide_an_event(yamnet: PannsEvents) -> None:
    music = speech("odd/s_music_40s.ogg")[: 6 * SAMPLE_RATE]
    talk = speech("ls_61-70968-0000.flac")
    assert types(hear(yamnet, np.concatenate([music, talk[:SAMPLE_RATE], music]))) == ["music"]
    assert types(hear(yamnet, np.concatenate([music, talk, talk, music]))) == ["music", "music"]


@pytest.mark.parametrize("count", [0, 1, 160, 15_000, 33_000])
def test_next_to_no_audio_does_no_harm(yamnet: PannsEvents, count: int) -> None:
    events = hear(yamnet, speech()[:count])
    assert all(0 <= event.start <= event.end <= count / SAMPLE_RATE + 0.001 for event in events)


def test_ten_hours_are_read_a_minute_at_a_time() -> None:
    seconds = list[float]()
    longest = 0.0

    class Endless(Recording):
        def read(self, start: float, end: float) -> Audio:
            nonlocal longest
            longest = max(longest, end - start)
            return Audio(np.zeros(round((min(end, self.duration) - start) * SAMPLE_RATE), np.float32))

    for block in blocks(Endless(BytesIO, 36_000.5)):
        for window in block.windows:
            assert window.start == (seconds[-1] if seconds else 0.0)
            seconds.append(window.end)
    assert seconds[-1] == 36_000.5
    assert longest <= BLOCK + 2


@pytest.mark.parametrize(("level", "expected"), [(0.0, True), (0.0005, True), (0.1, False)])
def test_silence_is_what_is_faint_and_steady(level: float, expected: bool) -> None:
    assert silent(level * NOISE + np.float32(0.3), whole(NOISE)) == [expected]
    assert silent(0.02 * speech(), whole(speech())) == [False]


def test_the_spectrum_is_that_of_the_yamnet_paper() -> None:
    tone = np.sin(2 * np.pi * 1000 * np.arange(SAMPLE_RATE) / SAMPLE_RATE).astype(np.float32)
    spectrum = log_mel(tone)
    assert spectrum.shape == (98, 64)
    mel = 1127 * np.log1p(np.array([125, 1000, 7500]) / 700)
    assert abs(spectrum[50].argmax() - ((mel[1] - mel[0]) / (mel[2] - mel[0]) * 65 - 1)) <= 1
    assert log_mel(np.zeros(10, np.float32)) == pytest.approx(np.log(0.001))


def test_kinds_are_numbered_as_in_all_of_audioset() -> None:
    music = next(kind for kind in KINDS if kind.type == "music")
    assert [of_all(number) for number in music.classes] == [137]
    assert [of_all(number) for number in (0, 1, 9, 26, 29, 272, 520)] == [0, 3, 11, 29, 34, 278, 526]


def test_speech_is_never_a_kind(yamnet: PannsEvents) -> None:
    spoken = set(range(13)) | {63, 64, 65}  # speech, shouts, whispers, chatter, crowd, hubbub
    assert not spoken & {number for kind in KINDS for number in kind.classes}


@pytest.fixture(scope="session", params=[257, 513])
def checkpoint(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a CNN14 of few channels and random weights, in the format of the public ones."""
    models = tmp_path_factory.mktemp("models")
    (models / "panns-cnn14").mkdir()
    write_cnn14(models / "panns-cnn14" / "Cnn14_mAP=0.431.pth", request.param)
    return models


def write_cnn14(path: Path, bins: int) -> None:
    import torch

    torch.manual_seed(1)
    widths = [1, 4, 4, 8, 8, 16, 16]
    state = dict(cnn14_head(widths[-1])) | {"logmel_extractor.melW": torch.rand(bins, 64) / bins}
    state |= batch_norm("bn0", 64)
    for block, (before, after) in enumerate(pairwise(widths), 1):
        for layer, width in ((1, before), (2, after)):
            state[f"conv_block{block}.conv{layer}.weight"] = torch.randn(after, width, 3, 3) / 3
            state |= batch_norm(f"conv_block{block}.bn{layer}", after)
    torch.save({"iteration": 1, "model": state}, path)


def cnn14_head(width: int) -> "Iterator[tuple[str, object]]":
    import torch

    yield "fc1.weight", torch.randn(width, width)
    yield "fc1.bias", torch.zeros(width)
    yield "fc_audioset.weight", torch.randn(527, width)
    yield "fc_audioset.bias", torch.zeros(527)


def batch_norm(name: str, width: int) -> dict[str, object]:
    import torch

    one, zero = torch.ones(width), torch.zeros(width)
    parts = {"weight": one, "bias": zero, "running_mean": zero, "running_var": one}
    return {f"{name}.{part}": value for part, value in parts.items()}


def test_a_cnn14_is_loaded_and_scores_every_class(checkpoint: Path) -> None:
    engine = PannsEvents("panns-cnn14", checkpoint)
    for samples in (speech(), speech()[:20_000], speech()[:1_600]):
        scores = engine.tagger.scores(samples, whole(samples) * 2)
        assert scores.shape == (2, 527)
        assert ((scores >= 0) & (scores <= 1)).all()
        assert np.array_equal(scores[0], scores[1])
    assert not np.array_equal(
        engine.tagger.scores(speech(), whole(speech())), engine.tagger.scores(NOISE, whole(NOISE))
    )


def test_windows_that_are_looked_at_together_score_as_they_would_alone(yamnet: PannsEvents) -> None:
    samples = speech("odd/s_music_40s.ogg")[: 5 * SAMPLE_RATE + 700]
    windows = [
        slice(at, min(at + 2 * SAMPLE_RATE, len(samples))) for at in range(0, len(samples), SAMPLE_RATE)
    ]
    alone = [yamnet.tagger.scores(samples[window], whole(samples[window]))[0] for window in windows]
    assert np.allclose(yamnet.tagger.scores(samples, windows), alone)


def test_events_of_a_cnn14_are_inside_the_recording(checkpoint: Path) -> None:
    events = hear(PannsEvents("panns-cnn14", checkpoint), speech())
    assert all(0 <= event.start < event.end <= len(speech()) / SAMPLE_RATE for event in events)


def test_a_checkpoint_of_something_else_is_refused(tmp_path: Path) -> None:
    import torch

    folder = tmp_path / "panns-cnn14"
    folder.mkdir()
    torch.save({"model": {"fc1.weight": torch.zeros(1)}}, folder / "Cnn14_mAP=0.431.pth")
    with pytest.raises(ModelUnavailable, match="not a CNN14"):
        PannsEvents("panns-cnn14", tmp_path)
    (folder / "Cnn14_mAP=0.431.pth").write_bytes(b"not a checkpoint")
    with pytest.raises(ModelUnavailable, match="safe to read"):
        PannsEvents("panns-cnn14", tmp_path)
