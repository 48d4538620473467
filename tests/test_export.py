"""A completed job can be had in every format, over HTTP and within its own answer."""

import json
from base64 import b64decode
from io import BytesIO, StringIO
from typing import Any

import httpx
import pytest
import srt
import webvtt
from docx import Document
from docx.shared import RGBColor
from pyannote.database.util import load_rttm

from activities.index import Job
from activities.transcript import Segment, Speaker, Word
from api.disposition import disposition
from api.exports.ctm import ctm
from api.exports.document import MEDIA_TYPES
from api.exports.docx import docx
from api.exports.rttm import rttm
from tests import ctm_reader
from tests.http_jobs import AUDIO, JOBS, ended, submit
from tests.test_subtitles import TWO, spoken, transcript

MADE = "2026-01-02T03:04:05.678Z"


@pytest.fixture(scope="module")
async def call(api: httpx.AsyncClient) -> dict[str, Any]:
    """A completed job with a speaker on each channel."""
    fields = {"speaker_detection": "per_channel", "language": "en", "name": "Call, part 1.flac"}
    formats = json.dumps(["docx", "srt", "srt", "json"])
    return await ended(
        api, await submit(api, AUDIO / "two_speakers.flac", **fields, additional_formats=formats)
    )


async def exported(
    api: httpx.AsyncClient, job: dict[str, Any], format: str, **options: Any
) -> httpx.Response:
    answer = await api.get(f"{JOBS}/{job['id']}/export/{format}", params=options)
    assert answer.status_code == 200, answer.text
    return answer


@pytest.mark.parametrize("format", MEDIA_TYPES)
async def test_every_format_is_a_file_with_its_type(
    api: httpx.AsyncClient, call: dict[str, Any], format: str
) -> None:
    answer = await exported(api, call, format)
    assert answer.headers["Content-Type"].partition(";")[0] == MEDIA_TYPES[format]  # type: ignore[index]
    assert answer.headers["Content-Disposition"].endswith(f"''Call%2C%20part%201.{format}")
    assert answer.content


async def test_those_who_read_a_format_can_read_it(api: httpx.AsyncClient, call: dict[str, Any]) -> None:
    texts = {format: (await exported(api, call, format)).text for format in ("srt", "vtt", "rttm", "ctm")}
    assert len(list(srt.parse(texts["srt"]))) == len(webvtt.from_buffer(StringIO(texts["vtt"])).captions) > 1
    [turns] = load_rttm(StringIO(texts["rttm"])).values()  # type: ignore[no-untyped-call]
    assert sorted(turns.labels()) == ["SPEAKER_00", "SPEAKER_01"]
    words = [word for segment in call["segments"] for word in segment["words"]]
    lines = ctm_reader.read(texts["ctm"])
    assert {line.file for line in lines} == {"Call,_part_1"}
    assert len(lines) == len(words)
    assert {line.channel for line in lines} == {"1", "2"}
    document = Document(BytesIO((await exported(api, call, "docx")).content))
    assert document.paragraphs[0].text == "Call, part 1.flac"
    assert call["segments"][0]["text"] in "\n".join(paragraph.text for paragraph in document.paragraphs)


async def test_speakers_can_be_left_out_of_what_people_read(
    api: httpx.AsyncClient, call: dict[str, Any]
) -> None:
    for format in ("txt", "srt", "vtt"):
        assert "SPEAKER_00" in (await exported(api, call, format)).text
        assert "SPEAKER" not in (await exported(api, call, format, include_speakers=False)).text


@pytest.mark.parametrize(
    "options", [{"max_line_length": 9}, {"max_lines": 0}, {"max_lines": "x"}, {"include_speakers": "maybe"}]
)
async def test_a_layout_that_cannot_be_is_refused(
    api: httpx.AsyncClient, call: dict[str, Any], options: dict[str, Any]
) -> None:
    answer = await api.get(f"{JOBS}/{call['id']}/export/srt", params=options)
    assert (answer.status_code, answer.json()["error"]["code"]) == (422, "invalid_request")


