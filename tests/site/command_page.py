"""The `dalston` command as its own help describes it."""

import re
from collections.abc import Iterator

import typer
from typer import core

from api.command.__main__ import app
from tests.site.tables import code, table

INTRODUCTION = """# Commands

Every command with its arguments and options, made from the code: what `dalston COMMAND --help` says.
[The dalston command](../command.md) is the page to read first: it explains, and says what exit statuses mean.
"""


def page() -> str:
    group = typer.main.get_command(app)
    return "\n".join([INTRODUCTION, *(section(line, found) for line, found in commands(group, "dalston"))])


def commands(found: object, line: str) -> Iterator[tuple[str, core.TyperCommand]]:
    """Every command with how it is typed, groups opened."""
    if isinstance(found, core.TyperGroup):
        for name, inner in sorted(found.commands.items()):
            yield from commands(inner, f"{line} {name}")
    elif isinstance(found, core.TyperCommand):
        yield line, found


def section(line: str, found: core.TyperCommand) -> str:
    shown = [each for each in found.params if not getattr(each, "hidden", False)]
    taken = [argument(each) for each in shown if each.param_type_name == "argument"]
    options = ["[OPTIONS]"] if len(taken) < len(shown) else []
    usage = " ".join([line, *options, *taken])
    rows = [(names(each), getattr(each, "help", "") or "") for each in shown]
    return "\n".join(
        [f"## `{line}`\n", f"```\n{usage}\n```\n", words(found.help or ""), table(("option", "what"), rows)]
    )


def argument(parameter: object) -> str:
    name = str(getattr(parameter, "metavar", None) or getattr(parameter, "name", "")).upper()
    return f"{name}{'...' if getattr(parameter, 'nargs', 1) != 1 else ''}"


def names(parameter: object) -> str:
    """How an option or an argument is spelled."""
    if getattr(parameter, "param_type_name", "") == "argument":
        return code(argument(parameter))
    value = (
        getattr(parameter, "metavar", None) or getattr(getattr(parameter, "type", None), "name", "").upper()
    )
    value = "" if getattr(parameter, "is_flag", False) else value
    options = [*getattr(parameter, "opts", []), *getattr(parameter, "secondary_opts", [])]
    return ", ".join(code(f"{option} {value}".strip()) for option in options)


def words(text: str) -> str:
    """The paragraphs of a help text; the examples at its end become one block."""
    paragraphs, *examples = re.split(r"^Examples?:\s*$", text + "\n", maxsplit=1, flags=re.MULTILINE)
    lines = [line.strip() for line in "".join(examples).splitlines() if line.strip()]
    shown = ["```", *lines, "```", ""] if lines else []
    return "\n".join([paragraphs.strip(), "", *shown])
