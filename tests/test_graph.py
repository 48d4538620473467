"""Which stage of a job waits for which."""

import pytest

from api.graph import BEFORE, needs
from api.parts import KINDS


@pytest.mark.parametrize(
    ("name", "there", "expected"),
    [
        ("prepare", ["prepare", "transcribe", "merge"], []),
        ("prepare", ["fetch", "prepare", "transcribe", "merge"], ["fetch"]),
        ("merge", ["prepare", "transcribe", "merge"], ["transcribe"]),
        ("merge", ["prepare", "transcribe", "align", "diarize", "merge"], ["align", "diarize"]),
        ("merge", ["prepare", "transcribe", "emotions", "merge"], ["emotions"]),
        ("redact", ["prepare", "transcribe", "merge", "redact"], ["merge"]),
        ("redact", ["prepare", "transcribe", "merge", "refine", "redact"], ["refine"]),
    ],
)
def test_a_stage_waits_for_those_that_are_there(name: str, there: list[str], expected: list[str]) -> None:
    assert needs(name, there) == expected


def test_every_part_has_its_place() -> None:
    assert list(BEFORE) == list(KINDS)
