"""Subtitle files that players accept, text that people can read."""

import re
from itertools import pairwise

import pytest

from activities.transcript import Cost, Paragraph, Quality, Segment, Speaker, Transcript, Word
from api.exports import subtitles
from api.exports.cues import GAP, LONGEST, READING_SPEED, SHORTEST, Layout, cues
from api.exports.text import txt

LONG = (
    "The quick brown fox jumps over the lazy dog, and then it sits down for a while to think "
    "about what it has done to that poor dog and whether it should say sorry"
)


def spoken(text: str, start: float = 0.0, pace: float = 0.3, speaker: str | None = None) -> Segment:
    """A segment whose words follow one another without a pause."""
    words = [
        Word(text=word, start=start + pace * at, end=start + pace * (at + 1), confidence=0.9)
        for at, word in enumerate(text.split())
    ]
    return Segment(text=text, start=start, end=words[-1].end, words=words, speaker=speaker)


def transcript(*segments: Segment, speakers: tuple[Speaker, ...] = ()) -> Transcript:
    named = [
        segment.model_copy(update={"id": f"seg_{number:04d}"})
        for number, segment in enumerate(segments, start=1)
    ]
    return Transcript(
        language="en",
        language_confidence=None,
        duration=60.0,
        channels=1,
        sample_rate=16000,
        text=" ".join(segment.text for segment in segments),
        speakers=list(speakers),
        segments=named,
        paragraphs=[
            Paragraph(start=segment.start, end=segment.end, segments=[segment.id or ""]) for segment in named
        ],
        quality=Quality(speech_seconds=1, transcribed_seconds=1, redecoded_chunks=0, suspect=[]),
        cost=Cost(engine_seconds=1, real_time_factor=0.1, queue_seconds=0, attempts=1, wasted_seconds=0),
        stages=[],
    )


TWO = transcript(
    spoken("Good morning.", 0.0, speaker="SPEAKER_00"),
    spoken("Hello there.", 1.0, speaker="SPEAKER_01"),
    spoken("How are you?", 2.0, speaker="SPEAKER_01"),
    speakers=(
        Speaker(id="SPEAKER_00", label="Ann", duration=1),
        Speaker(id="SPEAKER_01", duration=2),
    ),
)


def test_an_srt_file_has_numbers_times_and_lines() -> None:
    assert subtitles.srt(transcript(spoken("Hello world", 3661.5)), Layout()) == (
        "1\n01:01:01,500 --> 01:01:02,100\nHello world\n"
    )


def test_a_vtt_file_starts_with_its_name_numbers_cues_and_escapes_markup() -> None:
    assert subtitles.vtt(transcript(spoken("a <b> & --> c")), Layout()) == (
        "WEBVTT\n\n1\n00:00:00.000 --> 00:00:01.500\na &lt;b&gt; &amp; --&gt; c\n"
    )


def test_an_srt_file_has_no_arrow_in_its_text() -> None:
    assert "a -> b" in subtitles.srt(transcript(spoken("a --> b")), Layout())


def test_in_vtt_speakers_are_voices() -> None:
    speaker = Speaker(id="SPEAKER_00", label="Ann & <Bob>", duration=1)
    said = transcript(spoken("Good morning.", speaker="SPEAKER_00"), speakers=(speaker,))
    assert "<v Ann &amp; &lt;Bob&gt;>Good morning.</v>" in subtitles.vtt(said, Layout())
    assert "\nGood morning.\n" in subtitles.vtt(said, Layout(include_speakers=False))


@pytest.mark.parametrize(("length", "lines"), [(42, 2), (20, 1), (30, 3)])
def test_no_line_is_longer_and_no_cue_higher_than_asked_for(length: int, lines: int) -> None:
    found = cues(transcript(spoken(LONG)), Layout(max_line_length=length, max_lines=lines))
    assert all(len(line) <= length for cue in found for line in cue.lines)
    assert all(1 <= len(cue.lines) <= lines for cue in found)
    assert " ".join(line for cue in found for line in cue.lines) == LONG


def test_a_word_longer_than_a_line_is_cut() -> None:
    found = cues(transcript(spoken("Donaudampfschifffahrt ahoi")), Layout(max_line_length=10, max_lines=3))
    assert [line for cue in found for line in cue.lines] == ["Donaudampf", "schifffahr", "t ahoi"]


