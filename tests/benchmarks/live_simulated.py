"""Live speech on a simulated clock: recordings one by one, many sessions at once, and an hour in a session.

What a decoding takes is measured as processor time, so that other work on the machine changes the figures
little. For many sessions, and for the hour, decodings take as long as was typical and hear what was heard.
"""

import statistics
import time
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from activities.audio import SAMPLE_RATE, Samples
from activities.engines import catalogue
from activities.engines.streaming import Heard, Streamer
from activities.transcript import Word
from realtime.options import SessionOptions
from realtime.requests import DecodeRequest
from tests.benchmarks import simulated_hour
from tests.benchmarks.corpus import Utterance
from tests.benchmarks.latency import final_latencies, finals, interim_latencies, percentile
from tests.benchmarks.live_claims import Claim, below
from tests.benchmarks.score import pooled
from tests.benchmarks.simulation import Played, Simulation
from tests.recordings import hear, prepare, wav_file

DECODERS = 2
LATE = 1.5  # seconds after the endpoint, for the 95th percentile
MOST = 64  # sessions tried
POINTS = 2.0  # by which live may err more often than batch
SILENCE = np.zeros(SAMPLE_RATE, np.float32)
OPTIONS = SessionOptions(word_timestamps=True, language="en")


@dataclass
class Measured:
    """Decodes for real, and remembers what each kind of decoding of each length took."""

    taken: defaultdict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))

    def __call__(self, engine: Streamer, request: DecodeRequest) -> tuple[Heard, float]:
        begun = time.process_time()
        heard = engine.hear([request.window])[0]
        seconds = time.process_time() - begun
        self.taken[_length(request)].append(seconds)
        return heard, seconds

    def typical(self, request: DecodeRequest) -> float:
        """Median of the decodings of this kind that were about as long."""
        kind, length = _length(request)
        lengths = [known for careful, known in self.taken if careful == kind]
        return statistics.median(self.taken[kind, min(lengths, key=lambda known: abs(known - length))])


@dataclass
class Recalled:
    """Stands in for decoding: the words are known, and what it takes."""

    measured: Measured
    words: list[Word]  # in the order in which they start

    def __call__(self, engine: Streamer, request: DecodeRequest) -> tuple[Heard, float]:
        first = bisect_left(self.words, request.start, key=lambda word: word.start)
        behind = bisect_left(self.words, request.end, key=lambda word: word.start)
        words = [
            word.model_copy(update={"start": word.start - request.start, "end": word.end - request.start})
            for word in self.words[first:behind]
            if word.end <= request.end
        ]
        heard = Heard(text=" ".join(word.text for word in words), words=words, language="en")
        return heard, self.measured.typical(request)


def _length(request: DecodeRequest) -> tuple[str, int]:
    return ("careful" if request.careful else "interim"), round(request.end - request.start)


def measure(corpus: list[Utterance], engine: str, model: str, minutes: float, hour: float) -> list[Claim]:
    """`minutes`: that each of many sessions speaks; `hour`: minutes of the long session."""
    with TemporaryDirectory() as models:
        streamer = catalogue.load(engine, model=model, models=Path(models), threads=1)
        measured = Measured()
        played = list(play(streamer, measured, corpus))
        claims = latencies(played, measured)
        if engine != "whisper-streaming":
            return claims
        batch = catalogue.load("faster-whisper", model=model, models=Path(models))
        claims.append(
            accuracy(corpus, played, [hear(batch, prepare(wav_file(one.samples()))) for one in corpus])
        )
        if minutes:
            sound, words = conversation(corpus, played, minutes * 60)
            print(f"of sessions that never pause for long, {DECODERS} decoders bear:", flush=True)
            for sessions, late, middle in capacity(streamer, Recalled(measured, words), sound):
                print(f"{sessions}: final p95 {late:.2f} s, interim median {middle:.2f} s", flush=True)
        if hour:
            sound, words = conversation(corpus, played, hour * 60)
            claims += simulated_hour.measure(streamer, Recalled(measured, words), sound, words)
    return claims


def play(engine: Streamer, measured: Measured, corpus: list[Utterance]) -> Iterator[Played]:
    """Each recording in a session of its own, one after another."""
    for utterance in corpus:
        simulation = Simulation(engine, measured, DECODERS)
        played = simulation.play(np.concatenate([SILENCE, utterance.samples(), SILENCE]), OPTIONS)
        simulation.run()
        yield played


def capacity(engine: Streamer, recalled: Recalled, sound: Samples) -> Iterator[tuple[int, float, float]]:
    """Sessions that speak without end, the 95th percentile of their finals' latencies, interims' median."""
    for sessions in [*range(2, 12, 2), *range(12, MOST, 4)]:
        simulation = Simulation(engine, recalled, DECODERS)
        playing = [simulation.play(sound, OPTIONS, begins=0.37 * number) for number in range(sessions)]
        simulation.run()
        late = percentile([one for played in playing for one in final_latencies(played)], 95)
        middle = statistics.median(one for played in playing for one in interim_latencies(played))
        yield sessions, late, middle
        if late > LATE:
            return


def latencies(played: list[Played], measured: Measured) -> list[Claim]:
    seconds = sum(one.session.duration for one in played)
    interim = [latency for one in played for latency in interim_latencies(one)]
    final = [latency for one in played for latency in final_latencies(one)]
    spent = sum(sum(taken) for taken in measured.taken.values())
    print(f"{len(played)} recordings, {seconds:.0f} s of audio, {len(final)} finals, {len(interim)} words")
    for name, found in (("interim, after the word's end", interim), ("final, after the endpoint", final)):
        print(f"{name}: median {statistics.median(found):.2f} s, p95 {percentile(found, 95):.2f} s")
    print(f"decoding takes {spent / seconds:.2f} of the audio's time", flush=True)
    where = "simulated, one session"
    return [
        below(f"{where}, interim after the word's end, median", statistics.median(interim), 0.7),
        below(f"{where}, final after the endpoint, median", statistics.median(final), 0.5),
        below(f"{where}, final after the endpoint, p95", percentile(final, 95), 1.0),
    ]


def accuracy(corpus: list[Utterance], played: list[Played], batch: list[str]) -> Claim:
    references = [utterance.reference for utterance in corpus]
    live = pooled(references, [one.ended.transcript for one in played])
    whole = pooled(references, batch)
    print(f"WER: live {live.wer:.2%}, batch {whole.wer:.2%}; {live.words} words")
    print(f"said twice: {live.doubled or 'nothing'}", flush=True)
    points = 100 * (live.wer - whole.wer)
    what = f"WER of live finals less batch, {live.words} words"
    return Claim(what, f"{points:+.2f} points", f"≤ {POINTS:g} points", points <= POINTS)


def conversation(corpus: list[Utterance], played: list[Played], seconds: float) -> tuple[Samples, list[Word]]:
    """The recordings again and again, and the words that were heard in them."""
    sounds: list[Samples] = []
    words: list[Word] = []
    known = [np.concatenate([SILENCE, utterance.samples(), SILENCE]) for utterance in corpus]
    at = 0.0
    while at < seconds:
        for sound, one in zip(known, played, strict=True):
            sounds.append(sound)
            for word in (word for final in finals(one) for word in final.words):
                words.append(word.model_copy(update={"start": word.start + at, "end": word.end + at}))
            at += len(sound) / SAMPLE_RATE
    return np.concatenate(sounds)[: round(seconds * SAMPLE_RATE)], words
