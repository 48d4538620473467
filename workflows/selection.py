"""Who does each stage: a pure function of the request, the catalogue and who is live."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from activities.engines.catalogue import EngineCard

LIGHT_QUEUE = "cpu"  # workflow tasks and light activities: merge, record, purge
FETCH_QUEUE = "fetch"  # of its own: slow servers of strangers must not hold up light activities
DELIVERY_QUEUE = "webhooks"  # for the same reason


class EngineUnavailable(Exception):
    """Nobody live can do what was asked. Says what was asked and who is live."""


class NotInCatalogue(ValueError):
    """The request names a model, an engine or a language that no engine of the catalogue has."""


class UnknownModel(NotInCatalogue):
    """The request names a model that no engine of the catalogue has."""


@dataclass(frozen=True)
class Choice:
    """The engine, model and device that do one stage of a job."""

    stage: str
    engine: str
    device: str
    model: str | None = None
    # Of a transcriber:
    whole: bool = False  # it wants a recording in one piece
    speakers: bool = False  # it is to tell speakers apart too
    spare: str | None = field(default=None, compare=False)  # device to go to when memory runs out

    @property
    def queue(self) -> str:
        return task_queue(self.device, self.stage, self.engine)


@dataclass(frozen=True)
class LiveEngine:
    """An engine on one kind of device, as its live workers announce it."""

    stage: str
    engine: str
    device: str
    models: list[str] = field(default_factory=list)  # loaded, the default first
    workers: int = 1
    slots: int = 1
    free_slots: int = 1


def task_queue(device: str, stage: str, engine: str) -> str:
    """E.g. gpu.transcribe.faster-whisper."""
    return f"{device}.{stage}.{engine}"


@dataclass(frozen=True)
class Wanted:
    """What a caller asks for, as far as it decides who does it."""

    model: str = "auto"  # "auto", an engine id, "engine:model", a model's name or an alias
    language: str | None = None  # BCP 47; None: to be found out
    each_language: bool = False  # found out again and again, not once
    translate: bool = False  # into English
    align: str = "auto"  # "auto": where somebody live can; "none"; an engine or "engine:model"
    diarize: str | None = None  # None: not wanted; "auto"; an engine or "engine:model"
    events: bool = False
    emotions: bool = False
    refine: bool = False
    entities: bool = False


def select(wanted: Wanted, catalogue: Sequence[EngineCard], live: Sequence[LiveEngine]) -> dict[str, Choice]:
    """A choice for each part of the work. Raises NotInCatalogue or EngineUnavailable."""
    cards = {card.id: card for card in catalogue}
    transcriber = _transcriber(wanted, cards, live)
    given = cards[transcriber.engine].gives
    # What the transcriber gives itself falls away, unless another engine was named for it.
    own_speakers = wanted.diarize == "auto" and "speakers" in given
    own_times = wanted.align == "auto" and "aligned" in given
    transcriber = replace(transcriber, speakers=own_speakers, spare=_spare(transcriber, live))
    found = {"prepare": _first("prepare", "audio-prepare", live), "transcribe": transcriber}
    parts = {
        "diarize": ("diarize", "turns", wanted.diarize if not own_speakers else None),
        "events": ("detect", "events", "auto" if wanted.events else None),
        "emotions": ("detect", "emotions", "auto" if wanted.emotions else None),
        "refine": ("refine", "text", "auto" if wanted.refine else None),
        "redact": ("redact", "entities", "auto" if wanted.entities else None),
    }
    for part, (stage, gives, asked) in parts.items():
        if asked is not None:
            found[part] = _optional(stage, gives, asked, cards, live)
    if wanted.align != "none" and not own_times:
        if aligners := _able("align", "times", wanted.align, cards, live):
            found["align"] = aligners[0]
        elif wanted.align != "auto":
            found["align"] = _optional("align", "times", wanted.align, cards, live)
    return found


def _optional(
    stage: str, gives: str, asked: str, cards: dict[str, EngineCard], live: Sequence[LiveEngine]
) -> Choice:
    if able := _able(stage, gives, asked, cards, live):
        return able[0]
    known = [card for card in cards.values() if stage in card.stages and gives in card.gives]
    if asked != "auto" and asked.partition(":")[0] not in {card.id for card in known}:
        names = ", ".join(card.id for card in known) or "none yet"
        raise NotInCatalogue(f"there is no engine {asked!r} for {stage}; use auto, or one of: {names}")
    hints = (f"pip install 'dalston[{card.extra}]' brings {card.id}" for card in known if card.extra)
    raise EngineUnavailable(f"no live worker can {stage} ({gives}): {'; '.join([*hints, describe(live)])}")


def _able(
    stage: str, gives: str, asked: str, cards: dict[str, EngineCard], live: Sequence[LiveEngine]
) -> list[Choice]:
    """Live engines that give something, the faster device first."""
    engine, _, model = asked.partition(":")
    return [
        Choice(stage, found.engine, found.device, model or next(iter(card.models), None))
        for found in sorted(live, key=lambda found: found.device != "gpu")
        if found.stage == stage and (card := cards.get(found.engine)) and gives in card.gives
        if asked == "auto" or engine == found.engine
    ]


def _spare(choice: Choice, live: Sequence[LiveEngine]) -> str | None:
    """The CPU, where somebody has the same model loaded there; of what computes on a GPU."""
    for found in live:
        same = (found.stage, found.engine, found.device) == (choice.stage, choice.engine, "cpu")
        if choice.device == "gpu" and same and (choice.model is None or choice.model in found.models):
            return "cpu"
    return None


def _first(stage: str, engine: str, live: Sequence[LiveEngine]) -> Choice:
    for found in live:
        if (found.stage, found.engine) == (stage, engine):
            return Choice(stage, engine, found.device)
    raise EngineUnavailable(f"no worker serves {engine!r} for {stage}; {describe(live)}")


def _transcriber(wanted: Wanted, cards: dict[str, EngineCard], live: Sequence[LiveEngine]) -> Choice:
    asked, language = wanted.model, wanted.language
    candidates = [
        Choice("transcribe", found.engine, found.device, model, whole=cards[found.engine].unit == "recording")
        for found in sorted(live, key=lambda found: found.device != "gpu")  # the faster device first
        if found.stage == "transcribe" and found.engine in cards
        for model in _models(asked, found, cards[found.engine])
    ]
    if not candidates:
        _check_known(asked, cards, live)
        raise EngineUnavailable(f"no live worker can transcribe with {asked!r}; {describe(live)}")
    if wanted.each_language:
        candidates = _chunk_by_chunk(candidates)
    if wanted.translate:
        candidates = _into_english(candidates, asked, cards)
    fitting = [choice for choice in candidates if cards[choice.engine].speaks(choice.model, language)]
    if not fitting:
        _check_spoken(language, cards)
        names = ", ".join(":".join(filter(None, (choice.engine, choice.model))) for choice in candidates)
        raise EngineUnavailable(f"no live model for {asked!r} handles language {language!r}; live: {names}")
    if language is None and asked in ("auto", candidates[0].engine):
        # Not yet known what is spoken: a model of many languages before one of a single language.
        fitting.sort(key=lambda choice: not cards[choice.engine].speaks_many(choice.model))
    return fitting[0]


def _chunk_by_chunk(candidates: list[Choice]) -> list[Choice]:
    if fitting := [choice for choice in candidates if not choice.whole]:
        return fitting
    names = ", ".join(dict.fromkeys(choice.engine for choice in candidates))
    raise NotInCatalogue(f"{names} hears one language in a recording; leave detect_language at file")


def _into_english(candidates: list[Choice], asked: str, cards: dict[str, EngineCard]) -> list[Choice]:
    if fitting := [one for one in candidates if cards[one.engine].into_english(one.model)]:
        return fitting
    able = ", ".join(
        f"{card.id}:{model}" for card in cards.values() for model in card.models if card.into_english(model)
    )
    names = ", ".join(":".join(filter(None, (one.engine, one.model))) for one in candidates)
    if asked == "auto":
        raise EngineUnavailable(f"no live model translates (live: {names}); these can: {able}")
    raise NotInCatalogue(f"{names} cannot translate into English; these can: {able}")


def _models(asked: str, found: LiveEngine, card: EngineCard) -> Sequence[str | None]:
    """The models of a live engine that the request could mean; None: the engine has no models to choose."""
    engine, _, model = asked.partition(":")
    if asked == "auto" or (engine == found.engine and not model):
        return found.models or ([] if card.models else [None])
    name = model if engine == found.engine else asked
    name = card.aliases.get(name, name)
    return [name] if name in card.models or name in found.models else []


def _check_known(asked: str, cards: dict[str, EngineCard], live: Sequence[LiveEngine]) -> None:
    transcribers = [card for card in cards.values() if "transcribe" in card.stages]
    known = {"auto"}
    for found in live:
        known |= {*found.models, *(f"{found.engine}:{model}" for model in found.models)}
    for card in transcribers:
        names = [*card.models, *card.aliases]
        known |= {card.id, *names, *(f"{card.id}:{name}" for name in names)}
    if asked not in known:
        engines = ", ".join(
            f"{card.id} ({', '.join([*card.aliases, *card.models])})" for card in transcribers
        )
        raise UnknownModel(f"there is no model {asked!r}; use auto, or one of: {engines}")


def _check_spoken(language: str | None, cards: dict[str, EngineCard]) -> None:
    transcribers = [card for card in cards.values() if "transcribe" in card.stages]
    if not any(card.speaks(None, language) for card in transcribers):
        known = sorted({code for card in transcribers for code in card.languages})
        raise NotInCatalogue(
            f"no engine knows the language {language!r}; use auto, or one of: {', '.join(known)}"
        )


def describe(live: Sequence[LiveEngine]) -> str:
    """For people: who is live."""
    if not live:
        return "no worker is live"
    names = (f"{found.engine} on {found.device} ({', '.join(found.models) or found.stage})" for found in live)
    return "live: " + "; ".join(names)
