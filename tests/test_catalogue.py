"""Every engine's card is true, and engines of other packages are found."""

import sys
from collections.abc import Iterator
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import pytest

from activities.audio import Audio
from activities.engines import TranscribeOptions, UnknownEngine, catalogue
from activities.engines.catalogue import EngineCard
from activities.engines.loaded import LoadedEngines
from tests.recordings import speech

CARDS = catalogue.cards()
JSON_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}
STAGES = {"prepare", "transcribe", "align", "diarize", "detect", "merge", "refine", "redact", "stream"}
every_card = pytest.mark.parametrize("card", CARDS, ids=[card.id for card in CARDS])


@every_card
def test_a_card_names_a_class_that_exists(card: EngineCard) -> None:
    assert isinstance(resolve_name(catalogue.locations()[card.id]), type)


@every_card
def test_a_card_is_complete(card: EngineCard) -> None:
    assert card.summary.endswith(".")
    assert card.licence
    assert card.devices
    assert set(card.stages) <= STAGES
    assert set(card.aliases.values()) <= set(card.models)
    assert not set(card.aliases) & set(card.models)
    assert all(model.memory_mb > 0 and model.source for model in card.models.values())


@every_card
def test_a_cards_parameters_are_a_json_schema(card: EngineCard) -> None:
    if card.parameters:
        check_schema(card.parameters)
        assert card.parameters["type"] == "object"


def check_schema(schema: dict[str, Any]) -> None:
    if "enum" in schema:
        assert schema["enum"]
        return
    names = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    assert set(names) <= set(JSON_TYPES)
    if "default" in schema:
        assert any(isinstance(schema["default"], JSON_TYPES[name]) for name in names)
    for bound in ("minimum", "maximum", "maxLength", "maxItems"):
        assert isinstance(schema.get(bound, 0), (int, float))
    for inner in (*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])):
        check_schema(inner)


@pytest.mark.parametrize(
    "card", [card for card in CARDS if "transcribe" in card.stages], ids=lambda card: str(card.id)
)
def test_a_transcribers_parameters_are_what_a_caller_may_ask(card: EngineCard) -> None:
    assert set(card.parameters.get("properties", {})) <= set(TranscribeOptions.model_fields) - {"careful"}


def test_an_engine_that_is_not_in_the_catalogue_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownEngine, match=r"'nonesuch'.*faster-whisper"):
        catalogue.load("nonesuch")


ENGINE = """
class Parrot:
    def __init__(self, model, **worker):
        self.model = model

    def transcribe(self, audio, options):
        return iter(())
"""
CARD = "{id: parrot, stages: [transcribe], summary: Says nothing., devices: [cpu], licence: MIT}"


@pytest.fixture
def parrot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another project's package, installed, with an engine and one that it forgot to ship."""
    package, metadata = tmp_path / "parrots", tmp_path / "parrots-1.0.dist-info"
    package.mkdir()
    metadata.mkdir()
    (package / "__init__.py").touch()
    (package / "engine.py").write_text(ENGINE)
    (package / "engine.yaml").write_text(CARD)
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: parrots\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text(
        "[dalston.engines]\nparrot = parrots.engine:Parrot\nlost = parrots.lost:Lost\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    yield
    catalogue.card.cache_clear()
    for module in ("parrots", "parrots.engine"):
        sys.modules.pop(module, None)


@pytest.mark.usefixtures("parrot")
def test_an_engine_of_another_package_is_found_by_its_entry_point(tmp_path: Path) -> None:
    assert catalogue.card("parrot").stages == ["transcribe"]
    engine = LoadedEngines(tmp_path).get("parrot", None)
    assert list(engine.transcribe(Audio(speech()), TranscribeOptions())) == []


@pytest.mark.usefixtures("parrot")
def test_reading_a_card_does_not_import_the_engine() -> None:
    catalogue.card("parrot")
    assert "parrots.engine" not in sys.modules


@pytest.mark.usefixtures("parrot")
def test_an_engine_whose_module_is_missing_says_so() -> None:
    with pytest.raises(UnknownEngine, match="not installed"):
        catalogue.card("lost")
