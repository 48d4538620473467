"""Whisper on CTranslate2 for live speech: windows of an utterance in, hypotheses with timed words out.

An interim window is encoded as long as it is, with some silence behind it, instead of padded to the 30
seconds that Whisper was trained on: a tenth of the work. That errs more and loops sooner, so what is final
gets the full length and a beam, and is decoded as files are if it goes round in circles even then.
"""

import math
from collections import defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from activities.audio import Audio
from activities.engines import TranscribeOptions
from activities.engines.stream.whisper_streaming.words import loops, to_words
from activities.engines.streaming import Heard, StreamOptions, Window, joined
from activities.engines.transcribe.faster_whisper.engine import FasterWhisper
from activities.engines.transcribe.whisper import BEAM, our_code

FRAMES = 3000  # of 10 ms: what Whisper was trained on
BEHIND = 200  # frames of silence behind an interim window; with less it makes up an end
SHORTEST = 0.2  # seconds
LONGEST = 29.0  # seconds
CIRCLING = 2.4  # OpenAI's bound on how well a segment may compress
RATE, FEW = 8, 12  # tokens a second, and beyond, that nobody exceeds
UNLIKELY = {"no_speech_prob": 0.6, "logprob": -1.0}  # OpenAI's bounds for: nothing was said

Features = NDArray[np.float32]


class WhisperStreaming:
    """One model, shared by `slots` threads; each decodes on `threads` cores."""

    native = False

    def __init__(self, model: str, models: Path, *, device: str = "cpu", **worker: Any) -> None:
        self._whisper = FasterWhisper(model, models, device=device, **worker)
        self.batch = 8 if device == "gpu" else 1
        self._tokenizer = lru_cache(128)(self._make_tokenizer)

    def hear(self, windows: list[Window]) -> list[Heard]:
        heard = [Heard(text="", language=window.options.language) for window in windows]
        kinds = defaultdict(list)  # what can be decoded together
        for at, window in enumerate(windows):
            code, seconds = self._whisper._code(window.options.language), Audio(window.samples).duration
            if seconds >= SHORTEST:
                kinds[seconds > LONGEST, window.final, code].append(at)
        for (long, final, code), together in kinds.items():
            alike = [windows[at] for at in together]
            found = self._long(alike) if long else self._decode(alike, code, careful=final)
            for at, one in zip(together, found, strict=True):
                heard[at] = one
        return heard

    def forget(self, utterance: str) -> None:
        """Nothing is kept between windows."""

    def _decode(self, windows: list[Window], code: str | None, *, careful: bool) -> list[Heard]:
        model = self._whisper.model
        features = [model.feature_extractor(window.samples, padding=0) for window in windows]
        longest = max(found.shape[1] for found in features)
        length = FRAMES if careful else min(FRAMES, (longest + BEHIND) // 2 * 2)
        encoded = model.encode(np.stack([_padded(found, length) for found in features]))
        if code is None:
            code = max(model.model.detect_language(encoded)[0], key=lambda pair: pair[1])[0].strip("<|>")
        tokenizer = self._tokenizer(code)
        prompts = [self._prompt(tokenizer, window.options) for window in windows]
        found = model.model.generate(
            encoded,
            prompts,
            beam_size=BEAM if careful else 1,
            max_length=min(model.max_length, max(map(len, prompts)) + FEW + RATE * longest // 100),
            return_scores=True,
            return_no_speech_prob=True,
            suppress_blank=True,
            suppress_tokens=list(tokenizer.non_speech_tokens),
        )
        tokens = [_text_tokens(one, tokenizer) for one in found]
        timed = model.find_alignment(tokenizer, tokens, encoded, [one.shape[1] for one in features])
        return [
            self._checked(window, one, text, words, our_code(code), careful=careful)
            for window, one, text, words in zip(
                windows, found, map(tokenizer.decode, tokens), timed, strict=True
            )
        ]

    def _checked(
        self, window: Window, found: Any, text: str, timed: list[Any], language: str, *, careful: bool
    ) -> Heard:
        """Nothing for what is not speech; another try for what goes round in circles."""
        seconds = Audio(window.samples).duration
        sure = found.scores[0] * len(found.sequences_ids[0]) / (len(found.sequences_ids[0]) + 1)
        silent = found.no_speech_prob > UNLIKELY["no_speech_prob"] and sure < UNLIKELY["logprob"]
        if silent:
            return Heard(text="", language=language)
        if loops(text):
            return self._long([window])[0] if careful else Heard(text="", language=language)
        words = to_words(timed, seconds, language, whole=careful)
        confidence = round(min(1.0, math.exp(sure)), 4)
        return Heard(text=joined(words, language), words=words, language=language, confidence=confidence)

    def _long(self, windows: list[Window]) -> list[Heard]:
        """As files are transcribed: of any length, with timestamps to find the way."""
        heard = []
        for window in windows:
            asked = TranscribeOptions(
                language=window.options.language, keyterms=window.options.keyterms, careful=True
            )
            segments = list(self._whisper.transcribe(Audio(window.samples), asked))
            sound = [one for one in segments if one.decoding and one.decoding.compression_ratio < CIRCLING]
            words = [word for segment in sound for word in segment.words]
            language = sound[0].language if sound else window.options.language
            heard.append(Heard(text=joined(words, language), words=words, language=language))
        return heard

    def _prompt(self, tokenizer: Any, options: StreamOptions) -> list[int]:
        """No text from before: a loop must not feed on itself."""
        terms = ", ".join(options.keyterms) or None
        prompt: list[int] = self._whisper.model.get_prompt(
            tokenizer, [], without_timestamps=True, hotwords=terms
        )
        return prompt

    def _make_tokenizer(self, code: str) -> Any:
        from faster_whisper.tokenizer import Tokenizer

        model = self._whisper.model
        return Tokenizer(model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language=code)


def _padded(features: Features, length: int) -> Features:
    return np.pad(features[:, :length], ((0, 0), (0, max(0, length - features.shape[1]))))


def _text_tokens(found: Any, tokenizer: Any) -> list[int]:
    return [token for token in found.sequences_ids[0] if token < tokenizer.eot]
