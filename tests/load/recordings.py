"""Uploads to make load of."""

import wave
from io import BytesIO
from pathlib import Path

import numpy as np

from activities.audio import SAMPLE_RATE

COARSE = 1000  # samples a second
SPEECH = Path(__file__).parents[1] / "audio" / "jfk.wav"


def speech(seconds: float) -> bytes:
    """A WAV file of somebody who speaks, over and over."""
    with wave.open(str(SPEECH)) as wav:
        frames = np.frombuffer(wav.readframes(wav.getnframes()), np.int16)
    return as_wav(np.resize(frames, round(seconds * SAMPLE_RATE)).tobytes(), SAMPLE_RATE, 2)


def silence(seconds: float) -> bytes:
    """One of a thousand bytes a second: only its length counts."""
    return as_wav(bytes([128]) * round(seconds * COARSE), COARSE, 1)


def as_wav(frames: bytes, rate: int, width: int) -> bytes:
    with BytesIO() as content:
        with wave.open(content, "wb") as wav:
            wav.setparams((1, width, rate, 0, "NONE", ""))
            wav.writeframes(frames)
        return content.getvalue()
