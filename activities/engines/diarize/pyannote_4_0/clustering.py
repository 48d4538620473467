"""Voices in, speakers out: one clustering of the whole recording, which takes seconds for any length of it.

As pyannote does it, of the voices that spoke alone for long enough. Of a long recording neighbouring voices
that are surely the same are joined first, and the joined ones are clustered.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from activities.engines import SpeakerOptions
from activities.engines.diarize.pyannote_4_0.heard import Heard
from activities.engines.diarize.pyannote_4_0.tree import Labels, Vectors, cut, join, means, unit

STRANGE = 0.3  # cosine: a voice less like everybody's than that is somebody else's


@dataclass(frozen=True)
class Clustering:
    """Chosen on 4 AMI cuts, 3 assembled conversations and 9 mixtures of 1 to 9 readers.

    From 0.75 to 0.8 the number of readers is right in all mixtures; at 0.7 two, at 0.85 two are wrong.
    """

    threshold: float = 0.8  # Euclidean distance between centroids of unit vectors
    fewest: int = 4  # voices without which there is no speaker
    clean: float = 0.2  # of a window: what a voice must have spoken alone to found a speaker

    def centroids(self, heard: Heard, options: SpeakerOptions) -> Vectors:
        """How each speaker sounds: (speakers, dimension), unit vectors."""
        threshold = self.threshold if options.threshold is None else options.threshold
        low = options.num_speakers or options.min_speakers or 1
        high = max(low, options.num_speakers or options.max_speakers or len(heard.voices))
        voices = unit(heard.voices)
        founders = heard.clean >= self.clean * heard.active.shape[1]
        known = self._speakers(voices[founders], threshold, 1, high) if founders.any() else voices[:0]
        if len(known) < high:
            known = self._with_strangers(voices, known, threshold, high)
        if len(known) < low:
            known = self._speakers(voices, threshold, low, high)
        return known

    def _speakers(self, voices: Vectors, threshold: float, low: int, high: int) -> Vectors:
        points, sizes = join(voices, threshold)
        fewest = min(self.fewest, max(1, round(0.1 * len(voices))))  # few voices, few of each speaker
        labels, large = cut(points, sizes, threshold, fewest, min(low, len(points)), high)
        centroids = means(points, sizes, labels)
        nearest = (centroids @ centroids[large].T).argmax(1)  # small clusters join a large one
        return means(points, sizes, nearest[labels])

    def _with_strangers(self, voices: Vectors, known: Vectors, threshold: float, high: int) -> Vectors:
        """And those who spoke only briefly or with others: voices like nobody's, but like each other."""
        strange = voices if not len(known) else voices[(voices @ known.T).max(1) < STRANGE]
        if len(known) and len(strange) < self.fewest:
            return known
        points, sizes = join(strange, threshold)
        labels, large = cut(points, sizes, threshold, self.fewest if len(known) else 1, 0, high - len(known))
        return np.concatenate([known, means(points, sizes, labels)[large]])


def assign(voices: NDArray[np.floating], centroids: Vectors, windows: NDArray[np.int32]) -> Labels:
    """The speaker of each voice. Two voices of one window are two speakers, while there are enough."""
    from scipy.optimize import linear_sum_assignment  # not at the top: it comes with the speakers extra

    alike = unit(voices) @ centroids.T
    labels: Labels = alike.argmax(1)
    for together in by_window(windows):
        if len(together) > len(set(labels[together])):
            rows, speakers = linear_sum_assignment(alike[together], maximize=True)
            labels[together[rows]] = speakers
    return labels


def by_window(windows: NDArray[np.int32]) -> list[Labels]:
    """The voices of each window that has any."""
    found: list[Labels] = np.split(np.arange(len(windows)), np.flatnonzero(np.diff(windows)) + 1)
    return found
