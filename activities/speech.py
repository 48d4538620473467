"""Where is somebody speaking? Samples in, stretches of speech out.

Silero VAD v6 (snakers4/silero-vad, MIT) on onnxruntime, with the weights that faster-whisper's wheel
carries.
"""

import math
from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from activities.audio import SAMPLE_RATE, Samples
from activities.chunks import Region

FRAME = 512  # samples a probability stands for
CONTEXT = 64  # samples of the frame before that the model wants to see again
SECONDS = FRAME / SAMPLE_RATE  # per frame
BLOCK = 64  # frames a call of the model
SURE, POSSIBLE = 0.5, 0.2  # a stretch is speech when it is surely so somewhere; it reaches as far as possible
MIN_SPEECH = 0.1  # seconds; shorter is a click
MIN_PAUSE = 0.2  # seconds; shorter is inside a word
LOUDNESS = 0.05  # RMS the model hears, whatever was recorded
MAX_GAIN = 500.0  # -54 dB: below this there is only noise to raise
MEMORY = 0.9  # how much of the level so far counts after another block

Probabilities = NDArray[np.float32]


class SpeechDetector:
    """Follows one recording: push samples as they come, then ask for the probabilities."""

    def __init__(self) -> None:
        self._model = silero()
        self._state = (np.zeros((1, 1, 128), np.float32), np.zeros((1, 1, 128), np.float32))
        self._context = np.zeros(CONTEXT, np.float32)
        self._rest = np.zeros(0, np.float32)
        self._level = 0.0  # mean square
        self._heard: list[Probabilities] = []

    def push(self, samples: Samples) -> None:
        self._rest = np.concatenate([self._rest, samples])
        while len(self._rest) >= BLOCK * FRAME:
            self._judge(self._rest[: BLOCK * FRAME])
            self._rest = self._rest[BLOCK * FRAME :]

    def finish(self) -> Probabilities:
        """One speech probability every 32 ms of everything pushed."""
        if len(self._rest):
            self._judge(np.pad(self._rest, (0, -len(self._rest) % FRAME)))
            self._rest = np.zeros(0, np.float32)
        return np.concatenate(self._heard) if self._heard else np.zeros(0, np.float32)

    def _judge(self, samples: Samples) -> None:
        frames = ((samples - samples.mean()) * self._gain(samples)).astype(np.float32).reshape(-1, FRAME)
        before = np.concatenate([self._context[None], frames[:-1, -CONTEXT:]])
        self._context = frames[-1, -CONTEXT:]
        found, *state = self._model.run(
            None,
            {"input": np.concatenate([before, frames], axis=1), "h": self._state[0], "c": self._state[1]},
        )
        self._state = (state[0], state[1])
        self._heard.append(found)

    def _gain(self, samples: Samples) -> float:
        """Bring quiet recordings up to a level the model was trained on; its verdict fades with level."""
        power = float(np.mean(np.square(samples - samples.mean())))
        self._level = max(power, MEMORY * self._level + (1 - MEMORY) * power)
        return min(MAX_GAIN, max(1.0, LOUDNESS / (math.sqrt(self._level) + 1e-9)))


@cache
def silero() -> Any:
    import onnxruntime  # not at the top: the API reads this module's nouns and runs no model

    package = find_spec("faster_whisper")
    assert package is not None
    assert package.submodule_search_locations
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    path = Path(package.submodule_search_locations[0]) / "assets" / "silero_vad_v6.onnx"
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def regions(probabilities: Sequence[float] | Probabilities, duration: float) -> list[Region]:
    """Stretches of speech, in seconds, short pauses bridged and clicks left out."""
    found: list[tuple[int, int, float]] = []  # first frame, frame after the last, highest probability
    for frame in np.flatnonzero(np.asarray(probabilities) >= POSSIBLE).tolist():
        likely = float(probabilities[frame])
        if found and (frame - found[-1][1]) * SECONDS < MIN_PAUSE:
            found[-1] = (found[-1][0], frame + 1, max(found[-1][2], likely))
        else:
            found.append((frame, frame + 1, likely))
    return [
        Region(start=round(first * SECONDS, 3), end=round(min(last * SECONDS, duration), 3))
        for first, last, likely in found
        if likely >= SURE and (last - first) * SECONDS >= MIN_SPEECH and first * SECONDS < duration
    ]