async def test_an_answer_brings_the_formats_that_were_asked_for(
    api: httpx.AsyncClient, call: dict[str, Any]
) -> None:
    found = {one["requested_format"]: one for one in call["additional_formats"]}
    assert list(found) == ["docx", "srt", "json"]
    assert (found["srt"]["file_extension"], found["srt"]["is_base64_encoded"]) == ("srt", False)
    assert found["srt"]["content"] == (await exported(api, call, "srt")).text
    assert found["docx"]["content_type"] == MEDIA_TYPES["docx"]
    assert found["docx"]["is_base64_encoded"]
    assert Document(BytesIO(b64decode(found["docx"]["content"]))).paragraphs
    assert json.loads(found["json"]["content"])["text"] == call["text"]


async def test_an_additional_format_that_is_not_there_is_refused(api: httpx.AsyncClient) -> None:
    files = {"file": ("speech.wav", (AUDIO / "jfk.wav").read_bytes())}
    answer = await api.post(JOBS, data={"additional_formats": "pdf"}, files=files)
    assert answer.status_code == 422
    assert "additional_formats" in answer.json()["error"]["message"]


def test_a_document_says_what_was_recorded_and_who_spoke() -> None:
    document = Document(BytesIO(docx(TWO, "Stand-up\x00<b>", MADE, include_speakers=True)))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[:3] == [
        "Stand-up <b>",
        "2026-01-02 03:04 UTC · 1:00 · Language: en",
        "Speakers: Ann (0:01), SPEAKER_01 (0:02)",
    ]
    assert texts[3:] == ["Ann  0:00", "Good morning.", "SPEAKER_01  0:01", "Hello there.", "How are you?"]
    ann, other = document.paragraphs[3].runs[0], document.paragraphs[5].runs[0]
    assert isinstance(ann.font.color.rgb, RGBColor)
    assert ann.font.color.rgb != other.font.color.rgb
    assert document.core_properties.title == "Stand-up <b>"
    assert document.core_properties.author == ""


def test_a_document_without_speakers_has_times_and_paragraphs() -> None:
    document = Document(BytesIO(docx(TWO, "Stand-up", MADE, include_speakers=False)))
    texts = [paragraph.text for paragraph in document.paragraphs][2:]
    assert texts == ["0:00", "Good morning.", "0:01", "Hello there.", "0:02", "How are you?"]


def test_an_rttm_line_is_a_turn_and_has_ten_fields() -> None:
    assert rttm(TWO, "stand_up").splitlines() == [
        "SPEAKER stand_up 1 0.000 0.600 <NA> <NA> Ann <NA> <NA>",
        "SPEAKER stand_up 1 1.000 1.900 <NA> <NA> SPEAKER_01 <NA> <NA>",
    ]


def test_two_speakers_of_one_name_stay_two() -> None:
    speakers = tuple(Speaker(id=f"SPEAKER_0{n}", label="Ann Lee", duration=1) for n in range(2))
    said = transcript(spoken("a", speaker="SPEAKER_00"), spoken("b", speaker="SPEAKER_01"), speakers=speakers)
    assert {line.split()[7] for line in rttm(said, "x").splitlines()} == {"SPEAKER_00", "SPEAKER_01"}
    one = transcript(spoken("a", speaker="SPEAKER_00"), speakers=speakers[:1])
    assert rttm(one, "x").split()[7] == "Ann_Lee"


def test_without_speakers_there_are_no_turns() -> None:
    assert rttm(transcript(spoken("a b c")), "x") == ""


def test_a_ctm_line_is_a_word() -> None:
    words = [
        Word(text="New York", start=1.0, end=1.5, confidence=0.5),
        Word(text="is", start=1.5, end=1.6),
    ]
    said = transcript(Segment(text="New York is", start=1.0, end=1.6, words=words))
    assert ctm(said, "x") == "x 1 1.000 0.500 New_York 0.5000\nx 1 1.500 0.100 is\n"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("talk.wav", "talk.srt"),
        ("../../etc/passwd", "_.._etc_passwd.srt"),
        ("a/b\\c:d.wav", "a_b_c_d.srt"),
        ("...", "job_1.srt"),
        ("version 1.2", "version%201.2.srt"),
        ("Jörg.mp3", "J%C3%B6rg.srt"),
        ('x"\r\nSet-Cookie: a=b', "x___Set-Cookie_%20a%3Db.srt"),
    ],
)
def test_a_file_name_leads_nowhere_else(name: str, shown: str) -> None:
    header = disposition(Job(id="job_1", name=name), "srt")
    assert header == f"attachment; filename=\"job_1.srt\"; filename*=UTF-8''{shown}"
