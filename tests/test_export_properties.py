"""Whatever was said, by whom and when: every format is well formed and has every word once."""

import re
from datetime import timedelta
from io import BytesIO, StringIO
from itertools import pairwise

import pytest
import srt
import webvtt
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyannote.database.util import load_rttm

from activities.transcript import Segment, Speaker, Transcript, Word
from api.exports import subtitles
from api.exports.atoms import runs
from api.exports.atoms import words as spoken_words
from api.exports.characters import pieces, writable
from api.exports.ctm import ctm
from api.exports.cues import GAP, Layout, cues
from api.exports.docx import docx
from api.exports.rttm import rttm
from tests import ctm_reader
from tests.test_subtitles import transcript

TEXT = st.text(
    st.one_of(
        st.sampled_from("aA.,!?-->&<\"'{}\\|_0 \n\u3042\u3001\u6f22\u300c\u0e01\u0e32\u0e40\u00e9\u05d0"),
        st.characters(exclude_categories=["Cf"]),
    ),
    min_size=1,
    max_size=30,
)
GAPS = st.sampled_from([0.0, 0.01, 0.05, 0.2, 0.4, 2.0, 30.0])
LENGTHS = st.sampled_from([0.0, 0.02, 0.2, 0.5, 3.0, 20.0])
SPEAKERS = st.sampled_from([None, "SPEAKER_00", "SPEAKER_01"])
LAYOUTS = st.builds(
    Layout,
    include_speakers=st.booleans(),
    max_line_length=st.integers(10, 60),
    max_lines=st.integers(1, 4),
)
often = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def transcripts(draw: st.DrawFn, *, overlapping: bool = False) -> Transcript:
    segments: list[Segment] = []
    clock = 0.0
    for _ in range(draw(st.integers(0, 5))):
        words: list[Word] = []
        start = clock = draw(st.floats(0, 20)) if overlapping else clock + draw(GAPS)
        for text in draw(st.lists(TEXT, max_size=12)):
            begin = clock + draw(GAPS) * (len(words) > 0)
            clock = begin + draw(LENGTHS)
            words.append(
                Word(text=text, start=begin, end=clock, confidence=draw(st.none() | st.floats(0, 1)))
            )
        joint = draw(st.sampled_from([" ", ""]))
        text = joint.join(word.text for word in words) if draw(st.booleans()) else draw(TEXT)
        speaker = draw(SPEAKERS)
        kept = words if draw(st.booleans()) else []
        clock = max(clock, start)
        segments.append(Segment(text=text, start=start, end=clock, words=kept, speaker=speaker))
    label = draw(st.none() | TEXT)
    speakers = (Speaker(id="SPEAKER_00", label=label, duration=1.0), Speaker(id="SPEAKER_01", duration=1.0))
    return transcript(*segments, speakers=speakers)


def letters(text: str) -> str:
    """The text without what parts words."""
    return "".join(writable(text).split())


def said(found: Transcript) -> str:
    segments = sorted(found.segments, key=lambda segment: segment.start)
    return "".join(letters(word.text) for segment in segments for word in spoken_words(segment))


@often
@given(transcripts(), LAYOUTS)
def test_every_word_is_in_one_cue_and_they_are_in_order(found: Transcript, layout: Layout) -> None:
    shown = cues(found, Layout(False, layout.max_line_length, layout.max_lines))
    assert "".join(letters(line) for cue in shown for line in cue.lines) == said(found)


@often
@given(transcripts(overlapping=True), LAYOUTS)
def test_where_two_speak_at_once_no_word_is_lost(found: Transcript, layout: Layout) -> None:
    shown = cues(found, Layout(False, layout.max_line_length, layout.max_lines))
    assert sorted("".join(letters(line) for cue in shown for line in cue.lines)) == sorted(said(found))


@often
@given(st.one_of(transcripts(), transcripts(overlapping=True)), LAYOUTS)
def test_cues_fit_the_layout_and_follow_one_another(found: Transcript, layout: Layout) -> None:
    shown = cues(found, layout)
    for cue in shown:
        assert 1 <= len(cue.lines) <= layout.max_lines
        assert all(0 < len(line) <= layout.max_line_length for line in cue.lines)
        assert 0 <= cue.start < cue.end
    for before, after in pairwise(shown):
        assert after.start == before.end or after.start - before.end > GAP - 0.002


@often
@given(st.one_of(transcripts(), transcripts(overlapping=True)), LAYOUTS)
def test_srt_is_what_its_readers_read(found: Transcript, layout: Layout) -> None:
    shown = cues(found, layout)
    read = list(srt.parse(subtitles.srt(found, layout), ignore_errors=False))
    assert [entry.index for entry in read] == list(range(1, len(shown) + 1))
    assert [entry.start for entry in read] == [
        timedelta(milliseconds=round(cue.start * 1000)) for cue in shown
    ]
    assert [entry.content for entry in read] == ["\n".join(cue.lines).replace("-->", "->") for cue in shown]


@often
@given(st.one_of(transcripts(), transcripts(overlapping=True)), LAYOUTS)
def test_vtt_is_what_its_readers_read(found: Transcript, layout: Layout) -> None:
    shown = cues(found, layout, prefixed=False)
    written = subtitles.vtt(found, layout)
    assert written.count("-->") == len(shown)
    read = webvtt.from_buffer(StringIO(written)).captions
    assert [entry.identifier for entry in read] == [str(number) for number in range(1, len(shown) + 1)]
    texts = [re.sub(r"</?v[^>]*>", "", entry.raw_text) for entry in read]
    assert [text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") for text in texts] == [
        "\n".join(cue.lines) for cue in shown
    ]


@often
@given(transcripts(overlapping=True))
def test_ctm_has_a_line_a_word(found: Transcript) -> None:
    read = ctm_reader.read(ctm(found, "talk"))
    words = [word for segment in found.segments for word in spoken_words(segment) if letters(word.text)]
    assert all(line.file == "talk" for line in read)
    heard = [letters(word.text).replace('"', "'").replace("_", "") for word in words]
    assert sorted(line.word.replace("_", "") for line in read) == sorted(heard)


@often
@given(transcripts(overlapping=True))
def test_rttm_is_what_those_who_score_read(found: Transcript) -> None:
    written = rttm(found, "talk")
    assert all(len(line.split(" ")) == 10 for line in written.splitlines())
    if not written:
        assert not any(segment.speaker and spoken_words(segment) for segment in found.segments)
        return
    read = load_rttm(StringIO(written))["talk"]  # type: ignore[no-untyped-call]
    heard = {s.speaker for s in found.segments if s.speaker and spoken_words(s)}
    assert len(read.labels()) == len(heard)
    assert all(turn.duration > 0 for turn in read.itersegments())


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(transcripts(), TEXT, st.booleans())
def test_a_word_document_has_every_word(found: Transcript, name: str, include_speakers: bool) -> None:
    written = docx(found, name, "2026-01-02T03:04:05.678Z", include_speakers)
    text = "".join(letters(paragraph.text) for paragraph in Document(BytesIO(written)).paragraphs)
    for segment in found.segments:
        assert letters(segment.text) in text


@often
@given(TEXT)
def test_pieces_are_the_whole_word(text: str) -> None:
    assert "".join(pieces("".join(writable(text).split()))) == "".join(writable(text).split())


@pytest.mark.parametrize("longest", [10, 42])
def test_no_atom_is_longer_than_a_line(longest: int) -> None:
    segment = Segment(text=f"{'x' * 99} {'漢' * 99}", start=0.0, end=9.0)
    assert all(len(atom.text) <= longest for run in runs([segment], longest) for atom in run.atoms)
