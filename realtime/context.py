"""What was said shortly before an utterance: where to hear it again from, and which words are not its own."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from activities.transcript import Word
from realtime.agreement import FAR, likeness

NEAR = 3.0  # seconds of silence, after which what was said before is no context any more
HEARD_AGAIN = 8.0  # seconds before an utterance, at most
GAP = 0.05  # seconds between two words, in the middle of which audio may begin


@dataclass(frozen=True)
class Pause:
    """The silence between two utterances; `said`: what is before it, once that is final."""

    start: float
    end: float
    said: Sequence[Word]

    def after(self, words: Sequence[Word]) -> list[Word]:
        """Those of a hypothesis that are spoken after it.

        Whisper lets a word last as long as the silence beside it, so time alone does not tell: little
        speech is on the wrong side, and what precedes is like what was said.
        """
        early = [max(0.0, min(word.end, self.start) - word.start) for word in words]
        late = [max(0.0, word.end - max(word.start, self.end)) for word in words]

        def cost(place: int) -> float:
            return FAR * (sum(late[:place]) + sum(early[place:])) - likeness(self.said, words[:place])

        return list(words[min(range(len(words) + 1), key=cost) :])


@dataclass
class Context:
    """Of one channel: utterances in as they end, the beginning of what to hear before the next one out."""

    _begins: list[float] = field(default_factory=list)  # where audio may begin without cutting a word
    _end: float | None = None  # of speech
    _said: Sequence[Word] = ()

    def add(self, first: float, end: float, words: Sequence[Word], said: Sequence[Word]) -> None:
        """An utterance, from its audio's beginning to its speech's end; `said` is empty until it is final."""
        if self._end is None or first - self._end > NEAR:
            self._begins.clear()
        gaps = ((one.end + other.start) / 2 for one, other in pairwise(words) if other.start - one.end > GAP)
        self._begins = [at for at in (*self._begins, first, *gaps) if at > end - HEARD_AGAIN]
        self._end, self._said = end, said

    def forget(self) -> None:
        self._begins, self._end, self._said = [], None, ()

    def before(self, start: float) -> tuple[float, Pause] | None:
        """Of an utterance whose speech begins at `start`."""
        if self._end is None or start - self._end > NEAR:
            return None
        begins = [at for at in self._begins if start - HEARD_AGAIN <= at < self._end]
        return (begins[0], Pause(self._end, start, self._said)) if begins else None
