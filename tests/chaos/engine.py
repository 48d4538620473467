"""The engine of the chaos run: as slow as it is told, the same words each time, and a note of every chunk."""

import json
import os
import time
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from activities.audio import FULL_SCALE, SAMPLE_RATE, Audio
from activities.engines import Language, TranscribeOptions
from activities.engines.transcribe.faster_whisper.engine import FasterWhisper
from activities.transcript import Segment, Word
from tests.chaos.marks import Pcm

FOLDER = "CHAOS_NOTES"  # the variable that names it
NOTES, PACE = "notes.jsonl", "pace"
WORD = 0.5  # seconds


class Chaos:
    """`steady` says what is in the samples, a word each half second; `real` is Whisper tiny.en."""

    def __init__(self, model: str | None, models: Path, **worker: Any) -> None:
        self._whisper = FasterWhisper("tiny.en", models, **worker) if model == "real" else None
        self._folder = Path(os.environ[FOLDER])

    def identify(self, samples: list[Audio]) -> Language:
        return Language("en", 1.0)

    def transcribe(self, audio: Audio, options: TranscribeOptions) -> Iterator[Segment]:
        pcm = np.rint(audio.samples * FULL_SCALE).astype(np.int16)
        key = f"{zlib.crc32(pcm.tobytes()):08x}-{len(pcm)}-{'careful' if options.careful else 'plain'}"
        self._note(key, "begun")
        if self._whisper:
            yield from self._whisper.transcribe(audio, options)
        else:
            yield from self._steady(pcm)
        self._note(key, "done")

    def _steady(self, pcm: Pcm) -> Iterator[Segment]:
        size = round(WORD * SAMPLE_RATE)
        words = []
        for at in range(0, len(pcm) - size + 1, size):
            time.sleep(self._pace())
            said = zlib.crc32(pcm[at : at + size].tobytes()) & 0xFFFF
            start = at / SAMPLE_RATE
            words.append(Word(text=f"w{said:x}", start=start, end=start + WORD, confidence=1.0))
        if words:
            text = " ".join(word.text for word in words)
            yield Segment(text=text, start=0.0, end=words[-1].end, words=words, language="en")

    def _pace(self) -> float:
        """Seconds for a word."""
        return float((self._folder / PACE).read_text() or 0)

    def _note(self, key: str, what: str) -> None:
        line = json.dumps({"key": key, "what": what, "pid": os.getpid(), "at": time.time()})
        with (self._folder / NOTES).open("a") as file:
            file.write(line + "\n")
