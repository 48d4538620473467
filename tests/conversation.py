"""Sessions without sockets: engines that need no weights, and a driver that answers every request at once."""

import numpy as np

from activities.audio import SAMPLE_RATE, Samples, to_pcm
from activities.engines.streaming import Heard, Streamer, StreamOptions, Window
from activities.transcript import Word
from realtime.events import Ended, Event, Final, Partial
from realtime.options import SessionOptions
from realtime.requests import DecodeRequest
from realtime.session import Output, Session

LOUD = 0.05  # of full scale
APART = 0.15  # seconds of quiet between two words


class Onsets:
    """Hears a word in every loud stretch of a window, where it really is."""

    native = False
    batch = 1

    def __init__(self, ending: str = "") -> None:
        self.ending = ending  # of what is heard in a window

    def hear(self, windows: list[Window]) -> list[Heard]:
        return [self._hear(window.samples, window.options) for window in windows]

    def forget(self, utterance: str) -> None: ...

    def _hear(self, samples: Samples, options: StreamOptions) -> Heard:
        loud = np.flatnonzero(np.abs(samples) > LOUD)
        runs = np.split(loud, np.flatnonzero(np.diff(loud) > APART * SAMPLE_RATE) + 1) if len(loud) else []
        words = [
            Word(text=f"w{len(run)}", start=run[0] / SAMPLE_RATE, end=run[-1] / SAMPLE_RATE, confidence=0.5)
            for run in runs
        ]
        if words:
            words[-1] = words[-1].model_copy(update={"text": words[-1].text + self.ending})
        return Heard(text=" ".join(word.text for word in words), words=words, language=options.language)


class Counting:
    """A stream that says how many seconds it has been given, and remembers whether it was closed."""

    def __init__(self, options: StreamOptions) -> None:
        self.samples = 0
        self.closed = 0

    def push(self, samples: Samples) -> None:
        self.samples += len(samples)

    def interim(self) -> Heard:
        whole = self.samples // SAMPLE_RATE
        said = [f"second{at}" for at in range(whole)]
        return Heard(text=" ".join([*said, "perhaps"]), stable=" ".join(said), language="en")

    def final(self) -> Heard:
        return Heard(text=f"{self.samples} samples", language="en", confidence=0.9)

    def close(self) -> None:
        self.closed += 1


class Conversation:
    """A session whose requests are answered at once."""

    def __init__(self, engine: Streamer, options: SessionOptions | None = None) -> None:
        self.engine = engine
        self.session = Session("s", options or SessionOptions(word_timestamps=True), native=engine.native)
        self.said: list[Event] = []
        self.requests: list[DecodeRequest] = []

    def hear(self, samples: Samples, frame: int = 1600) -> "Conversation":
        """Mono samples at 16 kHz."""
        for at in range(0, len(samples), frame):
            self.take(self.session.push(to_pcm(samples[at : at + frame])))
        return self

    def end(self) -> list[Event]:
        self.take(self.session.end())
        return self.said

    def take(self, outputs: list[Output]) -> None:
        for output in outputs:
            if isinstance(output, DecodeRequest):
                self.requests.append(output)
                self.take(self.session.decoded(output, self.engine.hear([output.window])[0]))
            elif isinstance(output, Event):
                self.said.append(output)
            else:
                self.engine.forget(output.utterance)

    @property
    def finals(self) -> list[Final]:
        return [event for event in self.said if isinstance(event, Final)]

    @property
    def partials(self) -> list[Partial]:
        return [event for event in self.said if isinstance(event, Partial)]

    @property
    def summary(self) -> Ended:
        (ended,) = (event for event in self.said if isinstance(event, Ended))
        return ended


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), np.float32)
