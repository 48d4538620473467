"""Subtitle files that players accept, text that people can read."""

import re
from itertools import pairwise

import pytest

from activities.transcript import Cost, Paragraph, Quality, Segment, Speaker, Transcript, Word
from api import subtitles
from api.subtitles import Layout

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


def test_a_vtt_file_starts_with_its_name_and_escapes_markup() -> None:
    assert subtitles.vtt(transcript(spoken("a <b> & c")), Layout()) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.200\na &lt;b&gt; &amp; c\n"
    )


@pytest.mark.parametrize(("length", "lines"), [(42, 2), (20, 1), (30, 3)])
def test_no_line_is_longer_and_no_cue_higher_than_asked_for(length: int, lines: int) -> None:
    cues = subtitles.cues(transcript(spoken(LONG)), Layout(max_line_length=length, max_lines=lines))
    assert all(len(line) <= length for cue in cues for line in cue.lines)
    assert all(1 <= len(cue.lines) <= lines for cue in cues)
    assert " ".join(line for cue in cues for line in cue.lines) == LONG


def test_a_word_longer_than_a_line_is_cut() -> None:
    assert subtitles.wrap("Donaudampfschifffahrt ahoi", 10) == ["Donaudampf", "schifffahr", "t ahoi"]


def test_cues_follow_their_words_in_time() -> None:
    cues = subtitles.cues(transcript(spoken(LONG, 10.0)), Layout())
    first = len(" ".join(cues[0].lines).split())
    assert cues[0].start == 10.0
    assert cues[1].start == pytest.approx(10.0 + 0.3 * first)


def test_cues_of_overlapping_segments_do_not_overlap() -> None:
    overlapping = transcript(
        spoken("one two three four", 0.0), spoken("five six", 0.5), spoken("seven", 0.5), spoken("eight", 0.6)
    )
    cues = subtitles.cues(overlapping, Layout())
    assert all(before.end <= after.start for before, after in pairwise(cues))
    assert all(cue.end > cue.start for cue in cues)
    assert [word for cue in cues for line in cue.lines for word in line.split()] == (
        ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    )


def test_a_word_that_takes_no_time_still_gets_a_cue_that_does() -> None:
    cues = subtitles.cues(transcript(spoken("hm", 4.0, pace=0.0)), Layout())
    assert cues[0].end > cues[0].start


def test_a_pause_ends_a_cue() -> None:
    words = [*spoken("before the pause").words, *spoken("after it", 5.0).words]
    segment = Segment(text="before the pause after it", start=0, end=6, words=words)
    assert [cue.lines for cue in subtitles.cues(transcript(segment), Layout())] == [
        ["before the pause"],
        ["after it"],
    ]


def test_a_segment_without_words_is_spread_over_its_time() -> None:
    cues = subtitles.cues(transcript(Segment(text=LONG, start=0.0, end=12.0)), Layout())
    assert len(cues) > 1
    assert cues[-1].end == pytest.approx(12.0)


def test_nothing_said_makes_no_cue() -> None:
    silent = transcript(Segment(text="", start=0.0, end=2.0), Segment(text="  ", start=3.0, end=4.0))
    assert subtitles.srt(silent, Layout()) == ""
    assert subtitles.vtt(silent, Layout()) == "WEBVTT\n"
    assert subtitles.txt(silent, include_speakers=True) == ""


def test_a_language_without_spaces_gets_none() -> None:
    words = [Word(text=text, start=at, end=at + 0.5) for at, text in enumerate(["今日", "は", "晴れ"])]
    segment = Segment(text="今日は晴れ", start=0, end=3, words=words)
    assert subtitles.cues(transcript(segment), Layout())[0].lines == ["今日は晴れ"]


def test_a_cue_names_the_speaker_where_the_speaker_changes() -> None:
    assert [cue.lines for cue in subtitles.cues(TWO, Layout())] == [
        ["Ann: Good morning."],
        ["SPEAKER_01: Hello there."],
        ["How are you?"],
    ]


def test_speakers_can_be_left_out() -> None:
    assert "Ann" not in subtitles.srt(TWO, Layout(include_speakers=False))
    assert "Ann" not in subtitles.txt(TWO, include_speakers=False)


def test_text_has_a_block_for_each_speaker() -> None:
    assert subtitles.txt(TWO, include_speakers=True) == (
        "Ann: Good morning.\n\nSPEAKER_01: Hello there. How are you?\n"
    )


def test_text_without_speakers_has_paragraphs() -> None:
    assert subtitles.txt(transcript(spoken("One."), spoken("Two.", 9.0)), include_speakers=True) == (
        "One.\n\nTwo.\n"
    )


def test_times_are_whole_milliseconds() -> None:
    written = subtitles.srt(transcript(spoken("a b", 59.9996)), Layout())
    assert re.search(r"^00:01:00,000 --> 00:01:00,600$", written, re.MULTILINE)
