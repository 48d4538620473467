"""A cancelled activity is not interrupted in the middle of what must not be left half done."""

from pathlib import Path
from typing import Any

import pytest
from temporalio.exceptions import CancelledError
from temporalio.testing import ActivityEnvironment

from activities.engines import catalogue
from activities.engines.loaded import LoadedEngines
from activities.stores.s3_client import explained
from activities.stores.s3_place import Place


def test_what_is_asked_of_s3_is_answered_first() -> None:
    """It would be tried again."""
    environment, done = ActivityEnvironment(), list[str]()

    def work() -> None:
        with explained(Place("bucket", "key"), "there"):
            environment.cancel()
            done.append("asked")
        done.append("went on")

    with pytest.raises(CancelledError):
        environment.run(work)
    assert done == ["asked"]


def test_an_engine_is_loaded_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that load it import packages, once for all activities."""
    environment, done = ActivityEnvironment(), list[str]()

    def load(engine: str, **asked: Any) -> object:
        environment.cancel()
        done.append("loaded")
        return object()

    def work() -> None:
        engines.get("fake", None)
        done.append("heard")

    monkeypatch.setattr(catalogue, "load", load)
    engines = LoadedEngines(tmp_path)
    with pytest.raises(CancelledError):
        environment.run(work)
    assert done == ["loaded"]
