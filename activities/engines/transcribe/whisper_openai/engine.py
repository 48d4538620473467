"""Whisper as OpenAI publishes it (openai-whisper, MIT): chunks of audio in, segments with timed words out."""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from activities.audio import Audio
from activities.engines import Language, ModelUnavailable, TranscribeOptions
from activities.engines.entries import catalogue
from activities.engines.transcribe.whisper import (
    BEAM,
    SHORTEST,
    likeliest,
    segment_of,
    task_of,
    whispers_code,
    written_in,
)
from activities.engines.weights import weights
from activities.transcript import Segment

# What a second look does differently: more hypotheses, kept for longer.
CAREFUL = {"beam_size": 8, "patience": 2.0}


class WhisperOpenai:
    """One model. Its decoder keeps its state in the model, so threads take turns."""

    def __init__(self, model: str, models: Path, *, device: str = "cpu", **_: Any) -> None:
        try:
            import whisper  # not at the top: only workers run models
        except ImportError as error:
            raise ModelUnavailable(
                "the engine whisper-openai needs openai-whisper: pip install 'dalston[openai-whisper]'"
            ) from error
        self.whisper: Any = whisper
        self.lock = threading.Lock()
        self.gpu = device == "gpu"
        self.model = self._load(model, models)

    def identify(self, samples: list[Audio]) -> Language:
        """Language probabilities averaged over the samples, each of at most 30 s."""
        if not self.model.is_multilingual:
            return Language("en", 1.0)
        return likeliest([self._languages(audio) for audio in samples])

    def _languages(self, audio: Audio) -> Iterable[tuple[str, float]]:
        heard = self.whisper.pad_or_trim(audio.samples)
        mel = self.whisper.log_mel_spectrogram(heard, n_mels=self.model.dims.n_mels)
        with self.lock:
            probabilities: dict[str, float] = self.model.detect_language(mel.to(self.model.device))[1]
        return probabilities.items()

    def transcribe(self, audio: Audio, options: TranscribeOptions) -> Iterator[Segment]:
        if audio.duration < SHORTEST:
            return
        settings = {"beam_size": BEAM, **(CAREFUL if options.careful else {})}
        with self.lock:
            self._seed(options.seed)
            found = self.model.transcribe(
                audio.samples,
                language=self._code(options.language),
                task=task_of(options, multilingual=self.model.is_multilingual),
                initial_prompt=_prompt(options),
                # One temperature: falling back to sampling would make two runs of a job differ.
                temperature=options.temperature,
                word_timestamps=True,
                condition_on_previous_text=False,  # a loop must not feed on itself
                fp16=self.gpu,
                verbose=None,
                **settings,
            )
        language = written_in(options, found["language"])
        for segment in found["segments"]:
            words = [SimpleNamespace(**word) for word in segment["words"] if word["word"].strip()]
            yield segment_of(SimpleNamespace(**segment | {"words": words}), language, audio.duration)

    def _load(self, model: str, models: Path) -> Any:
        """A size of OpenAI's by name, or a directory with a checkpoint."""
        name = f"openai-whisper-{model}"
        known = name in catalogue()
        folder = weights(name if known else model, models)
        checkpoints = sorted(folder.glob("*.pt"))
        if len(checkpoints) != 1:
            raise ModelUnavailable(f"{folder} holds {len(checkpoints)} checkpoints (*.pt) instead of one")
        # By name Whisper knows which attention heads follow the words; it compares the hash once more.
        asked = model if known else str(checkpoints[0])
        device = "cuda" if self.gpu else "cpu"
        try:
            return self.whisper.load_model(asked, device=device, download_root=str(folder))
        except Exception as error:  # what torch raises for a file that is no checkpoint is of many kinds
            raise ModelUnavailable(
                f"{checkpoints[0]} is no checkpoint of Whisper ({type(error).__name__})"
            ) from error

    def _code(self, language: str | None) -> str | None:
        if language is None:
            return None if self.model.is_multilingual else "en"
        supported = self.whisper.tokenizer.LANGUAGES if self.model.is_multilingual else ("en",)
        return whispers_code(language, supported)

    def _seed(self, seed: int | None) -> None:
        if seed is not None:
            import torch

            torch.manual_seed(seed)


def _prompt(options: TranscribeOptions) -> str | None:
    """Whisper itself has no hotwords; named in the prompt they do almost as well."""
    parts = [options.prompt, ", ".join(options.keyterms)]
    return " ".join(part for part in parts if part) or None
