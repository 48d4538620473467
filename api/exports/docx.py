"""A transcript in, a Word document for readers out."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Pt, RGBColor

from activities.transcript import Transcript
from api.exports.blocks import Block, blocks
from api.exports.characters import writable
from api.exports.cues import labels

# Of the speakers in turn; each reads well on white (contrast at least 4.5 to 1).
COLOURS = ("1F4E9E", "A61E1E", "1E6B2E", "7A3E9D", "8A5200", "00676B", "9C2766", "4A5560")


def docx(
    transcript: Transcript,
    name: str,
    created_at: str,
    include_speakers: bool,
    include_timestamps: bool = True,
    found: Sequence[Block] | None = None,
) -> bytes:
    """`created_at`: RFC 3339. `found`: the blocks, if they are not to be those of readers."""
    document = Document()
    _style(document)
    _head(document, transcript, writable(name), created_at)
    names = labels(transcript)
    if include_speakers and names:
        _speakers(document, transcript, names)
    colours = _colours(names)
    for block in blocks(transcript, include_speakers) if found is None else found:
        _block(document, block, names, colours, include_timestamps)
    document.save(file := BytesIO())
    return file.getvalue()


def clock(seconds: float) -> str:
    """E.g. 1:02:03 or 2:03."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def _style(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    speaking = document.styles.add_style("Speaker", WD_STYLE_TYPE.PARAGRAPH)
    speaking.base_style = normal
    speaking.font.bold = True
    speaking.paragraph_format.space_before, speaking.paragraph_format.space_after = Pt(10), Pt(2)
    speaking.paragraph_format.keep_with_next = True


def _head(document: Any, transcript: Transcript, name: str, created_at: str) -> None:
    document.add_heading(name, level=0)
    made = datetime.fromisoformat(created_at)
    about = document.core_properties
    about.title, about.author, about.comments = name[:255], "", ""
    about.created = about.modified = made.replace(tzinfo=None)
    about.language = transcript.language or ""
    facts = [made.strftime("%Y-%m-%d %H:%M UTC"), clock(transcript.duration)]
    if transcript.language:
        facts.append(f"Language: {transcript.language}")
    document.add_paragraph(" · ".join(facts))


def _speakers(document: Any, transcript: Transcript, names: dict[str, str]) -> None:
    colours = _colours(names)
    paragraph = document.add_paragraph("Speakers: ")
    for number, speaker in enumerate(transcript.speakers):
        run = paragraph.add_run(names[speaker.id])
        run.bold, run.font.color.rgb = True, colours[speaker.id]
        paragraph.add_run(f" ({clock(speaker.duration)}){', ' if number + 1 < len(names) else ''}")


def _block(
    document: Any, block: Block, names: dict[str, str], colours: dict[str, RGBColor], timed: bool
) -> None:
    if block.speaker or timed:
        head = document.add_paragraph()
        head._p.style = "Speaker"  # by id: a name is looked for among all styles every time
    if block.speaker:
        run = head.add_run(f"{names.get(block.speaker, block.speaker)}  ")
        run.font.color.rgb = colours.get(block.speaker)
    if timed:
        head.add_run(clock(block.start)).bold = False
    for paragraph in block.paragraphs:
        document.add_paragraph(paragraph)


def _colours(names: dict[str, str]) -> dict[str, RGBColor]:
    return {id: RGBColor.from_string(COLOURS[n % len(COLOURS)]) for n, id in enumerate(names)}
