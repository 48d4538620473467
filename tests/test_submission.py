"""What a form may ask for."""

from typing import get_args

import pytest

from activities.engines.redact.pii_presidio.entities import CATEGORIES
from activities.options import JobOptions
from api import submission
from api.errors import InvalidField


def test_an_empty_form_asks_for_the_defaults() -> None:
    asked = submission.read([])
    assert (asked.spoken, asked.model, asked.timestamps_granularity) == (None, "auto", "word")
    assert asked.options() == JobOptions()


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


def test_what_is_asked_for_decides_which_engines_are_wanted() -> None:
    asked = submission.read(
        [("speaker_detection", "diarize"), ("detect_events", "true"), ("redact_pii", "true")]
    )
    wanted = asked.wanted()
    assert (wanted.diarize, wanted.events, wanted.emotions, wanted.entities) == ("auto", True, False, True)


def test_segments_are_enough_without_an_aligner_unless_something_is_to_be_taken_out() -> None:
    asked = [("timestamps_granularity", "segment")]
    assert submission.read(asked).wanted().align == "none"
    assert submission.read([*asked, ("redact_pii_audio", "true")]).wanted().align == "auto"


@pytest.mark.parametrize(
    "fields", [{"min_speakers": "3", "max_speakers": "2"}, {"num_speakers": "5", "max_speakers": "4"}]
)
def test_numbers_of_speakers_must_agree(fields: dict[str, str]) -> None:
    with pytest.raises(InvalidField, match=r"min_speakers \(3\) is more|num_speakers \(5\) is not"):
        submission.read(list(fields.items()))


def test_what_a_translation_says_cannot_be_silenced_where_it_is_heard() -> None:
    with pytest.raises(InvalidField, match=r"redact_pii_audio needs task=transcribe"):
        submission.read([("task", "translate"), ("redact_pii_audio", "true")])


def test_a_name_is_made_fit_to_be_shown() -> None:
    assert submission.read([("name", " Board\x00 meeting\n2 ")]).name == "Board meeting 2"
    assert submission.read([("name", "\x00")]).name is None


def test_the_kinds_of_personal_data_are_those_that_the_engine_finds() -> None:
    assert set(get_args(submission.EntityType)) == set(CATEGORIES)
