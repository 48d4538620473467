"""Alignment by characters, on a tiny model of the real architecture whose weights are random."""

import json
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from activities.audio import SAMPLE_RATE, Audio
from activities.engines import CannotAlign, torchaudio_on_cpu
from activities.engines.align.phoneme_align.characters import Wav2Vec2, languages
from activities.engines.align.phoneme_align.engine import PhonemeAlign
from activities.engines.align.phoneme_align.trellis import path
from activities.engines.catalogue import EngineCard
from activities.transcript import Segment, Word
from tests.recordings import speech

LETTERS = "abcdefghijklmnoprstuvwyzäöü"
SPOKEN = Audio(speech()[: 4 * SAMPLE_RATE])


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with suppress(ImportError):
        torchaudio_on_cpu.ensure()
    torch, transformers = pytest.importorskip("torch"), pytest.importorskip("transformers")
    models = tmp_path_factory.mktemp("models")
    folder = models / "wav2vec2-de"
    folder.mkdir()
    vocabulary = {token: at for at, token in enumerate(["<pad>", "<s>", "</s>", "<unk>", "|", *LETTERS])}
    (folder / "vocab.json").write_text(json.dumps(vocabulary))
    tokenizer = transformers.Wav2Vec2CTCTokenizer(folder / "vocab.json")
    features = transformers.Wav2Vec2FeatureExtractor(do_normalize=True)
    transformers.Wav2Vec2Processor(features, tokenizer).save_pretrained(folder)
    torch.manual_seed(1)
    config = transformers.Wav2Vec2Config(
        vocab_size=len(vocabulary),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=16,
        conv_dim=(8,) * 7,
        num_conv_pos_embeddings=16,
        num_conv_pos_embedding_groups=2,
        pad_token_id=0,
    )
    transformers.Wav2Vec2ForCTC(config).save_pretrained(folder)
    return models


@pytest.fixture(scope="module")
def aligner(models: Path) -> PhonemeAlign:
    return PhonemeAlign(None, models)


def german(*texts: str) -> Segment:
    words = [Word(text=text, start=0.5 * n, end=0.5 * n + 0.4) for n, text in enumerate(texts)]
    return Segment(
        text=" ".join(texts), start=0.0, end=words[-1].end if words else 3.0, words=words, language="de"
    )


def times(segments: list[Segment]) -> list[float]:
    return [time for segment in segments for word in segment.words for time in (word.start, word.end)]


@pytest.mark.parametrize(
    "texts",
    [
        ("Guten", "Morgen", "schöne", "Welt"),
        ("42", "Prozent", "—", "heißen", "字", "🙂"),  # numbers, missing characters, nothing said
        ("Otto", "sieht", "Schifffahrt"),  # twice the same letter
    ],
)
def test_words_get_times_in_order_inside_the_audio(aligner: PhonemeAlign, texts: tuple[str, ...]) -> None:
    (found,) = aligner.align(SPOKEN, [german(*texts)], "de")
    assert [word.text for word in found.words] == list(texts)
    assert times([found]) == sorted(times([found]))
    assert 0 <= found.start <= times([found])[0]
    assert times([found])[-1] <= found.end <= SPOKEN.duration
    assert all(word.end > word.start for word in found.words if word.text.isalnum())


def test_a_segment_without_words_gets_words(aligner: PhonemeAlign) -> None:
    without = Segment(text="Guten Morgen", start=0.0, end=2.0, language="de")
    (found,) = aligner.align(SPOKEN, [without], None)
    assert [word.text for word in found.words] == ["Guten", "Morgen"]


@pytest.mark.parametrize("seconds", [0.0, 0.02, 0.2])
def test_audio_too_short_for_its_words_keeps_their_times(aligner: PhonemeAlign, seconds: float) -> None:
    audio = SPOKEN.cut(0, seconds)
    (found,) = aligner.align(audio, [german("eine", "lange", "Rede", "ohne", "Ende")], "de")
    assert times([found]) == sorted(times([found]))
    assert found.end <= audio.duration


def test_languages_without_blanks_have_a_word_for_each_character(models: Path) -> None:
    (models / "wav2vec2-zh").symlink_to(models / "wav2vec2-de")
    said = Segment(text="abc de", start=0.0, end=2.0, language="zh")
    (found,) = PhonemeAlign(None, models).align(SPOKEN, [said], "zh")
    assert [word.text for word in found.words] == list("abcde")
    assert times([found]) == sorted(times([found]))


def test_the_same_words_and_audio_give_the_same_emission(aligner: PhonemeAlign) -> None:
    once, again = (aligner.others.get("de").emission(SPOKEN) for _ in range(2))
    assert once.shape == (199, 5 + len(LETTERS) + 1)  # the last is the star
    assert np.array_equal(once, again)
    assert np.allclose(np.exp(once[:, :-1]).sum(axis=1), 1, atol=1e-4)


def test_the_method_says_which_model(aligner: PhonemeAlign) -> None:
    assert aligner.method("de-AT") == "wav2vec2 wav2vec2-de"


def test_a_folder_that_holds_no_model_is_said_to_be_so(tmp_path: Path) -> None:
    (tmp_path / "wav2vec2-xx").mkdir()
    (tmp_path / "wav2vec2-xx" / "config.json").write_text("{}")
    pytest.importorskip("transformers")
    with pytest.raises(CannotAlign, match="wav2vec2-xx"):
        Wav2Vec2(tmp_path, "cpu").get("xx")


def test_without_torch_other_languages_name_the_extra(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)
    with pytest.raises(CannotAlign, match=r"dalston\[languages\]"):
        Wav2Vec2(models, "cpu").get("de")


def test_the_card_has_the_languages_of_the_models() -> None:
    import yaml

    folder = Path("activities/engines/align/phoneme_align")
    card = EngineCard(**yaml.safe_load((folder / "engine.yaml").read_text()))
    assert card.languages == languages()


def emission(frames: list[int], size: int = 4) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Log probabilities that favour one token a frame."""
    return np.log(np.full((len(frames), size), 0.05) + 0.8 * np.eye(size)[frames]).astype(np.float32)


def test_the_path_follows_the_likeliest_tokens() -> None:
    assert path(emission([0, 1, 1, 0, 2, 3, 3, 0]), [1, 2, 3], 0) == [(1, 3), (4, 5), (5, 7)]


def test_a_token_said_twice_needs_a_blank_between() -> None:
    assert path(emission([1, 1, 0, 1]), [1, 1], 0) == [(0, 2), (3, 4)]
    assert path(emission([1, 1]), [1, 1], 0) is None


def test_a_path_needs_a_frame_for_each_token() -> None:
    assert path(emission([1, 2, 3]), [1, 2, 3], 0) == [(0, 1), (1, 2), (2, 3)]
    assert path(emission([1, 2]), [1, 2, 3], 0) is None
    assert path(emission([0, 0]), [], 0) == []


def test_every_path_is_in_order() -> None:
    random = np.random.default_rng(3)
    for count in (1, 5, 20):
        likely = np.log(random.dirichlet(np.ones(6), 60)).astype(np.float32)
        found = path(likely, random.integers(1, 6, count).tolist(), 0)
        assert found is not None
        assert all(first < last for first, last in found)
        assert all(one[1] <= other[0] for one, other in pairwise(found))
