"""What people change in a transcript, laid over what the machine wrote."""

import random

import pytest

from activities import overlay
from activities.change import Change, Reassignment, in_effect, name_after
from activities.overlay import Inapplicable
from activities.paragraphs import paragraphs
from activities.transcript import Paragraph, Segment, Transcript
from tests.transcripts import entity, segment, transcript

SAID = "my name is John Smith ok yes call me at 555 1234 please"


@pytest.fixture
def call() -> Transcript:
    """Two people, a name and a number."""
    return transcript(
        [segment(1, SAID[:24], "SPEAKER_00", 0), segment(2, SAID[25:], "SPEAKER_01", 10)],
        [entity(SAID, "John Smith"), entity(SAID, "555 1234", "phone", speaker="SPEAKER_01")],
    )


def said(found: Transcript) -> list[str | None]:
    """What each entity says it is; it must be there."""
    texts = [found.text[one.start_char : one.end_char] for one in found.entities]
    assert texts == [one.text for one in found.entities]
    return [one.text for one in found.entities]


def times(found: Segment) -> dict[str, tuple[float, float]]:
    return {word.text: (word.start, word.end) for word in found.words}


def test_no_edits_leave_the_transcript_as_it_is(call: Transcript) -> None:
    assert overlay.apply(call, []) is call


def test_words_that_are_still_there_keep_their_times(call: Transcript) -> None:
    text = "My name really is Jonathan Smythe, ok?"
    found = overlay.apply(call, [Change(segments={"seg_0001": text})])
    before, after = times(call.segments[0]), times(found.segments[0])
    assert found.segments[0].text == text
    assert [after["My"], after["name"], after["ok?"]] == [before["my"], before["name"], before["ok"]]
    assert after["really"] == (1.8, 2.0)  # in the pause
    assert after["Jonathan"][0] == 3.0
    assert (
        after["Jonathan"][1] == after["Smythe,"][0]
    )  # the two names share the time, the longer one has more
    assert after["Smythe,"][1] == 4.8
    assert [word.confidence for word in found.segments[0].words] == [0.9, 0.9, None, 0.9, None, None, 0.9]
    assert found.segments[0].confidence is None
    assert found.text == f"{text} {SAID[25:]}"
    assert found.segments[1] == call.segments[1]


def test_entities_stay_where_they_are_said(call: Transcript) -> None:
    longer = overlay.apply(call, [Change(segments={"seg_0001": "Well, my own name is John Smith ok"})])
    assert said(longer) == ["John Smith", "555 1234"]
    mended = overlay.apply(call, [Change(segments={"seg_0002": "yes call me at 555 9876. please"})])
    assert said(mended) == ["John Smith", "555 9876"]
    gone = overlay.apply(call, [Change(segments={"seg_0001": "no name"})])
    assert said(gone) == ["555 1234"]


def test_a_mark_that_somebody_wrote_over_is_no_entity_any_more() -> None:
    text = "call [PHONE] or [NAME]"
    redacted = transcript(
        [segment(1, text, None, 0)],
        [
            entity(text, "[PHONE]", "phone", redacted="[PHONE]").model_copy(update={"text": None}),
            entity(text, "[NAME]", redacted="[NAME]").model_copy(update={"text": None}),
        ],
    )
    found = overlay.apply(redacted, [Change(segments={"seg_0001": "please call [PHONE] or me"})])
    assert [(one.redacted, found.text[one.start_char : one.end_char]) for one in found.entities] == [
        ("[PHONE]", "[PHONE]")
    ]


def test_a_language_without_spaces_keeps_times_as_well() -> None:
    there = transcript([segment(1, "今天 天气 很 好", None, 0, spaced=False)])
    found = overlay.apply(there, [Change(segments={"seg_0001": "今天天氣很好"})]).segments[0]
    assert [(word.text, word.start) for word in found.words] == [
        ("今天", 0),
        ("天氣", 1),
        ("很", 2),
        ("好", 3),
    ]


def test_an_emptied_segment_is_gone(call: Transcript) -> None:
    found = overlay.apply(call, [Change(segments={"seg_0001": ""})])
    assert found.text == SAID[25:]
    assert [speaker.id for speaker in found.speakers] == ["SPEAKER_01"]
    assert [paragraph.segments for paragraph in found.paragraphs] == [["seg_0002"]]
    assert said(found) == ["555 1234"]


def test_merged_speakers_are_one_everywhere(call: Transcript) -> None:
    change = Change(merge={"SPEAKER_01": "SPEAKER_00"}, speakers={"SPEAKER_00": "Anna"})
    found = overlay.apply(call, [Change(speakers={"SPEAKER_01": "Bea"}), change])
    assert [(one.id, one.label, one.duration) for one in found.speakers] == [("SPEAKER_00", "Anna", 13.0)]
    assert {one.speaker for one in found.segments} == {"SPEAKER_00"}
    assert {word.speaker for one in found.segments for word in one.words} == {"SPEAKER_00"}
    assert found.entities[1].speaker == "SPEAKER_00"
    assert overlay.apply(call, [Change(merge={"SPEAKER_00": "SPEAKER_01"})]).speakers[0].label is None


