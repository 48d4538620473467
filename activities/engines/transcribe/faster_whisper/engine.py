"""Whisper on CTranslate2 (SYSTRAN/faster-whisper, MIT): chunks of audio in, segments with timed words out."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from activities.audio import Audio
from activities.engines import Language, TranscribeOptions
from activities.engines.transcribe.whisper import (
    BEAM,
    SHORTEST,
    ctranslate2_settings,
    likeliest,
    segment_of,
    task_of,
    whispers_code,
    written_in,
)
from activities.engines.weights import weights
from activities.transcript import Segment

# What a second look does differently: more hypotheses, and no phrase of so many tokens twice.
CAREFUL = {"beam_size": 8, "patience": 2.0, "no_repeat_ngram_size": 6}


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
        from faster_whisper import WhisperModel  # not at the top: only workers run models

        self.model = WhisperModel(
            str(weights(model, models)),
            **ctranslate2_settings(device, compute),
            cpu_threads=threads,
            num_workers=slots,
        )

    def identify(self, samples: list[Audio]) -> Language:
        """Language probabilities averaged over the samples, each of at most 30 s."""
        if not self.model.model.is_multilingual:
            return Language("en", 1.0)
        return likeliest([self.model.detect_language(audio.samples)[2] for audio in samples])

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
            task=task_of(options, multilingual=self.model.model.is_multilingual),
            initial_prompt=options.prompt,
            hotwords=", ".join(options.keyterms) or None,
            # One temperature: falling back to sampling would make two runs of a job differ.
            temperature=options.temperature,
            word_timestamps=True,
            condition_on_previous_text=False,  # a loop must not feed on itself
            **settings,
        )
        language = written_in(options, info.language)
        for segment in found:
            yield segment_of(segment, language, audio.duration)

    def _code(self, language: str | None) -> str | None:
        """Whisper's code of a BCP 47 tag. Raises UnknownLanguage."""
        if language is None:
            return None if self.model.model.is_multilingual else "en"
        return whispers_code(language, self.model.supported_languages)
