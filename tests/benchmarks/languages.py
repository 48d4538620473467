"""Is the language recognised, and how good are the words in it: recordings in asr/ that are not English.

A part of a recording's name says its language: ja_1.mp3, read_de.wav.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jiwer
from rich.console import Console
from rich.table import Table
from whisper_normalizer.basic import BasicTextNormalizer

from activities.audio import Audio
from activities.engines import TranscribeOptions, Transcriber, catalogue
from tests.benchmarks.corpus import SOUNDS
from tests.recordings import decode
from workers.settings import WorkerSettings

MODEL = "base"
LANGUAGES = ("de", "es", "fr", "it", "ja", "ko", "pt", "ru", "sv", "zh")
UNSPACED = ("ja", "ko", "zh")  # errors are counted in characters
HEARD = 30.0  # seconds that the language is recognised from

normalise = BasicTextNormalizer()


def main(corpus: Path) -> None:
    engine = catalogue.load("faster-whisper", model=MODEL, models=WorkerSettings().models_path)
    table = Table("recording", "recognised", "sure", "rate", "errors", "of", title=f"Languages, {MODEL}")
    pooled, right, files = Counter[str](), 0, 0
    for path, language, text in recordings(corpus / "asr"):
        heard, sure, hypothesis = hear(engine, path)
        errors, length, rate = score(text, hypothesis, language)
        pooled.update({f"{rate} errors": errors, rate: length})
        right, files = right + (heard == language), files + 1
        shown = f"{heard}" if heard == language else f"{heard}, not {language}"
        table.add_row(
            path.stem, shown, f"{sure:.2f}", f"{rate} {errors / length:.1%}", str(errors), str(length)
        )
    for rate in ("WER", "CER"):
        if length := pooled[rate]:
            errors = pooled[f"{rate} errors"]
            found = f"{rate} {errors / length:.1%}"
            table.add_row("pooled", f"{right} of {files}", "", found, str(errors), str(length))
    Console(width=110).print(table)


def recordings(folder: Path) -> Iterator[tuple[Path, str, str]]:
    """Each recording with its language and its text."""
    for path in sorted(path for path in folder.iterdir() if path.suffix in SOUNDS):
        language = next((part for part in path.stem.split("_") if part in LANGUAGES), None)
        text = path.with_suffix(".txt")
        if language and text.exists():
            yield path, language, text.read_text("utf-8")


def hear(engine: Transcriber, path: Path) -> tuple[str | None, float, str]:
    """The language that is recognised, how surely, and the text in it."""
    with path.open("rb") as file:
        audio = Audio(decode(file))
    found = engine.identify([audio.cut(0, HEARD)])
    segments = engine.transcribe(audio, TranscribeOptions(language=found.code))
    return found.code, found.confidence or 0.0, " ".join(segment.text for segment in segments)


def score(reference: str, hypothesis: str, language: str) -> tuple[int, int, str]:
    """Errors, the length of the reference, and what both count: WER for words, CER for characters."""
    said, heard = normalise(reference).split(), normalise(hypothesis).split()
    unspaced = language in UNSPACED
    if unspaced:
        said, heard = list("".join(said)), list("".join(heard))
    output = jiwer.process_words(" ".join(said), " ".join(heard) or " ")
    errors = output.substitutions + output.deletions + output.insertions
    return errors, len(said), "CER" if unspaced else "WER"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
