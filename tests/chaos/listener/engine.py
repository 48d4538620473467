"""Windows in, the words hidden in them out. What a model hears depends on load, and this does not."""

from typing import Any

from activities.engines.streaming import Heard, Window
from activities.transcript import Word
from tests.chaos import marks

SPOKEN = 0.1  # seconds that a mark's word lasts


class Marks:
    native = False
    batch = 1

    def __init__(self, **_: Any) -> None:
        """It needs nothing."""

    def hear(self, windows: list[Window]) -> list[Heard]:
        return [self._hear(window) for window in windows]

    def forget(self, utterance: str) -> None:
        """Nothing is kept between windows."""

    def _hear(self, window: Window) -> Heard:
        words = [
            Word(text=f"m{number}", start=at, end=at + SPOKEN, confidence=1.0)
            for at, number in marks.heard(window.samples)
        ]
        return Heard(text=" ".join(word.text for word in words), words=words, language="en")
