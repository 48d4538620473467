"""Weights in, a listener and the clustering that fits its voices out.

Imports torch: only the engine imports this module.
"""

import os
from pathlib import Path
from typing import Any

import torch
from pyannote.audio import Model, Pipeline

from activities.engines import ModelUnavailable
from activities.engines.diarize.pyannote_4_0.clustering import Clustering
from activities.engines.diarize.pyannote_4_0.community import PipelineClustering, PipelineVoices
from activities.engines.diarize.pyannote_4_0.embedding import CamPlusVoices
from activities.engines.diarize.pyannote_4_0.listening import Listener
from activities.engines.weights import weights

STEP = 0.25  # of a window


def small(models: Path, device: str, threads: int) -> tuple[Listener, Clustering]:
    """Segmentation 3.0 (MIT) and CAM++ (Apache-2.0)."""
    torch.set_num_threads(threads)
    on = torch.device(device)
    checkpoint = _files("pyannote-segmentation-3.0", models) / "pytorch_model.bin"
    segmentation: Any = Model.from_pretrained(checkpoint)
    voices = CamPlusVoices(_files("campplus", models) / "campplus_cn_en_common.pt", on)
    return Listener(segmentation, voices, STEP, on), Clustering()


def community(models: Path, device: str, threads: int) -> tuple[Listener, PipelineClustering]:
    """Whatever pyannote's own pipeline is made of (community-1: CC-BY-4.0, behind a form on the hub)."""
    torch.set_num_threads(threads)
    on = torch.device(device)
    folder = _files("community-1", models)
    pipeline: Any = Pipeline.from_pretrained(folder, token=os.environ.get("HF_TOKEN"))
    if pipeline is None:
        raise ModelUnavailable(f"{folder} holds no pyannote pipeline")
    pipeline.to(on)
    segmentation, step = pipeline._segmentation.model, pipeline.segmentation_step
    return Listener(segmentation, PipelineVoices(pipeline._embedding), step, on), PipelineClustering(pipeline)


def _files(name: str, models: Path) -> Path:
    try:
        return weights(name, models)
    except ModelUnavailable as error:
        raise ModelUnavailable(f"{error}; `dalston models pull {name}` fetches it") from error
