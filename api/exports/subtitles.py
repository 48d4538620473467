"""A transcript in, text for people and players out: cues for SRT and WebVTT, paragraphs for TXT."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from activities.transcript import Segment, Transcript, Word

SHORTEST = 0.1  # seconds: players drop a cue that takes no time
LONGEST = 7.0  # seconds a cue stays, about as long as anybody reads
PAUSE = 1.5  # seconds without speech that end a cue


@dataclass(frozen=True)
class Layout:
    include_speakers: bool = True
    max_line_length: int = 42
    max_lines: int = 2


@dataclass(frozen=True)
class Cue:
    start: float
    end: float
    lines: list[str]


def srt(transcript: Transcript, layout: Layout) -> str:
    blocks = (
        f"{number}\n{_time(cue.start, ',')} --> {_time(cue.end, ',')}\n" + "\n".join(cue.lines) + "\n"
        for number, cue in enumerate(cues(transcript, layout), start=1)
    )
    return "\n".join(blocks)


def vtt(transcript: Transcript, layout: Layout) -> str:
    blocks = (
        f"{_time(cue.start, '.')} --> {_time(cue.end, '.')}\n" + "\n".join(map(_escape, cue.lines)) + "\n"
        for cue in cues(transcript, layout)
    )
    return "\n".join(["WEBVTT\n", *blocks])


def txt(transcript: Transcript, include_speakers: bool) -> str:
    """A block a paragraph; a block a speaker where speakers are known and wanted."""
    if include_speakers and any(segment.speaker for segment in transcript.segments):
        names = labels(transcript)
        blocks = [
            f"{names.get(speaker, speaker)}: {text}" if speaker else text
            for speaker, text in _by_speaker(transcript.segments)
        ]
    else:
        blocks = _by_paragraph(transcript)
    return "".join(f"{block}\n" for block in "\n\n".join(filter(None, blocks)).splitlines())


def cues(transcript: Transcript, layout: Layout) -> list[Cue]:
    """Cues in time order that neither overlap nor are empty."""
    names = labels(transcript)
    found: list[Cue] = []
    said: str | None = None  # who spoke last
    for segment in sorted(transcript.segments, key=lambda segment: segment.start):
        for words in _bunches(_words(segment), layout, names):
            speaker = words[0].speaker
            prefix = _prefix(speaker, said, layout, names)
            said = speaker
            lines = wrap(prefix + _join(words), layout.max_line_length)
            found.append(Cue(words[0].start, max(word.end for word in words), lines))
    return _in_order(found)


def labels(transcript: Transcript) -> dict[str, str]:
    """What each speaker is called."""
    return {speaker.id: speaker.label or speaker.id for speaker in transcript.speakers}


def wrap(text: str, length: int) -> list[str]:
    """Lines of at most `length` letters, broken between words; a longer word is cut."""
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= length:
            lines[-1] += f" {word}"
            continue
        lines += [word[at : at + length] for at in range(0, len(word), length)]
    return lines


def _bunches(words: list[Word], layout: Layout, names: dict[str, str]) -> Iterator[list[Word]]:
    """The words of a segment, cue by cue."""
    bunch: list[Word] = []
    for word in words:
        if bunch and _ends(bunch, word, layout, names):
            yield bunch
            bunch = []
        bunch.append(word)
    if bunch:
        yield bunch


def _ends(bunch: list[Word], word: Word, layout: Layout, names: dict[str, str]) -> bool:
    """Whether a word belongs to the next cue."""
    speaker = bunch[0].speaker
    prefix = _prefix(speaker, None, layout, names)
    too_long = len(wrap(prefix + _join([*bunch, word]), layout.max_line_length)) > layout.max_lines
    too_late = word.end - bunch[0].start > LONGEST or word.start - bunch[-1].end > PAUSE
    return too_long or too_late or word.speaker != speaker


def _prefix(speaker: str | None, said: str | None, layout: Layout, names: dict[str, str]) -> str:
    if not speaker or speaker == said or not layout.include_speakers:
        return ""
    return f"{names.get(speaker, speaker)}: "


def _words(segment: Segment) -> list[Word]:
    """The segment's words, each with the space in front of it; without any, its text spread over its time."""
    if segment.words:
        return [_spaced(word, gap, segment.speaker) for word, gap in _gaps(segment) if word.text.strip()]
    texts = segment.text.split()
    letters = sum(map(len, texts)) or 1
    words, at = [], segment.start
    for text in texts:
        end = at + (segment.end - segment.start) * len(text) / letters
        words.append(Word(text=f" {text}", start=at, end=end, speaker=segment.speaker))
        at = end
    return words


def _gaps(segment: Segment) -> Iterator[tuple[Word, str]]:
    """Each word and what separates it from the one before: not every language writes spaces."""
    at = 0
    for word in segment.words:
        found = segment.text.find(word.text.strip(), at)
        yield word, " " if found < 0 or segment.text[at:found].strip() else segment.text[at:found]
        at = max(at, found + len(word.text.strip()))


def _spaced(word: Word, gap: str, speaker: str | None) -> Word:
    return word.model_copy(update={"text": gap + word.text.strip(), "speaker": word.speaker or speaker})


def _join(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words).strip()


def _in_order(found: list[Cue]) -> list[Cue]:
    """Each cue starts where the one before has ended, or later, and takes some time."""
    ordered: list[Cue] = []
    for number, cue in enumerate(found):
        start = max(0.0, cue.start, ordered[-1].end if ordered else 0.0)
        following = found[number + 1].start if number + 1 < len(found) else cue.end
        end = min(cue.end, following) if following > start + SHORTEST else cue.end
        ordered.append(Cue(start, max(end, start + SHORTEST), cue.lines))
    return ordered


def _by_speaker(segments: Sequence[Segment]) -> list[tuple[str | None, str]]:
    blocks: list[tuple[str | None, str]] = []
    for segment in segments:
        text = segment.text.strip()
        if blocks and blocks[-1][0] == segment.speaker:
            blocks[-1] = (segment.speaker, f"{blocks[-1][1]} {text}".strip())
        elif text:
            blocks.append((segment.speaker, text))
    return blocks


def _by_paragraph(transcript: Transcript) -> list[str]:
    texts = {segment.id: segment.text.strip() for segment in transcript.segments}
    if not transcript.paragraphs:
        return [transcript.text.strip()]
    return [
        " ".join(filter(None, (texts.get(id) for id in paragraph.segments)))
        for paragraph in transcript.paragraphs
    ]


def _time(seconds: float, mark: str) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}{mark}{ms % 1000:03d}"


def _escape(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
