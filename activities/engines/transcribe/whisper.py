"""What every engine with a Whisper model shares: its names of languages, and what a segment is made of."""

import math
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from activities.engines import CannotTranslate, Language, Task, TranscribeOptions, UnknownLanguage
from activities.transcript import Decoding, Segment, Word

BEAM = 5
SHORTEST = 0.1  # seconds; word timing fails with an IndexError on audio of a frame or two
# Whisper's names for languages that BCP 47 calls otherwise.
WHISPERS = {"jv": "jw", "nb": "no"}
OURS = {"jw": "jv"}


def whispers_code(language: str, supported: Collection[str]) -> str:
    """Whisper's code of a BCP 47 tag. Raises UnknownLanguage."""
    primary = language.split("-")[0].lower()
    code = WHISPERS.get(primary, primary)
    if code not in supported:
        known = ", ".join(sorted(supported))
        raise UnknownLanguage(f"this model does not know {language!r}; it has {known}")
    return code


def our_code(code: str) -> str:
    """BCP 47 of Whisper's code."""
    return OURS.get(code, code)


def task_of(options: TranscribeOptions, *, multilingual: bool) -> Task:
    """Raises CannotTranslate."""
    if options.task == "translate" and not multilingual:
        raise CannotTranslate("this model knows English only, so it cannot translate into English")
    return options.task


def written_in(options: TranscribeOptions, heard: str) -> str:
    """BCP 47 of the text; `heard`: Whisper's code of what is spoken."""
    return "en" if options.task == "translate" else options.language or our_code(heard)


def likeliest(heard: Collection[Iterable[tuple[str, float]]]) -> Language:
    """The language that is likeliest in all samples together; of each sample, Whisper's codes and shares."""
    total: defaultdict[str, float] = defaultdict(float)
    for shares in heard:
        for code, share in shares:
            total[code] += share / len(heard)
    if not total:
        return Language(None)
    code = max(total, key=lambda code: total[code])
    return Language(our_code(code), round(total[code], 4))


def ctranslate2_settings(device: str, compute: str) -> dict[str, str]:
    """Where CTranslate2 computes, and in what precision."""
    gpu = device == "gpu"
    precise = ("float16" if gpu else "int8") if compute == "auto" else compute
    return {"device": "cuda" if gpu else "cpu", "compute_type": precise}


def segment_of(found: Any, language: str, duration: float) -> Segment:
    """A segment as Whisper's implementations give it, its times in order and inside the audio."""
    words = _words(found.words or [], duration)
    return Segment(
        text=found.text.strip(),
        start=words[0].start if words else _ms(min(found.start, duration)),
        end=words[-1].end if words else _ms(min(found.end, duration)),
        words=words,
        language=language,
        confidence=round(min(1.0, math.exp(found.avg_logprob)), 4),
        decoding=Decoding(
            avg_logprob=found.avg_logprob,
            compression_ratio=found.compression_ratio,
            no_speech_prob=found.no_speech_prob,
            temperature=found.temperature or 0.0,
            tokens=found.tokens,
        ),
    )


def _words(found: Iterable[Any], duration: float) -> list[Word]:
    words, after = [], 0.0
    for word in found:
        start = min(max(after, word.start), duration)
        after = min(max(start, word.end), duration)
        words.append(
            Word(
                text=word.word.strip(),
                start=_ms(start),
                end=_ms(after),
                confidence=round(float(word.probability), 4),
            )
        )
    return words


def _ms(seconds: float) -> float:
    return round(float(seconds), 3)
