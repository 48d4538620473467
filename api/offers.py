"""What a submission may ask for now, given who is live: for forms that offer no more than that."""

from collections.abc import Sequence

from pydantic import BaseModel, Field

from activities.engines import catalogue
from workflows.selection import EngineUnavailable, LiveEngine, NotInCatalogue, Wanted, select

# By the submission's field, or its value: what that makes of the selection.
ASKED = {
    "transcribe": Wanted(),
    "translate": Wanted(translate=True),
    "detect_language": Wanted(each_language=True),
    "diarize": Wanted(diarize="auto"),
    "detect_events": Wanted(events=True),
    "detect_emotions": Wanted(emotions=True),
    "llm_cleanup": Wanted(refine=True),
    "pii_detection": Wanted(entities=True),
}


class Offer(BaseModel):
    available: bool
    reason: str | None = Field(description="Why not, and what would help; null where it is available.")


class Offers(BaseModel):
    """By what a submission asks for; redaction needs what `pii_detection` needs."""

    options: dict[str, Offer] = Field(
        examples=[{"transcribe": {"available": True, "reason": None}}],
        description=f"{', '.join(ASKED)}, and `word_times` more exact than those of the transcriber.",
    )
    languages: list[str] = Field(description="BCP 47, of live engines that transcribe; `*`: many more.")


def offers(live: Sequence[LiveEngine]) -> Offers:
    cards = catalogue.cards()
    speaking = [engine for engine in live if engine.stage == "transcribe"]
    known = {card.id: card for card in cards}
    languages = {
        language
        for engine in speaking
        if (card := known.get(engine.engine))
        for model in [*engine.models] or [*card.models] or [""]
        for language in card.languages_of(model)
    }
    found = {name: offer(wanted, live) for name, wanted in ASKED.items()}
    aligned = any(engine.stage == "align" for engine in live)
    found["word_times"] = Offer(
        available=aligned, reason=None if aligned else "no live worker serves an engine for align"
    )
    return Offers(options=found, languages=sorted(languages))


def offer(wanted: Wanted, live: Sequence[LiveEngine]) -> Offer:
    try:
        select(wanted, catalogue.cards(), live)
    except (EngineUnavailable, NotInCatalogue) as error:
        return Offer(available=False, reason=str(error))
    return Offer(available=True, reason=None)