def test_words_given_to_somebody_else_divide_their_segment(call: Transcript) -> None:
    wish = Reassignment(segment="seg_0002", speaker="SPEAKER_07", first=3, last=5)
    found = overlay.apply(call, [Change(reassign=[wish])])
    assert [(one.id, one.speaker, one.text, one.start, one.end) for one in found.segments[1:]] == [
        ("seg_0002", "SPEAKER_01", "yes call me", 10.0, 12.8),
        ("seg_0002.2", "SPEAKER_07", "at 555 1234", 13.0, 15.8),
        ("seg_0002.3", "SPEAKER_01", "please", 16.0, 17.0),
    ]
    assert found.text == SAID
    assert said(found) == ["John Smith", "555 1234"]
    assert found.entities[1].speaker == "SPEAKER_07"
    assert [one.id for one in found.speakers] == ["SPEAKER_00", "SPEAKER_01", "SPEAKER_07"]
    assert found.paragraphs == paragraphs(found.segments)
    again = Reassignment(segment="seg_0002.2", speaker="SPEAKER_00", first=1)
    found = overlay.apply(call, [Change(reassign=[wish]), Change(reassign=[again])])
    assert [one.id for one in found.segments[1:]] == ["seg_0002", "seg_0002.2", "seg_0002.4", "seg_0002.3"]


def test_a_whole_segment_can_be_given_to_somebody_else(call: Transcript) -> None:
    wish = Reassignment(segment="seg_0001", speaker="SPEAKER_01")
    found = overlay.apply(call, [Change(reassign=[wish])])
    assert {word.speaker for word in found.segments[0].words} == {found.segments[0].speaker} == {"SPEAKER_01"}
    assert [one.id for one in found.speakers] == ["SPEAKER_01"]


def test_paragraphs_that_no_rule_made_keep_their_borders(call: Transcript) -> None:
    written = call.model_copy(
        update={"paragraphs": [Paragraph(start=0, end=17, segments=["seg_0001", "seg_0002"], topic="A call")]}
    )
    wish = Reassignment(segment="seg_0002", speaker="SPEAKER_00", last=0)
    found = overlay.apply(written, [Change(reassign=[wish])]).paragraphs
    assert [(one.topic, one.segments) for one in found] == [
        ("A call", ["seg_0001", "seg_0002", "seg_0002.2"])
    ]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change(segments={"seg_9": "x"}), "no segment 'seg_9'"),
        (Change(speakers={"SPEAKER_09": "x"}), "no speaker 'SPEAKER_09'; it has: SPEAKER_00, SPEAKER_01"),
        (Change(merge={"SPEAKER_01": "SPEAKER_01"}), "itself merged away"),
        (Change(reassign=[Reassignment(segment="seg_0001", speaker="S", first=2, last=1)]), "not 2 to 1"),
        (Change(reassign=[Reassignment(segment="seg_0001", speaker="S", first=6)]), "words 0 to 5"),
        (
            Change(reassign=[Reassignment(segment="seg_0001", speaker="S", first=0, last=0, said="your")]),
            "not the same any more",
        ),
    ],
)
def test_what_is_not_there_cannot_be_changed(call: Transcript, change: Change, why: str) -> None:
    with pytest.raises(Inapplicable, match=why) as raised:
        overlay.apply(call, [Change(), change])
    assert raised.value.at == 1


def test_a_kept_change_knows_the_words_it_is_about(call: Transcript) -> None:
    wish = Change(reassign=[Reassignment(segment="seg_0002", speaker="SPEAKER_00", first=3, last=5)])
    assert overlay.pinned(call, [], wish)[0].reassign[0].said == "at 555 1234"


def test_reverts_take_back_and_bring_back() -> None:
    one, two = Change(segments={"a": "1"}), Change(segments={"a": "2"})
    assert in_effect([one, two]) == [1, 2]
    assert in_effect([one, two, Change(reverts=[2])]) == [1, 3]
    assert in_effect([one, two, Change(reverts=[2]), Change(reverts=[3])]) == [1, 2, 4]


def test_a_name_goes_back_to_what_it_was() -> None:
    changes = [Change(name="b", was="a"), Change(name="c", was="b")]
    assert name_after(changes, "c") == "c"
    assert name_after([*changes, Change(reverts=[2])], "c") == "b"
    assert name_after([*changes, Change(reverts=[1, 2])], "c") == "a"
    assert name_after([Change(segments={"a": "b"})], "z") == "z"


def test_whatever_is_written_words_stay_in_order_inside_their_segment() -> None:
    chance = random.Random(7)
    vocabulary = ["a", "bb", "ccc", "Dddd,", "e.", "[X]", "ünï", "—"]
    for _ in range(500):
        before = [" ".join(chance.choices(vocabulary, k=chance.randint(1, 9))) for _ in range(2)]
        there = transcript([segment(at, text, "SPEAKER_00", 10 * at) for at, text in enumerate(before)])
        place = chance.choice(vocabulary)
        if place in there.text:
            there = there.model_copy(update={"entities": [entity(there.text, place)]})
        text = " ".join(chance.choices(vocabulary, k=chance.randint(1, 12)))
        found = overlay.apply(there, [Change(segments={"seg_0001": text})])
        mended = found.segments[1]
        assert " ".join(word.text for word in mended.words) == text
        bounds = [mended.start, *(at for word in mended.words for at in (word.start, word.end)), mended.end]
        assert bounds == sorted(bounds)
        said(found)


def test_long_texts_are_not_compared_word_by_word() -> None:
    there = transcript([segment(1, "a b " * 500 + "end", None, 0)])
    found = overlay.apply(there, [Change(segments={"seg_0001": "a b " + "b a " * 2000 + "end"})]).segments[0]
    assert (found.words[0].start, found.words[-1].start) == (0, 1000)
    assert len(found.words) == 4003
