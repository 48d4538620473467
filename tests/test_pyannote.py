"""Who spoke when, on two readers who take turns."""

import sys
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from activities.audio import SAMPLE_RATE, Recording, Samples
from activities.engines import ModelUnavailable, SpeakerOptions
from activities.engines.diarize.pyannote_4_0.clustering import Clustering, assign
from activities.engines.diarize.pyannote_4_0.engine import COMMUNITY, SMALL, Pyannote
from activities.engines.diarize.pyannote_4_0.heard import Heard
from activities.engines.diarize.pyannote_4_0.reconstruction import reconstruct
from activities.engines.weights import weights
from activities.transcript import SpeakerTurn
from tests.pyannote_models import community
from tests.recordings import speech, wav_file
from workers.settings import WorkerSettings

# Reader 2609 and reader 3080 in turn, in seconds.
REFERENCE = [(0.5, 5.0), (5.3, 9.9), (10.7, 15.6), (16.3, 24.2), (24.6, 35.3), (35.9, 45.9)]
ANY = SpeakerOptions()


def recording(samples: Samples) -> Recording:
    content = wav_file(samples).getvalue()
    return Recording(lambda: BytesIO(content), len(samples) / SAMPLE_RATE)


@pytest.fixture(scope="module")
def models(settings: WorkerSettings) -> Path:
    return settings.models_path


@pytest.fixture(scope="module")
def engine(models: Path) -> Pyannote:
    return Pyannote(SMALL, models)


@pytest.fixture(scope="module")
def conversation() -> Recording:
    return recording(speech("two_speakers.flac"))


@pytest.fixture(scope="module")
def heard(engine: Pyannote, conversation: Recording) -> bytes:
    return engine.listen(conversation, lambda seconds: None)


def shares(turns: list[SpeakerTurn], start: float, end: float) -> dict[str, float]:
    """Seconds of each speaker within a stretch."""
    found = dict.fromkeys((turn.speaker for turn in turns), 0.0)
    for turn in turns:
        found[turn.speaker] += max(0.0, min(turn.end, end) - max(turn.start, start))
    return found


def test_two_speakers_are_told_apart(engine: Pyannote, heard: bytes) -> None:
    turns = engine.turns(heard, ANY)
    stretches = [shares(turns, *stretch) for stretch in REFERENCE]
    loudest = [max(share, key=lambda name: share[name]) for share in stretches]
    assert loudest == ["SPEAKER_00", "SPEAKER_01"] * 3
    right = sum(share[name] for share, name in zip(stretches, loudest, strict=True))
    wrong = sum(sum(share.values()) for share in stretches) - right
    assert wrong < 0.05 * right
    assert right > 0.75 * sum(end - start for start, end in REFERENCE)  # readers pause


def test_turns_come_in_time_order_inside_the_recording(
    engine: Pyannote, heard: bytes, conversation: Recording
) -> None:
    turns = engine.turns(heard, ANY)
    assert all(one.start <= other.start for one, other in pairwise(turns))
    assert all(0 <= turn.start < turn.end <= conversation.duration for turn in turns)
    first = list(dict.fromkeys(turn.speaker for turn in turns))
    assert first == sorted(first)


@pytest.mark.parametrize(
    ("options", "speakers"),
    [
        (SpeakerOptions(num_speakers=1), 1),
        (SpeakerOptions(num_speakers=2), 2),
        (SpeakerOptions(num_speakers=3), 3),
        (SpeakerOptions(max_speakers=1), 1),
        (SpeakerOptions(min_speakers=3), 3),
        (SpeakerOptions(threshold=2.0), 1),
    ],
)
def test_one_hearing_gives_as_many_speakers_as_are_asked_for(
    engine: Pyannote, heard: bytes, options: SpeakerOptions, speakers: int
) -> None:
    assert len({turn.speaker for turn in engine.turns(heard, options)}) == speakers


def test_the_same_recording_gives_the_same_voices_and_beats_on_the_way(engine: Pyannote) -> None:
    cut, beats = recording(speech("two_speakers.flac")[: 25 * SAMPLE_RATE]), list[float]()
    heard = engine.listen(cut, beats.append)
    again = engine.listen(cut, lambda seconds: None)
    assert np.array_equal(Heard.from_bytes(again).voices, Heard.from_bytes(heard).voices)
    assert engine.turns(again, ANY) == engine.turns(heard, ANY)
    assert len(beats) > 1
    assert beats == sorted(beats)
    assert beats[-1] == cut.duration


@pytest.mark.parametrize("seconds", [0.0, 0.01, 1.0, 25.0])
def test_silence_has_no_speakers(engine: Pyannote, seconds: float) -> None:
    silence = recording(np.zeros(round(seconds * SAMPLE_RATE), np.float32))
    assert engine.turns(engine.listen(silence, lambda seconds: None), ANY) == []


