"""What stands in fences in the docs: commands that exist, requests that the API takes, data that parses.

A fence without a language, or with `bash`, holds what somebody types; `text` is only shown.
"""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import typer
import yaml
from jsonschema import Draft202012Validator
from typer import core

from api.app import app
from api.command.__main__ import app as dalston
from tests.test_docs import ALL_VARIABLES, DOCS, ROOT

PAGES = [ROOT / "README.md", ROOT / "web" / "README.md", *sorted(DOCS.rglob("*.md"))]
FENCE = re.compile(r"^```([\w-]*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
ENDS = {"\n", ";", "&", "&&", "|", "||", "(", ")"}  # of a command
OTHERS = """
aws base64 cat cd chmod chown cp curl date do docker done echo export
ffmpeg fi for git grep hadolint head helm htpasswd id if jq kill kubeconform
kubectl ln ls mkdir mv nice node npm nvidia-smi openssl pg_dump pg_restore printf install pipx promtool
psql python3 python3.11 read rm sed seq sleep sort sqlite3 sudo systemctl tail tar
tee temporal test then time uniq unset uuidgen uv watch while xargs
"""
ELSEWHERE = set(OTHERS.split())  # of these only that they are spelled in a way that a shell reads


@dataclass(frozen=True)
class Block:
    page: Path
    line: int
    language: str
    text: str

    def __str__(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks() -> Iterator[Block]:
    for page in PAGES:
        text = page.read_text("utf-8")
        for found in FENCE.finditer(text):
            yield Block(page, text.count("\n", 0, found.start()) + 1, found[1], found[2])


ALL = list(blocks())
TYPED = [
    block
    for block in ALL
    if block.language in ("", "bash", "sh", "console") and not block.text.startswith(("{", "["))
]


def commands(block: Block) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Words and variables of each command that is typed; output below a line with `$ ` is left out."""
    text = block.text
    if re.match(r"\$ ", text):
        text = "\n".join(line[2:] for line in text.splitlines() if line.startswith("$ "))
    text = re.sub(r"(^|\s)#[^\n]*", r"\1", text.replace("\\\n", " "))
    lexer = shlex.shlex(text, posix=True, punctuation_chars=";&|()\n")
    lexer.whitespace, lexer.whitespace_split, lexer.commenters = " \t", True, ""
    words: list[str] = []
    for token in [*lexer, "\n"]:
        if set(token) <= set("".join(ENDS)):
            if command := without_variables(words):
                yield command
            words = []
        else:
            words.append(token)


def without_variables(words: list[str]) -> tuple[list[str], dict[str, str]] | None:
    told: dict[str, str] = {}
    words = [word for word in words if word != "$"]
    if words[:1] == ["export"]:
        words = words[1:]
    while words and (found := re.match(r"(\w+)=(.*)$", words[0], re.DOTALL)):
        told[found[1]] = found[2]
        words = words[1:]
    return (words, told) if words or told else None


@pytest.mark.parametrize("block", TYPED, ids=str)
def test_what_is_typed_can_be_read_by_a_shell(block: Block) -> None:
    text = re.sub(r"^\$ ", "", block.text, flags=re.MULTILINE) if not block.text.startswith("$ ") else ""
    done = subprocess.run(["bash", "-n"], input=text, text=True, capture_output=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("block", TYPED, ids=str)
def test_what_is_typed_exists(block: Block) -> None:
    faults = [fault for words, told in commands(block) for fault in faults_of(words, told)]
    assert faults == []


def faults_of(words: list[str], told: dict[str, str]) -> Iterator[str]:
    for name in told:
        if name.startswith("DALSTON_") and name.removesuffix("_FILE") not in ALL_VARIABLES:
            yield f"there is no setting {name}"
    if not words:
        return
    program = words[0].rpartition("/")[2]
    check = CHECKS.get(program)
    if check:
        yield from check(words[1:])
    elif program not in ELSEWHERE:
        yield f"nobody knows the program {words[0]!r}; is the block `text`?"


def dalston_faults(words: list[str]) -> Iterator[str]:
    found: Any = typer.main.get_command(dalston)
    while isinstance(found, core.TyperGroup):
        if not words or words[0].startswith("-"):
            return
        if words[0] not in found.commands:
            yield f"dalston has no command {words[0]!r}"
            return
        found, words = found.commands[words[0]], words[1:]
    known = {name for each in found.params for name in (*each.opts, *each.secondary_opts)} | {"--help", "-h"}
    for word in words:
        if re.match(r"--?[a-z]", word) and word.partition("=")[0] not in known:
            yield f"no option {word}"


def make_faults(words: list[str]) -> Iterator[str]:
    targets = re.findall(r"^([a-z0-9-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    for word in words:
        if "=" not in word and not word.startswith("-") and word not in targets:
            yield f"no target {word}"


def python_faults(words: list[str]) -> Iterator[str]:
    if words[:1] != ["-m"] or words[1] in ("venv", "pip", "build", "http.server"):
        return
    for word in words[2:]:
        if word.startswith("--") and word.partition("=")[0] not in help_of(words[1]):
            yield f"python -m {words[1]} has no option {word}"


@cache
def help_of(module: str) -> str:
    argv = [sys.executable, "-m", module, "--help"]
    return subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, timeout=120).stdout


def pip_faults(words: list[str]) -> Iterator[str]:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    for word in words:
        for name in ",".join(re.findall(r"dalston\[([^\]]+)\]", word)).split(","):
            if name and name not in extras:
                yield f"there is no extra {name}"


def curl_faults(words: list[str]) -> Iterator[str]:
    sent = request_of(words)
    if sent is None:
        return
    method, url, fields, body = sent
    parts = urlsplit(url)
    operation = operation_of(method, parts.path)
    if operation is None:
        yield f"there is no route {method.upper()} {parts.path}"
        return
    named = {each["name"] for each in operation.get("parameters", []) if each["in"] == "query"}
    yield from (f"no parameter {name}" for name, _ in parse_qsl(parts.query) if name not in named)
    content = operation.get("requestBody", {}).get("content", {})
    form = resolved(content.get("multipart/form-data", {}).get("schema", {})).get("properties", {})
    yield from (f"no field {name}" for name in fields if name not in form)
    if body is not None and "application/json" in content:
        schema = content["application/json"]["schema"] | {"components": document()["components"]}
        yield from (error.message for error in Draft202012Validator(schema).iter_errors(json.loads(body)))


def request_of(words: list[str]) -> tuple[str, str, list[str], str | None] | None:
    """Method, URL, names of form fields, JSON body; None: to another server."""
    method, url, fields, body, rest = "", "", [], None, iter(words)
    for word in rest:
        if word in ("-X", "--request"):
            method = next(rest)
        elif word in ("-F", "--form"):
            fields.append(next(rest).partition("=")[0])
        elif word in ("-d", "--data", "--json"):
            body = next(rest)
        elif word in ("--data-binary", "-T"):
            next(rest)
            method = method or "POST"
        elif word in ("-H", "-o", "--output", "--max-time", "-w", "-u"):
            next(rest)
        elif not word.startswith("-"):
            url = word
    ours = re.match(r"(\$URL|http://(?:127\.0\.0\.1|localhost):8000)(/.*)?$", url)
    found = method or ("POST" if fields or body is not None else "GET")
    return (found.lower(), ours[2] or "/", fields, body) if ours else None


@cache
def document() -> dict[str, Any]:
    return app.openapi()


def resolved(schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = document()["components"]["schemas"][name] if name else schema
    return found


def operation_of(method: str, path: str) -> dict[str, Any] | None:
    """What the API has at a path; words in capitals, `$ID` and `job_…` stand for anything."""
    for known, operations in document()["paths"].items():
        if method in operations and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", known), path):
            found: dict[str, Any] = operations[method]
            return found
    return None


CHECKS: dict[str, Callable[[list[str]], Iterator[str]]] = {
    "curl": curl_faults,
    "dalston": dalston_faults,
    "make": make_faults,
    "pip": pip_faults,
    "pipx": pip_faults,
    "python": python_faults,
}


@pytest.mark.parametrize("block", [block for block in ALL if block not in TYPED], ids=str)
def test_what_is_shown_can_be_parsed(block: Block) -> None:
    parsers: dict[str, Callable[[str], object]] = {
        "json": json.loads,
        "python": lambda text: compile(text, str(block), "exec", flags=TOP_LEVEL_AWAIT),
        "toml": tomllib.loads,
        "yaml": lambda text: list(yaml.safe_load_all(text)),
    }
    shown = {"", "text", "html", "js", "nginx", "ini", "promql", "diff"}
    assert block.language in parsers or block.language in shown
    if parse := parsers.get(block.language):
        parse(block.text)


TOP_LEVEL_AWAIT = 0x2000  # ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
