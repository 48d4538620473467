"""What a form may ask for."""

import pytest

from api import submission
from api.errors import InvalidField
from workflows.selection import EngineUnavailable


def test_an_empty_form_asks_for_the_defaults() -> None:
    asked = submission.read([])
    assert (asked.spoken, asked.model, asked.timestamps_granularity) == (None, "auto", "word")
    assert asked.options().model_dump() == {
        "language": None,
        "prompt": None,
        "keyterms": [],
        "temperature": 0.0,
        "seed": None,
        "careful": False,
    }


def test_what_was_asked_of_the_transcriber_reaches_it() -> None:
    asked = submission.read(
        [
            ("language", "de"),
            ("prompt", "Grüß Gott"),
            ("temperature", "0.4"),
            ("seed", "7"),
            ("keyterms", "Wien"),
        ]
    )
    options = asked.options()
    assert (options.language, options.prompt, options.temperature) == ("de", "Grüß Gott", 0.4)
    assert (options.seed, options.keyterms) == (7, ["Wien"])


@pytest.mark.parametrize(
    ("sent", "meant"),
    [
        ("auto", None),
        ("", None),
        ("EN", "en"),
        ("pt-br", "pt-BR"),
        ("zh-Hant-TW", "zh-Hant-TW"),
        ("yue", "yue"),
    ],
)
def test_languages_are_bcp_47_tags_in_their_usual_case(sent: str, meant: str | None) -> None:
    assert submission.read([("language", sent)]).spoken == meant


@pytest.mark.parametrize(
    ("fields", "keyterms"),
    [
        ([("keyterms", "one")], ["one"]),
        ([("keyterms", "one"), ("keyterms", " two ")], ["one", "two"]),
        ([("keyterms", '["one", "two, three"]')], ["one", "two, three"]),
        ([("keyterms", '["one"]'), ("keyterms", "two")], ["one", "two"]),
        ([("keyterms", "[]")], []),
    ],
)
def test_keyterms_are_repeated_fields_or_json_arrays(
    fields: list[tuple[str, str]], keyterms: list[str]
) -> None:
    assert submission.read(fields).keyterms == keyterms


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "english please"),
        ("language", "e"),
        ("temperature", "2.1"),
        ("temperature", "-0.1"),
        ("temperature", "nan"),
        ("seed", "1.5"),
        ("seed", "-1"),
        ("prompt", "x" * 1001),
        ("name", "x" * 256),
        ("model", ""),
        ("keyterms", "x" * 51),
        ("keyterms", ""),
        ("keyterms", "[1, 2]"),
        ("keyterms", '["one"'),
        ("keyterms", str(["x"] * 101).replace("'", '"')),
        ("timestamps_granularity", "letter"),
        ("speaker_detection", "yes"),
    ],
)
def test_what_is_out_of_bounds_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(InvalidField) as refusal:
        submission.read([(name, value)])
    assert name in refusal.value.message


def test_a_field_of_one_value_given_twice_is_refused() -> None:
    with pytest.raises(InvalidField, match="language is given twice"):
        submission.read([("language", "en"), ("language", "de")])


@pytest.mark.parametrize("asked", ["diarize", "per_channel"])
def test_telling_speakers_apart_needs_an_engine_for_it(asked: str) -> None:
    with pytest.raises(EngineUnavailable, match=asked):
        submission.read([("speaker_detection", asked)])


def test_a_name_is_made_fit_to_be_shown() -> None:
    assert submission.read([("name", " Board\x00 meeting\n2 ")]).name == "Board meeting 2"
    assert submission.read([("name", "\x00")]).name is None
