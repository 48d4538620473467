"""docker-compose.yml as Compose reads it: merged, with what .env says put in."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
FILE = ROOT / "docker-compose.yml"
VARIABLE = re.compile(r"\$(?:\$|\{(?P<name>[A-Z][A-Z0-9_]*)(?:(?P<how>:[-?])(?P<word>[^}]*))?\})")
SECRETS = {
    name: f"it's:a@secret/%{name.lower()}"
    for name in (
        "POSTGRES_PASSWORD",
        "TEMPORAL_DATABASE_PASSWORD",
        "INDEX_DATABASE_PASSWORD",
        "GRAFANA_PASSWORD",
    )
} | {"S3_ACCESS_KEY": "dalston", "S3_SECRET_KEY": "se/cr+et"}


class Missing(Exception):
    """A variable without which nothing may start."""


def parsed() -> dict[str, Any]:
    """As it is written."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text("utf-8"))
    return found


def variables() -> dict[str, set[str]]:
    """What it asks .env for, and the texts that it takes instead."""
    found: dict[str, set[str]] = {}
    for match in VARIABLE.finditer(FILE.read_text("utf-8")):
        if match["name"]:
            found.setdefault(match["name"], set()).add(f"{match['how'] or ''}{match['word'] or ''}")
    return found


def filled(value: Any, given: Mapping[str, str]) -> Any:
    """With variables replaced. Raises Missing."""
    if isinstance(value, dict):
        return {key: filled(inner, given) for key, inner in value.items()}
    if isinstance(value, list):
        return [filled(inner, given) for inner in value]
    return VARIABLE.sub(lambda match: _text(match, given), value) if isinstance(value, str) else value


def _text(match: re.Match[str], given: Mapping[str, str]) -> str:
    name, how, word = match["name"], match["how"], match["word"]
    if name is None:
        return "$"
    if found := given.get(name):
        return found
    if how == ":?":
        raise Missing(f"{name}: {word}")
    return word or ""


@dataclass(frozen=True)
class Service:
    name: str
    what: dict[str, Any]
    given: Mapping[str, str]  # .env

    @property
    def environment(self) -> dict[str, str]:
        """What .env does not have is handed on to nobody."""
        named = self.what.get("environment", {})
        handed = {name: self.given.get(name) if value is None else value for name, value in named.items()}
        return {name: value for name, value in handed.items() if value is not None}

    @property
    def argv(self) -> list[str]:
        return [*self.what.get("entrypoint", []), *self.what.get("command", [])]

    @property
    def is_ours(self) -> bool:
        return "build" in self.what


def services(**given: str) -> dict[str, Service]:
    """`given`: what .env has besides secrets."""
    env = SECRETS | given
    return {name: Service(name, what, env) for name, what in filled(parsed()["services"], env).items()}


def temporal_switches() -> dict[str, str]:
    """Of the file that the server gets; each has one value, without constraints."""
    temporal = services()["temporal"]
    folder, _, inside = temporal.what["volumes"][0].removesuffix(":ro").partition(":")
    path = Path(temporal.environment["DYNAMIC_CONFIG_FILE_PATH"]).relative_to(inside)
    written = yaml.safe_load((ROOT / folder / path).read_text("utf-8"))
    assert all(list(one) == ["value"] for values in written.values() for one in values)
    return {name: str(value["value"]).lower() for name, (value,) in written.items()}
