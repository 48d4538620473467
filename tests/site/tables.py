"""Markdown of tables, safe for what cells may hold."""

from collections.abc import Iterable, Sequence


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Nothing when there are no rows."""
    lines = [row_of(row) for row in rows]
    if not lines:
        return ""
    return "\n".join([row_of(head), row_of(["---"] * len(head)), *lines, ""])


def row_of(cells: Sequence[str]) -> str:
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"


def code(text: object) -> str:
    return f"`{text}`" if str(text) else ""
