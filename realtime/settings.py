"""What a realtime worker is told: which engine it serves, to how many, and where it listens."""

import os
from typing import Literal

from pydantic import Field

from activities.engines import catalogue
from activities.settings import SharedSettings


class RealtimeSettings(SharedSettings):
    realtime_engine: str = Field(
        "whisper-streaming:base", description="Engine for live speech, and the model it loads at start."
    )
    realtime_device: Literal["cpu", "gpu"] = Field("cpu", description="Where it computes.")
    realtime_compute: str = Field("auto", description="CTranslate2 compute type of live speech.")
    realtime_slots: int = Field(
        0, ge=0, le=1000, description="Sessions side by side; 0: two a core on the CPU, 16 on a GPU."
    )
    realtime_decoders: int = Field(
        0,
        ge=0,
        le=64,
        description="Decodings side by side, for all sessions; 0: one a core on the CPU, one on a GPU.",
    )
    realtime_host: str = Field(
        "127.0.0.1", description="Address where a realtime worker takes the API's sockets."
    )
    realtime_port: int = Field(0, ge=0, le=65535, description="Port of that; 0: any free one.")
    realtime_address: str = Field(
        "",
        description="ws:// URL at which APIs reach this worker; empty: made of host and port, of the "
        "machine's own address where it listens on all.",
    )
    realtime_drain_seconds: float = Field(
        30.0,
        ge=0,
        description="How long sessions may go on when the worker is asked to stop; then they move.",
    )
    realtime_return_seconds: float = Field(
        30.0, ge=0, le=300, description="How long a session waits for a client whose connection broke."
    )
    realtime_metrics_host: str = Field("127.0.0.1", description="Address of a realtime worker's metrics.")
    realtime_metrics_port: int = Field(
        0, ge=0, le=65535, description="Port of a realtime worker's metrics; 0: none."
    )

    @property
    def served(self) -> tuple[str, str | None]:
        """Engine and model. Raises UnknownEngine."""
        engine, _, model = self.realtime_engine.partition(":")
        return engine, model or next(iter(catalogue.card(engine).models), None)

    @property
    def slot_count(self) -> int:
        return self.realtime_slots or (16 if self.realtime_device == "gpu" else 2 * cores())

    @property
    def decoder_count(self) -> int:
        return self.realtime_decoders or (1 if self.realtime_device == "gpu" else cores())


def cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
