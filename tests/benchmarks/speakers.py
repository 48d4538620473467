"""Who spoke when: diarization error rates of our engine and of pyannote's own pipeline with the same weights.

`python -m tests.benchmarks.speakers CORPUS`: recordings in diar/ and conv/ with an .rttm beside them.
"""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from activities.audio import SAMPLE_RATE, Recording, Samples
from activities.engines import SpeakerOptions
from activities.engines.diarize.pyannote_4_0.engine import SMALL, Pyannote
from tests.benchmarks.pyannote_pipeline import pipeline
from tests.recordings import decode, wav_file
from workers.settings import WorkerSettings

Turns = list[tuple[float, float, str]]  # start, end, speaker


@dataclass
class Score:
    error: float = 0.0  # seconds missed, invented or given to the wrong speaker
    speech: float = 0.0  # seconds
    speakers: int = 0
    rtf: float = 0.0

    @property
    def cells(self) -> tuple[str, str, str]:
        return (
            f"{self.error / self.speech:.1%}",
            str(self.speakers or ""),
            f"{self.rtf:.3f}" if self.rtf else "",
        )


def main(corpus: Path) -> None:
    models = WorkerSettings().models_path
    engine = Pyannote(SMALL, models)
    plain = pipeline(models)
    table = Table("recording", "speakers", "DER", "found", "RTF", "pyannote's DER", "found", "RTF")
    totals = Score(), Score()
    for path, samples in recordings(corpus):
        reference = rttm(path)
        scores = (
            score(reference, samples, lambda samples: ours(engine, samples)),
            score(reference, samples, lambda samples: theirs(plain, samples)),
        )
        for total, one in zip(totals, scores, strict=True):
            total.error, total.speech = total.error + one.error, total.speech + one.speech
        people = str(len({speaker for _, _, speaker in reference}))
        table.add_row(path.stem, people, *scores[0].cells, *scores[1].cells)
    if totals[0].speech:
        table.add_row("pooled", "", *totals[0].cells, *totals[1].cells)
    Console(width=110).print(table)


def recordings(corpus: Path) -> Iterator[tuple[Path, Samples]]:
    """Each .rttm and the samples of the recording of that name."""
    for path in sorted(path for folder in ("diar", "conv") for path in (corpus / folder).glob("*.rttm")):
        audio = [found for end in (".wav", ".flac") if (found := path.with_suffix(end)).is_file()]
        if audio:
            with audio[0].open("rb") as file:
                yield path, decode(file)


def rttm(path: Path) -> Turns:
    lines = [line.split() for line in path.read_text("utf-8").splitlines() if line.startswith("SPEAKER")]
    return [(float(line[3]), float(line[3]) + float(line[4]), line[7]) for line in lines]


def score(reference: Turns, samples: Samples, diarize: Callable[[Samples], Turns]) -> Score:
    """Collar 0, overlaps scored."""
    from pyannote.core import Segment, Timeline
    from pyannote.metrics.diarization import DiarizationErrorRate

    began, duration = time.perf_counter(), len(samples) / SAMPLE_RATE
    turns = diarize(samples)
    took = time.perf_counter() - began
    whole = Timeline([Segment(0, duration)])
    metric = DiarizationErrorRate(collar=0.0, skip_overlap=False)
    found = metric(annotation(reference), annotation(turns), uem=whole, detailed=True)
    error = found["missed detection"] + found["false alarm"] + found["confusion"]
    return Score(error, found["total"], len({speaker for _, _, speaker in turns}), took / duration)


def annotation(turns: Turns) -> Any:
    from pyannote.core import Annotation, Segment

    found = Annotation()
    for number, (start, end, speaker) in enumerate(turns):
        found[Segment(start, end), number] = speaker
    return found


def ours(engine: Pyannote, samples: Samples) -> Turns:
    wav = wav_file(samples).getvalue()
    recording = Recording(lambda: BytesIO(wav), len(samples) / SAMPLE_RATE)
    turns = engine.turns(engine.listen(recording, lambda seconds: None), SpeakerOptions())
    return [(turn.start, turn.end, turn.speaker) for turn in turns]


def theirs(plain: Any, samples: Samples) -> Turns:
    import torch

    file = {"waveform": torch.from_numpy(samples)[None], "sample_rate": SAMPLE_RATE, "uri": "recording"}
    found = plain(file).speaker_diarization
    return [(turn.start, turn.end, speaker) for turn, _, speaker in found.itertracks(yield_label=True)]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
