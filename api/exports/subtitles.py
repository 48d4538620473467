"""A transcript in, subtitle files that players accept out: SRT and WebVTT."""

from collections.abc import Iterable

from activities.transcript import Transcript
from api.exports.cues import Cue, Layout, cues


def srt(transcript: Transcript, layout: Layout) -> str:
    return numbered(cues(transcript, layout))


def numbered(found: Iterable[Cue]) -> str:
    """Cues as SRT."""
    blocks = (
        f"{number}\n{_time(cue.start, ',')} --> {_time(cue.end, ',')}\n{_plain(cue)}\n"
        for number, cue in enumerate(found, start=1)
    )
    return "\n".join(blocks)


def vtt(transcript: Transcript, layout: Layout) -> str:
    """Speakers are voices: players that know of them style each in its own way."""
    blocks = (
        f"{number}\n{_time(cue.start, '.')} --> {_time(cue.end, '.')}\n{_voiced(cue, layout)}\n"
        for number, cue in enumerate(cues(transcript, layout, prefixed=False), start=1)
    )
    return "\n".join(["WEBVTT\n", *blocks])


def _plain(cue: Cue) -> str:
    """SRT knows no escapes, and a line with its arrow would be taken for times."""
    return "\n".join(cue.lines).replace("-->", "->")


def _voiced(cue: Cue, layout: Layout) -> str:
    text = "\n".join(map(_escaped, cue.lines))
    if not cue.speaker or not layout.include_speakers:
        return text
    return f"<v {_escaped(cue.speaker)}>{text}</v>"


def _time(seconds: float, mark: str) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}{mark}{ms % 1000:03d}"


def _escaped(line: str) -> str:
    return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
