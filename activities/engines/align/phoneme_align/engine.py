"""Words in time: segments and their audio in, the same words with the times at which they are heard out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from activities.audio import Audio
from activities.engines import CannotAlign, ModelUnavailable
from activities.engines.align.phoneme_align.characters import Wav2Vec2
from activities.engines.align.phoneme_align.phonemes import Phonemes
from activities.engines.align.phoneme_align.readings import UNSPACED, Reading, readings
from activities.engines.align.phoneme_align.spans import Span, astray, filled, placed, runs, settled, window
from activities.transcript import Segment, Word

LIBRARIES = ("pocketsphinx", "num2words")  # English needs no others


class Forced(Protocol):
    """What finds given words in audio."""

    name: str

    def spans(self, audio: Audio, words: Sequence[tuple[Reading, ...]]) -> list[Span] | None: ...


class PhonemeAlign:
    """English with pocketsphinx, other languages with wav2vec2. Shared by all threads of a worker."""

    def __init__(self, model: str | None, models: Path, *, device: str = "cpu", **_: Any) -> None:
        if missing := [name for name in LIBRARIES if find_spec(name) is None]:
            raise ModelUnavailable(f"{', '.join(missing)} not installed: pip install 'dalston[align]'")
        self.english = Phonemes()
        self.others = Wav2Vec2(models, device)

    def align(self, audio: Audio, segments: list[Segment], language: str | None) -> list[Segment]:
        """Segments without words get them from their text; segments that do not fit keep their times.

        A segment's own language counts before `language`. Segments that overlap are aligned one by one.
        """
        languages = [_primary(segment.language or language) for segment in segments]
        aligners = self._aligners(dict.fromkeys(languages))
        better = list[Segment]()
        for run in runs(segments, languages):
            spoken = languages[run.start]
            if spoken in aligners:
                better += Alignment(audio, segments, aligners[spoken], spoken).of(run)
            else:
                better += segments[run.start : run.stop]
        return [settled(segment, audio.duration) for segment in better]

    def method(self, language: str | None) -> str:
        if language is None:
            return f"{self.english.name} for English, wav2vec2 for other languages"
        primary = _primary(language)
        return self.english.name if primary == "en" else f"wav2vec2 {self.others.name(primary)}"

    def _aligners(self, languages: Iterable[str]) -> dict[str, Forced]:
        """What can be had of them. Raises CannotAlign when there is none at all."""
        found, missing = dict[str, Forced](), list[CannotAlign]()
        for language in languages:
            try:
                found[language] = self.english if language == "en" else self.others.get(language)
            except CannotAlign as error:
                missing.append(error)
        if missing and not found:
            raise missing[0]
        return found


@dataclass(frozen=True)
class Alignment:
    """Segments of one recording and what finds their words."""

    audio: Audio
    segments: Sequence[Segment]
    aligner: Forced
    language: str

    def of(self, run: range) -> list[Segment]:
        """Together, or where that fails in halves, or where a single segment fails as it was."""
        found = self._together(run)
        if found is not None:
            return found
        if len(run) == 1:
            return list(self.segments[run.start : run.stop])
        middle = (run.start + run.stop) // 2
        return self.of(range(run.start, middle)) + self.of(range(middle, run.stop))

    def _together(self, run: range) -> list[Segment] | None:
        segments = self.segments[run.start : run.stop]
        words = [_words(segment, self.language) for segment in segments]
        ways = [readings(word.text, self.language) for those in words for word in those]
        start, end = window(self.segments, run, self.audio.duration)
        if not any(ways) or end <= start:
            return None
        heard = self.aligner.spans(self.audio.cut(start, end), [way for way in ways if way])
        if heard is None:
            return None
        found = iter((start + first, start + last) for first, last in heard)
        spans = iter(filled([next(found) if way else None for way in ways]))
        better = [
            placed(segment, those, [next(spans) for _ in those]) if those else segment
            for segment, those in zip(segments, words, strict=True)
        ]
        return None if any(astray(*pair) for pair in zip(segments, better, strict=True)) else better


def _words(segment: Segment, language: str) -> list[Word]:
    """A segment's words; where the transcriber gave none, those of its text."""
    if segment.words:
        return segment.words
    texts = segment.text.replace(" ", "") if language in UNSPACED else segment.text.split()
    return [Word(text=text, start=segment.start, end=segment.end) for text in texts]


def _primary(language: str | None) -> str:
    primary = (language or "und").split("-")[0].lower()
    return "no" if primary == "nb" else primary  # what the transcribers' codes say
