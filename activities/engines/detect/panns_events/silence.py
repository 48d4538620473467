"""Silence is told by level: nothing at all, or something faint that stays the same."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from activities.audio import SAMPLE_RATE, Samples

FRAME = SAMPLE_RATE // 10
NOTHING = -80.0  # dBFS: what is fainter is silence whatever it is
FAINT, STEADY = -50.0, 6.0  # dBFS, and dB between the loudest and the faintest frame: a quiet room


def silent(samples: Samples, windows: Sequence[slice]) -> list[bool]:
    """Of each window, which begins at a whole frame."""
    levels = _levels(samples)
    parts = (levels[window.start // FRAME : window.stop // FRAME] for window in windows)
    return [
        _faint(part if len(part) else _levels(samples[window]))
        for window, part in zip(windows, parts, strict=True)
    ]


def _levels(samples: Samples) -> NDArray[np.float32]:
    """In dBFS, of each whole frame; of a single one made whole, if there is less."""
    if len(samples) < FRAME:
        samples = np.pad(samples, (0, FRAME - len(samples)))
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
    found: NDArray[np.float32] = 20 * np.log10(
        frames.std(axis=1) + 1e-9
    )  # around the mean: an offset is no sound
    return found


def _faint(levels: NDArray[np.float32]) -> bool:
    loudest, faintest = float(levels.max()), float(levels.min())
    return loudest < NOTHING or (loudest < FAINT and loudest - faintest < STEADY)
