"""What a worker process is told: which engines it serves, on what, and how much of it."""

import os
from pathlib import Path
from typing import Literal

from pydantic import Field

from activities.engines import catalogue
from activities.settings import SharedSettings


class WorkerSettings(SharedSettings):
    engines: str = Field(
        "installed,faster-whisper:base",
        description="Engines to serve, comma separated; `engine:model` names a model to load at start, "
        "`installed` stands for audio-prepare and every later stage whose libraries are installed.",
    )
    device: Literal["cpu", "gpu"] = Field("cpu", description="Where engines compute.")
    compute: str = Field(
        "auto", description="CTranslate2 compute type; auto: int8 on the CPU, float16 on a GPU."
    )
    slots: int = Field(
        0,
        ge=0,
        le=256,
        description="Chunks transcribed side by side; 0: one a core on the CPU, one on a GPU.",
    )
    threads: int = Field(
        1, ge=1, le=256, description="Cores a decoder uses on the CPU; several single-threaded ones beat one."
    )
    models_dir: Path | None = Field(
        None, description="Folder of model weights; empty: `models` in the data folder."
    )
    loaded_models: int = Field(2, ge=1, le=64, description="Models kept in memory at once.")
    max_audio_hours: float = Field(10.0, gt=0, description="Longest recording that is accepted.")
    drain_seconds: float = Field(
        25.0, ge=0, description="How long running work may take to finish when the worker is asked to stop."
    )
    metrics_host: str = Field("127.0.0.1", description="Address that Prometheus metrics are served on.")
    metrics_port: int = Field(0, ge=0, le=65535, description="Port of Prometheus metrics; 0: none.")

    @property
    def models_path(self) -> Path:
        return (self.models_dir or self.data / "models").expanduser().absolute()

    @property
    def slot_count(self) -> int:
        if self.slots:
            return self.slots
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return 1 if self.device == "gpu" else max(1, cores // self.threads)

    @property
    def served(self) -> list[tuple[str, str | None]]:
        """Engine and, where one was named, its model."""
        names = [name.strip() for name in self.engines.split(",") if name.strip()]
        spelled = [one for name in names for one in (installed() if name == "installed" else [name])]
        pairs = (name.partition(":") for name in spelled)
        return [(engine, model or None) for engine, _, model in pairs]


def installed() -> list[str]:
    """All engines that need no model named to be useful, if their libraries are there."""
    elsewhere = {"transcribe", "merge"}  # named by their model; done by the light queue
    return [card.id for card in catalogue.cards() if card.is_installed and not elsewhere & set(card.stages)]
