"""Real recordings, a real model, a simulated clock: however long decoding takes, nothing is lost."""

from pathlib import Path

import numpy as np
import pytest

from activities.audio import Samples
from activities.decode import open_upload
from activities.engines import catalogue
from activities.engines.streaming import Streamer
from realtime.options import SessionOptions
from tests.benchmarks.simulation import Simulation
from tests.conftest import AUDIO, MODEL

SAID_AGAIN = "ls_2609-156975-0001.flac"  # a sentence that repeats its words
BETWEEN = np.zeros(16_000, np.float32)


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Streamer:
    models = tmp_path_factory.mktemp("models")
    engine: Streamer = catalogue.load("whisper-streaming", model=MODEL, models=models, threads=1)
    return engine


def samples(path: Path) -> Samples:
    with path.open("rb") as file, open_upload(file) as decoded:
        return np.concatenate(list(decoded.blocks()))


@pytest.mark.parametrize("seconds", [0.1, 1.0, 4.0])
def test_a_sentence_that_repeats_itself_is_whole_after_another_one(engine: Streamer, seconds: float) -> None:
    """`seconds`: that each decoding takes."""
    simulation = Simulation(engine, lambda engine, request: (engine.hear([request.window])[0], seconds))
    first, again = samples(AUDIO / "ls_1688-142285-0003.flac"), samples(AUDIO / SAID_AGAIN)
    played = simulation.play(np.concatenate([first, BETWEEN, again, BETWEEN]), SessionOptions())
    simulation.run()
    text = played.ended.transcript.lower()
    assert "better than anything else" in text
    for words in ("hold on", "hold fast", "hold out", "patience is genius"):
        assert text.count(words) == 1, text
