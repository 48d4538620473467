"""YAMNet (AudioSet, MobileNet v1) on onnxruntime: two seconds of audio in, a score for each class out."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from activities.audio import SAMPLE_RATE, Samples
from activities.engines.detect.panns_events.kinds import KINDS

WINDOW, HOP, FFT = 400, 160, 512  # samples: 25 ms, 10 ms
BANDS, LOWEST, HIGHEST = 64, 125.0, 7500.0  # Hz
OFFSET = 0.001  # added before the logarithm
PATCH, STEP = 96, 50  # frames of one look, and between two: three looks in two seconds
# The scales with which the 8-bit model in the sead package was quantised; its weights are pinned by hash.
INPUT_SCALE, INPUT_ZERO = 0.0479379, 144
SCORE_SCALE, SCORE_ZERO = 0.7565417, 190

Array = NDArray[np.float32]


class YamNet:
    numbers = tuple(list(kind.classes) for kind in KINDS)

    def __init__(self, weights: Path, threads: int = 1) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
        self.input = self.session.get_inputs()[0].name

    def scores(self, samples: Samples) -> Array:
        """Of each class, averaged over looks of about a second every half second."""
        spectrum = log_mel(samples)
        starts = range(0, max(1, len(spectrum) - PATCH + 1), STEP)
        found: Array = np.mean([self._look(spectrum[start : start + PATCH]) for start in starts], axis=0)
        return found

    def _look(self, patch: Array) -> Array:
        quantised = np.clip(np.round(patch / INPUT_SCALE) + INPUT_ZERO, 0, 255).astype(np.uint8)
        (answer,) = self.session.run(None, {self.input: quantised[None, None]})
        logits = (answer[0].astype(np.float32) - SCORE_ZERO) * np.float32(SCORE_SCALE)
        found: Array = 1 / (1 + np.exp(-np.maximum(logits, -80)))
        return found


def log_mel(samples: Samples) -> Array:
    """Shape (frames, bands); at least one patch long, the rest silent."""
    shortest = HOP * (PATCH - 1) + WINDOW
    padded = np.pad(samples, (0, max(0, shortest - len(samples))))
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[::HOP]
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(WINDOW) / WINDOW)  # Hann, periodic
    magnitude = np.abs(np.fft.rfft(frames * window, FFT))
    found: Array = np.log(magnitude @ MEL + OFFSET).astype(np.float32)
    return found


def _mel(hertz: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = 1127.0 * np.log1p(hertz / 700.0)
    return found


def _filters() -> NDArray[np.float64]:
    """Triangles on the mel scale, as TensorFlow makes them. Shape (bins, bands)."""
    bins = _mel(np.linspace(0.0, SAMPLE_RATE / 2, FFT // 2 + 1))[:, None]
    low, high = _mel(np.array([LOWEST, HIGHEST]))
    edges = np.linspace(low, high, BANDS + 2)
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    found: NDArray[np.float64] = np.maximum(0.0, np.minimum(rising, falling))
    found[0] = 0.0
    return found


MEL = _filters()
