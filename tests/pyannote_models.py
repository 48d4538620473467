"""A pyannote pipeline of community-1's architecture and files, with a random embedding and PLDA."""

import shutil
from pathlib import Path
from typing import Any

import numpy as np
import yaml

CONFIG = {
    "dependencies": {"pyannote.audio": "4.0.0"},
    "pipeline": {
        "name": "pyannote.audio.pipelines.SpeakerDiarization",
        "params": {
            "clustering": "VBxClustering",
            "segmentation": "$model/segmentation",
            "segmentation_batch_size": 8,
            "embedding": "$model/embedding",
            "embedding_batch_size": 8,
            "embedding_exclude_overlap": True,
            "plda": "$model/plda",
        },
    },
    "params": {
        "clustering": {"threshold": 0.6, "Fa": 0.07, "Fb": 0.8},
        "segmentation": {"min_duration_off": 0.0},
    },
}


def community(folder: Path, segmentation: Path) -> None:
    """Write it; the segmentation is copied. Needs the speakers extra, and torchaudio already importable."""
    import torch
    from pyannote.audio.core.task import Problem, Resolution, Specifications
    from pyannote.audio.models.embedding.wespeaker import WeSpeakerResNet34

    for part in ("segmentation", "embedding", "plda"):
        (folder / part).mkdir(parents=True)
    shutil.copy(segmentation, folder / "segmentation" / "pytorch_model.bin")
    torch.manual_seed(0)
    network: Any = WeSpeakerResNet34()
    network.specifications = Specifications(Problem.REPRESENTATION, Resolution.CHUNK, 10.0)
    checkpoint = {
        "state_dict": network.state_dict(),
        "hyper_parameters": dict(network.hparams),
        "pytorch-lightning_version": "2.5.0",
    }
    network.on_save_checkpoint(checkpoint)
    torch.save(checkpoint, folder / "embedding" / "pytorch_model.bin")
    random = np.random.default_rng(0)
    lda = random.normal(size=(256, 128))
    np.savez(folder / "plda" / "xvec_transform.npz", mean1=np.zeros(256), mean2=np.zeros(128), lda=lda)
    psi = np.linspace(2, 0.1, 128)
    np.savez(folder / "plda" / "plda.npz", mu=np.zeros(128), tr=np.eye(128), psi=psi)
    (folder / "config.yaml").write_text(yaml.safe_dump(CONFIG))
