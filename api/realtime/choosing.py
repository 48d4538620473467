"""Which engine and model a live session gets: a function of what was asked and who is live."""

from activities import live
from activities.engines import catalogue
from api.live import Census, LiveWorker
from api.realtime.query import Wish
from workflows.selection import Choice, EngineUnavailable, NotInCatalogue


def choose(wish: Wish, census: Census) -> Choice:
    """Raises NotInCatalogue or EngineUnavailable."""
    listening = [worker for worker in census.listeners if not worker.draining]
    if not listening:
        raise EngineUnavailable(
            "no realtime worker is live; `dalston up` starts one, and so does `python -m realtime`"
        )
    candidates = [found for worker in listening if (found := _could(wish, worker))]
    if not candidates:
        _explain(wish, listening)
    fitting = [found for found in candidates if _speaks(found, wish.language)]
    if not fitting:
        names = ", ".join(sorted({f"{found.engine}:{found.model}" for found in candidates}))
        raise NotInCatalogue(f"language {wish.language!r} is not one of {names}; see /v1/engines")
    return fitting[0]


def engine_of(worker: LiveWorker) -> str:
    return worker.queue.removeprefix(live.queue(""))


def _could(wish: Wish, worker: LiveWorker) -> Choice | None:
    engine = engine_of(worker)
    default = next(iter(worker.models), None)
    name, _, model = wish.model.partition(":")
    if wish.model == "auto" or (name == engine and not model):
        return Choice("stream", engine, worker.device, default)
    if name != engine:
        model = wish.model
    known = [*worker.models, *_models(engine)]
    return Choice("stream", engine, worker.device, model) if model in known else None


def _models(engine: str) -> list[str]:
    return list(catalogue.card(engine).models) if engine in catalogue.locations() else []


def _speaks(choice: Choice, language: str | None) -> bool:
    if choice.engine not in catalogue.locations():
        return True
    return catalogue.card(choice.engine).speaks(choice.model, language)


def _explain(wish: Wish, listening: list[LiveWorker]) -> None:
    engines = sorted({engine_of(worker) for worker in listening})
    names = "; ".join(f"{engine} ({', '.join(_models(engine))})" for engine in engines)
    raise NotInCatalogue(f"there is no live model {wish.model!r}; use auto, or one of: {names}")
