"""A folder of recordings with their texts in; utterances, and long recordings made of them, out."""

import random
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from itertools import count
from pathlib import Path

import numpy as np

from activities.audio import SAMPLE_RATE, Samples, to_pcm
from activities.decode import open_upload

GAP = (0.2, 1.0)  # seconds of silence between two utterances, drawn at random
SOUNDS = (".flac", ".wav", ".mp3", ".ogg", ".opus")


@dataclass(frozen=True)
class Utterance:
    path: Path
    reference: str

    def samples(self) -> Samples:
        with self.path.open("rb") as file, open_upload(file) as decoder:
            return np.concatenate(list(decoder.blocks()))


def utterances(folder: Path, patterns: list[str]) -> list[Utterance]:
    """Recordings that have a .txt of the same name, and whose name fits a pattern."""
    found = [
        Utterance(path, path.with_suffix(".txt").read_text("utf-8").strip())
        for path in sorted(folder.iterdir())
        if path.suffix in SOUNDS
        and path.with_suffix(".txt").exists()
        and any(fnmatch(path.name, pattern) for pattern in patterns)
    ]
    if not found:
        raise FileNotFoundError(f"{folder} has no recording with a text beside it that fits {patterns}")
    return found


def concatenate(corpus: list[Utterance], seconds: float, wav: Path, seed: int = 1) -> list[Utterance]:
    """Write utterances in random order, again and again, until it is long enough; return their order."""
    chance = random.Random(seed)
    known = {utterance: utterance.samples() for utterance in corpus}
    order: list[Utterance] = []
    written = 0
    with wave.open(str(wav), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(SAMPLE_RATE)
        for utterance in _shuffled(corpus, chance):
            silence = np.zeros(round(chance.uniform(*GAP) * SAMPLE_RATE), np.float32)
            for samples in (silence, known[utterance]):
                file.writeframes(to_pcm(samples))
                written += len(samples)
            order.append(utterance)
            if written >= seconds * SAMPLE_RATE:
                return order
    raise AssertionError("utterances never run out")


def _shuffled(corpus: list[Utterance], chance: random.Random) -> Iterator[Utterance]:
    """The corpus over and over, shuffled anew each time, never the same utterance twice in a row."""
    last: Utterance | None = None
    for _ in count():
        turn = chance.sample(corpus, len(corpus))
        if len(turn) > 1 and turn[0] == last:
            turn.append(turn.pop(0))
        yield from turn
        last = turn[-1]
