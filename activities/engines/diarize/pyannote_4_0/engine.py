"""Who spoke when, with pyannote.audio 4 (MIT): a recording in, its voices as an artifact, speaker turns out.

Needs the speakers extra. Models: segmentation-3.0+campplus from verified files, community-1 from the hub.
"""

import os
import warnings
from pathlib import Path
from typing import Any

from activities.audio import Recording
from activities.engines import Beat, ModelUnavailable, SpeakerOptions
from activities.engines.diarize.pyannote_4_0.clustering import assign
from activities.engines.diarize.pyannote_4_0.heard import Heard
from activities.engines.diarize.pyannote_4_0.reconstruction import reconstruct
from activities.transcript import SpeakerTurn

SMALL = "segmentation-3.0+campplus"
COMMUNITY = "community-1"


class Pyannote:
    """One segmentation and one embedding model, shared by threads."""

    def __init__(self, model: str, models: Path, *, device: str = "cpu", threads: int = 1, **_: Any) -> None:
        os.environ.setdefault("PYANNOTE_METRICS_ENABLED", "false")  # else it tells its makers about every use
        try:
            from activities.engines import torchaudio_on_cpu

            torchaudio_on_cpu.ensure()
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # pages about torchcodec, not used here
                from activities.engines.diarize.pyannote_4_0 import loading
        except ImportError as error:
            raise ModelUnavailable(
                f"{error.name or 'a library'} is not installed; `pip install 'dalston[speakers]'` brings it"
            ) from error
        load: Any = {SMALL: loading.small, COMMUNITY: loading.community}.get(model or SMALL)
        if load is None:
            raise ModelUnavailable(f"pyannote-4.0 has no model {model!r}; it has {SMALL} and {COMMUNITY}")
        self._listener, self._speakers = load(models, "cuda" if device == "gpu" else "cpu", threads)

    def listen(self, recording: Recording, beat: Beat) -> bytes:
        heard: Heard = self._listener.listen(recording, beat)
        return heard.to_bytes()

    def turns(self, heard: bytes, options: SpeakerOptions) -> list[SpeakerTurn]:
        voices = Heard.from_bytes(heard)
        if not len(voices.voices):
            return []
        centroids = self._speakers.centroids(voices, options)
        labels = assign(voices.voices, centroids, voices.window)
        return reconstruct(voices, labels, options.num_speakers or options.max_speakers)
