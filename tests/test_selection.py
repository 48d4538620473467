"""Who does what: the same request, catalogue and live workers give the same choice."""

import pytest

from activities.engines.catalogue import EngineCard, ModelCard
from workflows.selection import (
    Choice,
    EngineUnavailable,
    LiveEngine,
    NotInCatalogue,
    describe,
    select,
    task_queue,
)

CARDS = [
    EngineCard(
        id="whisper",
        stages=["transcribe"],
        summary="",
        devices=["cpu", "gpu"],
        licence="MIT",
        aliases={"fast": "base", "accurate": "large"},
        models={
            "base": ModelCard(memory_mb=1, licence="MIT", source=""),
            "large": ModelCard(memory_mb=1, licence="MIT", source=""),
            "tiny.en": ModelCard(memory_mb=1, licence="MIT", source="", languages=["en"]),
        },
    ),
    EngineCard(
        id="german", stages=["transcribe"], summary="", devices=["cpu"], licence="MIT", languages=["de"]
    ),
    EngineCard(id="audio-prepare", stages=["prepare"], summary="", devices=["cpu"], licence="MIT"),
]
PREPARE = LiveEngine("prepare", "audio-prepare", "cpu")


def whisper(*models: str, device: str = "cpu") -> LiveEngine:
    return LiveEngine("transcribe", "whisper", device, list(models))


GERMAN = LiveEngine("transcribe", "german", "cpu")
CPU = whisper("tiny.en", "base")
GPU = whisper("large", device="gpu")


@pytest.mark.parametrize(
    ("model", "language", "live", "chosen"),
    [
        ("auto", None, [whisper("base")], "cpu.whisper.base"),
        ("auto", None, [CPU], "cpu.whisper.base"),  # many languages before one
        ("auto", "en", [CPU], "cpu.whisper.tiny.en"),  # the default
        ("auto", "en-GB", [CPU], "cpu.whisper.tiny.en"),
        ("auto", "de", [CPU], "cpu.whisper.base"),
        ("auto", None, [whisper("tiny.en")], "cpu.whisper.tiny.en"),  # the only one there is
        ("auto", None, [CPU, GPU], "gpu.whisper.large"),
        ("auto", "fr", [GERMAN, CPU], "cpu.whisper.base"),
        ("auto", "de-AT", [GERMAN, CPU], "cpu.german.None"),
        ("whisper", None, [GERMAN, CPU], "cpu.whisper.base"),
        ("german", None, [CPU, GERMAN], "cpu.german.None"),
        ("whisper", "en", [CPU, GPU], "gpu.whisper.large"),
        ("whisper:base", None, [CPU, GPU], "gpu.whisper.base"),  # any model of the catalogue, where asked
        ("base", None, [CPU], "cpu.whisper.base"),
        ("fast", "de", [CPU], "cpu.whisper.base"),
        ("whisper:accurate", None, [CPU], "cpu.whisper.large"),
        ("whisper:my-own", None, [whisper("my-own")], "cpu.whisper.my-own"),
        ("my-own", "sv", [whisper("base", "my-own")], "cpu.whisper.my-own"),
        ("tiny.en", None, [CPU], "cpu.whisper.tiny.en"),
    ],
)
def test_the_choice(model: str, language: str | None, live: list[LiveEngine], chosen: str) -> None:
    choice = select(model, language, CARDS, [PREPARE, *live])["transcribe"]
    assert f"{choice.device}.{choice.engine}.{choice.model}" == chosen


@pytest.mark.parametrize(
    "model", ["nonesuch", "whisper:nonesuch", "nonesuch:base", "audio-prepare", "", ":base"]
)
@pytest.mark.parametrize("live", [[], [PREPARE, CPU]])
def test_a_name_that_exists_nowhere_is_the_callers_fault(model: str, live: list[LiveEngine]) -> None:
    with pytest.raises(NotInCatalogue, match="whisper"):
        select(model, None, CARDS, live)


@pytest.mark.parametrize(
    ("model", "language", "live"),
    [
        ("auto", None, []),
        ("auto", None, [PREPARE]),
        ("auto", None, [CPU]),  # nobody prepares
        ("base", None, [PREPARE, GERMAN]),
        ("german", None, [PREPARE, CPU]),
        ("tiny.en", "de", [PREPARE, CPU]),
        ("german", "fr", [PREPARE, GERMAN]),
        ("auto", "de", [PREPARE, whisper("tiny.en")]),
    ],
)
def test_what_nobody_live_can_do_is_unavailable(
    model: str, language: str | None, live: list[LiveEngine]
) -> None:
    with pytest.raises(EngineUnavailable) as refusal:
        select(model, language, CARDS, live)
    assert all(found.engine in str(refusal.value) or found is PREPARE for found in live)
    assert "None" not in str(refusal.value)


def test_a_language_that_no_engine_knows_is_the_callers_fault() -> None:
    with pytest.raises(NotInCatalogue, match="de"):
        select("auto", "xx", [CARDS[1]], [PREPARE, GERMAN])


def test_an_engine_that_this_catalogue_does_not_have_is_passed_over() -> None:
    stranger = LiveEngine("transcribe", "stranger", "gpu", ["x"])
    assert select("auto", None, CARDS, [stranger, PREPARE, CPU])["transcribe"].engine == "whisper"


def test_every_stage_has_a_choice_and_every_choice_a_queue() -> None:
    choices = select("auto", None, CARDS, [PREPARE, GPU])
    assert choices["prepare"] == Choice("prepare", "audio-prepare", "cpu")
    assert choices["transcribe"].queue == "gpu.transcribe.whisper"
    assert task_queue("cpu", "align", "phoneme") == "cpu.align.phoneme"


def test_who_is_live_can_be_read() -> None:
    assert describe([]) == "no worker is live"
    assert describe([PREPARE, CPU]) == "live: audio-prepare on cpu (prepare); whisper on cpu (tiny.en, base)"
