"""The engines of one worker: each is loaded once, with its model, and stays in memory."""

import gc
import logging
import sys
import threading
from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from activities.engines import catalogue
from activities.interruption import held_back

Key = str | None  # a model's name
Loading = dict[str, Any]  # keyword arguments of an engine's class

log = logging.getLogger(__name__)


@dataclass
class LoadedEngines:
    models: Path  # where weights are kept
    device: str = "cpu"
    compute: str = "auto"
    threads: int = 1  # cores a decoder uses
    slots: int = 1  # decoders side by side
    most: int = 2  # models of one engine in memory at once; the one least recently used makes room
    # How many steps towards less memory an engine with a model has gone. It does not go back.
    steps: dict[tuple[str, Key], int] = field(default_factory=dict)
    _loaded: defaultdict[str, OrderedDict[Key, Any]] = field(
        default_factory=lambda: defaultdict(OrderedDict), init=False
    )
    # One a kind of engine: two threads must not load one model twice, nor wait for another engine's.
    _locks: defaultdict[str, threading.Lock] = field(
        default_factory=lambda: defaultdict(threading.Lock), init=False
    )

    def get(self, engine: str, model: str | None) -> Any:
        """The engine, of the Protocol of its stage. Raises EngineError when it or its model is not there."""
        # Half an import would stay so for everybody; and libraries start threads of their own.
        with held_back(), self._locks[engine]:
            loaded = self._loaded[engine]
            if model not in loaded:
                loaded[model] = self._load(engine, model)
                while len(loaded) > self.most:
                    loaded.popitem(last=False)  # freed when the last thread lets go of it
            loaded.move_to_end(model)
            return loaded[model]

    def step(self, engine: str, model: str | None) -> int:
        return self.steps.get((engine, model), 0)

    def with_less(self, engine: str, model: str | None) -> Loading:
        """What the engine is loaded with in place of what was asked for; {}: nothing."""
        step = self.step(engine, model)
        return self._ladder(engine)[step - 1] if step else {}

    def lower(self, engine: str, model: str | None, step: int) -> bool:
        """Load the engine with less from now on, unless somebody saw to that. False: there is no less."""
        with self._locks[engine]:
            if self.step(engine, model) > step:
                return True  # another thread has been here
            if step >= len(self._ladder(engine)):
                return False
            self._loaded[engine].pop(model, None)
            self.steps[engine, model] = step + 1
            less = ", ".join(f"{name} {value}" for name, value in self.with_less(engine, model).items())
            log.warning("%s:%s ran out of memory; from now on with %s", engine, model or "", less)
            free()
            return True

    def alike(self) -> Loading:
        """Arguments for a LoadedEngines that loads the same."""
        names = ("models", "device", "compute", "threads", "slots", "most", "steps")
        return {name: getattr(self, name) for name in names}

    def _ladder(self, engine: str) -> list[Loading]:
        steps = catalogue.card(engine).less_memory
        return [
            less
            for on, ladder in steps.items()
            for less in ladder
            if on == self.device and less != {"compute": self.compute}
        ]

    def _load(self, engine: str, model: str | None) -> Any:
        asked = {
            "model": model,
            "models": self.models,
            "device": self.device,
            "compute": self.compute,
            "threads": self.threads,
            "slots": self.slots,
        }
        return catalogue.load(engine, **asked | self.with_less(engine, model))


def free() -> None:
    """Give back what an engine held that nobody uses any more."""
    gc.collect()
    if torch := sys.modules.get("torch"):
        torch.cuda.empty_cache()
