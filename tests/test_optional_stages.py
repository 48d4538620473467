"""What a caller may ask for beside the words: done where it can be, a warning where it cannot."""

from dataclasses import replace

import pytest
from temporalio.client import Client, WorkflowFailureError

from activities import folder, storage
from activities.chunks import LONGEST
from activities.engines import SpeakerOptions
from activities.index import Index
from tests import jobs
from tests.conftest import AUDIO
from workers.settings import WorkerSettings
from workflows.request import TranscriptionRequest
from workflows.selection import Choice

pytestmark = pytest.mark.usefixtures("workers")

CALL = (AUDIO / "two_speakers.flac").read_bytes()
BESIDE = ("align", "diarize", "events", "emotions", "refine")
STAGES = {"events": "detect", "emotions": "detect"}


def asking(request: TranscriptionRequest, *parts: str, model: str = "steady") -> TranscriptionRequest:
    """The request with some parts of the work given to the fake."""
    chosen = {part: Choice(STAGES.get(part, part), "fake", "cpu", model) for part in parts}
    return replace(request, **chosen)  # type: ignore[arg-type]  # the parts are fields of this type


async def test_everything_that_was_asked_for_is_in_the_transcript(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = asking(jobs.place(settings, CALL, engine="fake"), *BESIDE)
    found = await jobs.transcribe(temporal, index, request)
    assert [stage.stage for stage in found.stages] == [
        *("prepare", "transcribe", "align", "diarize", "detect", "detect", "merge", "refine")
    ]
    assert [speaker.id for speaker in found.speakers] == ["SPEAKER_00", "SPEAKER_01"]
    assert {segment.emotion for segment in found.segments} == {"positive"}
    assert [event.type for event in found.events] == ["laughter"]
    assert (found.summary, found.warnings) == ("It was said.", [])
    assert found.stages[2].model == "a fixed shift"
    assert found.segments[0].text.startswith("Word0")
    assert found.segments[0].words[0].start % 0.1 == pytest.approx(0.002, abs=0.001)


async def test_stages_that_fail_leave_warnings_and_never_lose_the_transcript(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = asking(jobs.place(settings, CALL, engine="fake"), *BESIDE, model="absent")
    found = await jobs.transcribe(temporal, index, request)
    assert found.text.startswith("word0 word1")
    told = {(warning.stage, warning.code, warning.fallback) for warning in found.warnings}
    assert told == {
        ("align", "engine_unavailable", "the transcriber's own word times"),
        ("diarize", "engine_unavailable", "no speakers"),
        ("detect", "engine_unavailable", "no events"),
        ("detect", "engine_unavailable", "no emotions"),
        ("refine", "engine_unavailable", "the text as it was recognised"),
    }
    assert found.speakers == []


async def test_an_engine_of_several_stages_hears_the_recording_in_one_piece(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, CALL, engine="fake", speakers=SpeakerOptions())
    choice = replace(request.transcribe, whole=True, speakers=True)
    found = await jobs.transcribe(temporal, index, replace(request, transcribe=choice))
    assert [(stage.stage, stage.chunks) for stage in found.stages] == [
        *(("prepare", 1), ("transcribe", 1), ("merge", 1))
    ]
    assert found.duration > LONGEST  # in pieces, each of them would have begun with the first speaker
    assert [segment.speaker for segment in found.segments] == ["SPEAKER_00", "SPEAKER_01"]
    assert [speaker.id for speaker in found.speakers] == ["SPEAKER_00", "SPEAKER_01"]


async def test_such_an_engine_gets_each_channel_in_one_piece(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = replace(jobs.place(settings, CALL, engine="fake", language="en"), split=True)
    choice = replace(request.transcribe, whole=True)
    found = await jobs.transcribe(temporal, index, replace(request, transcribe=choice))
    assert [stage.chunks for stage in found.stages if stage.stage == "transcribe"] == [2]
    assert [(speaker.id, speaker.channel) for speaker in found.speakers] == [
        ("SPEAKER_00", 0),
        ("SPEAKER_01", 1),
    ]


async def test_second_looks_are_attempts_and_no_chunks(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = jobs.place(settings, CALL, engine="fake", model="deaf")
    found = await jobs.transcribe(temporal, index, asking(request, "align"))
    rows = {stage.stage: stage for stage in found.stages}
    assert found.quality.redecoded_chunks == rows["transcribe"].chunks == rows["align"].chunks
    assert rows["transcribe"].attempts == 2 * rows["transcribe"].chunks


async def test_each_channel_of_a_call_is_its_own_speaker(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = replace(jobs.place(settings, CALL, language="en"), split=True)
    found = await jobs.transcribe(temporal, index, request)
    assert [(speaker.id, speaker.channel) for speaker in found.speakers] == [
        ("SPEAKER_00", 0),
        ("SPEAKER_01", 1),
    ]
    said = {speaker.id: "" for speaker in found.speakers}
    for segment in found.segments:
        said[segment.speaker or ""] += segment.text.lower() + " "
    assert "patience" in said["SPEAKER_00"]
    assert "deformed person" in said["SPEAKER_01"]
    assert found.text.lower().count("patience") == 1
    starts = [segment.start for segment in found.segments]
    assert starts == sorted(starts)


async def test_what_is_to_be_redacted_is_in_nothing_that_is_served(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = asking(jobs.place(settings, CALL, engine="fake"), "redact")
    request = replace(request, redact_text=True, redact_audio=True)
    found = await jobs.transcribe(temporal, index, request)
    assert "word0" not in found.model_dump_json()
    assert found.text.startswith("[NAME] word1")
    assert len(found.entities) == len(found.segments) > 1
    assert {found.text[one.start_char : one.end_char] for one in found.entities} == {"[NAME]"}
    assert found.segments[0].words[0].text == "[NAME]"
    assert storage.exists(folder.redacted_audio(request.folder))


async def test_a_redaction_that_cannot_be_done_fails_the_job(
    temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = asking(jobs.place(settings, CALL, engine="fake"), "redact", model="absent")
    with pytest.raises(WorkflowFailureError):
        await jobs.transcribe(temporal, index, replace(request, redact_text=True))
    row = index.get(request.job_id)
    assert row
    assert (row.status, row.error_code) == ("failed", "engine_unavailable")
    assert not storage.exists(folder.transcript(request.folder))
