"""How a voice sounds: a window of samples and who speaks in which frames in, one vector a speaker out.

Imports torch: only the engine imports this module.
"""

from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torchaudio.compliance import kaldi

from activities.audio import SAMPLE_RATE
from activities.engines.diarize.pyannote_4_0.campplus import DIMENSION, MELS, CamPlusPlus

FEWEST_FRAMES = 20  # of 10 ms; a voice of less than that says nothing

Vectors = NDArray[np.float32]


class CamPlusVoices:
    """Voices by CAM++. Only the frames of a speaker are shown to the network, without gaps between them."""

    def __init__(self, weights: Path, device: torch.device) -> None:
        self._network = CamPlusPlus()
        self._network.load_state_dict(torch.load(weights, map_location="cpu", weights_only=True))
        self._network.eval().to(device)
        self._device = device

    def embed(self, samples: Tensor, masks: NDArray[np.bool_]) -> Vectors:
        """Vectors of shape (speakers, dimension), NaN where a speaker has too little speech."""
        features = kaldi.fbank(samples[None], num_mel_bins=MELS, sample_frequency=SAMPLE_RATE)
        at = np.arange(len(features)) * masks.shape[1] // len(features)
        return np.stack([self._vector(features[torch.from_numpy(mask[at])]) for mask in masks])

    def _vector(self, features: Tensor) -> Vectors:
        if len(features) < FEWEST_FRAMES:
            return np.full(DIMENSION, np.nan, np.float32)
        features = (features - features.mean(0)).to(self._device)
        vector: Vectors = self._network(features[None])[0].cpu().numpy()
        return vector
