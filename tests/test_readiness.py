"""Which engines a worker serves unasked: those that could work where it is."""

from pathlib import Path

import pytest

from activities.engines import catalogue
from activities.engines.readiness import lacking
from workers.settings import WorkerSettings

HUB = "emotion2vec-plus-base"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)  # no .env
    for name in ("MODEL", "API_KEY", "BASE_URL"):
        monkeypatch.delenv(f"DALSTON_LLM_{name}", raising=False)


def settings(data: Path, engines: str = "installed") -> WorkerSettings:
    return WorkerSettings(data=data, engines=engines, _env_file=None)


def test_an_engine_without_its_weights_is_served_only_when_it_is_named(tmp_path: Path) -> None:
    assert f"models pull {HUB}" in settings(tmp_path).unready["emotion2vec"]
    assert ("emotion2vec", None) not in settings(tmp_path).served
    assert ("emotion2vec", None) in settings(tmp_path, "emotion2vec").served
    (tmp_path / "models" / HUB).mkdir(parents=True)
    for name in ("config.yaml", "model.pt"):
        (tmp_path / "models" / HUB / name).touch()
    assert ("emotion2vec", None) in settings(tmp_path).served


def test_an_engine_that_nobody_set_up_is_not_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert settings(tmp_path).unready["llm-cleanup"] == "the setting DALSTON_LLM_MODEL"
    monkeypatch.setenv("DALSTON_LLM_MODEL", "a-model")
    assert "DALSTON_LLM_API_KEY or DALSTON_LLM_BASE_URL" in settings(tmp_path).unready["llm-cleanup"]
    (tmp_path / ".env").write_text("DALSTON_LLM_BASE_URL=http://localhost:1/v1")
    assert ("llm-cleanup", None) in settings(tmp_path).served


def test_weights_of_a_package_count_as_there_while_they_may_be_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DALSTON_OFFLINE", raising=False)
    assert "panns-events" not in settings(tmp_path).unready
    monkeypatch.setenv("DALSTON_OFFLINE", "1")
    assert "models pull yamnet" in settings(tmp_path).unready["panns-events"]


def test_libraries_that_are_not_there_are_named_with_what_brings_them(tmp_path: Path) -> None:
    card = catalogue.card("parakeet").model_copy(update={"requires": ["no_such_module"]})
    assert lacking(card, tmp_path) == "its libraries: pip install 'dalston[parakeet]'"
