"""Weights are found by name, closest place first, and used only when they are what they should be."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from activities.engines import ModelUnavailable
from activities.engines.models import PACKAGED, PackagedFile, PackagedModel, available, locate

CONTENT = {"config.json": b"{}", "model.bin": b"weights in two parts", "vocabulary.txt": b"a\nb"}


def no_hub(name: str) -> str:
    raise ConnectionError(f"{name}: no network here")


def model(**spoilt: str) -> PackagedModel:
    """What the package in the fixture carries; `spoilt`: other hashes, by file name without suffix."""
    files = []
    for name, content in CONTENT.items():
        parts = (f"carrier/{name}",) if name != "model.bin" else ("carrier/part1", "carrier/part2")
        digest = spoilt.get(name.partition(".")[0], sha256(content).hexdigest())
        files.append(PackagedFile(name, parts, digest))
    return PackagedModel("carrier-extra", tuple(files))


@pytest.fixture
def carrier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An installed package with the files of a model."""
    package = tmp_path / "site" / "carrier"
    package.mkdir(parents=True)
    (package / "__init__.py").touch()
    for name in ("config.json", "vocabulary.txt"):
        (package / name).write_bytes(CONTENT[name])
    (package / "part1").write_bytes(CONTENT["model.bin"][:5])
    (package / "part2").write_bytes(CONTENT["model.bin"][5:])
    monkeypatch.syspath_prepend(package.parent)
    yield package
    sys.modules.pop("carrier", None)


def test_a_packaged_model_is_put_together(
    carrier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PACKAGED, "tiny", model())
    found = locate("tiny", tmp_path / "models", no_hub)
    assert {path.name: path.read_bytes() for path in found.iterdir()} == CONTENT


@pytest.mark.parametrize("spoilt", ["config", "model", "vocabulary"])
def test_files_that_are_not_what_they_should_be_are_refused_and_nothing_usable_is_left(
    spoilt: str, carrier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PACKAGED, "tiny", model(**{spoilt: "0" * 64}))
    for _ in range(2):  # a second try must not find what the first one left
        with pytest.raises(ModelUnavailable, match="SHA-256"):
            locate("tiny", tmp_path / "models", no_hub)
    assert not (tmp_path / "models" / "tiny" / "model.bin").exists()
    assert "tiny" not in [path.parent.name for path in (tmp_path / "models").glob("*/model.bin")]


def test_a_directory_of_the_models_name_wins(
    carrier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PACKAGED, "tiny", model(model="0" * 64))
    own = tmp_path / "models" / "tiny"
    own.mkdir(parents=True)
    (own / "model.bin").write_bytes(b"my own")
    assert locate("tiny", tmp_path / "models", no_hub) == own
    assert (own / "model.bin").read_bytes() == b"my own"


def test_a_directory_without_weights_is_not_a_model(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with pytest.raises(ModelUnavailable):
        locate("mine", tmp_path, no_hub)


def test_what_is_nowhere_else_comes_from_the_hub(tmp_path: Path) -> None:
    asked: list[str] = []

    def hub(name: str) -> str:
        asked.append(name)
        return str(tmp_path / "hub" / name)

    assert locate("large-v3", tmp_path, hub) == tmp_path / "hub" / "large-v3"
    assert asked == ["large-v3"]


def test_a_model_that_is_nowhere_says_where_it_was_looked_for(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable) as refusal:
        locate("nonesuch", tmp_path, no_hub)
    for part in ("'nonesuch'", str(tmp_path / "nonesuch"), "hub", "ConnectionError"):
        assert part in str(refusal.value)


def test_a_model_whose_package_is_missing_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    absent = tuple(replace(file, parts=("no_such_package/x",)) for file in model().files)
    monkeypatch.setitem(PACKAGED, "tiny", PackagedModel("carrier-extra", absent))
    with pytest.raises(ModelUnavailable, match=r"dalston\[carrier-extra\]"):
        locate("tiny", tmp_path, no_hub)


def test_what_needs_no_download_is_listed(
    carrier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PACKAGED, "tiny", model())
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "model.bin").touch()
    found = available(tmp_path)
    assert found["mine"] == str(tmp_path / "mine")
    assert "carrier-extra" in found["tiny"]
    assert "mine" not in available(tmp_path / "nothing")
