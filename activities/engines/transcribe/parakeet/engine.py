"""NeMo Parakeet on onnxruntime (onnx-asr, MIT): chunks of audio in, segments with timed words out."""

import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from activities.audio import Audio
from activities.engines import Language, ModelUnavailable, TranscribeOptions, UnknownLanguage
from activities.engines.entries import entry_of
from activities.engines.weights import weights
from activities.transcript import Segment, Word

SHORTEST = 0.1  # seconds; less is not one frame of the encoder
PAUSE = 1.0  # seconds of silence that end a segment
KINDS = {"nemo-conformer-tdt": "decoder_joint-model*.onnx", "nemo-conformer-ctc": "model*.onnx"}


class Parakeet:
    """One model; onnxruntime lets threads share it. It has no prompt, no keyterms and no temperature."""

    def __init__(
        self,
        model: str,
        models: Path,
        *,
        device: str = "cpu",
        threads: int = 1,
        compute: str = "auto",
        **_: Any,
    ) -> None:
        try:
            import onnx_asr  # not at the top: only workers run models
            import onnxruntime
        except ImportError as error:
            raise ModelUnavailable(
                "the engine parakeet needs onnx-asr: pip install 'dalston[parakeet]'"
            ) from error
        folder = weights(model, models)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3  # errors
        try:
            loaded: Any = onnx_asr.load_model(
                _kind(folder),
                folder,
                quantization=None if compute in ("auto", "float32") else compute,
                sess_options=options,
                providers=["CUDAExecutionProvider"] * (device == "gpu") + ["CPUExecutionProvider"],
            )
        except Exception as error:  # onnxruntime raises kinds of its own for each way a file can be wrong
            raise ModelUnavailable(f"{folder} holds no Parakeet that onnx-asr can load: {error}") from error
        self.model: Any = loaded.with_timestamps()
        self.frame: float = 0.01 * loaded.asr.config.get("subsampling_factor", 8)  # seconds
        self.languages = entry_of(model).languages

    def identify(self, samples: list[Audio]) -> Language:
        """A model of one language is sure of it; one of many never says which it heard."""
        return Language(self.languages[0], 1.0) if self._knows_one() and self.languages else Language(None)

    def transcribe(self, audio: Audio, options: TranscribeOptions) -> Iterator[Segment]:
        language = self._language(options.language)
        if audio.duration < SHORTEST:
            return
        found = self.model.recognize(audio.samples, sample_rate=audio.sample_rate)
        words = to_words(
            found.tokens or [], found.timestamps or [], found.logprobs or [], self.frame, audio.duration
        )
        for spoken in to_phrases(words):
            sure = [word.confidence for word in spoken if word.confidence is not None]
            yield Segment(
                text=" ".join(word.text for word in spoken),
                start=spoken[0].start,
                end=spoken[-1].end,
                words=spoken,
                language=language,
                confidence=round(sum(sure) / len(sure), 4) if sure else None,
            )

    def _language(self, asked: str | None) -> str | None:
        known = self.languages
        if asked and known and asked.split("-")[0].lower() not in known:
            raise UnknownLanguage(f"this model does not know {asked!r}; it has {', '.join(known)}")
        return asked or self.identify([]).code

    def _knows_one(self) -> bool:
        return self.languages is not None and len(self.languages) == 1


def to_words(
    tokens: list[str], starts: list[float], logprobs: list[float], frame: float, duration: float
) -> list[Word]:
    """Join pieces of words; one that begins with a space begins a word. The last piece lasts a frame."""
    groups: list[list[int]] = []
    for index, token in enumerate(tokens):
        if token.startswith(" ") or not groups:
            groups.append([])
        groups[-1].append(index)
    groups = [group for group in groups if "".join(tokens[index] for index in group).strip()]
    firsts = [starts[group[0]] for group in groups]
    words = []
    for group, following in zip(groups, [*firsts[1:], duration], strict=True):
        start = min(starts[group[0]], duration)
        end = max(start, min(starts[group[-1]] + frame, following, duration))
        sure = sum(logprobs[index] for index in group) / len(group) if logprobs else None
        words.append(
            Word(
                text="".join(tokens[index] for index in group).strip(),
                start=round(start, 3),
                end=round(end, 3),
                confidence=None if sure is None else round(min(1.0, math.exp(sure)), 4),
            )
        )
    return words


def to_phrases(words: list[Word]) -> Iterator[list[Word]]:
    """Divide words where a sentence or a pause ends."""
    phrase: list[Word] = []
    for word in words:
        ended = phrase and re.search(r"[.?!]$", phrase[-1].text)
        if phrase and (ended or word.start - phrase[-1].end > PAUSE):
            yield phrase
            phrase = []
        phrase.append(word)
    if phrase:
        yield phrase


def _kind(folder: Path) -> str:
    """Which decoder the files in a folder are of."""
    for kind, pattern in KINDS.items():
        if any(folder.glob(pattern)):
            return kind
    raise ModelUnavailable(f"{folder} holds no Parakeet: neither {' nor '.join(KINDS.values())}")
