"""Recordings that no other job has, and speech for conversations whose words can be counted."""

import wave
from functools import cache
from io import BytesIO

import numpy as np

from activities.audio import FULL_SCALE, SAMPLE_RATE
from tests import live
from tests.chaos import marks
from tests.recordings import AUDIO, speech

PAUSE = 0.6  # seconds


@cache
def _utterances() -> list[marks.Pcm]:
    names = sorted(path.name for path in AUDIO.glob("ls_*.flac"))
    return [np.rint(speech(name) * (FULL_SCALE - 1)).astype(np.int16) for name in names]


def recording(seed: int, seconds: float, channels: int = 1) -> bytes:
    """A WAV file of real speech; noise in the lowest bit makes it one of its own."""
    chance = np.random.default_rng(seed)
    sides = [_talk(chance, round(seconds * SAMPLE_RATE)) for _ in range(channels)]
    with wave.open(content := BytesIO(), "wb") as wav:
        wav.setparams((channels, 2, SAMPLE_RATE, 0, "NONE", ""))
        wav.writeframes(np.stack(sides, axis=1).tobytes())
    return content.getvalue()


def _talk(chance: np.random.Generator, samples: int) -> marks.Pcm:
    pieces: list[marks.Pcm] = []
    while sum(map(len, pieces)) < samples:
        said = _utterances()[chance.integers(len(_utterances()))]
        pieces += [said, np.zeros(round(PAUSE * SAMPLE_RATE), np.int16)]
    talk = np.concatenate(pieces)[:samples]
    found: marks.Pcm = talk ^ chance.integers(0, 2, len(talk), np.int16)
    return found


@cache
def _sentence() -> tuple[marks.Pcm, list[int]]:
    said = np.frombuffer(live.speech() + live.silence(1.5), np.int16)
    return said, marks.places(said)


def conversation(seconds: float) -> tuple[bytes, list[str]]:
    """16-bit mono at 16 kHz, and the words in it."""
    said, places = _sentence()
    rounds = max(1, round(seconds * SAMPLE_RATE / len(said)))
    audio = b"".join(marks.marked(said, places, at * len(places)).tobytes() for at in range(rounds))
    return audio, [f"m{number}" for number in range(rounds * len(places))]
