"""Models stay in memory: each is loaded once a process, the one least recently used makes room."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar

Loaded = TypeVar("Loaded")


class Keep:
    """Up to `most` loaded engines, shared by the threads of a process."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()  # two threads must not load one model twice
        self._loaded: OrderedDict[tuple[str, str | None], Any] = OrderedDict()

    def get(self, engine: str, model: str | None, load: Callable[[], Loaded]) -> Loaded:
        with self._lock:
            key = (engine, model)
            if key not in self._loaded:
                self._loaded[key] = load()
                while len(self._loaded) > self._most:
                    self._loaded.popitem(last=False)  # freed when the last thread lets go of it
            self._loaded.move_to_end(key)
            found: Loaded = self._loaded[key]
            return found
