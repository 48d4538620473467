"""Whisper on CTranslate2 (SYSTRAN/faster-whisper, MIT): chunks of audio in, segments with timed words out."""

import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from activities.audio import Audio
from activities.engines import Language, TranscribeOptions, UnknownLanguage
from activities.engines.models import locate
from activities.transcript import Decoding, Segment, Word

BEAM = 5
SHORTEST = 0.1  # seconds; word timing fails with an IndexError on audio of a frame or two
# What a second look does differently: more hypotheses, and no phrase of so many tokens twice.
CAREFUL = {"beam_size": 8, "patience": 2.0, "no_repeat_ngram_size": 6}
# Whisper's names for languages that BCP 47 calls otherwise.
WHISPERS = {"jv": "jw", "nb": "no"}
OURS = {"jw": "jv"}


class FasterWhisper:
    """One model, shared by `slots` threads; each decodes on `threads` cores."""

    def __init__(
        self,
        model: str,
        models: Path,
        *,
        device: str = "cpu",
        compute: str = "auto",
        threads: int = 1,
        slots: int = 1,
    ) -> None:
        from faster_whisper import WhisperModel, download_model  # not at the top: only workers run models

        self.model = WhisperModel(
            str(locate(model, models, lambda name: download_model(name, cache_dir=str(models / "hub")))),
            device="cuda" if device == "gpu" else "cpu",
            compute_type=("float16" if device == "gpu" else "int8") if compute == "auto" else compute,
            cpu_threads=threads,
            num_workers=slots,
        )

    def identify(self, samples: list[Audio]) -> Language:
        """Language probabilities averaged over the samples, each of at most 30 s."""
        if not self.model.model.is_multilingual:
            return Language("en", 1.0)
        total: defaultdict[str, float] = defaultdict(float)
        for audio in samples:
            for code, probability in self.model.detect_language(audio.samples)[2]:
                total[code] += probability / len(samples)
        if not total:
            return Language(None)
        code = max(total, key=lambda code: total[code])
        return Language(OURS.get(code, code), round(total[code], 4))

    def transcribe(self, audio: Audio, options: TranscribeOptions) -> Iterator[Segment]:
        if audio.duration < SHORTEST:
            return
        settings: dict[str, Any] = {"beam_size": BEAM, **(CAREFUL if options.careful else {})}
        if options.seed is not None:
            import ctranslate2

            ctranslate2.set_random_seed(options.seed)
        found, info = self.model.transcribe(
            audio.samples,
            language=self._code(options.language),
            initial_prompt=options.prompt,
            hotwords=", ".join(options.keyterms) or None,
            # One temperature: falling back to sampling would make two runs of a job differ.
            temperature=options.temperature,
            word_timestamps=True,
            condition_on_previous_text=False,  # a loop must not feed on itself
            **settings,
        )
        language = options.language or OURS.get(info.language, info.language)
        for segment in found:
            yield _segment(segment, language, audio.duration)

    def _code(self, language: str | None) -> str | None:
        """Whisper's code of a BCP 47 tag. Raises UnknownLanguage."""
        if language is None:
            return None if self.model.model.is_multilingual else "en"
        primary = language.split("-")[0].lower()
        code = WHISPERS.get(primary, primary)
        if code not in self.model.supported_languages:
            known = ", ".join(sorted(self.model.supported_languages))
            raise UnknownLanguage(f"this model does not know {language!r}; it has {known}")
        return code


def _segment(found: Any, language: str, duration: float) -> Segment:
    words, after = [], 0.0
    for word in found.words or []:
        start = min(max(after, word.start), duration)
        after = min(max(start, word.end), duration)
        words.append(
            Word(
                text=word.word.strip(),
                start=_ms(start),
                end=_ms(after),
                confidence=round(word.probability, 4),
            )
        )
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


def _ms(seconds: float) -> float:
    return round(float(seconds), 3)
