"""What `make wheel` builds has all that it needs, and works where no source tree is."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.command import environment

ROOT = Path(__file__).parent.parent
PACKAGES = ("api", "workflows", "activities", "workers", "realtime")
LEFT_OUT = (".pyc", "Dockerfile")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy: what others change in the tree meanwhile does not matter."""
    tree = tmp_path_factory.mktemp("tree")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, tree / name, ignore=shutil.ignore_patterns("__pycache__", "console"))
    for name in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
        shutil.copy(ROOT / name, tree / name)
    page = tree / "api" / "console" / "index.html"
    page.parent.mkdir()
    page.write_text("<!doctype html><title>Dalston</title>")
    out = tmp_path_factory.mktemp("dist")
    hatch = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    subprocess.run(hatch, cwd=tree, check=True, timeout=120)
    return next(out.glob("dalston-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Dalston's own files, as pip lays them out; its dependencies are this environment's."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "--quiet", "install", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(folder), str(wheel)], check=True, timeout=120)
    return folder


def run(installed: Path, *argv: str, data: Path) -> str:
    """With what the wheel brought before everything else, in a folder that has nothing."""
    told = environment(data, PYTHONPATH=str(installed))
    done = subprocess.run(argv, cwd=data, env=told, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_wheel_has_every_file_of_the_packages(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    files = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and not path.name.endswith(LEFT_OUT) and "api/console/" not in str(path)
    }
    needed = [name for name in files if name.endswith((".py", ".yaml", ".mako", ".json"))]
    assert [name for name in needed if name not in names] == []
    assert {"api/console/index.html", "activities/migrations/script.py.mako"} <= names
    assert not [name for name in names if name.startswith(("tests/", "docs/", "web/"))]


def test_a_wheel_works_without_the_source_tree(installed: Path, tmp_path: Path) -> None:
    place = "import api, activities; print(api.__file__, activities.__file__)"
    assert run(installed, sys.executable, "-c", place, data=tmp_path).count(str(installed)) == 2
    dalston = (sys.executable, str(installed / "bin" / "dalston"))
    assert os.access(installed / "bin" / "dalston", os.X_OK)
    made = run(installed, *dalston, "keys", "create", "--scopes", "admin", data=tmp_path)
    assert made.startswith("dk_")  # the migrations are there
    assert "console: built" in run(installed, *dalston, "doctor", data=tmp_path)
    assert "base" in run(installed, *dalston, "models", "list", data=tmp_path)  # and weights.yaml
    catalogue = "from activities.engines import catalogue; print(len(catalogue.cards()))"
    assert int(run(installed, sys.executable, "-c", catalogue, data=tmp_path)) >= 15
