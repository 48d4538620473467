"""A setting may lie in a file, as Docker's and Kubernetes' secrets do."""

from pathlib import Path

import pytest
from pydantic_settings import BaseSettings, SettingsError

from activities.engines.catalogue import card
from activities.engines.readiness import lacking
from activities.engines.refine.llm_cleanup.settings import LlmSettings
from activities.setting_files import Settings
from activities.settings import SharedSettings
from tests.test_docs import SETTINGS

SECRET = "postgresql://dalston:hush@db/dalston"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What DALSTON_DATABASE_FILE names."""
    monkeypatch.delenv("DALSTON_DATABASE", raising=False)
    monkeypatch.setenv("DALSTON_DATABASE_FILE", str(tmp_path / "secret"))
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    return tmp_path / "secret"


@pytest.mark.parametrize("settings", SETTINGS)
def test_every_setting_can_lie_in_a_file(settings: type[BaseSettings]) -> None:
    assert issubclass(settings, Settings)


def test_a_file_says_what_the_variable_would(file: Path) -> None:
    assert SharedSettings(_env_file=None).database_url == SECRET


def test_a_file_may_be_named_in_dotenv(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DALSTON_DATABASE_FILE")
    (tmp_path / "dotenv").write_text(f"DALSTON_DATABASE_FILE={file}\n")
    assert SharedSettings(_env_file=tmp_path / "dotenv").database == SECRET


def test_the_environment_has_the_last_word(file: Path, tmp_path: Path) -> None:
    (tmp_path / "dotenv").write_text("DALSTON_DATABASE=sqlite://\n")
    assert SharedSettings(_env_file=tmp_path / "dotenv").database == SECRET


def test_both_at_once_are_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DALSTON_DATABASE", "sqlite://")
    with pytest.raises(SettingsError, match="both DALSTON_DATABASE and DALSTON_DATABASE_FILE"):
        SharedSettings(_env_file=None)


def test_a_file_that_is_not_there_is_named(file: Path) -> None:
    file.unlink()
    with pytest.raises(SettingsError, match=f"{file}.*No such file"):
        SharedSettings(_env_file=None)


def test_a_secret_from_a_file_is_not_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "key").write_text("hush")
    monkeypatch.setenv("DALSTON_LLM_API_KEY_FILE", str(tmp_path / "key"))
    settings = LlmSettings()
    assert settings.api_key.get_secret_value() == "hush"
    assert "hush" not in repr(settings)


def test_an_engine_whose_settings_lie_in_files_lacks_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALSTON_LLM_MODEL", "some")
    monkeypatch.setenv("DALSTON_LLM_API_KEY_FILE", str(tmp_path / "key"))
    assert "DALSTON_LLM" not in (lacking(card("llm-cleanup"), tmp_path) or "")
