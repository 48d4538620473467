"""What a worker process is told: which engines it serves, on what, and how much of it."""

import os
from functools import cached_property
from typing import Literal

from pydantic import Field

from activities.engines import catalogue
from activities.engines.readiness import lacking
from activities.settings import SharedSettings


class WorkerSettings(SharedSettings):
    engines: str = Field(
        "installed,faster-whisper:base",
        description="Engines to serve, comma separated; `engine:model` names a model to load at start, "
        "`installed` stands for audio-prepare and every later stage whose libraries, weights and settings "
        "are there.",
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
    loaded_models: int = Field(2, ge=1, le=64, description="Models kept in memory at once.")
    max_audio_hours: float = Field(10.0, gt=0, description="Longest recording that is accepted.")
    fetch_seconds: float = Field(
        3600.0, gt=0, le=43_200, description="How long the download of an audio_url may take."
    )
    webhook_disable_days: float = Field(
        3.0, gt=0, description="Days for which a webhook may take no message before it is disabled."
    )
    drain_seconds: float = Field(
        25.0, ge=0, description="How long running work may take to finish when the worker is asked to stop."
    )
    nice: int = Field(
        5,
        ge=0,
        le=19,
        description="How far the worker stands back, where cores are scarce, behind the API and live speech "
        "on its machine; 0: not at all.",
    )
    memory_limit_mb: int = Field(
        0,
        ge=0,
        description="Megabytes above which a worker finishes its work and ends, to be started afresh; "
        "0: no limit.",
    )
    metrics_host: str = Field("127.0.0.1", description="Address that Prometheus metrics are served on.")
    metrics_port: int = Field(0, ge=0, le=65535, description="Port of Prometheus metrics; 0: none.")

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
        spelled = [one for name in names for one in (self.ready if name == "installed" else [name])]
        pairs = (name.partition(":") for name in spelled)
        return [(engine, model or None) for engine, _, model in pairs]

    @cached_property
    def unready(self) -> dict[str, str]:
        """Engines whose libraries are there and that could not work all the same: what they lack."""
        found = {card.id: lacking(card, self.models_path) for card in _installed()}
        return {engine: lack for engine, lack in found.items() if lack}

    @property
    def ready(self) -> list[str]:
        """Engines that need no model named to be useful, and could work here."""
        return [card.id for card in _installed() if card.id not in self.unready]


def _installed() -> list[catalogue.EngineCard]:
    elsewhere = {"transcribe", "merge", "stream"}  # named by their model; the light queue's; realtime's
    return [card for card in catalogue.cards() if card.is_installed and not elsewhere & set(card.stages)]
