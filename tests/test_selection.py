"""Who does what: the same request, catalogue and live workers give the same choice."""

import pytest

from activities.engines.catalogue import EngineCard, ModelCard
from workflows.selection import (
    Choice,
    EngineUnavailable,
    LiveEngine,
    NotInCatalogue,
    Wanted,
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
    choice = select(Wanted(model, language), CARDS, [PREPARE, *live])["transcribe"]
    assert f"{choice.device}.{choice.engine}.{choice.model}" == chosen


@pytest.mark.parametrize(
    "model", ["nonesuch", "whisper:nonesuch", "nonesuch:base", "audio-prepare", "", ":base"]
)
@pytest.mark.parametrize("live", [[], [PREPARE, CPU]])
def test_a_name_that_exists_nowhere_is_the_callers_fault(model: str, live: list[LiveEngine]) -> None:
    with pytest.raises(NotInCatalogue, match="whisper"):
        select(Wanted(model), CARDS, live)


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
        select(Wanted(model, language), CARDS, live)
    assert all(found.engine in str(refusal.value) or found is PREPARE for found in live)
    assert "None" not in str(refusal.value)


def test_a_language_that_no_engine_knows_is_the_callers_fault() -> None:
    with pytest.raises(NotInCatalogue, match="de"):
        select(Wanted(language="xx"), [CARDS[1]], [PREPARE, GERMAN])


def test_an_engine_that_this_catalogue_does_not_have_is_passed_over() -> None:
    stranger = LiveEngine("transcribe", "stranger", "gpu", ["x"])
    assert select(Wanted(), CARDS, [stranger, PREPARE, CPU])["transcribe"].engine == "whisper"


def test_every_stage_has_a_choice_and_every_choice_a_queue() -> None:
    choices = select(Wanted(), CARDS, [PREPARE, GPU])
    assert choices["prepare"] == Choice("prepare", "audio-prepare", "cpu")
    assert choices["transcribe"].queue == "gpu.transcribe.whisper"
    assert task_queue("cpu", "align", "phoneme") == "cpu.align.phoneme"


def test_who_is_live_can_be_read() -> None:
    assert describe([]) == "no worker is live"
    assert describe([PREPARE, CPU]) == "live: audio-prepare on cpu (prepare); whisper on cpu (tiny.en, base)"


VOICES = EngineCard(
    id="voices",
    stages=["diarize"],
    summary="",
    gives=["turns"],
    devices=["cpu"],
    licence="MIT",
    extra="speakers",
)
TIMES = EngineCard(
    id="times",
    stages=["align"],
    summary="",
    gives=["times"],
    devices=["cpu"],
    licence="MIT",
    models={
        "first": ModelCard(memory_mb=1, licence="MIT", source=""),
        "second": ModelCard(memory_mb=1, licence="MIT", source=""),
    },
)
ALIGNING = LiveEngine("align", "times", "cpu")
TELLING = LiveEngine("diarize", "voices", "gpu")


def chosen(wanted: Wanted, *live: LiveEngine) -> dict[str, Choice]:
    return select(wanted, [*CARDS, VOICES, TIMES], [PREPARE, CPU, *live])


def test_words_are_aligned_wherever_somebody_live_can() -> None:
    assert "align" not in chosen(Wanted())
    assert chosen(Wanted(), ALIGNING)["align"] == Choice("align", "times", "cpu", "first")
    assert chosen(Wanted(align="times:second"), ALIGNING)["align"].model == "second"
    assert "align" not in chosen(Wanted(align="none"), ALIGNING)


def test_speakers_are_told_apart_only_when_that_is_asked_for() -> None:
    assert "diarize" not in chosen(Wanted(), TELLING)
    assert chosen(Wanted(diarize="auto"), TELLING)["diarize"].queue == "gpu.diarize.voices"


def test_asking_for_speakers_where_nobody_can_says_what_to_install() -> None:
    with pytest.raises(EngineUnavailable, match=r"pip install 'dalston\[speakers\]' brings voices"):
        chosen(Wanted(diarize="auto"))


def test_an_engine_for_speakers_that_does_not_exist_is_the_callers_mistake() -> None:
    with pytest.raises(NotInCatalogue, match="'ears' for diarize; use auto, or one of: voices"):
        chosen(Wanted(diarize="ears"), TELLING)


def test_a_transcriber_that_gives_words_in_time_and_speakers_needs_no_later_stage() -> None:
    whole = EngineCard(
        id="whole",
        stages=["transcribe"],
        summary="",
        gives=["aligned", "speakers"],
        unit="recording",
        devices=["cpu"],
        licence="MIT",
    )
    cards = [VOICES, TIMES, whole]
    live = [PREPARE, LiveEngine("transcribe", "whole", "cpu"), ALIGNING, TELLING]
    found = select(Wanted("whole", diarize="auto"), cards, live)
    assert set(found) == {"prepare", "transcribe"}
    assert found["transcribe"] == Choice("transcribe", "whole", "cpu", whole=True, speakers=True)
    assert not select(Wanted("whole"), cards, live)["transcribe"].speakers
    named = select(Wanted("whole", align="times", diarize="voices"), cards, live)
    assert set(named) == {"prepare", "transcribe", "align", "diarize"}
    assert not named["transcribe"].speakers
    with pytest.raises(NotInCatalogue, match="whole hears one language"):
        select(Wanted("whole", each_language=True), cards, live)
