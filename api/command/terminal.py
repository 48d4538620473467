"""Standard output for what was asked for, standard error for everything else."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from api.command.failure import Exit, Failure

# soft_wrap: a long line is the terminal's to fold, so that a URL can be copied and a pipe gets it whole.
# A table in a pipe is for grep, so it gets room.
out = Console(
    highlight=False, markup=False, emoji=False, soft_wrap=True, width=None if sys.stdout.isatty() else 200
)
err = Console(highlight=False, markup=False, emoji=False, soft_wrap=True, stderr=True)

Json = Annotated[bool, typer.Option("--json", help="Print JSON, as the server says it.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="PATH", help="File to write. [default: print it]")
]


ARCHIVE = b"PK\x03\x04"  # how a Word document begins


class Format(StrEnum):
    txt = "txt"
    json = "json"
    srt = "srt"
    vtt = "vtt"
    docx = "docx"
    rttm = "rttm"
    ctm = "ctm"


def print_json(content: Any) -> None:
    """For machines: plain, never coloured."""
    print(json.dumps(content, indent=2, ensure_ascii=False))


def write(content: bytes, output: Path | None) -> None:
    """Write a document to a file, or print it."""
    if output is None:
        archive = content.startswith(ARCHIVE)
        if archive and sys.stdout.isatty():
            raise Failure("a Word document is not for a terminal; name a file with --output", Exit.USAGE)
        sys.stdout.buffer.write(content if archive or content.endswith(b"\n") else content + b"\n")
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(content)
    except OSError as error:
        raise Failure(f"cannot write {output}: {error.strerror}", Exit.USAGE) from error


def table(*columns: str, rows: list[list[str]]) -> Table:
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        grid.add_column(column, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    return grid
