"""A recording in, window by window; who is active in each window and how they sound out.

Imports torch: only the engine imports this module.
"""

from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from activities.audio import SAMPLE_RATE, Recording
from activities.engines import Beat
from activities.engines.diarize.pyannote_4_0.heard import Heard

BATCH = 4  # windows
MIN_CLEAN = 24  # frames of nobody else, about 0.4 s; with fewer, overlapped speech has to do


class Voices(Protocol):
    def embed(self, samples: Tensor, masks: NDArray[np.bool_]) -> NDArray[np.float32]: ...


class Listener:
    """A pyannote segmentation model (powerset) and an embedding of voices; `step` is a share of a window."""

    def __init__(self, segmentation: Any, voices: Voices, step: float, device: torch.device) -> None:
        from pyannote.audio.utils.powerset import Powerset

        facts = segmentation.specifications
        self._segmentation = segmentation.eval().to(device)
        self._powerset = Powerset(len(facts.classes), facts.powerset_max_classes).to(device)
        self._voices, self._device = voices, device
        self._window, self._step = facts.duration, step * facts.duration

    def listen(self, recording: Recording, beat: Beat) -> Heard:
        active: list[NDArray[np.uint8]] = []
        voices, window, speaker, clean = list[NDArray[np.float16]](), list[int](), list[int](), list[int]()
        with torch.inference_mode():
            for start, samples in self._batches(recording):
                for one, speaking in zip(samples, self._activity(samples), strict=True):
                    for local, sounds, alone in self._sounds(one, speaking):
                        voices.append(sounds)
                        window.append(len(active))
                        speaker.append(local)
                        clean.append(alone)
                    active.append(np.packbits(speaking, axis=0, bitorder="little")[0])
                end = start + (len(samples) - 1) * self._step + self._window
                beat(min(recording.duration, end))
        frames = self._segmentation.receptive_field
        return Heard(
            active=np.stack(active) if active else np.zeros((0, 1), np.uint8),
            voices=np.stack(voices) if voices else np.zeros((0, 1), np.float16),
            window=np.asarray(window, np.int32),
            speaker=np.asarray(speaker, np.uint8),
            clean=np.asarray(clean, np.uint16),
            step=self._step,
            frame=frames.step,
            offset=frames.duration / 2,
            duration=recording.duration,
        )

    def _batches(self, recording: Recording) -> Iterator[tuple[float, Tensor]]:
        """Where each batch starts, and its windows (windows, samples), the last filled with silence."""
        windows = 1 + max(0, int(np.ceil((recording.duration - self._window) / self._step - 1e-6)))
        length, hop = (round(seconds * SAMPLE_RATE) for seconds in (self._window, self._step))
        for first in range(0, windows if recording.duration > 0 else 0, BATCH):
            many, start = min(BATCH, windows - first), first * self._step
            samples = recording.read(start, start + (many - 1) * self._step + self._window).samples
            padded = np.zeros((many - 1) * hop + length, np.float32)
            padded[: len(samples)] = samples[: len(padded)]
            yield start, torch.from_numpy(padded).unfold(0, length, hop)

    def _activity(self, samples: Tensor) -> NDArray[np.bool_]:
        """Who is speaking: (windows, speakers, frames)."""
        scores = self._segmentation(samples[:, None].to(self._device))
        active: NDArray[np.bool_] = self._powerset.to_multilabel(scores).cpu().numpy() > 0
        return active.transpose(0, 2, 1)

    def _sounds(
        self, samples: Tensor, speaking: NDArray[np.bool_]
    ) -> Iterator[tuple[int, NDArray[np.float16], int]]:
        """Each local speaker with a voice, how it sounds and for how many frames it was alone."""
        present = np.flatnonzero(speaking.any(1))
        if not len(present):
            return
        alone = speaking & (speaking.sum(0) == 1)
        enough = alone.sum(1, keepdims=True) > MIN_CLEAN
        masks = np.where(enough, alone, speaking)[present]
        for local, sounds in zip(present, self._voices.embed(samples, masks), strict=True):
            if np.isfinite(sounds).all():
                yield int(local), sounds.astype(np.float16), int(alone[local].sum())
