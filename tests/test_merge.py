"""Chunks become one transcript: in order, with its speakers, its doubts and what it cost."""

from collections.abc import Iterable
from pathlib import Path

import pytest
from temporalio.testing import ActivityEnvironment

from activities import folder, storage
from activities.accounts import cost
from activities.chunks import Chunk, InputFacts, Preparation, Region
from activities.diarize import Turns
from activities.engines import Language
from activities.engines.merge.final_merger.engine import FinalMerger, TurnsByTime, speaker_of
from activities.merge import Found, MergeInput, build, judge
from activities.paragraphs import paragraphs
from activities.prepare import Plan
from activities.quality import Reason
from activities.timing import Ran, Stopwatch
from activities.transcribe import Chosen, ChunkTranscript, chosen_chunks
from activities.transcript import Decoding, Segment, SpeakerTurn, Stage, Transcript, Word

FACTS = InputFacts(container="wav", codec="pcm_s16le", channels=2, sample_rate=44_100, duration=90.0)
ENGLISH = Language("en", 0.9)


def ran(seconds: float = 1.0, *, waited: float = 0.0, attempt: int = 1, wasted: float = 0.0) -> Ran:
    return Ran(waited=waited, ran=seconds, attempt=attempt, wasted=wasted)


def said(text: str, start: float, *, speaker: str | None = None) -> Segment:
    """A word a second."""
    words = [
        Word(text=word, start=start + number, end=start + number + 1)
        for number, word in enumerate(text.split())
    ]
    return Segment(text=text, start=start, end=start + len(words), words=words, speaker=speaker)


def chunk(
    start: float, *texts: str, doubts: Iterable[Reason] = (), took: Ran | None = None
) -> ChunkTranscript:
    """Ten seconds of speech."""
    return ChunkTranscript(
        chunk=Chunk(start=start, end=start + 10, speech=[Region(start=start, end=start + 10)]),
        language=ENGLISH,
        segments=[said(text, start + 3 * number) for number, text in enumerate(texts)],
        doubts=list(doubts),
        engine="faster-whisper",
        model="base",
        device="cpu",
        ran=took or ran(),
    )


def plan(count: int = 0) -> Plan:
    chunks = [Chunk(start=20.0 * number, end=20.0 * number + 10, speech=[]) for number in range(count)]
    return Plan(preparation=Preparation(facts=FACTS, chunks=chunks), engine="audio-prepare", ran=ran(2.0))


def merged(chosen: Chosen, language: Language = ENGLISH, *, spoken: Turns | None = None) -> Transcript:
    """As the activity does it: how long it took is asked of the activity that runs."""
    found = Found(plan(), chosen, aligned={}, turns=spoken, events=None, emotions=None)
    asked = MergeInput("", None, [], language)
    return ActivityEnvironment().run(lambda: build(found, asked, Stopwatch()))


def speaker_at(word: Word, spoken: list[SpeakerTurn]) -> str | None:
    return speaker_of(word, TurnsByTime(spoken))


def turns(*spoken: tuple[str, float, float]) -> list[SpeakerTurn]:
    return [SpeakerTurn(speaker=speaker, start=start, end=end) for speaker, start, end in spoken]


def test_segments_come_in_time_order_with_ids_that_count() -> None:
    transcript = merged(Chosen([chunk(20, "three four"), chunk(0, "one", "two")], []))
    assert transcript.text == "one two three four"
    assert [segment.id for segment in transcript.segments] == ["seg_0001", "seg_0002", "seg_0003"]


def test_segments_without_text_leave_no_gap_in_the_ids() -> None:
    found = FinalMerger().merge([said("one", 0), Segment(text="", start=1, end=2), said("two", 3)], [])
    assert [(segment.id, segment.text) for segment in found] == [("seg_0001", "one"), ("seg_0002", "two")]


def test_a_recording_without_speech_has_an_empty_transcript() -> None:
    transcript = merged(Chosen([], []), Language(None))
    assert (transcript.text, transcript.segments, transcript.language) == ("", [], None)
    assert (transcript.duration, transcript.channels, transcript.sample_rate) == (90.0, 2, 44_100)
    assert [stage.stage for stage in transcript.stages] == ["prepare", "merge"]


def test_the_language_that_a_chunk_was_heard_in_counts_when_none_was_found_before() -> None:
    assert merged(Chosen([chunk(0, "one")], []), Language(None)).language == "en"
    assert merged(Chosen([chunk(0, "one")], []), Language("de", 1.0)).language == "de"


def test_what_the_decoder_says_of_itself_is_not_served() -> None:
    decoding = Decoding(avg_logprob=-1, compression_ratio=1, no_speech_prob=0, temperature=0, tokens=[1, 2])
    heard = chunk(0, "one").model_copy(
        update={"segments": [said("one", 0).model_copy(update={"decoding": decoding})]}
    )
    assert "decoding" not in merged(Chosen([heard], [])).model_dump_json()


