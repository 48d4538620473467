"""The Dockerfiles are well made, and build what is in the tree."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from api.settings import ApiSettings
from realtime.settings import RealtimeSettings
from tests import dockerfiles
from tests.dockerfiles import FILES, ROOT, Instruction, instructions, last_stage
from workers.settings import WorkerSettings

SETTINGS: dict[str, type[BaseSettings]] = {
    "api/Dockerfile": ApiSettings,
    "workers/Dockerfile": WorkerSettings,
    "realtime/Dockerfile": RealtimeSettings,
}
HADOLINT = Path(sys.executable).parent / "hadolint"


def of(file: str, *kinds: str) -> list[Instruction]:
    return [one for one in instructions(file) if one.cmd in kinds]


def sources(file: str) -> list[str]:
    """What is copied out of the tree."""
    own = [one for one in of(file, "COPY") if not any(flag.startswith("--from") for flag in one.flags)]
    return [path for one in own for path in one.value[:-1]]


@pytest.mark.parametrize("file", FILES)
def test_hadolint_finds_nothing(file: str) -> None:
    found = subprocess.run(
        [HADOLINT, "--no-color", file], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert (found.returncode, found.stdout) == (0, "")


@pytest.mark.parametrize("file", FILES)
def test_images_start_from_a_version_that_an_argument_can_change(file: str) -> None:
    stages = {one.value[-1] for one in of(file, "FROM") if "AS" in one.value}
    bases = {one.value[0] for one in of(file, "FROM")} - stages - {"${DEVICE}"}
    assert bases <= {"${PYTHON_IMAGE}", "${NODE_IMAGE}"}
    given = dockerfiles.arguments(file)
    pinned = [given[base.strip("${}")] for base in bases]
    assert all(re.search(r":\d+\.\d+\.\d+-", image) for image in pinned)


@pytest.mark.parametrize("file", FILES)
def test_an_image_runs_as_nobody_in_particular_and_holds_no_build_tools(file: str) -> None:
    user = [one.value[0] for one in last_stage(file) if one.cmd == "USER"]
    assert user == ["10001:10001"]
    assert not any(re.search("apt-get|pip install|npm", one.original) for one in last_stage(file))


@pytest.mark.parametrize("file", FILES)
def test_what_an_image_copies_is_there_and_let_through(file: str) -> None:
    let_through = {line[1:] for line in ignored() if line.startswith("!")}
    assert len(sources(file)) > 5
    for path in sources(file):
        assert list(ROOT.glob(path)), path
        assert path.partition("/")[0] in let_through


def test_nothing_is_let_through_that_no_image_copies() -> None:
    let_through = {line[1:] for line in ignored() if line.startswith("!")}
    assert let_through == {path.partition("/")[0] for file in FILES for path in sources(file)}


def test_the_build_never_sees_secrets_and_leftovers() -> None:
    assert ignored()[0] == "*"
    assert {"**/.env*", "**/node_modules", "api/console"} <= set(ignored())


@pytest.mark.parametrize("file", FILES)
def test_every_package_of_ours_is_installed(file: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    assert set(packages) <= set(sources(file))


@pytest.mark.parametrize("file", FILES)
def test_the_extras_exist(file: str) -> None:
    assert set(dockerfiles.arguments(file)["EXTRAS"].split(",")) <= dockerfiles.extras()


@pytest.mark.parametrize("file", FILES)
def test_what_an_image_sets_is_a_setting(file: str) -> None:
    known = {f"DALSTON_{name}".upper() for name in SETTINGS[file].model_fields}
    assert {name for name in dockerfiles.environment(file) if name.startswith("DALSTON_")} <= known


@pytest.mark.parametrize("file", FILES)
def test_libraries_of_nvidia_are_looked_for_where_this_python_has_them(file: str) -> None:
    found = re.search(r":(\d+\.\d+)\.", dockerfiles.arguments(file)["PYTHON_IMAGE"])
    assert found
    path = dockerfiles.environment(file).get("LD_LIBRARY_PATH", f"python{found[1]}/")
    assert f"python{found[1]}/" in path


@pytest.mark.parametrize("file", FILES)
def test_health_is_asked_at_a_port_that_is_open(file: str) -> None:
    (exposed,) = [set(one.value) for one in last_stage(file) if one.cmd == "EXPOSE"]
    set_here = {value for name, value in dockerfiles.environment(file).items() if name.endswith("_PORT")}
    assert set_here <= exposed
    asked = re.findall(r"127\.0\.0\.1:(\d+)", " ".join(dockerfiles.command(file, "HEALTHCHECK")))
    assert set(asked) <= exposed


def ignored() -> list[str]:
    lines = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
