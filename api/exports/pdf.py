"""What was said, block by block, in; a PDF for readers out."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate

from api.exports import fonts
from api.exports.blocks import Block
from api.exports.characters import writable
from api.exports.docx import clock

MARGIN = 22 * mm
GREY = HexColor("#555555")


def pdf(
    name: str,
    language: str | None,
    found: Sequence[Block],
    names: Mapping[str, str],
    include_timestamps: bool,
) -> bytes:
    """`names`: what each speaker is called."""
    regular = fonts.regular()
    body = ParagraphStyle(
        "body", fontName=regular, fontSize=10.5, leading=15, spaceAfter=5, wordWrap=_wrap(language)
    )
    head = ParagraphStyle("head", parent=body, textColor=GREY, spaceBefore=7, spaceAfter=2, keepWithNext=True)
    title = ParagraphStyle("title", parent=body, fontSize=17, leading=22, spaceAfter=10)
    story: list[Flowable] = [Paragraph(_marked(writable(name), language), title)]
    for block in found:
        about = [names.get(block.speaker, block.speaker)] if block.speaker else []
        about += [clock(block.start)] if include_timestamps else []
        if about:
            story.append(Paragraph(_marked("  ".join(about), language), head))
        story += [Paragraph(_marked(paragraph, language), body) for paragraph in block.paragraphs]
    document = SimpleDocTemplate(
        file := BytesIO(),
        pagesize=A4,
        margins=MARGIN,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=writable(name),
        lang=language or "",
        invariant=1,
    )
    document.build(story)
    return file.getvalue()


def _wrap(language: str | None) -> str | None:
    """Chinese and Japanese lines break between letters."""
    return "CJK" if (language or "").partition("-")[0] in ("zh", "ja", "yue") else None


def _marked(text: str, language: str | None) -> str:
    """Each stretch in a font that has its letters."""
    found = []
    for font, part in fonts.runs(writable(text), language):
        found.append(escape(part) if font is None else f'<font name="{font}">{escape(part)}</font>')
    return "".join(found)
