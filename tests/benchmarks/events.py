"""A corpus of recordings in; the sounds that panns-events hears in each, and false alarms on speech, out."""

import sys
import time
from collections import Counter
from io import BytesIO
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from activities.audio import SAMPLE_RATE, Recording
from activities.decode import open_upload
from activities.engines.detect.panns_events.engine import PannsEvents
from activities.transcript import Event
from tests.recordings import wav_file
from workers.settings import WorkerSettings

SOUNDS = (".flac", ".wav", ".mp3", ".ogg")
# What is in the files of odd/, by the beginning of their names; any of the kinds is right as the longest.
EXPECTED = {
    "s_music": {"music"},
    "s_silence": {"silence"},
    "s_roomtone": {"silence"},
    "s_tone": {"dial_tone"},
    "s_dtmf": {"dial_tone", "phone"},
    "n_music": {"music"},
    "n_white_0dB": {"noise"},
    "n_white_20dB": set(),
}
SPEECH = ("asr", "conv", "diar", "pii", "words")


def main(corpus: Path) -> None:
    engine = PannsEvents("yamnet", WorkerSettings().models_path)
    console = Console(width=110)
    console.print(sounds(engine, corpus / "odd"))
    console.print(speech(engine, corpus))


def sounds(engine: PannsEvents, folder: Path) -> Table:
    table = Table("file", "heard", "expected", "right", title="Sounds")
    for prefix, expected in EXPECTED.items():
        for path in sorted(folder.glob(f"{prefix}*")):
            events = hear(engine, path)[0]
            top = max(events, key=lambda event: (event.end - event.start, event.confidence), default=None)
            right = top.type in expected if top else not expected
            said = ", ".join(describe(event) for event in events)
            table.add_row(
                path.name, said, " or ".join(sorted(expected)) or "nothing", "yes" if right else "no"
            )
    return table


def speech(engine: PannsEvents, corpus: Path) -> Table:
    """Files of speech only: what is heard in them apart from silence is a false alarm, or really there."""
    table = Table("folder", "files", "hours", "alarms", "files with any", "real-time factor", title="Speech")
    for folder in SPEECH:
        alarms: Counter[str] = Counter()
        files, alarmed, seconds, ran = 0, [], 0.0, 0.0
        for path in sorted(path for path in (corpus / folder).rglob("*") if path.suffix in SOUNDS):
            events, duration, took = hear(engine, path)
            files, seconds, ran = files + 1, seconds + duration, ran + took
            kinds = [describe(event) for event in events if event.type != "silence"]
            alarms.update(event.type for event in events)
            alarmed += [f"{path.name}: {', '.join(kinds)}"] if kinds else []
        counts = ", ".join(f"{kind} {count}" for kind, count in alarms.most_common())
        factor = f"{ran / seconds:.4f}" if seconds else ""
        table.add_row(folder, str(files), f"{seconds / 3600:.2f}", counts, "\n".join(alarmed), factor)
    return table


def hear(engine: PannsEvents, path: Path) -> tuple[list[Event], float, float]:
    """The events, the seconds of audio, and the seconds it took."""
    with path.open("rb") as file, open_upload(file) as decoder:
        samples = np.concatenate([np.zeros(0, np.float32), *decoder.blocks()])
    wav = wav_file(samples).getvalue()
    recording = Recording(lambda: BytesIO(wav), len(samples) / SAMPLE_RATE)
    started = time.perf_counter()
    return engine.detect(recording, lambda seconds: None), recording.duration, time.perf_counter() - started


def describe(event: Event) -> str:
    return f"{event.type} {event.start:g}-{event.end:g} ({event.confidence:.2f})"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
