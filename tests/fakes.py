"""Stand-ins that keep the real interfaces. Import these; do not patch."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from activities.audio import Audio
from activities.engines import Language, TranscribeOptions
from activities.transcript import Segment, Word

WORD_SECONDS = 0.5


class FakeTranscriber:
    """Hears a word every half second. Its model's name says how: see engine.yaml beside this file.

    `steady` hears all of the audio; `flaky` raises the first time each chunk is heard; `deaf` hears
    nothing until it is asked to be careful; `slow` takes a tenth of a second for each word.
    """

    def __init__(self, model: str, models: Path, **_: Any) -> None:
        self.model = model
        self.models = models  # a folder that outlives this object: flaky notes there what it has heard

    def identify(self, samples: list[Audio]) -> Language:
        return Language("en", 1.0)

    def transcribe(self, audio: Audio, options: TranscribeOptions) -> Iterator[Segment]:
        if self.model == "flaky" and self._first_time(audio):
            raise ConnectionError("the line is down")
        if self.model == "deaf" and not options.careful:
            return
        words = []
        for number in range(int(audio.duration / WORD_SECONDS)):
            if self.model == "slow":
                time.sleep(0.1)  # computing, as far as the rest of the system can tell
            start = number * WORD_SECONDS
            words.append(Word(text=f"word{number}", start=start, end=start + WORD_SECONDS, confidence=1.0))
        if words:
            text = " ".join(word.text for word in words)
            yield Segment(text=text, start=words[0].start, end=words[-1].end, words=words, language="en")

    def _first_time(self, audio: Audio) -> bool:
        self.models.mkdir(parents=True, exist_ok=True)
        note = self.models / f"heard-{hash(audio.samples.tobytes())}"
        try:
            note.touch(exist_ok=False)
        except FileExistsError:
            return False
        return True
