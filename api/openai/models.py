"""The models as OpenAI's clients list them."""

from typing import Literal

from fastapi import APIRouter
from pydantic import BaseModel

from activities.engines import catalogue
from api import engines
from api.caller import READS
from api.engines import LiveEngines, ModelStatus
from api.openai.dialect import ModelNotFound
from api.openai.names import MODELS, OPENAI_NAME, PREFIX
from workflows.selection import LiveEngine

router = APIRouter(include_in_schema=False)

UNDATED = 0  # nobody keeps when a model was made; the client's type wants a time


class Model(BaseModel):
    id: str
    object: Literal["model"] = "model"
    created: int = UNDATED
    owned_by: str


class Models(BaseModel):
    object: Literal["list"] = "list"
    data: list[Model]


@router.get(f"{PREFIX}/models", dependencies=READS)
def list_models(live: LiveEngines) -> Models:
    return models(live)


@router.get("/v1/models/{id:path}", dependencies=READS)
@router.get(f"{PREFIX}/models/{{id:path}}", dependencies=READS)
def retrieve_model(id: str, live: LiveEngines) -> Model:
    known = _ours(live)
    for model in known:
        if id == f"{model.engine}:{model.model}" or id in (model.model, *model.aliases):
            return Model(id=id, owned_by=model.engine)
    if id == "auto" or OPENAI_NAME.fullmatch(id):
        return Model(id=id, owned_by="dalston")
    raise ModelNotFound(f"there is no model {id[:100]!r}; GET {PREFIX}/models lists those there are")


def models(live: list[LiveEngine]) -> Models:
    """Those that a live worker can transcribe with, and the names of OpenAI's that mean one of them."""
    ours = [Model(id=model.id, owned_by=model.engine) for model in _ours(live) if model.available]
    theirs = [Model(id=name, owned_by="dalston") for name in MODELS]
    return Models(data=[*theirs, *ours])


def _ours(live: list[LiveEngine]) -> list[ModelStatus]:
    transcribers = [card for card in catalogue.cards() if "transcribe" in card.stages]
    return [model for card in transcribers for model in engines.models(card, live)]
