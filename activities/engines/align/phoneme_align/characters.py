"""Any language with a wav2vec2 model: a stretch of audio and readings of its words in, their spans out."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from activities.audio import SAMPLE_RATE, Audio
from activities.engines import CannotAlign, ModelUnavailable, torchaudio_on_cpu
from activities.engines.align.phoneme_align.readings import UNSPACED, Reading
from activities.engines.align.phoneme_align.spans import Span
from activities.engines.align.phoneme_align.trellis import Emission, path
from activities.engines.entries import NAME, catalogue
from activities.engines.fetched import RECORD
from activities.engines.weights import weights

PREFIX = "wav2vec2-"  # of the names of weights
MOST = 2  # models in memory at once; large ones take 1.3 GB each
SHORTEST = 400  # samples; the model's first layers see so many at once


class Characters:
    """One wav2vec2 CTC model with its vocabulary, shared by all threads."""

    def __init__(self, name: str, folder: Path, device: str, *, spaced: bool = True) -> None:
        with suppress(ImportError):  # transformers needs no torchaudio, but imports it where it is installed
            torchaudio_on_cpu.ensure()
        import torch
        from transformers import AutoFeatureExtractor, AutoModelForCTC, Wav2Vec2CTCTokenizer

        self.name = name
        self.features = AutoFeatureExtractor.from_pretrained(folder)
        tokenizer = Wav2Vec2CTCTokenizer.from_pretrained(folder)
        self.blank = tokenizer.pad_token_id
        self.tokens = {character.lower(): at for character, at in tokenizer.get_vocab().items()}
        gap = self.tokens.get(tokenizer.word_delimiter_token)
        self.gap = gap if spaced else None  # the token between words
        self.unsaid = [self.blank] if gap is None else [self.blank, gap]
        self.device = torch.device("cuda" if device == "gpu" else "cpu")
        self.model = AutoModelForCTC.from_pretrained(folder).to(self.device).eval()
        self.frame = self.model.config.inputs_to_logits_ratio / SAMPLE_RATE  # seconds

    def spans(self, audio: Audio, words: Sequence[tuple[Reading, ...]]) -> list[Span] | None:
        """Seconds in `audio` of each word, in its likeliest reading; None when there are too many for it."""
        emission = self.emission(audio)
        star = emission.shape[1] - 1
        tokens, owners = list[int](), list[int | None]()
        for owner, ways in enumerate(words):
            if owner and self.gap is not None:
                tokens.append(self.gap)
                owners.append(None)
            letters = "".join(ways[0])
            tokens += [self.tokens.get(letter, star) for letter in letters]
            owners += [owner] * len(letters)
        frames = path(emission, tokens, self.blank)
        if frames is None:
            return None
        own = [
            [at for at, by in zip(frames, owners, strict=True) if by == owner] for owner in range(len(words))
        ]
        ends = [min(of[-1][1] * self.frame, audio.duration) for of in own]
        return [(min(of[0][0] * self.frame, end), end) for of, end in zip(own, ends, strict=True)]

    def emission(self, audio: Audio) -> Emission:
        """Log probabilities, frames by tokens; the last column is a star that fits any character."""
        import torch

        samples = np.pad(audio.samples, (0, max(0, SHORTEST - len(audio.samples))))
        values = self.features(samples, sampling_rate=SAMPLE_RATE, return_tensors="pt").input_values
        with torch.inference_mode():
            logits = self.model(values.to(self.device)).logits[0].float()
        known: Emission = torch.log_softmax(logits, dim=-1).cpu().numpy()
        best = np.delete(known, self.unsaid, axis=1).max(axis=1, keepdims=True)
        return np.concatenate([known, best], axis=1)


class Wav2Vec2:
    """Models by language, wav2vec2-LANGUAGE among the weights; the least recently used makes room."""

    def __init__(self, models: Path, device: str) -> None:
        self.models, self.device = models, device
        self.loaded: OrderedDict[str, Characters] = OrderedDict()
        self.lock = threading.Lock()

    def name(self, language: str) -> str:
        """Which model a language has. Raises CannotAlign when it has none."""
        name = PREFIX + language
        entry, folder = catalogue().get(name), self.models / name
        if NAME.fullmatch(name) and folder.is_dir() and not (folder / RECORD).is_file():
            return name  # somebody's own
        if entry is None or entry.hub is None:
            known = ", ".join(languages())
            raise CannotAlign(f"no model aligns {language!r}: no {folder}; the catalogue has {known}")
        return entry.hub.repo

    def get(self, language: str) -> Characters:
        """The loaded model of a language. Raises CannotAlign."""
        with self.lock:
            if language not in self.loaded:
                self.loaded[language] = self._load(language)
                while len(self.loaded) > MOST:
                    self.loaded.popitem(last=False)
            self.loaded.move_to_end(language)
            return self.loaded[language]

    def _load(self, language: str) -> Characters:
        name = self.name(language)
        try:
            folder = weights(PREFIX + language, self.models)
            return Characters(f"wav2vec2 {name}", folder, self.device, spaced=language not in UNSPACED)
        except ImportError as error:
            raise CannotAlign(f"aligning {language!r} needs `pip install 'dalston[languages]'`") from error
        except (ModelUnavailable, OSError, ValueError) as error:  # the latter two: transformers, of bad files
            raise CannotAlign(f"{name} cannot be loaded: {error}") from error


def languages() -> list[str]:
    """Those of which the catalogue of weights has a model."""
    return sorted(name.removeprefix(PREFIX) for name in catalogue() if name.startswith(PREFIX))
