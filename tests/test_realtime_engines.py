"""What every engine for live speech promises, with real weights. A new one joins by its engine.yaml."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from activities.audio import SAMPLE_RATE, Samples
from activities.engines import ModelUnavailable, UnknownLanguage, catalogue
from activities.engines.loaded import LoadedEngines
from activities.engines.streaming import Heard, Streamer, StreamOptions, Window
from activities.engines.weights import available
from realtime.options import SessionOptions
from tests.benchmarks.score import pooled
from tests.conversation import Conversation, silence
from tests.recordings import AUDIO, decode, speech

STREAMERS = [card for card in catalogue.cards() if "stream" in card.stages]
HERE = available(Path("nowhere"))  # models that packages carry
LOADABLE = [(card.id, model) for card in STREAMERS for model in card.models if model in HERE]
ENGLISH = SessionOptions(language="en", word_timestamps=True)
SAID = (AUDIO / "ls_61-70968-0000.txt").read_text()


@pytest.fixture(scope="session", params=LOADABLE, ids=[":".join(pair) for pair in LOADABLE])
def streamer(request: pytest.FixtureRequest, engines: LoadedEngines) -> Streamer:
    found: Streamer = engines.get(*request.param)
    return found


@pytest.fixture(scope="session")
def tiny(engines: LoadedEngines) -> Streamer:
    found: Streamer = engines.get("whisper-streaming", "tiny.en")
    return found


def window(samples: Samples, *, final: bool = True, language: str = "en", name: str = "u") -> Window:
    return Window(name, samples, final, StreamOptions(language=language))


def listen(streamer: Streamer, samples: Samples, options: SessionOptions = ENGLISH) -> Conversation:
    conversation = Conversation(streamer, options).hear(samples)
    conversation.end()
    return conversation


def test_two_engines_are_here_one_of_which_streams_natively(engines: LoadedEngines) -> None:
    assert {engines.get(*pair).native for pair in LOADABLE} == {False, True}


def test_speech_is_heard(streamer: Streamer) -> None:
    conversation = listen(streamer, np.concatenate([silence(1.0), speech(), silence(1.0)]))
    score = pooled([SAID], [conversation.summary.transcript])
    assert score.wer < 0.2
    assert conversation.partials
    assert {final.language for final in conversation.finals} == {"en"}


def test_what_is_stable_is_the_beginning_of_what_follows(streamer: Streamer) -> None:
    conversation = listen(streamer, np.concatenate([silence(1.0), speech(), silence(1.0)]))
    (final,) = conversation.finals
    following = [*(partial.text for partial in conversation.partials[1:]), final.text]
    for partial, text in zip(conversation.partials, following, strict=True):
        assert partial.text.startswith(partial.stable)
        assert text.startswith(partial.stable)


def test_word_times_are_in_order_and_inside_the_audio(streamer: Streamer) -> None:
    sound = np.concatenate([silence(1.0), speech("jfk.wav"), silence(1.0)])
    conversation = listen(streamer, sound)
    times = [at for final in conversation.finals for word in final.words for at in (word.start, word.end)]
    spans = [at for final in conversation.finals for at in (final.start, final.end)]
    for found in (times, spans):
        assert found == sorted(found)
        assert all(0.8 < at < len(sound) / SAMPLE_RATE for at in found)


@pytest.mark.parametrize("seconds", [0.0, 0.01, 0.1, 0.3])
@pytest.mark.parametrize("final", [True, False])
def test_next_to_no_audio_does_no_harm(streamer: Streamer, seconds: float, final: bool) -> None:
    name = f"short{seconds}{final}"
    (heard,) = streamer.hear([window(speech()[: round(seconds * SAMPLE_RATE)], final=final, name=name)])
    streamer.forget(name)
    assert all(word.end <= seconds for word in heard.words)


def test_an_utterance_that_is_given_up_leaves_nothing(streamer: Streamer) -> None:
    streamer.hear([window(speech()[:16_000], final=False, name="given up")])
    streamer.forget("given up")
    streamer.forget("given up")
    (heard,) = streamer.hear([window(speech(), name="given up")])
    assert pooled([SAID], [heard.text]).wer < 0.2


@pytest.mark.parametrize("seed", [1])
def test_noise_and_silence_and_music_say_nothing(streamer: Streamer, seed: int) -> None:
    rng = np.random.default_rng(seed)
    seconds = 10 * SAMPLE_RATE
    noise = (0.1 * rng.standard_normal(seconds)).astype(np.float32)
    quiet = (0.0005 * rng.standard_normal(seconds)).astype(np.float32)
    at = np.arange(seconds) / SAMPLE_RATE
    notes = 220 * 2 ** (np.floor(at * 3) % 12 / 12)
    music = (0.2 * np.sin(2 * np.pi * np.cumsum(notes) / SAMPLE_RATE) * np.exp(-(at * 3 % 1))).astype(
        np.float32
    )
    conversation = listen(streamer, np.concatenate([silence(10), noise, quiet, music]))
    assert conversation.summary.transcript == ""


def test_whisper_hears_windows_together_as_it_does_apart(tiny: Streamer) -> None:
    cuts = [speech(), speech("jfk.wav"), speech("ls_367-130732-0001.flac")]
    windows = [window(cut, name=str(at)) for at, cut in enumerate(cuts)]
    windows.insert(1, window(cuts[0][:32_000], final=False, name="interim"))
    together = tiny.hear(windows)
    assert [words(heard) for heard in together] == [words(tiny.hear([one])[0]) for one in windows]


def words(heard: Heard) -> list[str]:
    return heard.text.split()


def test_a_window_longer_than_whisper_hears_at_once_is_heard_whole(tiny: Streamer) -> None:
    names = ["jfk.wav", "ls_3080-5032-0001.flac", "jfk.wav", "ls_1688-142285-0003.flac"]
    (heard,) = tiny.hear([window(np.concatenate([speech(name) for name in names]))])
    said = [(AUDIO / name).with_suffix(".txt").read_text() for name in names]
    assert pooled([" ".join(said)], [heard.text]).wer < 0.25
    assert all(one.end <= other.start + 1e-6 for one, other in pairwise(heard.words))


def test_words_that_only_a_hyphen_joins_are_one(tiny: Streamer) -> None:
    (heard,) = tiny.hear([window(speech("two_speakers.flac")[: 25 * SAMPLE_RATE])])
    assert heard.text == " ".join(word.text for word in heard.words)
    assert not any(word.text in "-" for word in heard.words)


def test_the_language_is_found_out(engines: LoadedEngines) -> None:
    base: Streamer = engines.get("whisper-streaming", "base")
    with (AUDIO / "mls_es_13697-11991.opus").open("rb") as file:
        spanish = decode(file)[: 6 * SAMPLE_RATE]
    heard = base.hear([Window("u", spanish, True, StreamOptions())])
    assert heard[0].language == "es"


def test_a_language_that_no_model_knows_is_refused(streamer: Streamer) -> None:
    with pytest.raises(UnknownLanguage, match="'xx'"):
        streamer.hear([window(speech()[:16_000], language="xx")])


def test_a_model_that_is_nowhere_cannot_be_loaded(tmp_path: Path) -> None:
    for card in STREAMERS:
        with pytest.raises(ModelUnavailable):
            LoadedEngines(tmp_path).get(card.id, "no such model")
