"""Is this frame speech? Samples at 16 kHz in, a probability every 32 ms out, as soon as it is known."""

import math
from collections.abc import Iterator

import numpy as np

from activities.audio import Samples
from activities.speech import CONTEXT, FRAME, LOUDNESS, SECONDS, Probabilities, silero

MAX_GAIN = 30.0  # -56 dB of speech is raised to what the model was trained on; noise is not worth more
MEMORY = 0.98  # of the level, a frame: it fades within seconds

__all__ = ["FRAME", "SECONDS", "Vad"]


class Vad:
    """One channel of one session; the model's weights are shared, its state is not."""

    def __init__(self) -> None:
        self._model = silero()
        self._state = [np.zeros((1, 1, 128), np.float32)] * 2
        self._context = np.zeros(CONTEXT, np.float32)
        self._rest = np.zeros(0, np.float32)
        self._level = 0.0  # mean square

    def push(self, samples: Samples) -> Probabilities:
        """One speech probability for each frame that is now complete."""
        held = np.concatenate([self._rest, samples])
        whole = len(held) - len(held) % FRAME
        self._rest = held[whole:]
        return self._judge(held[:whole].reshape(-1, FRAME)) if whole else np.zeros(0, np.float32)

    def finish(self) -> Probabilities:
        """Of the last frame, if it is incomplete."""
        return self.push(np.zeros(-len(self._rest) % FRAME, np.float32))

    def _judge(self, frames: Samples) -> Probabilities:
        levelled = frames * np.fromiter(self._gains(frames), np.float32)[:, None]
        before = np.concatenate([self._context[None], levelled[:-1, -CONTEXT:]])
        self._context = levelled[-1, -CONTEXT:]
        inputs = {
            "input": np.concatenate([before, levelled], axis=1),
            "h": self._state[0],
            "c": self._state[1],
        }
        found: Probabilities
        found, *self._state = self._model.run(None, inputs)
        return found.reshape(-1)

    def _gains(self, frames: Samples) -> Iterator[float]:
        for power in np.square(frames).mean(axis=1).tolist():
            self._level = max(power, MEMORY * self._level)
            yield min(MAX_GAIN, max(1.0, LOUDNESS / (math.sqrt(self._level) + 1e-9)))
