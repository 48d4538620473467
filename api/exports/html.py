"""What was said, block by block, in; a web page for readers out. It needs nothing else and runs nothing."""

from collections.abc import Mapping, Sequence
from html import escape

from api.exports.blocks import Block
from api.exports.characters import writable
from api.exports.docx import clock

STYLE = "body{font:1rem/1.5 sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem}time{color:#555}"


def html(
    name: str,
    language: str | None,
    found: Sequence[Block],
    names: Mapping[str, str],
    include_timestamps: bool,
) -> str:
    """`names`: what each speaker is called."""
    title = escape(writable(name))
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{escape(language or "")}" dir="auto">',
        f'<head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style></head>',
        f"<body><h1>{title}</h1>",
    ]
    for block in found:
        lines += ["<section>", *_head(block, names, include_timestamps)]
        lines += [f'<p dir="auto">{escape(paragraph)}</p>' for paragraph in block.paragraphs]
        lines.append("</section>")
    return "\n".join([*lines, "</body></html>", ""])


def _head(block: Block, names: Mapping[str, str], include_timestamps: bool) -> list[str]:
    speaker = f"<b>{escape(names.get(block.speaker, block.speaker))}</b> " if block.speaker else ""
    time = f"<time>{clock(block.start)}</time>" if include_timestamps else ""
    return [f"<h2>{(speaker + time).strip()}</h2>"] if speaker or time else []
