"""Which font a PDF writes a letter in: one of the system's with many scripts, and readers' own for CJK."""

import os
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

# Looked for in this order; the last one comes with reportlab and has Latin letters only.
NAMES = (
    "DejaVuSans.ttf",
    "NotoSans-Regular.ttf",
    "Arial Unicode.ttf",
    "arialuni.ttf",
    "Arial.ttf",
    "arial.ttf",
)
PLAIN = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
FOLDERS = (
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "~/.local/share/fonts",
    "~/.fonts",
    "/System/Library/Fonts/Supplemental",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)
JAPANESE, CHINESE, KOREAN = "HeiseiKakuGo-W5", "STSong-Light", "HYGothic-Medium"  # PDF readers have them
KANA, HANGUL = range(0x3040, 0x3100), range(0xAC00, 0xD7B0)
HAN = (range(0x2E80, 0x3040), range(0x3100, 0xA000), range(0xF900, 0xFB00), range(0xFF00, 0xFFF0))


@cache
def regular() -> str:
    """The name of the font for all but CJK."""
    for path in (*_installed(), PLAIN):
        try:
            pdfmetrics.registerFont(TTFont("text", path))
        except (TTFError, OSError):
            continue
        break
    for name in (JAPANESE, CHINESE, KOREAN):
        pdfmetrics.registerFont(UnicodeCIDFont(name))
    return "text"


def runs(text: str, language: str | None) -> Iterator[tuple[str | None, str]]:
    """Stretches of the text with the font of each; None: the regular one."""
    regular()
    for font, letters in groupby(text, key=lambda letter: _of(letter, language)):
        yield font, "".join(letters)


def _of(letter: str, language: str | None) -> str | None:
    code = ord(letter)
    if code < 0x2E80:
        return None
    if code in HANGUL:
        return KOREAN
    if code in KANA:
        return JAPANESE
    if any(code in block for block in HAN):
        return {"ja": JAPANESE, "ko": KOREAN}.get((language or "").partition("-")[0], CHINESE)
    return None


def _installed() -> Iterator[Path]:
    there = {
        name: Path(folder) / name
        for root in FOLDERS
        for folder, _, names in os.walk(Path(root).expanduser())
        for name in names
        if name in NAMES
    }
    return (there[name] for name in NAMES if name in there)
