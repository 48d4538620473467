"""YAMNet (AudioSet, MobileNet v1) on onnxruntime: windows of audio in, scores of each class out."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from activities.audio import SAMPLE_RATE, Samples
from activities.engines.detect.panns_events.kinds import KINDS

WINDOW, HOP, FFT = 400, 160, 512  # samples: 25 ms, 10 ms
BANDS, LOWEST, HIGHEST = 64, 125.0, 7500.0  # Hz
OFFSET = 0.001  # added before the logarithm
PATCH, STEP = 96, 50  # frames of one look, and between two: three looks in two seconds
SHORTEST = HOP * (PATCH - 1) + WINDOW  # samples of one look
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

    def scores(self, samples: Samples, windows: Sequence[slice]) -> Array:
        """Of each class, averaged over looks of about a second every half second. Windows share looks."""
        padded = np.pad(samples, (0, max(0, windows[-1].start + SHORTEST - len(samples))))
        quantised = np.clip(np.round(log_mel(padded) / INPUT_SCALE) + INPUT_ZERO, 0, 255).astype(np.uint8)
        starts = [looks(window) for window in windows]
        places = {
            start: at for at, start in enumerate(sorted({start for those in starts for start in those}))
        }
        answers = np.concatenate([self._look(quantised[start : start + PATCH]) for start in places])
        logits = (answers.astype(np.float32) - SCORE_ZERO) * np.float32(SCORE_SCALE)
        shares = 1 / (1 + np.exp(-np.maximum(logits, -80)))
        found: Array = np.stack([shares[[places[start] for start in those]].mean(axis=0) for those in starts])
        return found

    def _look(self, patch: NDArray[np.uint8]) -> NDArray[np.uint8]:
        answer: NDArray[np.uint8] = self.session.run(None, {self.input: patch[None, None]})[0]
        return answer


def looks(window: slice) -> range:
    """The frames at which the looks of a window begin: one at least, however short it is."""
    first, frames = window.start // HOP, (window.stop - window.start - WINDOW) // HOP + 1
    return range(first, first + max(1, frames - PATCH + 1), STEP)


def log_mel(samples: Samples) -> Array:
    """Shape (frames, bands); at least one patch long, the rest silent."""
    padded = np.pad(samples, (0, max(0, SHORTEST - len(samples))))
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