def test_second_decodings_cost_and_count_whether_they_were_used_or_not() -> None:
    first, second = chunk(0, "one", took=ran(4.0)), chunk(0, "won", took=ran(8.0, waited=1.5))
    transcript = merged(Chosen([chunk(20, "two", took=ran(4.0)), second], [first]))
    stage = next(stage for stage in transcript.stages if stage.stage == "transcribe")
    assert (stage.ran, stage.waited, stage.chunks, stage.attempts) == (16.0, 1.5, 2, 3)
    assert transcript.quality.redecoded_chunks == 1
    assert transcript.cost.engine_seconds == pytest.approx(18.0, abs=0.5)  # prepare took two
    assert transcript.cost.real_time_factor == pytest.approx(18.0 / 90.0, abs=0.01)


def test_work_that_was_lost_is_counted() -> None:
    lost = ran(3.0, waited=0.5, attempt=3, wasted=40.0)
    found = cost([Stage(stage="s", engine="e", device="cpu", attempts=3, ran=3.0, waited=0.5)], [lost], 10.0)
    assert (found.attempts, found.wasted_seconds, found.queue_seconds) == (3, 40.0, 0.5)


def test_no_audio_has_no_real_time_factor() -> None:
    assert cost([], [], 0.0).real_time_factor is None


def test_what_stays_suspect_is_reported() -> None:
    found = judge([chunk(0, "one " * 10), chunk(20, doubts=["speech_missing"])], redecoded=1)
    assert [(suspect.start, suspect.end, suspect.reasons) for suspect in found.suspect] == [
        (20, 30, ["speech_missing"])
    ]
    assert (found.speech_seconds, found.transcribed_seconds, found.redecoded_chunks) == (20, 10, 1)


@pytest.mark.parametrize(("redecoded", "used"), [([], ["one", "two"]), ([1], ["one", "careful"])])
def test_the_second_decoding_takes_the_place_of_the_first_only_where_it_was_better(
    tmp_path: Path, redecoded: list[int], used: list[str]
) -> None:
    chunks = (tmp_path / "chunks").as_uri()
    storage.write_model(folder.chunk(chunks, 0), chunk(0, "one"))
    storage.write_model(folder.chunk(chunks, 1), chunk(20, "two"))
    storage.write_model(folder.chunk(chunks, 1, careful=True), chunk(20, "careful"))
    storage.write_model(folder.plan(tmp_path.as_uri()), plan(2))
    found = chosen_chunks(tmp_path.as_uri(), chunks, redecoded)
    assert [one.segments[0].text for one in found.used] == used
    assert len(found.discarded) == 1


def test_a_job_without_chunks_reads_none(tmp_path: Path) -> None:
    found = chosen_chunks(tmp_path.as_uri(), None, [])
    assert (found.used, found.discarded) == ([], [])


def test_segments_close_together_are_a_paragraph() -> None:
    numbered = [
        segment.model_copy(update={"id": f"seg_{number}"})
        for number, segment in enumerate([said("one two", 0), said("three", 3), said("four", 6.5)])
    ]
    found = paragraphs(numbered)
    assert [(one.start, one.end, one.segments) for one in found] == [
        (0, 4, ["seg_0", "seg_1"]),
        (6.5, 7.5, ["seg_2"]),
    ]


def test_another_speaker_begins_a_paragraph() -> None:
    assert len(paragraphs([said("one", 0, speaker="a"), said("two", 1, speaker="b")])) == 2


def test_a_paragraph_ends_after_a_minute() -> None:
    found = paragraphs([said("one two", 2.0 * number) for number in range(60)])
    assert [one.end - one.start for one in found] == [60, 60]


def test_no_segments_no_paragraphs() -> None:
    assert paragraphs([]) == []


def test_a_word_goes_to_the_turn_that_overlaps_it_most() -> None:
    word = Word(text="yes", start=1.0, end=2.0)
    assert speaker_at(word, turns(("ann", 0.0, 1.2), ("ben", 1.2, 3.0))) == "ben"


def test_a_word_that_two_turns_overlap_alike_goes_to_the_first() -> None:
    word = Word(text="yes", start=1.0, end=2.0)
    assert speaker_at(word, turns(("ann", 0.0, 1.5), ("ben", 1.5, 3.0))) == "ann"


def test_a_word_outside_every_turn_has_no_speaker() -> None:
    assert speaker_at(Word(text="yes", start=7, end=8), turns(("ann", 0, 5))) is None


def speakers(segment: Segment) -> list[str | None]:
    return [word.speaker for word in segment.words]


def test_a_segment_is_divided_where_another_speaker_takes_over() -> None:
    found = FinalMerger().merge([said("one two three", 0)], turns(("ann", 0, 1), ("ben", 1, 3)))
    assert [(part.text, part.speaker, part.start, part.end) for part in found] == [
        ("one", "ann", 0, 1),
        ("two three", "ben", 1, 3),
    ]


def test_one_word_amid_anothers_is_an_error_of_the_turns() -> None:
    spoken = turns(("ann", 0, 2), ("ben", 2, 3), ("ann", 3, 5))
    [found] = FinalMerger().merge([said("one two three four five", 0)], spoken)
    assert set(speakers(found)) == {"ann"}


def test_a_segment_that_nobodys_turn_covers_has_no_speaker() -> None:
    found = FinalMerger().merge([said("one two", 0)], turns(("ann", 10, 20)))[0]
    assert (found.speaker, speakers(found)) == (None, [None, None])


def test_without_turns_speakers_stay_as_they_are() -> None:
    assert FinalMerger().merge([said("one", 0, speaker="left")], [])[0].speaker == "left"
