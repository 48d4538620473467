"""One channel of a session: samples in; events, and what should be decoded, out."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from activities.audio import Samples
from activities.channels import speaker_id
from activities.engines.streaming import Heard
from activities.speech import SECONDS
from realtime.buffer import AudioBuffer
from realtime.endpointing import PAUSE, Decision, Ended, Endpointer, Started
from realtime.events import Event, Final, SpeechEnd, SpeechStart
from realtime.hypothesis import Agreed, Hypothesis, Told
from realtime.options import SessionOptions
from realtime.requests import DecodeRequest, Forget, Kind
from realtime.utterance import Utterance
from realtime.vad import Vad

LEAD = 0.3  # seconds decoded before speech begins
STEP = 0.25  # seconds between two interim decodings, at least
FIRST = 0.8  # seconds of speech before the first: of less, Whisper makes up anything
CAREFUL = 3.0  # seconds between two careful decodings, without which nothing becomes stable
LONG = 12.0  # seconds of window, from which on it is decoded carefully and cut where that may be
MARGIN = 0.5  # seconds before now in which speech may have begun unnoticed
KEPT = 5.0  # seconds kept while nobody speaks

Output = Event | DecodeRequest | Forget
Outputs = Iterator[Output]


@dataclass
class Channel:
    name: str  # unique among all sessions of the process
    number: int
    options: SessionOptions
    native: bool  # of the engine
    new_id: Callable[[], str]
    now: float = 0.0  # seconds heard by the VAD
    speech_seconds: float = 0.0
    _vad: Vad = field(default_factory=Vad)
    _audio: AudioBuffer = field(default_factory=AudioBuffer)
    _open: Utterance | None = None
    _closing: deque[Utterance] = field(default_factory=deque)
    _count: int = 0
    _taken: float = 0.0  # audio before it belongs to earlier utterances
    _after: float = 0.0  # end of the last final

    def __post_init__(self) -> None:
        least, most = self.options.silences
        self._endpointer = Endpointer(
            threshold=self.options.vad_threshold,
            min_speech=self.options.min_speech_ms / 1000,
            min_silence=least,
            max_silence=least if self.native else most,
            longest=self.options.max_utterance_seconds,
            manual=not self.options.enable_vad,
        )

    @property
    def seconds_held(self) -> float:
        """Of audio."""
        return self._audio.seconds

    @property
    def lag(self) -> float:
        """Seconds since the oldest utterance without its final ended."""
        return self.now - (self._closing[0].end or self.now) if self._closing else 0.0

    @property
    def waits(self) -> bool:
        """Whether a final is still to come of what has ended."""
        return bool(self._closing)

    @property
    def settled(self) -> float:
        """Seconds of audio that nothing more will be said about."""
        unsettled = [*self._closing, *([self._open] if self._open else [])]
        if unsettled:
            return unsettled[0].first
        return max(self._taken, self.now - LEAD - 2 * self._endpointer.min_speech - MARGIN)

    def push(self, samples: Samples) -> Outputs:
        self._audio.push(samples)
        yield from self._judged(self._vad.push(samples).tolist())

    def flush(self, *, manual: bool = True) -> Outputs:
        yield from self._judged(self._vad.finish().tolist() if not manual else [])
        for decision in self._endpointer.flush():
            yield from self._decided(decision, manual=manual)

    def clear(self) -> Outputs:
        """Drop what has not been flushed."""
        self._endpointer.clear()
        if self._open:
            yield Forget(self.name, self._open.name)
        self._open, self._taken = None, self.now

    def decoded(self, request: DecodeRequest, heard: Heard | None) -> Outputs:
        for utterance in (*self._closing, *([self._open] if self._open else [])):
            if utterance.name == request.utterance:
                utterance.hear(request, heard)
                if utterance is self._open:
                    yield from self._shown(utterance)
        yield from self._finished()

    def _judged(self, probabilities: list[float]) -> Outputs:
        for probability in probabilities:
            spoken = self._endpointer.spoken_until
            self._endpointer.within_sentence = self._open is not None and self._open.within_sentence(spoken)
            decisions = self._endpointer.push(probability)
            self.now = self._endpointer.frame * SECONDS
            for decision in decisions:
                yield from self._decided(decision)
            if self._open:
                yield from self._grown(self._open)
        self._audio.forget(min(self._open.window if self._open else self.now, self.now - KEPT))

    def _decided(self, decision: Decision, *, manual: bool = False) -> Outputs:
        if isinstance(decision, Started):
            yield from self._started(decision.start)
        elif isinstance(decision, Ended):
            yield from self._ended(decision, manual)
        elif self._open and self._open.voiced and not self.native:
            yield self._request(self._open, "ahead", decision.end + PAUSE)

    def _started(self, start: float) -> Outputs:
        if self.options.enable_vad:
            yield SpeechStart(time=round(start, 3), channel=self.number)
        self._begin(start, max(self._taken, start - LEAD))

    def _begin(self, start: float, window: float) -> None:
        self._count += 1
        hypothesis: Hypothesis = Told() if self.native else Agreed()
        self._open = Utterance(
            f"{self.name}/{self._count}",
            start,
            window,
            hypothesis,
            asked=start + FIRST - STEP,
            asked_careful=start,
        )
        self._open.voiced, self._open.first = self.options.enable_vad, window

    def _ended(self, ended: Ended, manual: bool) -> Outputs:
        utterance = self._open
        assert utterance is not None
        edge = ended.end if ended.cut else min(self.now, ended.end + PAUSE)
        utterance.manual = manual and not self.options.enable_vad
        utterance.close(ended.end, edge)
        self.speech_seconds += ended.end - utterance.start
        self._taken, self._open = edge, None
        self._closing.append(utterance)
        if self.options.enable_vad and not ended.cut:
            yield SpeechEnd(time=round(ended.end, 3), channel=self.number)
        if ended.cut:
            self._begin(ended.end, ended.end)
        if not utterance.voiced:
            utterance.done = True
        if not utterance.done:
            yield self._request(utterance, "final", edge)
        yield from self._finished()

    def _grown(self, utterance: Utterance) -> Outputs:
        if not utterance.voiced:
            utterance.window = max(utterance.window, self.now - LEAD - 2 * self._endpointer.min_speech)
            utterance.voiced = self._endpointer.voiced
        long = not self.native and self.now - utterance.window > LONG
        careful = long or (not self.native and self.now - utterance.asked_careful >= CAREFUL)
        wanted = self.options.interim_results or long
        if wanted and utterance.voiced and self._is_due(utterance):
            yield self._request(utterance, "ahead" if careful else "interim", self.now)

    def _is_due(self, utterance: Utterance) -> bool:
        return self.now - utterance.asked >= STEP and self._endpointer.quiet < PAUSE

    def _request(self, utterance: Utterance, kind: Kind, end: float) -> DecodeRequest:
        utterance.asked = self.now
        if kind != "interim":
            utterance.asked_careful = self.now
        samples = self._audio.cut(utterance.window, end)
        stream = self.options.stream
        if utterance.hypothesis.language and not stream.language:
            stream = stream.model_copy(update={"language": utterance.hypothesis.language})
        return DecodeRequest(self.name, utterance.name, kind, utterance.window, end, samples, stream)

    def _shown(self, utterance: Utterance) -> Outputs:
        partial = utterance.partial(self.number)
        if partial and self.options.interim_results:
            yield partial
        if self.now - utterance.window > LONG:
            utterance.window = utterance.hypothesis.settled(utterance.window, self.now)

    def _finished(self) -> Outputs:
        """Finals, in the order in which they were said."""
        while self._closing and self._closing[0].done:
            utterance = self._closing.popleft()
            if utterance.hypothesis.text or utterance.manual or self.options.empty_finals:
                yield self._final(utterance)
            yield Forget(self.name, utterance.name)

    def _final(self, utterance: Utterance) -> Final:
        final = utterance.final(self.new_id(), self._after)
        self._after = final.end
        apart = self.options.channels > 1
        speaker = speaker_id(self.number) if apart else None
        return final.model_copy(update={"channel": self.number, "speaker": speaker})
