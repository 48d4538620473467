"""Samples in, the same samples out with silence or a tone where nothing may be heard."""

import math

import numpy as np

from activities.chunks import Region
from activities.engines import RedactionMode
from activities.engines.redact.audio_redact.frames import Block, Shape

TONE = 1000.0  # Hz
FADE = 0.005  # seconds, inside the stretch
FIRST_LEVEL = 0.05  # of full scale; before anything was heard
QUIET = 0.003  # of full scale; what is less loud says nothing about the speech around
MEMORY = 2.0  # seconds over which the level of speech is averaged


class Mute:
    """Blocks must come in order."""

    def __init__(self, shape: Shape, stretches: list[Region], mode: RedactionMode, buffer: float) -> None:
        self.shape, self.mode = shape, mode
        self._spans = _spans(stretches, buffer, shape.rate)
        self._at = 0  # samples so far
        self._level: float | None = None
        self._loudness: dict[int, float] = {}  # of the tone, by where it begins

    def push(self, block: Block) -> Block:
        self._listen(block)
        end = self._at + len(block)
        while self._spans and self._spans[0][1] <= self._at:
            self._spans.pop(0)
        for first, last in self._spans:
            if first >= end:
                break
            a, b = max(first, self._at), min(last, end)
            block[a - self._at : b - self._at] = (
                0 if self.mode == "silence" else self._tone(first, last, a, b)
            )
        self._at = end
        return block

    def _listen(self, block: Block) -> None:
        """Follow how loud the loudest channel is while somebody speaks."""
        if not len(block):
            return
        heard = float(np.sqrt(np.mean(np.square(block / self.shape.full_scale), axis=0)).max())
        if heard > QUIET:
            share = min(1.0, len(block) / self.shape.rate / MEMORY)
            self._level = heard if self._level is None else self._level + share * (heard - self._level)

    def _tone(self, first: int, last: int, a: int, b: int) -> Block:
        """Samples a to b of the tone that fills first to last, for every channel."""
        level = self._loudness.setdefault(first, self._level or FIRST_LEVEL)
        at = np.arange(a - first, b - first)
        fade = min(max(1, round(FADE * self.shape.rate)), max(1, (last - first) // 2))
        envelope = np.clip(np.minimum(at, last - first - 1 - at) / fade, 0.0, 1.0)
        pitch = min(TONE, self.shape.rate / 4)
        wave = level * math.sqrt(2) * envelope * np.sin(2 * np.pi * pitch * at / self.shape.rate)
        tone: Block = (np.clip(wave, -1.0, 1.0) * self.shape.full_scale).astype(self.shape.dtype)[:, None]
        return tone


def _spans(stretches: list[Region], buffer: float, rate: int) -> list[tuple[int, int]]:
    """In samples, widened, in order, those that overlap made one."""
    spans: list[tuple[int, int]] = []
    for stretch in sorted(stretches, key=lambda stretch: stretch.start):
        first = max(0, math.floor((stretch.start - buffer) * rate))
        last = math.ceil((stretch.end + buffer) * rate)
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(last, spans[-1][1]))
        elif last > first:
            spans.append((first, last))
    return spans
