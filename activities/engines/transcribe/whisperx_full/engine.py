"""WhisperX (BSD-2-Clause), three stages in one: a recording in, aligned words and speakers out."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from activities.audio import Audio, Recording
from activities.engines import (
    Diarizer,
    Language,
    ModelUnavailable,
    SpeakerOptions,
    TranscribeOptions,
    torchaudio_on_cpu,
)
from activities.engines.diarize.pyannote_4_0.engine import COMMUNITY, SMALL, Pyannote
from activities.engines.merge.final_merger.engine import TurnsByTime, by_speaker
from activities.engines.transcribe.whisper import (
    BEAM,
    SHORTEST,
    ctranslate2_settings,
    our_code,
    whispers_code,
)
from activities.engines.transcribe.whisperx_full.segments import to_segments
from activities.engines.weights import state, weights
from activities.transcript import Segment

BATCH = 8
REQUIREMENTS = "workers/requirements-whisperx.txt"


class WhisperxFull:
    """Whisper in batches, a wav2vec2 aligner a language, a diarizer. Threads take turns.

    Takes a recording in one piece, so that a speaker is the same one from start to end.
    """

    def __init__(
        self,
        model: str,
        models: Path,
        *,
        device: str = "cpu",
        compute: str = "auto",
        threads: int = 1,
        batch: int = BATCH,
        **_: Any,
    ) -> None:
        self.whisperx = imported()
        self.models, self.threads, self.lock = models, threads, threading.Lock()
        self.batch = batch
        self.gpu = device == "gpu"
        settings = ctranslate2_settings(device, compute)
        self.device = settings["device"]
        self.model: Any = self.whisperx.load_model(
            str(weights(model, models)),
            **settings,
            asr_options={"beam_size": BEAM, "temperatures": [0.0]},
            threads=threads,
        )
        self.aligners: dict[str, tuple[Any, Any]] = {}
        self._diarizer: Diarizer | None = None

    def identify(self, samples: list[Audio]) -> Language:
        """WhisperX names the language it heard in the first 30 s, and does not say how sure it is."""
        if not samples:
            return Language(None)
        with self.lock:
            return Language(our_code(self.model.detect_language(samples[0].samples)))

    def transcribe(self, audio: Audio, options: TranscribeOptions) -> Iterator[Segment]:
        if audio.duration < SHORTEST:
            return
        with self.lock:
            code = options.language and whispers_code(options.language, self.model.model.supported_languages)
            self.model.options = replace(
                self.model.options,
                initial_prompt=options.prompt,
                hotwords=", ".join(options.keyterms) or None,
                temperatures=[options.temperature],
            )
            found = self.model.transcribe(audio.samples, batch_size=self.batch, language=code)
            language = options.language or our_code(found["language"])
            aligned = self._align(found["segments"], language, audio) if found["segments"] else []
            segments = list(to_segments(aligned, language, audio.duration))
            turns = self._turns(audio, options.speakers) if segments and options.speakers else None
        for segment in segments:
            yield from by_speaker(segment, turns) if turns else [segment]

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

    def _turns(self, audio: Audio, options: SpeakerOptions) -> TurnsByTime:
        """Told apart by pyannote in bounded memory: WhisperX's own call holds all windows at once."""
        if self._diarizer is None:
            model = COMMUNITY if state(COMMUNITY, self.models) else SMALL
            device = "gpu" if self.gpu else "cpu"
            self._diarizer = Pyannote(model, self.models, device=device, threads=self.threads)
        heard = self._diarizer.listen(InMemory(BytesIO, audio.duration, audio), lambda seconds: None)
        return TurnsByTime(self._diarizer.turns(heard, options))


@dataclass(frozen=True)
class InMemory(Recording):
    audio: Audio

    def read(self, start: float, end: float) -> Audio:
        return self.audio.cut(start, end)


def imported() -> Any:
    """WhisperX, which lives in an environment of its own."""
    try:
        torchaudio_on_cpu.ensure()
        import nltk
        import whisperx
        from whisperx import alignment
    except ImportError as error:
        raise ModelUnavailable(
            f"the engine whisperx-full needs an environment of its own: pip install -r {REQUIREMENTS}"
        ) from error
    # It would fetch data that divide English into sentences; without them full stops do that well enough.
    try:
        nltk.data.find("tokenizers/punkt_tab")
    except LookupError:
        alignment.nltk_load = lambda path: nltk.tokenize.PunktSentenceTokenizer()
    return whisperx