def test_cues_follow_their_words_in_time() -> None:
    found = cues(transcript(spoken(LONG, 10.0)), Layout())
    first = len(" ".join(found[0].lines).split())
    assert found[0].start == 10.0
    assert found[1].start == pytest.approx(10.0 + 0.3 * first)


def test_cues_of_overlapping_segments_do_not_overlap() -> None:
    overlapping = transcript(
        spoken("one two three four", 0.0), spoken("five six", 0.5), spoken("seven", 0.5), spoken("eight", 0.6)
    )
    found = cues(overlapping, Layout())
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(cue.end > cue.start for cue in found)
    assert [word for cue in found for line in cue.lines for word in line.split()] == (
        ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    )


def test_a_word_that_takes_no_time_still_gets_a_cue_that_does() -> None:
    found = cues(transcript(spoken("hm", 4.0, pace=0.0)), Layout())
    assert found[0].end - found[0].start == pytest.approx(SHORTEST, abs=0.001)


def test_a_pause_ends_a_cue() -> None:
    words = [*spoken("before the pause").words, *spoken("after it", 5.0).words]
    segment = Segment(text="before the pause after it", start=0, end=6, words=words)
    assert [cue.lines for cue in cues(transcript(segment), Layout())] == [
        ["before the pause"],
        ["after it"],
    ]


def test_a_segment_without_words_is_spread_over_its_time() -> None:
    found = cues(transcript(Segment(text=LONG, start=0.0, end=12.0)), Layout())
    assert len(found) > 1
    assert found[-1].end == pytest.approx(12.0)


def test_nothing_said_makes_no_cue() -> None:
    silent = transcript(Segment(text="", start=0.0, end=2.0), Segment(text="  ", start=3.0, end=4.0))
    assert subtitles.srt(silent, Layout()) == ""
    assert subtitles.vtt(silent, Layout()) == "WEBVTT\n"
    assert txt(silent, include_speakers=True) == ""


def test_a_language_without_spaces_gets_none() -> None:
    words = [Word(text=text, start=at, end=at + 0.5) for at, text in enumerate(["今日", "は", "晴れ"])]
    segment = Segment(text="今日は晴れ", start=0, end=3, words=words)
    assert cues(transcript(segment), Layout())[0].lines == ["今日は晴れ"]


def test_a_cue_names_the_speaker_where_the_speaker_changes() -> None:
    assert [cue.lines for cue in cues(TWO, Layout())] == [
        ["Ann: Good morning."],
        ["SPEAKER_01: Hello there."],
        ["How are you?"],
    ]


def test_speakers_can_be_left_out() -> None:
    assert "Ann" not in subtitles.srt(TWO, Layout(include_speakers=False))
    assert "Ann" not in txt(TWO, include_speakers=False)


def test_text_has_a_block_for_each_speaker() -> None:
    assert txt(TWO, include_speakers=True) == (
        "Ann: Good morning.\n\nSPEAKER_01: Hello there.\n\nHow are you?\n"
    )


def test_text_without_speakers_has_paragraphs() -> None:
    assert txt(transcript(spoken("One."), spoken("Two.", 9.0)), include_speakers=True) == ("One.\n\nTwo.\n")


def test_times_are_whole_milliseconds() -> None:
    written = subtitles.srt(transcript(spoken("a b", 59.9996)), Layout())
    assert re.search(r"^00:01:00,000 --> 00:01:00,600$", written, re.MULTILINE)


def said(*words: tuple[str, float, float]) -> Transcript:
    """A segment of these words, with their times."""
    timed = [Word(text=text, start=start, end=end) for text, start, end in words]
    text = " ".join(word.text for word in timed)
    return transcript(Segment(text=text, start=timed[0].start, end=timed[-1].end, words=timed))


def test_a_cue_stays_until_it_is_read() -> None:
    """Twenty letters a second, where the pause behind it lasts as long."""
    hurried = "supercalifragilistic expialidocious nevertheless"
    found = cues(transcript(spoken(hurried, pace=0.1)), Layout())
    assert found[0].end == pytest.approx(len(hurried.replace(" ", "") + " ") / READING_SPEED, abs=0.1)


def test_a_cue_ends_before_the_next_one_begins() -> None:
    found = cues(
        transcript(spoken("Yes.", 0.0, speaker="A"), spoken("I do think so.", 0.7, speaker="B")), Layout()
    )
    assert [cue.start for cue in found] == [0.0, 0.7]
    assert found[0].end == 0.7


