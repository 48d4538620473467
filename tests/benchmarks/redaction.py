"""How much personal data is found in calls, how much of what is found is none, and what is still heard after.

A recording has a .json beside it: turns with `channel`, `start`, `end`, `text` and `pii`, spans with `type`,
`spoken` and characters. A span's time is its share of the turn's characters. It is found where an
entity of its type and channel overlaps that time, give or take SLACK; an entity is right where it overlaps
such a span. MONEY is no type of entity: a reference of it is counted apart.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import av
import numpy as np
from rich.console import Console
from rich.table import Table

from activities.audio import Samples, read_wav
from activities.chunks import Preparation, Region
from activities.engines import Preparer, RedactionMode, TranscribeOptions, Transcriber
from activities.engines.prepare.audio_prepare.engine import AudioPrepare
from activities.engines.redact.audio_redact.engine import AudioRedact
from activities.engines.redact.pii_presidio.engine import PiiPresidio
from activities.engines.redact.pii_presidio.numbers import numerals, runs
from activities.engines.redact.pii_presidio.tokens import Tokens
from activities.engines.redact.pii_presidio.words import STOP
from activities.engines.redact.stretches import stretches
from activities.engines.transcribe.faster_whisper.engine import FasterWhisper
from activities.transcript import Entity, Segment
from tests.recordings import encoded
from workers.settings import WorkerSettings

TYPES = {
    "PERSON": "name",
    "PHONE": "phone",
    "EMAIL": "email",
    "SSN": "ssn",
    "SSN_PARTIAL": "ssn",
    "CREDIT_CARD": "credit_card_number",
    "CARD_EXPIRY": "expiry",
    "CVV": "cvv",
    "ADDRESS": "location",
    "DATE_OF_BIRTH": "date_of_birth",
    "DATE": "date",
}
SLACK = 0.5  # seconds by which recognition may be off
BUFFER = 0.05  # seconds, as a job has by default


@dataclass(frozen=True)
class Span:
    type: str
    spoken: str
    written: str
    speaker: str
    start: float
    end: float

    def matches(self, entity: Entity) -> bool:
        together = entity.start < self.end + SLACK and self.start - SLACK < entity.end
        return entity.type == TYPES.get(self.type) and entity.speaker == self.speaker and together


class Bench:
    def __init__(self, models: Path) -> None:
        self.preparer: Preparer = AudioPrepare(longest=3600.0)
        self.transcriber: Transcriber = FasterWhisper("base", models)
        self.finder = PiiPresidio("en-core-web-sm", models)

    def hear(self, upload: BytesIO) -> list[Segment]:
        """Each channel for itself, in time order."""
        segments = [
            segment
            for channel, (samples, rate) in enumerate(channels(upload), 1)
            for segment in self._channel(encoded(samples[None], rate=rate), f"CH{channel}")
        ]
        return sorted(segments, key=lambda segment: segment.start)

    def _channel(self, upload: BytesIO, speaker: str) -> Iterator[Segment]:
        wav = BytesIO()
        plan = prepared(self.preparer, upload, wav)
        for chunk in plan.chunks:
            wav.seek(0)
            audio = read_wav(wav, chunk.start, chunk.end)
            for segment in self.transcriber.transcribe(audio, TranscribeOptions(language="en")):
                yield moved(segment, chunk.start, speaker)


def main(corpus: Path) -> None:
    bench, console = Bench(WorkerSettings().models_path), Console(width=120)
    table = Table("recording", "spans", "found", "entities", "right", "missed", "wrong", "still heard")
    total = np.zeros(4, int)
    for path in sorted((corpus / "pii").glob("*.wav")):
        upload = BytesIO(path.read_bytes())
        spans = list(reference(path.with_suffix(".json")))
        heard = bench.hear(upload)
        entities = bench.finder.find(heard, None, "en")
        missed = [span for span in spans if not any(map(span.matches, entities))]
        wrong = [entity for entity in entities if not any(span.matches(entity) for span in spans)]
        counts = (len(spans), len(spans) - len(missed), len(entities), len(entities) - len(wrong))
        total += counts
        left = "; ".join(leaks(bench, upload, stretches(entities, heard), spans)) or "nothing"
        names = [", ".join(span.spoken for span in missed), ", ".join(str(entity.text) for entity in wrong)]
        table.add_row(path.stem, *map(str, counts), *names, left)
    beyond = sum(type not in TYPES for type in turn_types(corpus))
    recall, precision = total[1] / total[0], total[3] / total[2]
    table.add_row("pooled", *map(str, total), f"recall {recall:.2f}", f"precision {precision:.2f}", "")
    console.print(table)
    console.print(f"with {beyond} references of MONEY as missed: recall {total[1] / (total[0] + beyond):.2f}")


def turn_types(corpus: Path) -> list[str]:
    turns = [
        turn for path in sorted((corpus / "pii").glob("*.json")) for turn in json.loads(path.read_text())
    ]
    return [pii["type"] for turn in turns for pii in turn["pii"]]


def reference(path: Path) -> Iterator[Span]:
    for turn in json.loads(path.read_text()):
        length = len(turn["text"])
        for pii in turn["pii"]:
            if pii["type"] not in TYPES:
                continue
            first, last = pii.get("char_start", 0), pii.get("char_end", length)
            seconds = turn["end"] - turn["start"]
            yield Span(
                pii["type"],
                pii["spoken"],
                pii["written"],
                f"CH{turn['channel']}",
                turn["start"] + seconds * first / length,
                turn["start"] + seconds * last / length,
            )


def leaks(bench: Bench, upload: BytesIO, hidden: list[Region], spans: list[Span]) -> Iterator[str]:
    """Digits and names of the reference that are heard in the redacted recording, silenced and beeped."""
    modes: tuple[RedactionMode, ...] = ("silence", "beep")
    for mode in modes:
        redacted = BytesIO()
        AudioRedact().redact(upload, redacted, hidden, mode, BUFFER)
        heard = bench.hear(redacted)
        for span in spans:
            near = words_between(heard, span)
            if left := sorted(secrets(span.spoken) & secrets(" ".join(near))):
                yield f"{mode}: {' '.join(left)} of {span.spoken}"


def words_between(heard: list[Segment], span: Span) -> list[str]:
    words = (word for segment in heard if segment.speaker == span.speaker for word in segment.words)
    return [word.text for word in words if word.start < span.end and span.start < word.end]


def secrets(text: str) -> set[str]:
    """The digits and the words that tell something."""
    tokens = Tokens(text)
    digits = {digit for run in runs(tokens, numerals(tokens)) for digit in run.digits}
    return digits | {token.text for token in tokens if token.raw.isalpha()} - STOP - {"com", "dot"}


def channels(upload: BytesIO) -> list[tuple[Samples, int]]:
    upload.seek(0)
    with av.open(upload, "r") as container:
        frames = list(container.decode(audio=0))
        blocks = [frame.to_ndarray().reshape(-1, frame.layout.nb_channels) for frame in frames]
        samples = np.concatenate(blocks).T.astype(np.float32) / 32768
    return [(channel, frames[0].sample_rate) for channel in samples]


def prepared(preparer: Preparer, upload: BytesIO, wav: BytesIO) -> Preparation:
    @contextmanager
    def open_wav(channel: int | None) -> Iterator[BytesIO]:
        yield wav

    return preparer.prepare(upload, open_wav, lambda seconds: None)


def moved(segment: Segment, by: float, speaker: str) -> Segment:
    words = [
        word.model_copy(update={"start": word.start + by, "end": word.end + by}) for word in segment.words
    ]
    times = {"start": segment.start + by, "end": segment.end + by, "words": words, "speaker": speaker}
    return segment.model_copy(update=times)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
