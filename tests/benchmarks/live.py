"""How quick live speech is and how right: python -m tests.benchmarks.live [--corpus DIR] [--model tiny.en] …

Recordings are played at a simulated real-time pace to sessions that share two decoders. What a decoding takes
is measured as processor time, so that other work on the machine changes the figures little. Then a stack is
started, and the same is measured over real sockets, by the clock on the wall.
"""

import argparse
import os
import statistics
import time
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
from tests.benchmarks import live_sockets
from tests.benchmarks.corpus import Utterance, utterances
from tests.benchmarks.latency import final_latencies, finals, interim_latencies, percentile
from tests.benchmarks.score import pooled
from tests.benchmarks.simulation import Played, Simulation
from tests.recordings import hear, prepare, wav_file

DECODERS = 2
LATE = 1.5  # seconds after the endpoint, for the 95th percentile
MOST = 64  # sessions tried
SILENCE = np.zeros(SAMPLE_RATE, np.float32)


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
    """Stands in for decoding when many sessions play: the words are known, and what it takes."""

    measured: Measured
    words: list[Word]

    def __call__(self, engine: Streamer, request: DecodeRequest) -> tuple[Heard, float]:
        inside = [word for word in self.words if request.start <= word.start and word.end <= request.end]
        words = [
            word.model_copy(update={"start": word.start - request.start, "end": word.end - request.start})
            for word in inside
        ]
        heard = Heard(text=" ".join(word.text for word in words), words=words, language="en")
        return heard, self.measured.typical(request)


def _length(request: DecodeRequest) -> tuple[str, int]:
    return ("careful" if request.careful else "interim"), round(request.end - request.start)


def play(engine: Streamer, measured: Measured, corpus: list[Utterance]) -> Iterator[Played]:
    """Each recording in a session of its own, one after another."""
    for utterance in corpus:
        simulation = Simulation(engine, measured, DECODERS)
        sound = np.concatenate([SILENCE, utterance.samples(), SILENCE])
        played = simulation.play(sound, SessionOptions(word_timestamps=True, language="en"))
        simulation.run()
        yield played


def capacity(engine: Streamer, recalled: Recalled, sound: Samples) -> Iterator[tuple[int, float, float]]:
    """Sessions that speak without end, the 95th percentile of their finals' latencies, interims' median."""
    for sessions in [*range(2, 12, 2), *range(12, MOST, 4)]:
        simulation = Simulation(engine, recalled, DECODERS)
        options = SessionOptions(word_timestamps=True, language="en")
        playing = [simulation.play(sound, options, begins=0.37 * number) for number in range(sessions)]
        simulation.run()
        late = percentile([one for played in playing for one in final_latencies(played)], 95)
        yield (
            sessions,
            late,
            statistics.median(one for played in playing for one in interim_latencies(played)),
        )
        if late > LATE:
            return


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.live", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path(__file__).parents[1] / "audio")
    parser.add_argument("--files", nargs="*", default=["ls_*", "jfk*"])
    parser.add_argument("--engine", default="whisper-streaming")
    parser.add_argument("--model", default="tiny.en")
    parser.add_argument("--minutes", type=float, default=2.0, help="that each of many sessions speaks")
    parser.add_argument("--seconds", type=float, default=40.0, help="the same, over real sockets; 0: not")
    parser.add_argument("--only-sockets", action="store_true")
    return parser.parse_args()


def main(asked: argparse.Namespace) -> None:
    corpus = utterances(asked.corpus, asked.files)
    if not asked.only_sockets:
        simulated(asked, corpus)
    if asked.seconds:
        live_sockets.measure(corpus, asked.model, asked.seconds)


def simulated(asked: argparse.Namespace, corpus: list[Utterance]) -> None:
    with TemporaryDirectory() as models:
        engine = catalogue.load(asked.engine, model=asked.model, models=Path(models), threads=1)
        measured = Measured()
        played = list(play(engine, measured, corpus))
        report(played, measured)
        if asked.engine == "whisper-streaming":
            batch = catalogue.load("faster-whisper", model=asked.model, models=Path(models))
            accuracy(corpus, played, [hear(batch, prepare(wav_file(one.samples()))) for one in corpus])
            sound, words = conversation(corpus, played, asked.minutes * 60)
            print(f"of sessions that never pause for long, {DECODERS} decoders bear:")
            for sessions, late, middle in capacity(engine, Recalled(measured, words), sound):
                print(f"{sessions}: final p95 {late:.2f} s, interim median {middle:.2f} s")


def report(played: list[Played], measured: Measured) -> None:
    load = " ".join(f"{one:.1f}" for one in os.getloadavg())
    seconds = sum(one.session.duration for one in played)
    interim = [latency for one in played for latency in interim_latencies(one)]
    final = [latency for one in played for latency in final_latencies(one)]
    spent = sum(sum(taken) for taken in measured.taken.values())
    print(f"load average {load}; {len(played)} recordings, {seconds:.0f} s of audio, {len(final)} finals")
    for name, found in (("interim, after the word's end", interim), ("final, after the endpoint", final)):
        print(f"{name}: median {statistics.median(found):.2f} s, p95 {percentile(found, 95):.2f} s")
    print(f"decoding takes {spent / seconds:.2f} of the audio's time")


def accuracy(corpus: list[Utterance], played: list[Played], batch: list[str]) -> None:
    references = [utterance.reference for utterance in corpus]
    live = pooled(references, [one.ended.transcript for one in played])
    whole = pooled(references, batch)
    print(
        f"WER: live {live.wer:.2%}, batch {whole.wer:.2%}; {live.words} words, {len(live.doubled)} said twice"
    )


def conversation(corpus: list[Utterance], played: list[Played], seconds: float) -> tuple[Samples, list[Word]]:
    """The recordings again and again, and the words that were heard in them."""
    sounds: list[Samples] = []
    words: list[Word] = []
    at = 0.0
    while at < seconds:
        for utterance, one in zip(corpus, played, strict=True):
            sounds.append(np.concatenate([SILENCE, utterance.samples(), SILENCE]))
            for word in (word for final in finals(one) for word in final.words):
                words.append(word.model_copy(update={"start": word.start + at, "end": word.end + at}))
            at += len(sounds[-1]) / SAMPLE_RATE
    return np.concatenate(sounds)[: round(seconds * SAMPLE_RATE)], words


if __name__ == "__main__":
    main(arguments())