def test_what_is_too_short_to_be_read_alone_is_shown_with_what_follows() -> None:
    found = cues(transcript(spoken("Yes.", 0.0), spoken("I do think so.", 0.4)), Layout())
    assert [cue.lines for cue in found] == [["Yes. I do think so."]]


def test_a_gap_too_short_to_be_seen_is_closed() -> None:
    found = cues(transcript(spoken("This took a while.", 0.0), spoken("This did not.", 1.25)), Layout())
    assert 0 < GAP < 0.1
    assert (found[0].end, found[1].start) == (1.25, 1.25)


def test_no_cue_stays_for_longer_than_people_look_at_it() -> None:
    found = cues(transcript(spoken(LONG, pace=0.9)), Layout())
    assert all(cue.end - cue.start <= LONGEST + 0.01 for cue in found)


def test_a_cue_ends_where_a_sentence_does() -> None:
    text = "This is the first of the sentences here. The second one is rather longer than the first one was."
    found = cues(transcript(spoken(text)), Layout())
    assert " ".join(found[0].lines).endswith("here.")


def test_no_cue_is_left_with_one_short_word() -> None:
    text = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen so"
    found = cues(transcript(spoken(text)), Layout())
    assert len(" ".join(found[-1].lines).split()) > 1


def test_lines_are_balanced_and_the_lower_one_is_longer() -> None:
    text = "We went to the market in the morning and then we all came home"
    assert cues(transcript(spoken(text)), Layout())[0].lines == [
        "We went to the market in the morning",
        "and then we all came home",
    ]
    assert cues(transcript(spoken("aaaa bbbb cccc dddd eeee")), Layout(max_line_length=15))[0].lines == [
        "aaaa bbbb",
        "cccc dddd eeee",
    ]


def test_an_article_stays_with_its_noun() -> None:
    text = "She has been looking for the particular house"
    lines = cues(transcript(spoken(text)), Layout())[0].lines
    assert not any(line.endswith(("the", "for")) for line in lines)


def test_half_a_sentence_goes_on_in_the_same_cue() -> None:
    found = cues(transcript(spoken("ask what you can do for your", 0.0), spoken("country.", 2.2)), Layout())
    assert [" ".join(cue.lines) for cue in found] == ["ask what you can do for your country."]


def test_a_corrected_text_wins_over_the_words_that_were_heard() -> None:
    heard = spoken("Good mourning every won.")
    corrected = heard.model_copy(update={"text": "Good morning, everyone."})
    found = cues(transcript(corrected), Layout())
    assert found[0].lines == ["Good morning, everyone."]
    assert (found[0].start, found[0].end) == (heard.start, heard.end)


JAPANESE = "本日は、東京都内で開かれた会議において「新しい時代の働き方」について議論が行われました。"
THAI = "ภาษาไทยเป็นภาษาที่มีระดับเสียงของคำแน่นอนหรือวรรณยุกต์เช่นเดียวกับภาษาจีน"


@pytest.mark.parametrize("text", [JAPANESE, THAI])
def test_a_language_without_spaces_is_broken_between_letters(text: str) -> None:
    said = transcript(Segment(text=text, start=0.0, end=9.0))
    found = cues(said, Layout(max_line_length=16))
    lines = [line for cue in found for line in cue.lines]
    assert "".join(lines) == text
    assert max(map(len, lines)) <= 16
    assert all(line[0] not in "、。」ะาำิีึืุู่้๊๋์" for line in lines)
    assert all(line[-1] not in "「เแโใไ" for line in lines)


def test_control_characters_do_not_get_into_a_file() -> None:
    nasty = "one\x00two\x0b three\u2028four\n\nfive\x85six"
    for written in (subtitles.srt, subtitles.vtt):
        text = written(transcript(Segment(text=nasty, start=0.0, end=5.0)), Layout())
        assert not re.search("[\x00-\x09\x0b-\x1f\x85\u2028]", text)
        assert text.count("-->") == 1


def test_a_long_name_leaves_room_for_words() -> None:
    speaker = Speaker(id="SPEAKER_00", label="The Right Honourable " * 9, duration=1)
    said = transcript(spoken(LONG, speaker="SPEAKER_00"), speakers=(speaker,))
    found = cues(said, Layout(max_line_length=20))
    assert found[0].lines[0].endswith("…:")
    assert all(len(line) <= 20 for cue in found for line in cue.lines)
    assert all(len(cue.lines) <= 2 for cue in found)
