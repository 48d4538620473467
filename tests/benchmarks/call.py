"""A call of two people, one on each channel: their words, words that come twice, and who said them.

Recordings in conv/ with an .stm beside them: recording, channel, speaker, start, end, words. Told apart by
channel, the word error rate of each; by voice, cpWER: that of each speaker's words, names paired at best.
"""

import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from tests.benchmarks.corpus import SOUNDS
from tests.benchmarks.score import score, words
from tests.benchmarks.stack import Stack, running
from workers.settings import WorkerSettings

MODEL = "base"
TOGETHER = 0.5  # seconds between a word and the same word on another channel, for it to be heard twice

Texts = dict[str, list[str]]  # of each speaker or channel: what it says, in order


def main(corpus: Path) -> None:
    table = Table("recording", "told apart by", "speakers", "who", "words", "error rate", "written twice")
    with (
        tempfile.TemporaryDirectory(prefix="dalston-bench-") as folder,
        running(Path(folder), MODEL, WorkerSettings().models_path) as stack,
    ):
        for path in recordings(corpus / "conv"):
            by_channel(table, stack, path)
            by_voice(table, stack, path)
    Console(width=110).print(table)


def recordings(folder: Path) -> Iterator[Path]:
    for stm in sorted(folder.glob("*.stm")):
        yield from (path for end in SOUNDS if (path := stm.with_suffix(end)).exists())


def by_channel(table: Table, stack: Stack, path: Path) -> None:
    job, _ = stack.transcribe(path, MODEL, speaker_detection="per_channel")
    ids = {str(speaker["channel"]): speaker["id"] for speaker in job["speakers"]}
    said, heard = references(path, column=1), hypotheses(job)
    for channel, texts in sorted(said.items()):
        speaker = ids.get(str(int(channel) - 1), "")
        found = score(texts, " ".join(heard.get(speaker, [])))
        doubled = "; ".join(found.doubled) or "0"
        rate = f"WER {found.wer:.2%}"
        people = str(len(job["speakers"]))
        table.add_row(path.stem, "channel", people, speaker, str(found.words), rate, doubled)
    table.add_row(path.stem, "channel", "", "both at once", "", "", str(len(echoes(job))))


def by_voice(table: Table, stack: Stack, path: Path) -> None:
    job, _ = stack.transcribe(path, MODEL, speaker_detection="diarize")
    said, heard = references(path, column=2), spoken(job)
    people = str(len(job["speakers"]))
    found = score([fields[5] for fields in lines(path)], job["text"])
    rate, twice = f"WER {found.wer:.2%}, {cp_wer(said, heard)}", "; ".join(found.doubled) or "0"
    table.add_row(path.stem, "voice", people, "all", str(found.words), rate, twice)


def cp_wer(said: Texts, heard: Texts) -> str:
    try:
        meeteval = import_module("meeteval.wer")
    except ImportError:
        return "cpWER needs pip install '.[bench]'"
    plain = [
        {speaker: " ".join(words(" ".join(texts))) for speaker, texts in side.items()}
        for side in (said, heard)
    ]
    found = meeteval.cp_word_error_rate(*plain, reference_sort=False, hypothesis_sort=False)
    return f"cpWER {found.error_rate:.2%}"


def references(path: Path, column: int) -> Texts:
    """What is said by channel (column 1) or by speaker (column 2) of the .stm."""
    found = defaultdict[str, list[str]](list)
    for fields in lines(path):
        found[fields[column]].append(fields[5])
    return dict(found)


def lines(path: Path) -> list[list[str]]:
    """Fields of the .stm, in time order."""
    read = path.with_suffix(".stm").read_text("utf-8").splitlines()
    return sorted((line.split(maxsplit=5) for line in read), key=lambda fields: float(fields[3]))


def hypotheses(job: dict[str, Any]) -> Texts:
    """The segments of each speaker."""
    found = defaultdict[str, list[str]](list)
    for segment in job["segments"]:
        found[segment["speaker"]].append(segment["text"])
    return dict(found)


def spoken(job: dict[str, Any]) -> Texts:
    """The words of each speaker: a segment may hold words of several."""
    found = defaultdict[str, list[str]](list)
    for segment in job["segments"]:
        for word in segment["words"]:
            found[word["speaker"] or segment["speaker"] or "nobody"].append(word["text"])
    return dict(found)


def echoes(job: dict[str, Any]) -> list[str]:
    """Words that both channels have at the same time."""
    heard = [(s["speaker"], w["text"].lower(), w["start"]) for s in job["segments"] for w in s["words"]]
    return [
        text
        for speaker, text, start in heard
        if any(who < speaker and text == same and abs(start - at) < TOGETHER for who, same, at in heard)
    ]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
