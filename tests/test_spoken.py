"""Tokens of a transcript join to its text, whatever an engine or a person wrote into it."""

from typing import Any

import pytest
from elevenlabs.errors import BadRequestError
from elevenlabs.webhooks_custom import WebhooksClient
from hypothesis import given
from hypothesis import strategies as st

from activities import signature
from activities.transcript import Event, Segment, Word
from api.exports import fonts
from api.spoken import by_time, groups, of_segment, places, tokens, with_events
from tests.transcripts import transcript

LETTERS = st.text(alphabet="ab ,.\"'é語字-\n\t", max_size=30)


def said(text: str, words: list[str], start: float = 0.0) -> Segment:
    spoken = [Word(text=word, start=start + n, end=start + n + 1) for n, word in enumerate(words)]
    return Segment(text=text, start=start, end=start + max(1, len(words)), words=spoken)


@given(st.lists(st.tuples(LETTERS, st.lists(LETTERS, max_size=4)), max_size=4))
def test_tokens_join_to_the_text(parts: list[tuple[str, list[str]]]) -> None:
    segments = [said(text, words, start=10.0 * n) for n, (text, words) in enumerate(parts)]
    whole = transcript(segments=segments, text=" ".join(segment.text for segment in segments))
    found = tokens(whole)
    assert "".join(token.text for token in found) == whole.text
    assert all(token.start <= token.end for token in found if token.kind == "spacing")
    for group in groups(found, lambda *_: False):
        assert (group[0].kind, group[-1].kind) == ("word", "word")


def test_signs_belong_to_the_word_in_front_of_them() -> None:
    found = of_segment(said("Well, no.", ["Well", "no"]))
    assert [(token.text, token.kind) for token in found] == [
        ("Well,", "word"),
        (" ", "spacing"),
        ("no.", "word"),
    ]


def test_chinese_has_no_space_between_words() -> None:
    found = of_segment(said("你好世界", ["你好", "世界"]))
    assert [token.text for token in found] == ["你好", "世界"]


def test_what_stands_where_is_known_behind_a_sound_too() -> None:
    segment = said("one two three", ["one", "two", "three"])
    whole = transcript(segments=[segment], text=segment.text)
    laughter = Event(type="laughter", start=0.5, end=0.8, confidence=0.9)
    found = with_events(tokens(whole), [laughter])
    text = "".join(token.text for token in found)
    assert text == "one (laughter) two three"
    place = places(found)
    assert text[place(8) : place(12) + 1] == "three"


def test_words_of_two_channels_take_turns() -> None:
    segments = [said("a c", ["a", "c"]), said("b d", ["b", "d"], start=0.5)]
    found = by_time(tokens(transcript(segments=segments, text="a c b d")))
    assert "".join(token.text for token in found) == "a b c d"


def test_a_receiver_believes_the_new_secret_while_an_old_one_signs_too() -> None:
    body, stamp = b'{"a": 1}', 4_000_000_000
    old, new = signature.new_secret(), signature.new_secret()
    header = signature.headers("msg_1", stamp, body, [new, old])["elevenlabs-signature"]
    believe: Any = WebhooksClient(client_wrapper=None).construct_event  # type: ignore[arg-type]
    assert believe(body.decode(), header, new) == {"a": 1}
    with pytest.raises(BadRequestError):
        believe(body.decode(), header, signature.new_secret())


def test_each_script_has_a_font() -> None:
    found = {part: font for font, part in fonts.runs("Hi 你好 こんにちは 안녕", "zh")}
    assert found["你好"] == fonts.CHINESE
    assert found["こんにちは"] == fonts.JAPANESE
    assert found["안녕"] == fonts.KOREAN
    assert found["Hi "] is None
