"""The engines of one worker: each is loaded once, with its model, and stays in memory."""

import threading
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from activities.engines import catalogue

Key = str | None  # a model's name


@dataclass
class LoadedEngines:
    models: Path  # where weights are kept
    device: str = "cpu"
    compute: str = "auto"
    threads: int = 1  # cores a decoder uses
    slots: int = 1  # decoders side by side
    most: int = 2  # models of one engine in memory at once; the one least recently used makes room
    _loaded: defaultdict[str, OrderedDict[Key, Any]] = field(
        default_factory=lambda: defaultdict(OrderedDict), init=False
    )
    # One a kind of engine: two threads must not load one model twice, nor wait for another engine's.
    _locks: defaultdict[str, threading.Lock] = field(
        default_factory=lambda: defaultdict(threading.Lock), init=False
    )

    def get(self, engine: str, model: str | None) -> Any:
        """The engine, of the Protocol of its stage. Raises EngineError when it or its model is not there."""
        with self._locks[engine]:
            loaded = self._loaded[engine]
            if model not in loaded:
                loaded[model] = self._load(engine, model)
                while len(loaded) > self.most:
                    loaded.popitem(last=False)  # freed when the last thread lets go of it
            loaded.move_to_end(model)
            return loaded[model]

    def _load(self, engine: str, model: str | None) -> Any:
        return catalogue.load(
            engine,
            model=model,
            models=self.models,
            device=self.device,
            compute=self.compute,
            threads=self.threads,
            slots=self.slots,
        )
