"""The embedding and the clustering (VBx with PLDA) of a pyannote pipeline, for recordings of any length.

Imports torch: only the engine imports this module.
"""

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from pyannote.core import SlidingWindow, SlidingWindowFeature
from torch import Tensor

from activities.engines import SpeakerOptions
from activities.engines.diarize.pyannote_4_0.heard import Heard
from activities.engines.diarize.pyannote_4_0.tree import Vectors, unit

LOCALS = 3  # speakers that the segmentation tells apart in one window
MOST = 1500  # windows that are clustered; of a longer recording as many, evenly spread


class PipelineVoices:
    """Voices by whatever embedding a pyannote pipeline brings."""

    def __init__(self, pretrained: Any) -> None:
        self._pretrained = pretrained

    def embed(self, samples: Tensor, masks: NDArray[np.bool_]) -> Vectors:
        waveforms = samples[None, None].expand(len(masks), -1, -1)
        vectors: Vectors = self._pretrained(waveforms, masks=torch.from_numpy(masks.astype(np.float32)))
        return vectors


class PipelineClustering:
    """The pipeline's own, with its own threshold."""

    def __init__(self, pipeline: Any) -> None:
        self._cluster = pipeline.clustering

    def centroids(self, heard: Heard, options: SpeakerOptions) -> Vectors:
        """How each speaker sounds: (speakers, dimension), unit vectors."""
        voiced = np.unique(heard.window)
        chosen = voiced[np.linspace(0, len(voiced) - 1, min(MOST, len(voiced))).astype(np.intp)]
        known = np.isin(heard.window, chosen)
        at = np.searchsorted(chosen, heard.window[known]), heard.speaker[known]
        voices = np.full((len(chosen), LOCALS, heard.voices.shape[1]), np.nan)
        voices[at] = heard.voices[known]
        bits = np.arange(LOCALS, dtype=np.uint8)
        active = (heard.active[chosen][..., None] >> bits & 1).astype(np.float32)
        windows = SlidingWindow(duration=heard.frame * heard.active.shape[1], step=heard.step)
        found: Vectors = self._cluster(
            embeddings=voices,
            segmentations=SlidingWindowFeature(active, windows),
            num_clusters=options.num_speakers,
            min_clusters=options.num_speakers or options.min_speakers or 1,
            max_clusters=options.num_speakers or options.max_speakers or np.inf,
        )[2]
        return unit(found)
