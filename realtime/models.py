"""The models of one realtime worker: each is loaded once, with the scheduler that all its sessions share."""

import asyncio
import logging
from dataclasses import dataclass, field

from activities.engines import EngineError
from activities.engines.loaded import LoadedEngines
from realtime.scheduler import Scheduler

log = logging.getLogger(__name__)

Key = str | None  # a model's name


@dataclass
class Models:
    engines: LoadedEngines
    engine: str
    default: Key
    decoders: int
    _schedulers: dict[Key, Scheduler] = field(default_factory=dict)
    _loading: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def get(self, model: Key) -> Scheduler:
        """Raises EngineError."""
        async with self._loading:
            if model not in self._schedulers:
                engine = await asyncio.to_thread(self.engines.get, self.engine, model)
                self._schedulers[model] = Scheduler(engine, self.decoders)
            return self._schedulers[model]

    async def fitting(self, wanted: Key) -> tuple[Key, Scheduler]:
        """The model that was asked for, or else the default."""
        if wanted is not None and wanted != self.default:
            try:
                return wanted, await self.get(wanted)
            except EngineError as error:
                log.warning("%s cannot be had: %s", wanted, error)
        return self.default, await self.get(self.default)

    @property
    def waiting(self) -> int:
        """Decodings that nobody has begun with."""
        return sum(scheduler.waiting for scheduler in list(self._schedulers.values()))

    def close(self) -> None:
        for scheduler in self._schedulers.values():
            scheduler.close()
