"""Weights are found by name, closest place first, and used only when they are what they should be."""

import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest

from activities.engines import ModelUnavailable
from activities.engines.entries import Entry, File, Hub, Package, catalogue
from activities.engines.weights import available, pull, remove, state, verify, weights
from tests import hub

CONTENT = {"config.json": b"{}", "model.bin": b"weights in two parts", "vocabulary.txt": b"a\nb"}
NOWHERE = Package(requirements=["no-such-package-of-dalston==1"], extra="carrier-extra")


def entry(package: str = "carrier", **spoilt: str) -> Entry:
    """What the package in the fixture carries; `spoilt`: other hashes, by file name without suffix."""
    files = {}
    for name, content in CONTENT.items():
        parts = [f"{package}/{name}"] if name != "model.bin" else [f"{package}/part1", f"{package}/part2"]
        digest = spoilt.get(name.partition(".")[0], sha256(content).hexdigest())
        files[name] = File(parts=parts, sha256=digest)
    return Entry(files=files, needs=["model.bin"])


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


@pytest.fixture
def models(carrier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A models folder; the catalogue has one model, "tiny", that an installed package carries."""
    monkeypatch.setitem(catalogue(), "tiny", entry())
    return tmp_path / "models"


def test_a_packaged_model_is_put_together(models: Path) -> None:
    folder = weights("tiny", models)
    assert {name: (folder / name).read_bytes() for name in CONTENT} == CONTENT
    assert verify("tiny", models) == []


@pytest.mark.parametrize("spoilt", ["config", "model", "vocabulary"])
def test_files_that_are_not_what_they_should_be_are_refused_and_nothing_usable_is_left(
    spoilt: str, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(catalogue(), "tiny", entry(**{spoilt: "0" * 64}))
    for _ in range(2):  # a second try must not find what the first one left
        with pytest.raises(ModelUnavailable, match="SHA-256"):
            weights("tiny", models)
    assert not (models / "tiny").exists()
    assert "tiny" not in available(models) or available(models)["tiny"].source == "package"


def test_a_directory_of_the_models_name_wins(models: Path) -> None:
    own = models / "tiny"
    own.mkdir(parents=True)
    (own / "model.bin").write_bytes(b"my own")
    assert weights("tiny", models) == own
    assert (own / "model.bin").read_bytes() == b"my own"
    found = state("tiny", models)
    assert found is not None
    assert (found.source, found.verified) == ("own files", None)


@pytest.mark.parametrize("name", ["mine", "tiny"])
def test_a_directory_without_weights_is_not_a_model(name: str, models: Path) -> None:
    (models / name).mkdir(parents=True)
    (models / name / ("readme.txt" if name == "tiny" else ".hidden")).touch()
    with pytest.raises(ModelUnavailable, match=str(models / name)):
        weights(name, models)


def test_a_file_that_changed_after_it_was_fetched_is_not_used(models: Path) -> None:
    weights("tiny", models)
    (models / "tiny" / "model.bin").write_bytes(b"WEIGHTS in two parts")
    with pytest.raises(ModelUnavailable, match="changed since it was fetched"):
        weights("tiny", models)
    assert verify("tiny", models) == ["model.bin"]
    found = state("tiny", models)
    assert found is not None
    assert found.verified is False


def test_a_file_that_was_only_touched_is_used(models: Path) -> None:
    weights("tiny", models)
    os.utime(models / "tiny" / "model.bin", (1, 1))
    assert weights("tiny", models) == models / "tiny"


def test_a_record_that_was_removed_does_not_hide_a_change(models: Path) -> None:
    folder = weights("tiny", models)
    (folder / ".weights.json").unlink()
    (folder / "model.bin").write_bytes(b"something else")
    assert verify("tiny", models) == ["model.bin"]


def test_a_model_that_is_nowhere_says_where_it_was_looked_for(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(catalogue(), "far", Entry(package=NOWHERE, files=entry("no_such_package").files))
    with pytest.raises(ModelUnavailable) as refusal:
        weights("far", models)
    for part in ("'far'", str(models / "far"), "no-such-package-of-dalston==1", "dalston[carrier-extra]"):
        assert part in str(refusal.value)
    with pytest.raises(ModelUnavailable, match="no model 'nonesuch'"):
        weights("nonesuch", models)


@pytest.mark.parametrize("name", ["", ".", "..", "../x", "a/../b", "/etc", "a b", ".pulling"])
def test_no_name_leads_out_of_the_models_folder(name: str, models: Path) -> None:
    with pytest.raises(ModelUnavailable, match="cannot be the name"):
        weights(name, models)


def test_what_needs_no_download_is_listed(models: Path) -> None:
    (models / "mine").mkdir(parents=True)
    (models / "mine" / "model.bin").touch()
    found = available(models)
    assert found["mine"].where == str(models / "mine")
    assert found["tiny"].source == "package"
    assert "mine" not in available(models / "nothing")


def test_removed_weights_are_gone(models: Path) -> None:
    weights("tiny", models)
    assert remove("tiny", models) > len(CONTENT["model.bin"])
    assert not (models / "tiny").exists()
    assert remove("tiny", models) == 0


def test_an_address_is_gone_on_with_and_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = bytes(range(256)) * 4000
    with hub.running(hub.Hub("a/b", {"tiny.pt": content}, break_at=300_000)) as server:
        url = f"{server.url}/a/b/resolve/{hub.REVISION}/tiny.pt"
        file = File(url=url, sha256=sha256(content).hexdigest(), bytes=len(content))
        monkeypatch.setitem(catalogue(), "addressed", Entry(files={"tiny.pt": file}))
        seen: list[tuple[int, int | None]] = []
        folder = pull("addressed", tmp_path, lambda done, total: seen.append((done, total)))
        assert (folder / "tiny.pt").read_bytes() == content
        assert server.ranges == ["all", "bytes=300000-", "bytes=600000-", "bytes=900000-"]
        assert seen[-1] == (len(content), len(content))
        assert [done for done, _ in seen] == sorted(done for done, _ in seen)
        server.lies = {"tiny.pt"}
        remove("addressed", tmp_path)
        with pytest.raises(ModelUnavailable, match="SHA-256"):
            pull("addressed", tmp_path)
    assert not (tmp_path / "addressed").exists()


def test_offline_mode_uses_what_is_here_and_fetches_nothing(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DALSTON_OFFLINE", "1")
    assert weights("tiny", models).is_dir()
    with pytest.raises(ModelUnavailable, match="offline"):
        weights("large-v3", models)


@pytest.mark.parametrize("name", catalogue())
def test_every_entry_has_a_source_a_size_and_a_licence(name: str) -> None:
    entry = catalogue()[name]
    assert entry.hub or entry.files
    assert entry.bytes
    assert entry.licence
    assert entry.engine
    for file in entry.files.values():
        assert len(file.sha256) == 64
        assert bool(file.parts) != bool(file.url)
        assert not file.parts or entry.package
    if isinstance(entry.hub, Hub):
        assert entry.hub.repo.count("/") == 1
