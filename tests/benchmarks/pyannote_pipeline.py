"""pyannote's own SpeakerDiarization pipeline, made of the weights that our engine uses; to compare with."""

from pathlib import Path
from typing import Any

import numpy as np

from activities.engines.weights import weights

# As far as they mean the same, what our engine uses.
PARAMETERS = {
    "segmentation": {"min_duration_off": 0.0},
    "clustering": {"method": "centroid", "threshold": 0.8, "min_cluster_size": 4},
}


def pipeline(models: Path, step: float = 0.25) -> Any:
    """Call it after an engine was made: that makes torchaudio importable."""
    from pyannote.audio import Model
    from pyannote.audio.core.plda import PLDA
    from pyannote.audio.pipelines import SpeakerDiarization

    checkpoint = weights("pyannote-segmentation-3.0", models) / "pytorch_model.bin"
    segmentation: Any = Model.from_pretrained(checkpoint)
    found = SpeakerDiarization(
        segmentation=segmentation,
        segmentation_step=step,
        embedding=embedding(weights("campplus", models) / "campplus_cn_en_common.pt"),
        plda=PLDA.__new__(PLDA),  # not used by this clustering, but without it the hub is asked for one
        clustering="AgglomerativeClustering",
        embedding_exclude_overlap=True,
        segmentation_batch_size=8,
        embedding_batch_size=8,
    )
    found.instantiate(PARAMETERS)
    return found


def embedding(path: Path) -> Any:
    """CAM++ as pyannote wants an embedding."""
    import torch
    from pyannote.audio import Model

    from activities.engines.diarize.pyannote_4_0.embedding import CamPlusVoices

    voices = CamPlusVoices(path, torch.device("cpu"))

    class Embedding(Model):
        dimension = 192

        def forward(self, waveforms: Any, **kwargs: Any) -> Any:
            weights = kwargs.get("weights")
            if waveforms.shape[-1] < 400:
                raise ValueError("too short")
            if weights is None:
                weights = np.ones((len(waveforms), 1))
            pairs = zip(waveforms, np.asarray(weights) > 0.5, strict=True)
            return torch.from_numpy(np.concatenate([voices.embed(one[0], mask[None]) for one, mask in pairs]))

    return Embedding(sample_rate=16_000, num_channels=1)
