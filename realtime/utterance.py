"""Speech between two endpoints, while it grows and until it is final."""

from dataclasses import dataclass

from activities.engines.streaming import Heard
from activities.transcript import Word
from realtime.events import Final, Partial
from realtime.hypothesis import Hypothesis, ends_sentence
from realtime.requests import DecodeRequest

EARLY = 0.15  # seconds by which a word may begin before the VAD notices


@dataclass
class Utterance:
    name: str
    start: float  # seconds, of the speech
    window: float  # where what is not yet settled begins
    hypothesis: Hypothesis
    voiced: bool = True  # there has been speech enough in it
    first: float = 0.0  # where its audio begins
    asked: float = 0.0  # until when a decoding has been asked for
    asked_careful: float = 0.0
    heard: float = 0.0  # until when there is one
    speech_end: float = 0.0
    end: float | None = None  # of the audio to decode; None: it goes on
    manual: bool = False  # its end was asked for
    done: bool = False
    _answer: tuple[float, DecodeRequest, Heard] | None = None  # of the last careful decoding: until when
    _shown: str = ""

    def close(self, speech_end: float, end: float) -> None:
        self.speech_end, self.end = speech_end, end
        if self._answer and self._answer[0] == end:
            self._settle(*self._answer[1:])

    def hear(self, request: DecodeRequest, heard: Heard | None) -> None:
        """None: the decoding failed; what is known so far has to do."""
        if heard is None:
            self.done = self.done or (self.end == request.end and request.careful)
            return
        if request.careful:
            self._answer = (request.end, request, heard)
            if request.end == self.end:
                self._settle(request, heard)
                return
        if request.end > self.heard:
            self.heard = request.end
            self.hypothesis.hear(heard, request.start, request.end, careful=request.careful)

    def _settle(self, request: DecodeRequest, heard: Heard) -> None:
        self.hypothesis.settle(heard, request.start)
        self.done = True

    def within_sentence(self, until: float) -> bool:
        """Whether what was said until then seems to go on, as it does until somebody has listened closely."""
        if not self._answer or self._answer[0] < until:
            return self.voiced
        text = self.hypothesis.text
        return bool(text) and not ends_sentence(text)

    def partial(self, channel: int) -> Partial | None:
        """If there is something new to show."""
        text = self.hypothesis.text
        shown = f"{text}\n{self.hypothesis.stable}"
        if not text or shown == self._shown:
            return None
        self._shown = shown
        words = _in_order(self.hypothesis.words, self.start - EARLY)
        return Partial(
            text=text,
            stable=self.hypothesis.stable,
            start=words[0].start if words else round(self.start, 3),
            end=words[-1].end if words else round(self.heard, 3),
            channel=channel,
        )

    def final(self, id: str, after: float) -> Final:
        """`after`: where the one before ended; no time is before that."""
        start = max(after, self.start)
        words = _in_order(self.hypothesis.words, max(after, self.start - EARLY))
        return Final(
            id=id,
            text=self.hypothesis.text,
            start=words[0].start if words else round(start, 3),
            end=words[-1].end if words else round(max(start, self.speech_end), 3),
            confidence=self.hypothesis.confidence,
            language=self.hypothesis.language,
            words=words,
        )


def _in_order(words: list[Word], after: float) -> list[Word]:
    ordered = []
    for word in words:
        start = max(after, word.start)
        after = max(start, word.end)
        ordered.append(word.model_copy(update={"start": round(start, 3), "end": round(after, 3)}))
    return ordered
