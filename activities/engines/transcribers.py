"""The transcribers of one worker: which it may run, on what device, with how many threads."""

from dataclasses import dataclass, field
from pathlib import Path

from activities.engines import Transcriber, catalogue
from activities.engines.loaded import Keep


@dataclass
class Transcribers:
    models: Path  # where weights are kept
    device: str = "cpu"
    compute: str = "auto"
    threads: int = 1  # cores a decoder uses
    slots: int = 1  # decoders side by side
    most: int = 2  # models in memory at once
    _keep: Keep = field(init=False)

    def __post_init__(self) -> None:
        self._keep = Keep(self.most)

    def get(self, engine: str, model: str | None) -> Transcriber:
        """Raises EngineError when there is no such engine or model."""

        def load() -> Transcriber:
            loaded: Transcriber = catalogue.load(
                engine,
                model=model,
                models=self.models,
                device=self.device,
                compute=self.compute,
                threads=self.threads,
                slots=self.slots,
            )
            return loaded

        return self._keep.get(engine, model, load)
