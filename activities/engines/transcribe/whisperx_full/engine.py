"""WhisperX (BSD-2-Clause), three stages in one: audio in, segments with aligned words and speakers out."""

import math
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from activities.audio import Audio
from activities.engines import Language, ModelUnavailable, TranscribeOptions
from activities.engines.transcribe.whisper import BEAM, OURS, SHORTEST, whispers_code
from activities.engines.weights import weights
from activities.transcript import Segment, Word

BATCH = 8
REQUIREMENTS = "workers/requirements-whisperx.txt"
SPEAKERS = "community-1"  # the diarizer's weights


class WhisperxFull:
    """Whisper, a wav2vec2 aligner a language, and pyannote's diarizer. Threads take turns.

    Speakers are told apart within one call, so it wants the whole recording at once.
    """

    def __init__(
        self,
        model: str,
        models: Path,
        *,
        device: str = "cpu",
        compute: str = "auto",
        threads: int = 1,
        **_: Any,
    ) -> None:
        try:
            import whisperx  # not at the top: it lives in an environment of its own
            from whisperx.diarize import DiarizationPipeline
        except ImportError as error:
            raise ModelUnavailable(
                f"the engine whisperx-full needs an environment of its own: pip install -r {REQUIREMENTS}"
            ) from error
        self.whisperx: Any = whisperx
        self.models, self.lock = models, threading.Lock()
        self.device = "cuda" if device == "gpu" else "cpu"
        self.model: Any = whisperx.load_model(
            str(weights(model, models)),
            self.device,
            compute_type=("float16" if device == "gpu" else "int8") if compute == "auto" else compute,
            asr_options={"beam_size": BEAM, "temperatures": [0.0]},
            threads=threads,
        )
        self.diarizer: Any = DiarizationPipeline(str(weights(SPEAKERS, models)), device=self.device)
        self.aligners: dict[str, tuple[Any, Any]] = {}

    def identify(self, samples: list[Audio]) -> Language:
        """WhisperX names the language it heard in the first 30 s, and does not say how sure it is."""
        if not samples:
            return Language(None)
        with self.lock:
            code = self.model.detect_language(samples[0].samples)
        return Language(OURS.get(code, code))

    def transcribe(self, audio: Audio, options: TranscribeOptions) -> Iterator[Segment]:
        if audio.duration < SHORTEST:
            return
        with self.lock:
            code = options.language and whispers_code(options.language, self.model.model.supported_languages)
            found = self.model.transcribe(audio.samples, batch_size=BATCH, language=code)
            language = options.language or OURS.get(found["language"], found["language"])
            if found["segments"]:
                aligned = self._align(found["segments"], language, audio)
                turns = self.diarizer(audio.samples)
                found = self.whisperx.assign_word_speakers(turns, {"segments": aligned})
        yield from to_segments(found["segments"], language, audio.duration)

    def _align(self, segments: list[dict[str, Any]], language: str, audio: Audio) -> list[dict[str, Any]]:
        """Raises ModelUnavailable when there is no aligner for the language."""
        primary = language.split("-")[0].lower()
        if primary not in self.aligners:
            folder = str(weights(f"wav2vec2-{primary}", self.models))
            self.aligners[primary] = self.whisperx.load_align_model(primary, self.device, model_name=folder)
        model, metadata = self.aligners[primary]
        done = self.whisperx.align(segments, model, metadata, audio.samples, self.device)
        aligned: list[dict[str, Any]] = done["segments"]
        return aligned


def to_segments(found: list[dict[str, Any]], language: str, duration: float) -> Iterator[Segment]:
    """WhisperX's segments, in time order, each inside the audio and around its words."""
    after = 0.0
    for one in sorted(found, key=lambda one: float(one["start"])):
        start = _inside(one["start"], after, duration)
        end = _inside(one["end"], start, duration)
        words = _words(one.get("words", []), start, end)
        after = max(end, words[-1].end if words else end)
        yield Segment(
            text=one["text"].strip(),
            start=round(start, 3),
            end=round(after, 3),
            words=words,
            speaker=one.get("speaker"),
            language=language,
            confidence=_confidence(one.get("avg_logprob")),
        )


def _words(found: list[dict[str, Any]], start: float, end: float) -> list[Word]:
    """A word that the aligner could not place (a number, a sign) lies between its neighbours."""
    words, after = [], start
    for index, word in enumerate(found):
        following = [later["start"] for later in found[index + 1 :] if "start" in later]
        begin = _inside(word.get("start", after), after, end)
        after = _inside(word.get("end", following[0] if following else end), begin, end)
        words.append(
            Word(
                text=word["word"].strip(),
                start=round(begin, 3),
                end=round(after, 3),
                confidence=_share(word.get("score")),
                speaker=word.get("speaker"),
            )
        )
    return words


def _inside(time: float, start: float, end: float) -> float:
    return max(start, min(float(time), end))


def _share(score: float | None) -> float | None:
    return None if score is None else round(max(0.0, min(1.0, float(score))), 4)


def _confidence(logprob: float | None) -> float | None:
    return None if logprob is None else _share(math.exp(logprob))
