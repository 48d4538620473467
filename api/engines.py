"""What there is to transcribe with: the catalogue, and which of it is live."""

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends
from pydantic import BaseModel, Field

from activities.engines import catalogue
from activities.engines.catalogue import EngineCard
from activities.engines.readiness import lacking
from api.caller import READS
from api.errors import described
from api.offers import Offers, offers
from api.state import Here
from workflows.selection import LiveEngine

router = APIRouter(prefix="/v1", tags=["engines"])


class Serving(BaseModel):
    """An engine on one kind of device."""

    device: str
    models: list[str] = Field(description="Loaded and warm.")
    workers: int
    slots: int
    free_slots: int


class EngineStatus(EngineCard):
    live: list[Serving] = Field(description="Empty: no worker serves this engine now.")
    missing: str | None = Field(
        description="What it lacks on the server's own machine, where no worker serves it."
    )


class EngineList(Offers):
    engines: list[EngineStatus]


class ModelStatus(BaseModel):
    id: str = Field(
        description="What the `model` field of a submission takes.", examples=["faster-whisper:base"]
    )
    engine: str
    model: str
    aliases: list[str]
    languages: list[str] = Field(description="BCP 47; `*` stands for many.")
    memory_mb: int | None
    licence: str
    source: str | None
    available: bool = Field(description="A live worker can transcribe with it.")
    loaded: bool = Field(description="A live worker holds it in memory.")


class ModelList(BaseModel):
    models: list[ModelStatus]


async def live_engines(state: Here) -> list[LiveEngine]:
    census = await state.live.census()
    return [*census.engines, *census.streaming]


LiveEngines = Annotated[list[LiveEngine], Depends(live_engines)]


@router.get("/engines", dependencies=READS, responses=described(503))
def list_engines(state: Here, live: LiveEngines) -> EngineList:
    """The catalogue, on which devices each engine is live, and what keeps the others from it."""
    engines = [status(card, live, state.settings.models_path) for card in catalogue.cards()]
    return EngineList(engines=engines, **dict(offers(live)))


def list_models(live: LiveEngines) -> ModelList:
    """Every model of every engine that transcribes."""
    transcribers = [card for card in catalogue.cards() if "transcribe" in card.stages]
    return ModelList(models=[model for card in transcribers for model in models(card, live)])


def status(card: EngineCard, live: list[LiveEngine], models: Path) -> EngineStatus:
    serving = [
        Serving(
            device=found.device,
            models=found.models,
            workers=found.workers,
            slots=found.slots,
            free_slots=found.free_slots,
        )
        for found in live
        if found.engine == card.id
    ]
    return EngineStatus(**dict(card), live=serving, missing=None if serving else lacking(card, models))


def models(card: EngineCard, live: list[LiveEngine]) -> list[ModelStatus]:
    """Those of the card, and those that a worker has loaded from a folder of its own."""
    serving = [found for found in live if found.engine == card.id]
    loaded = {model for found in serving for model in found.models}
    return [
        _model(card, name, bool(serving), loaded)
        for name in [*card.models, *sorted(loaded - set(card.models))]
    ]


def _model(card: EngineCard, name: str, served: bool, loaded: set[str]) -> ModelStatus:
    known = card.models.get(name)
    return ModelStatus(
        id=f"{card.id}:{name}",
        engine=card.id,
        model=name,
        aliases=[alias for alias, model in card.aliases.items() if model == name],
        languages=card.languages_of(name),
        memory_mb=known.memory_mb if known else None,
        licence=known.licence if known else card.licence,
        source=known.source if known else None,
        available=served,
        loaded=name in loaded,
    )
