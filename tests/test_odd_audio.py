"""Every file of tests/audio/expected.tsv, from its bytes to its text, gets what its row says."""

import csv
from dataclasses import dataclass
from pathlib import Path

import jiwer
import pytest
from whisper_normalizer.english import EnglishTextNormalizer

from activities.audio import Unreadable, UnsupportedFormat
from activities.engines.loaded import LoadedEngines
from tests.recordings import AUDIO, Prepared, hear, prepare

ERRORS = {"unsupported_format": UnsupportedFormat, "audio_unreadable": Unreadable}
NEAR = 0.15  # seconds that a duration may be off
NEAR_START = 0.6  # seconds that the first word may be off
WORST = 0.3  # word error rate of the tiny model on these files
plain = EnglishTextNormalizer()


@dataclass
class Row:
    file: str
    outcome: str
    error: str
    reference: str
    match: str
    duration: str
    channels: str
    speech_start: str
    note: str

    @property
    def text(self) -> list[str]:
        words: list[str] = plain((AUDIO / self.reference).read_text("utf-8")).split()
        return words

    def prepared(self) -> Prepared:
        with (AUDIO / self.file).open("rb") as file:
            return prepare(file)


with (AUDIO / "expected.tsv").open(encoding="utf-8", newline="") as table:
    ROWS = [Row(**row) for row in csv.DictReader(table, delimiter="\t")]


def rows(outcome: str) -> pytest.MarkDecorator:
    found = [row for row in ROWS if row.outcome == outcome]
    return pytest.mark.parametrize("row", found, ids=[Path(row.file).name for row in found])


@rows("refused")
def test_what_is_not_audio_is_refused_with_a_sentence(row: Row) -> None:
    with pytest.raises(Unreadable) as refusal:
        row.prepared()
    assert refusal.type is ERRORS[row.error]
    assert len(str(refusal.value).split()) > 4


@rows("empty")
def test_nothing_is_heard_where_nobody_speaks(row: Row, engines: LoadedEngines) -> None:
    prepared = row.prepared()
    assert prepared.preparation.facts.duration == pytest.approx(float(row.duration), abs=NEAR)
    assert prepared.preparation.facts.channels == int(row.channels)
    assert hear(engines.get("faster-whisper", "tiny.en"), prepared) == ""


@rows("text")
def test_what_is_said_is_heard(row: Row, engines: LoadedEngines) -> None:
    prepared = row.prepared()
    facts, chunks = prepared.preparation.facts, prepared.preparation.chunks
    assert facts.duration == pytest.approx(float(row.duration), abs=NEAR)
    assert len(prepared.audio.samples) == pytest.approx(facts.duration * 16_000, abs=16)
    assert facts.channels == int(row.channels)
    if row.speech_start:
        assert chunks[0].speech[0].start == pytest.approx(float(row.speech_start), abs=NEAR_START)
    heard = plain(hear(engines.get("faster-whisper", "tiny.en"), prepared)).split()
    if row.match == "beginning":
        assert len(heard) > 2
        assert jiwer.wer(" ".join(row.text[: len(heard)]), " ".join(heard)) <= WORST
    else:
        assert jiwer.wer(" ".join(row.text), " ".join(heard)) <= WORST


def test_every_file_has_a_row() -> None:
    files = {
        path for path in AUDIO.rglob("*") if path.is_file() and path.suffix not in (".txt", ".tsv", ".md")
    }
    assert {AUDIO / row.file for row in ROWS} >= files
