"""Forms hear what live engines can do, and why they cannot do the rest."""

from pathlib import Path

import httpx

from api import temporal_ui
from api.caller import Caller
from api.offers import ASKED, offers
from tests.keyed import keyed
from workflows.selection import LiveEngine

SERVED = [LiveEngine("prepare", "audio-prepare", "cpu"), LiveEngine("merge", "final-merger", "cpu")]


def test_without_workers_nothing_is_offered_and_everything_has_a_reason() -> None:
    found = offers([])
    assert set(found.options) == {*ASKED, "word_times"}
    assert all(not offer.available and offer.reason for offer in found.options.values())
    assert found.languages == []


def test_an_english_model_offers_no_translation() -> None:
    live = [*SERVED, LiveEngine("transcribe", "faster-whisper", "cpu", ["tiny.en"])]
    found = offers(live)
    assert found.options["transcribe"].available
    assert not found.options["diarize"].available
    assert "pyannote" in str(found.options["diarize"].reason)
    assert found.languages == ["en"]
    many = offers([*SERVED, LiveEngine("transcribe", "faster-whisper", "cpu", ["base"])])
    assert many.options["translate"].available
    assert many.languages != ["en"]


async def test_the_engines_route_says_it(api: httpx.AsyncClient) -> None:
    found = (await api.get("/v1/engines")).json()
    assert found["options"]["transcribe"] == {"available": True, "reason": None}
    assert found["engines"]


async def test_only_admins_are_led_to_temporals_interface(tmp_path: Path) -> None:
    async with keyed(tmp_path, temporal_ui_url="http://127.0.0.1:8233/ui/") as server:
        reader = Caller(scopes=frozenset({"jobs:read"}))
        assert temporal_ui.page(server.state, reader, "job_1") is None
        assert temporal_ui.page(server.state, Caller(), "job/1") == (
            "http://127.0.0.1:8233/ui/namespaces/default/workflows/job%2F1"
        )