def test_a_word_alone_has_a_speaker(engine: Pyannote) -> None:
    heard = engine.listen(recording(speech()[: 2 * SAMPLE_RATE]), lambda seconds: None)
    assert {turn.speaker for turn in engine.turns(heard, SpeakerOptions(num_speakers=5))} == {"SPEAKER_00"}


def synthetic(hours: float, speakers: int, rare: int = 0) -> tuple[Heard, list[int]]:
    """What is heard of a long recording with one voice a window, and whose voice that is.

    The last speaker speaks in only `rare` windows, if that is more than none.
    """
    random = np.random.default_rng(0)
    windows = round(hours * 3600 / 2.5)
    who = np.sort(random.integers(0, speakers - bool(rare), (windows // 12 + 1)).repeat(12)[:windows])
    random.shuffle(blocks := np.array_split(who, max(1, windows // 12)))
    who = np.concatenate(blocks)
    if rare:
        who[windows // 2 : windows // 2 + rare] = speakers - 1
    centres = random.normal(size=(speakers, 192))
    voices = centres[who] + 0.7 * random.normal(size=(windows, 192))
    heard = Heard(
        active=np.ones((windows, 589), np.uint8),
        voices=voices.astype(np.float16),
        window=np.arange(windows, dtype=np.int32),
        speaker=np.zeros(windows, np.uint8),
        clean=np.full(windows, 589, np.uint16),
        step=2.5,
        frame=0.016875,
        offset=0.03,
        duration=windows * 2.5 + 7.5,
    )
    return heard, [int(one) for one in who]


def test_speakers_of_ten_hours_are_found_and_also_one_who_speaks_for_a_minute() -> None:
    heard, who = synthetic(10, speakers=9, rare=24)
    centroids = Clustering().centroids(heard, ANY)
    labels = assign(heard.voices, centroids, heard.window)
    assert len(centroids) == 9
    assert len(set(zip(who, labels, strict=True))) == 9


def test_an_artifact_survives_storage() -> None:
    heard, _ = synthetic(0.01, speakers=2)
    again = Heard.from_bytes(heard.to_bytes())
    assert np.array_equal(again.voices, heard.voices)
    assert (again.step, again.duration) == (heard.step, heard.duration)


def test_two_voices_of_one_window_overlap_as_two_speakers() -> None:
    active = np.zeros((1, 589), np.uint8)
    active[0, 50:300] |= 1
    active[0, 200:500] |= 2
    heard = Heard(
        active=active,
        voices=np.eye(2, 192, dtype=np.float16),
        window=np.zeros(2, np.int32),
        speaker=np.arange(2, dtype=np.uint8),
        clean=np.full(2, 150, np.uint16),
        step=2.5,
        frame=0.016875,
        offset=0.0,
        duration=10.0,
    )
    one, other = reconstruct(heard, np.array([0, 1]))
    assert (one.start, one.end) == (0.844, 5.062)
    assert (other.start, other.end) == (3.375, 8.438)


def test_community_1_listens_and_clusters_with_its_own_embedding_and_plda(
    engine: Pyannote, models: Path, tmp_path: Path
) -> None:
    segmentation = weights("pyannote-segmentation-3.0", models) / "pytorch_model.bin"
    community(tmp_path / COMMUNITY, segmentation)
    other = Pyannote(COMMUNITY, tmp_path)
    short = recording(speech("two_speakers.flac")[: 16 * SAMPLE_RATE])
    heard = other.listen(short, lambda seconds: None)
    assert Heard.from_bytes(heard).voices.shape[1] == 256
    assert {turn.speaker for turn in other.turns(heard, SpeakerOptions(num_speakers=2))} == {
        "SPEAKER_00",
        "SPEAKER_01",
    }
    turns = other.turns(heard, ANY)
    assert turns == other.turns(heard, ANY)
    assert all(0 <= turn.start < turn.end <= short.duration for turn in turns)


def test_a_missing_library_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("activities.engines.diarize.pyannote_4_0.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "torchaudio", None)  # as if it were not installed
    with pytest.raises(ModelUnavailable, match=r"dalston\[speakers\]"):
        Pyannote(SMALL, tmp_path)


def test_missing_weights_name_the_command_that_fetches_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALSTON_OFFLINE", "1")
    with pytest.raises(ModelUnavailable, match="dalston models pull"):
        Pyannote(SMALL, tmp_path)


def test_an_unknown_model_is_refused(models: Path) -> None:
    with pytest.raises(ModelUnavailable, match="'nobody'"):
        Pyannote("nobody", models)
