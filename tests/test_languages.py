"""Recordings in which more than one language is spoken."""

from dataclasses import replace
from itertools import groupby

import numpy as np
import pytest
from temporalio.client import Client

from activities import languages
from activities.align import in_time
from activities.audio import SAMPLE_RATE, Audio
from activities.chunks import Chunk, Region
from activities.engines import CannotAlign, Language, catalogue
from activities.index import Index
from activities.transcript import Segment
from tests import jobs, recordings
from tests.recordings import speech, wav_file
from workers.settings import WorkerSettings

PAUSE = np.zeros(SAMPLE_RATE, np.float32)
ENGLISH, SPANISH = speech(), speech("mls_es_13697-11991.opus")
BOTH = wav_file(np.concatenate([ENGLISH, PAUSE, SPANISH])).getvalue()


async def test_each_segment_has_its_own_language(
    workers: None, temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    request = replace(jobs.place(settings, BOTH, model="base"), each_language=True)
    found = await jobs.transcribe(temporal, index, request)
    spoken = [code for code, _ in groupby(segment.language for segment in found.segments)]
    assert spoken == ["en", "es"]
    assert found.language == "es"  # most of it
    assert (found.language_confidence or 0) > 0.8
    assert "wizard" in found.text
    assert "sorpresa" in found.text


async def test_the_languages_of_a_file_are_one_unless_more_are_asked_for(
    workers: None, temporal: Client, settings: WorkerSettings, index: Index
) -> None:
    found = await jobs.transcribe(temporal, index, jobs.place(settings, BOTH, model="base"))
    assert {segment.language for segment in found.segments} == {found.language}


def test_a_chunk_in_one_language_is_not_divided() -> None:
    engine = catalogue.load("faster-whisper", model="base", models=WorkerSettings().models_path)
    two = np.concatenate([ENGLISH, PAUSE, speech("ls_3080-5032-0001.flac")])
    prepared = recordings.prepare(wav_file(two))
    (chunk,) = prepared.preparation.chunks
    (one,) = languages.spoken(chunk, prepared.audio.cut(chunk.start, chunk.end), engine)
    assert one.language.code == "en"
    assert one.region == Region(start=chunk.start, end=chunk.end)


class Unsure:
    """Hears English in a chunk, and something else in every part of it."""

    def __init__(self, confidence: float) -> None:
        self.confidence = confidence

    def identify(self, samples: list[Audio]) -> Language:
        return Language("en", 0.9) if samples[0].duration > 20 else Language("cy", self.confidence)


@pytest.mark.parametrize(("confidence", "code"), [(0.3, "en"), (0.9, "cy")])
def test_a_part_counts_only_when_its_language_is_clear(confidence: float, code: str) -> None:
    speech = [Region(start=at, end=at + 5.0) for at in (0.0, 7.0, 14.0, 20.0, 20.9)]
    chunk = Chunk(start=0.0, end=27.0, speech=speech)
    audio = Audio(np.zeros(27 * SAMPLE_RATE, np.float32))
    found = languages.spoken(chunk, audio, Unsure(confidence))  # type: ignore[arg-type]  # all it is asked
    assert [one.language.code for one in found] == [code]


def segment(language: str | None, start: float, end: float) -> Segment:
    return Segment(text="a", start=start, end=end, language=language)


def test_the_file_is_in_the_language_of_most_seconds() -> None:
    segments = [segment("en", 0, 3), segment("de", 3, 7), segment("en", 7, 9), segment(None, 9, 90)]
    heard = [Language("en", 0.8), Language("de", 0.9), Language("en", 0.6)]
    assert languages.most_spoken(segments, heard) == Language("en", 0.7)
    assert languages.most_spoken([], heard) == Language("en", 0.8)
    assert languages.most_spoken([], []) == Language(None)


class EnglishOnly:
    def align(self, audio: Audio, segments: list[Segment], language: str | None) -> list[Segment]:
        if language != "en":
            raise CannotAlign(f"nothing aligns {language!r}")
        return [segment.shifted(0.25) for segment in segments]

    def method(self, language: str | None) -> str:
        return "a fixed shift"


def test_a_language_that_cannot_be_aligned_spoils_no_other() -> None:
    segments = [segment("en", 0, 1), segment("es", 1, 2), segment("en", 2, 3)]
    timed = in_time(EnglishOnly(), Audio(PAUSE), segments, None)
    assert [one.start for one in timed.segments] == [0.25, 1, 2.25]
    assert (timed.methods, timed.left) == (["a fixed shift"], ["nothing aligns 'es'"])
    with pytest.raises(CannotAlign, match="'es'"):
        in_time(EnglishOnly(), Audio(PAUSE), segments[1:2], None)
