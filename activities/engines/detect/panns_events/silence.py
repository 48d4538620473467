"""Silence is told by level: nothing at all, or something faint that stays the same."""

import numpy as np

from activities.audio import SAMPLE_RATE, Samples

FRAME = SAMPLE_RATE // 10
NOTHING = -80.0  # dBFS: what is fainter is silence whatever it is
FAINT, STEADY = -50.0, 6.0  # dBFS, and dB between the loudest and the faintest frame: a quiet room


def is_silent(samples: Samples) -> bool:
    if len(samples) < FRAME:
        samples = np.pad(samples, (0, FRAME - len(samples)))
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    levels = 20 * np.log10(frames.std(axis=1) + 1e-9)  # around the mean: an offset is not sound
    loudest, faintest = float(levels.max()), float(levels.min())
    return loudest < NOTHING or (loudest < FAINT and loudest - faintest < STEADY)
