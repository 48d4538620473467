"""emotion2vec on a tiny random model in FunASR's format: loading, labels, and what is refused."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from activities.audio import SAMPLE_RATE, Audio, Recording
from activities.engines import Emotion, ModelUnavailable
from activities.engines.detect.emotion2vec.data2vec import alibi_slopes
from activities.engines.detect.emotion2vec.engine import LABELS, Emotion2Vec, read_labels, strongest
from activities.transcript import Segment
from tests.recordings import speech, wav_file

if TYPE_CHECKING:
    from torch import Tensor

torch = pytest.importorskip("torch")

MODEL = "emotion2vec-plus-base"
WIDTH, FRONT, HEADS = 24, 8, 3
CONFIG = f"""
model: Emotion2vec
model_conf:
  num_heads: {HEADS}
  norm_eps: 1e-05
  normalize: true
  layer_norm_first: false
  modalities: {{audio: {{extractor_mode: layer_norm}}}}
"""
TOKENS = (
    "生气/angry 厌恶/disgusted 恐惧/fearful 开心/happy 中立/neutral 其他/other 难过/sad 吃惊/surprised <unk>"
)


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / MODEL
    folder.mkdir()
    (folder / "config.yaml").write_text(CONFIG)
    (folder / "tokens.txt").write_text("\n".join(TOKENS.split()), "utf-8")
    torch.manual_seed(1)
    torch.save({"model": {f"d2v_model.{name}": value for name, value in state()}}, folder / "model.pt")
    return tmp_path


def state() -> "Iterator[tuple[str, Tensor]]":
    """The names and shapes of emotion2vec+'s weights, in a hundredth of its size."""
    audio = "modality_encoders.AUDIO"
    kernels = (10, 3, 3, 3, 3, 2, 2)
    for layer, (before, kernel) in enumerate(zip((1, *[FRONT] * 6), kernels, strict=True)):
        yield f"{audio}.local_encoder.conv_layers.{layer}.0.weight", torch.randn(FRONT, before, kernel)
        yield from norm(f"{audio}.local_encoder.conv_layers.{layer}.2.1", FRONT)
    yield from norm(f"{audio}.project_features.1", FRONT)
    yield from linear(f"{audio}.project_features.2", FRONT, WIDTH)
    for layer in range(1, 6):
        name = f"{audio}.relative_positional_encoder.{layer}.0"
        yield f"{name}.weight", torch.randn(WIDTH, WIDTH // 4, 19) / 19
        yield f"{name}.bias", torch.zeros(WIDTH)
    yield f"{audio}.extra_tokens", torch.randn(1, 10, WIDTH)
    yield f"{audio}.alibi_scale", torch.ones(1, 1, HEADS, 1, 1)
    yield from norm(f"{audio}.context_encoder.norm", WIDTH)
    for stack in (f"{audio}.context_encoder.blocks", "blocks"):
        for number in range(2):
            yield from block(f"{stack}.{number}")
    yield from linear("proj", WIDTH, len(LABELS))


def block(name: str) -> "Iterator[tuple[str, Tensor]]":
    yield from linear(f"{name}.attn.qkv", WIDTH, 3 * WIDTH)
    yield from linear(f"{name}.attn.proj", WIDTH, WIDTH)
    yield from linear(f"{name}.mlp.fc1", WIDTH, 4 * WIDTH)
    yield from linear(f"{name}.mlp.fc2", 4 * WIDTH, WIDTH)
    yield from norm(f"{name}.norm1", WIDTH)
    yield from norm(f"{name}.norm2", WIDTH)


def linear(name: str, before: int, after: int) -> "Iterator[tuple[str, Tensor]]":
    yield f"{name}.weight", torch.randn(after, before) / before**0.5
    yield f"{name}.bias", torch.zeros(after)


def norm(name: str, width: int) -> "Iterator[tuple[str, Tensor]]":
    yield f"{name}.weight", torch.ones(width)
    yield f"{name}.bias", torch.zeros(width)


@pytest.fixture
def engine(models: Path) -> Emotion2Vec:
    return Emotion2Vec(MODEL, models)


def segment(start: float, end: float) -> Segment:
    return Segment(text="", start=start, end=end)


def test_a_segment_has_a_feeling_and_a_short_one_has_none(engine: Emotion2Vec) -> None:
    wav = wav_file(speech()).getvalue()
    recording = Recording(lambda: BytesIO(wav), len(speech()) / SAMPLE_RATE)
    beats = list[float]()
    found = engine.judge(recording, [segment(0, 2), segment(2, 2.3), segment(2.5, 99)], beats.append)
    assert beats == [2, 2.3, 99]
    assert found[1] is None
    for emotion in (found[0], found[2]):
        assert emotion is None or 0 < emotion.confidence <= 1


def test_the_shares_of_the_labels_are_of_this_audio_and_one_together(engine: Emotion2Vec) -> None:
    shares = engine.shares(Audio(speech()))
    assert list(shares) == list(LABELS)
    assert sum(shares.values()) == pytest.approx(1)
    assert engine.shares(Audio(speech())) == shares
    # Loudness does not matter: samples are normalised.
    assert engine.shares(Audio(speech() * 0.5)) == pytest.approx(shares, abs=1e-3)
    assert engine.shares(Audio(speech("jfk.wav"))) != shares


@pytest.mark.parametrize(
    ("shares", "expected"),
    [
        ({"angry": 0.3, "sad": 0.3, "happy": 0.4}, Emotion(label="negative", confidence=0.6)),
        ({"happy": 0.9, "neutral": 0.1}, Emotion(label="positive", confidence=0.9)),
        (
            {"neutral": 0.3, "other": 0.1, "surprised": 0.2, "sad": 0.4},
            Emotion(label="neutral", confidence=0.6),
        ),
        ({"unknown": 0.6, "happy": 0.4}, None),
    ],
)
def test_labels_become_feelings(shares: dict[str, float], expected: Emotion | None) -> None:
    assert strongest(shares) == expected


def test_labels_come_from_the_model_and_unused_ones_are_left_out(models: Path, tmp_path: Path) -> None:
    assert read_labels(models / MODEL) == list(LABELS)
    (models / MODEL / "tokens.txt").write_text(
        "a/angry unuse_0 b/happy unuse_1 c/neutral d/other e/sad f/g <unk>"
    )
    engine = Emotion2Vec(MODEL, models)
    assert list(engine.shares(Audio(speech()))) == [
        "angry",
        "happy",
        "neutral",
        "other",
        "sad",
        "g",
        "unknown",
    ]


def test_the_slopes_of_attention_fall_by_head() -> None:
    assert alibi_slopes(8) == [2.0**-power for power in range(1, 9)]
    slopes = alibi_slopes(12)
    assert slopes[:8] == alibi_slopes(8)
    assert slopes[8:] == [2.0**-power for power in (0.5, 1.5, 2.5, 3.5)]
    assert all(one > other for one, other in pairwise(slopes[8:]))


def test_a_model_that_is_not_there_is_unavailable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALSTON_OFFLINE", "1")
    with pytest.raises(ModelUnavailable, match="emotion2vec-plus-base"):
        Emotion2Vec(MODEL, tmp_path)


@pytest.mark.parametrize(
    ("file", "content", "reason"),
    [
        ("model.pt", b"not a checkpoint", "safe to read"),
        ("config.yaml", b"model_conf: {layer_norm_first: true}", "another architecture"),
        ("tokens.txt", b"a/angry b/happy", "names 2 labels"),
    ],
)
def test_files_of_something_else_are_refused(models: Path, file: str, content: bytes, reason: str) -> None:
    (models / MODEL / file).write_bytes(content)
    with pytest.raises(ModelUnavailable, match=reason):
        Emotion2Vec(MODEL, models)


def test_weights_without_the_classifier_are_refused(models: Path) -> None:
    weights = {name: value for name, value in state() if not name.startswith("proj.")}
    torch.save(weights, models / MODEL / "model.pt")
    with pytest.raises(ModelUnavailable, match=r"no proj\.weight"):
        Emotion2Vec(MODEL, models)
