"""What a session asks of whoever runs its model."""

from dataclasses import dataclass
from typing import Literal

from activities.audio import Samples
from activities.engines.streaming import StreamOptions, Window

Kind = Literal[
    "interim",  # what has been said so far; worthless once a newer one is asked for
    "ahead",  # the whole utterance, if this pause turns out to be its end
    "final",
]


@dataclass(frozen=True)
class DecodeRequest:
    """Answer with `Session.decoded`; interim ones may go unanswered."""

    lane: str  # a channel of a session: one decoding at a time
    utterance: str
    kind: Kind
    start: float  # seconds, of the window
    end: float
    samples: Samples
    options: StreamOptions

    @property
    def careful(self) -> bool:
        return self.kind != "interim"

    @property
    def window(self) -> Window:
        return Window(self.utterance, self.samples, self.careful, self.options)


@dataclass(frozen=True)
class Forget:
    """An utterance that nothing more will be asked about."""

    lane: str
    utterance: str
