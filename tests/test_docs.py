"""The documentation is complete and its links and commands lead somewhere."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from pydantic_settings import BaseSettings
from typer import core as commands

from activities.engines import catalogue
from activities.engines.refine.llm_cleanup.settings import LlmSettings
from activities.settings import SharedSettings
from activities.stores.s3_settings import S3Settings
from api.app import app
from api.command.__main__ import app as command
from api.command.settings import CommandSettings
from api.settings import ApiSettings
from realtime.settings import RealtimeSettings
from workers.settings import WorkerSettings
from workflows.encryption_keys import TemporalSettings

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = [*sorted(ROOT.glob("*.md")), *sorted(DOCS.rglob("*.md")), *sorted((ROOT / "tests").rglob("*.md"))]
SETTINGS = (
    SharedSettings,
    ApiSettings,
    WorkerSettings,
    CommandSettings,
    LlmSettings,
    RealtimeSettings,
    S3Settings,
    TemporalSettings,
)
NOT_OURS = ("/openapi.json", "/docs", "/docs/oauth2-redirect", "/redoc")  # routes that FastAPI brings
METHODS = ("get", "post", "put", "patch", "delete")


def variables(settings: type[BaseSettings]) -> set[str]:
    """The environment variables of a settings class."""
    prefix = settings.model_config.get("env_prefix", "")
    return {f"{prefix}{name}".upper() for name in settings.model_fields}


ALL_VARIABLES = sorted(set().union(*(variables(settings) for settings in SETTINGS)))


def command_lines(group: typer.Typer) -> list[str]:
    """Every command as it is typed, e.g. "dalston jobs list"."""

    def walk(found: commands.TyperCommand | commands.TyperGroup, line: str) -> Iterator[str]:
        if isinstance(found, commands.TyperGroup):
            for name, inner in found.commands.items():
                yield from walk(inner, f"{line} {name}")  # type: ignore[arg-type] # Typer makes its own kinds
        else:
            yield line

    return sorted(walk(typer.main.get_command(group), "dalston"))  # type: ignore[arg-type] # as above


def routes() -> list[str]:
    """Every route as method and path."""
    paths = app.openapi()["paths"]
    return sorted(f"{method.upper()} {path}" for path in paths for method in METHODS if method in paths[path])


def read(page: str) -> str:
    return (DOCS / page).read_text("utf-8")


@pytest.mark.parametrize("variable", ALL_VARIABLES)
def test_every_setting_is_documented_and_in_the_example(variable: str) -> None:
    assert f"`{variable}`" in read("settings.md")
    assert re.search(rf"^# ?{variable}=", (ROOT / ".env.example").read_text("utf-8"), re.MULTILINE)


@pytest.mark.parametrize("page", [DOCS / "settings.md", ROOT / ".env.example"], ids=lambda page: page.name)
def test_no_setting_is_documented_that_does_not_exist(page: Path) -> None:
    named = set(re.findall(r"\bDALSTON_[A-Z_]+\b", page.read_text("utf-8")))
    assert {name.removesuffix("_FILE") for name in named} <= set(ALL_VARIABLES)


@pytest.mark.parametrize("engine", sorted(catalogue.BUILT_IN))
def test_every_engine_is_documented_with_its_models(engine: str) -> None:
    page = read("engines.md")
    card = catalogue.card(engine)
    missing = [name for name in (engine, *card.models, *card.aliases) if f"`{name}`" not in page]
    assert missing == []


@pytest.mark.parametrize("line", command_lines(command))
def test_every_command_is_documented(line: str) -> None:
    assert re.search(rf"^#+ `{re.escape(line)}\b", read("command.md"), re.MULTILINE)


@pytest.mark.parametrize("route", routes())
def test_every_route_is_documented(route: str) -> None:
    assert f"`{route}`" in read("api.md")


def test_no_route_is_documented_that_does_not_exist() -> None:
    documented = set(re.findall(rf"^#+ `((?:{'|'.join(METHODS)}) [^`]+)`", read("api.md"), re.M | re.I))
    assert documented <= set(routes())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"^```.*?^```", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    broken = [link for link in links if not leads_somewhere(page, link)]
    assert broken == []


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path) if path else page
    if not target.exists():
        return False
    return not anchor or anchor in {anchor_of(title) for title in headings(target)}


def headings(page: Path) -> list[str]:
    return re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)


def anchor_of(title: str) -> str:
    """As GitHub makes them."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_make_targets_named_in_the_docs_exist(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    # As commands only: a sentence may well say "make sure".
    named = re.findall(r"(?:^|`|&& )make ([a-z]+)\b", page.read_text("utf-8"), re.MULTILINE)
    assert set(named) <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_named_in_the_docs_exist(page: Path) -> None:
    code = re.findall(r"^```.*?^```|`[^`\n]+`", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    known = {line.split()[1] for line in command_lines(command)}
    named = {name for text in code for name in re.findall(r"(?:^|[\s`/])dalston ([a-z]+)\b", text)}
    assert named <= known
