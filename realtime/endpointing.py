"""When does an utterance begin and end? Speech probabilities in, decisions out: no audio, no clock."""

from collections import deque
from dataclasses import dataclass, field

from activities.speech import SECONDS

HYSTERESIS = 0.15  # speech goes on at a lower probability than it begins with
BRIDGED = 0.1  # seconds without speech that do not make the beginning of speech a click
PAUSE = 6 * SECONDS  # without speech after which the utterance may be over
CUTS = 3.0  # seconds at the end of the longest utterance, in which the least speechlike frame is the cut


@dataclass(frozen=True)
class Started:
    start: float  # seconds


@dataclass(frozen=True)
class Paused:
    """It may have ended."""

    end: float


@dataclass(frozen=True)
class Ended:
    end: float
    cut: bool = False  # it was too long; the next one has begun at its end


Decision = Started | Paused | Ended


def _frames(seconds: float) -> int:
    return max(1, round(seconds / SECONDS))


@dataclass
class Endpointer:
    threshold: float = 0.5
    min_speech: float = 0.25  # seconds
    min_silence: float = 0.5
    max_silence: float = 0.5  # of one that stops within a sentence
    longest: float = 60.0
    manual: bool = False  # it lasts until it is flushed
    within_sentence: bool = False  # as far as is known of what was said
    frame: int = 0  # the next one
    _first: int | None = None  # frame that an utterance, or what may become one, begins with
    _open: bool = False
    _voiced: int = 0  # frames of speech in it
    _quiet: int = 0  # frames since the last speech
    _recent: deque[float] = field(default_factory=lambda: deque(maxlen=_frames(CUTS)))

    @property
    def voiced(self) -> bool:
        """Whether there has been enough speech to be worth decoding."""
        return self._voiced >= _frames(self.min_speech)

    @property
    def quiet(self) -> float:
        """Seconds since the last speech."""
        return self._quiet * SECONDS

    @property
    def spoken_until(self) -> float:
        """Seconds: where the last speech ended."""
        return (self.frame - self._quiet) * SECONDS

    def push(self, probability: float) -> list[Decision]:
        """One frame of 32 ms."""
        going_on = self._open or self._voiced
        speech = probability >= self.threshold - (HYSTERESIS if going_on else 0.0)
        self.frame += 1
        self._recent.append(probability)
        return self._within(speech) if self._open else self._before(speech)

    def flush(self) -> list[Decision]:
        """End what has begun, now."""
        end = Ended(self.spoken_until)
        ended: list[Decision] = [end] if self._open else []
        if (
            not self._open and self._first is not None and self._voiced
        ):  # too short to have been called speech
            ended = [Started(self._first * SECONDS), end]
        self._forget()
        return ended

    def clear(self) -> None:
        self._forget()

    def _before(self, speech: bool) -> list[Decision]:
        if speech or self.manual:
            self._first = self.frame - 1 if self._first is None else self._first
        self._voiced += speech
        self._quiet = 0 if speech else self._quiet + 1
        if self._first is None:
            return []
        if self.manual or (speech and self.voiced):
            self._open = True
            return [Started(self._first * SECONDS)]
        if self._quiet > _frames(BRIDGED):
            self._forget()
        return []

    def _within(self, speech: bool) -> list[Decision]:
        assert self._first is not None
        self._voiced += speech
        self._quiet = 0 if speech else self._quiet + 1
        end = self.spoken_until
        silence = self.max_silence if self.within_sentence else self.min_silence
        if not self.manual and self._quiet >= _frames(silence):
            self._forget()
            return [Ended(end)]
        if self.frame - self._first >= _frames(self.longest):
            return [self._cut()]
        return [Paused(end)] if self._quiet == _frames(PAUSE) else []

    def _cut(self) -> Ended:
        """Where it is least speechlike of late; what follows is the next utterance."""
        recent = list(self._recent)[-_frames(self.longest) // 2 :]
        behind = min(range(len(recent)), key=lambda at: (recent[-1 - at], at))  # frames
        self._first = self.frame - behind
        self._voiced = sum(one >= self.threshold for one in recent[len(recent) - behind :])
        return Ended(self._first * SECONDS, cut=True)

    def _forget(self) -> None:
        self._first, self._open, self._voiced, self._quiet = None, False, 0, 0
