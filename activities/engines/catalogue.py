"""Which engines there are and what each can do, read from their engine.yaml without loading them."""

import sys
from functools import cache
from importlib.metadata import entry_points
from importlib.util import find_spec
from pathlib import Path
from pkgutil import resolve_name
from typing import Any, Literal

import yaml
from pydantic import Field

from activities.engines import UnknownEngine
from activities.transcript import Noun

BUILT_IN = {
    "audio-prepare": "activities.engines.prepare.audio_prepare.engine:AudioPrepare",
    "audio-redact": "activities.engines.redact.audio_redact.engine:AudioRedact",
    "emotion2vec": "activities.engines.detect.emotion2vec.engine:Emotion2Vec",
    "faster-whisper": "activities.engines.transcribe.faster_whisper.engine:FasterWhisper",
    "final-merger": "activities.engines.merge.final_merger.engine:FinalMerger",
    "llm-cleanup": "activities.engines.refine.llm_cleanup.engine:LlmCleanup",
    "moonshine": "activities.engines.stream.moonshine.engine:Moonshine",
    "panns-events": "activities.engines.detect.panns_events.engine:PannsEvents",
    "parakeet": "activities.engines.transcribe.parakeet.engine:Parakeet",
    "phoneme-align": "activities.engines.align.phoneme_align.engine:PhonemeAlign",
    "pii-presidio": "activities.engines.redact.pii_presidio.engine:PiiPresidio",
    "pyannote-4.0": "activities.engines.diarize.pyannote_4_0.engine:Pyannote",
    "whisper-openai": "activities.engines.transcribe.whisper_openai.engine:WhisperOpenai",
    "whisper-streaming": "activities.engines.stream.whisper_streaming.engine:WhisperStreaming",
    "whisperx-full": "activities.engines.transcribe.whisperx_full.engine:WhisperxFull",
}

Device = Literal["cpu", "gpu"]


class ModelCard(Noun):
    languages: list[str] | None = None  # BCP 47; None: those of the engine
    memory_mb: int
    licence: str
    source: str  # where the weights come from, for people
    weights: list[str] = Field(default_factory=list)  # names in weights.yaml; it needs them
    translates: bool = True  # where its engine does: it has learnt to


class EngineCard(Noun):
    """The content of an engine.yaml."""

    id: str
    stages: list[str]
    summary: str
    gives: list[str] = Field(default_factory=list)  # e.g. segments, words, confidence, language
    unit: Literal["chunk", "recording"] = "chunk"  # what a transcriber is handed at once
    translates: bool = False  # into English
    devices: list[Device]
    languages: list[str] = Field(default_factory=lambda: ["*"])  # BCP 47; "*": any
    models: dict[str, ModelCard] = Field(default_factory=dict)
    aliases: dict[str, str] = Field(default_factory=dict)  # e.g. fast, accurate
    # By device: what it is loaded with instead, one after the other, when memory runs out.
    less_memory: dict[Device, list[dict[str, str | int]]] = Field(default_factory=dict)
    parameters: dict[str, Any] = Field(default_factory=dict)  # JSON Schema
    licence: str
    extra: str | None = None  # the pip extra that brings its libraries
    requires: list[str] = Field(default_factory=list)  # modules of those libraries
    settings: list[str] = Field(default_factory=list)  # that must be set; "A or B": either

    @property
    def is_installed(self) -> bool:
        """Whether its libraries are here; they are looked for, not loaded."""
        return all(find_spec(module) for module in self.requires)

    def speaks(self, model: str | None, language: str | None) -> bool:
        """Whether a model (None: the engine with any model) handles a language (None: not yet known)."""
        languages = self.languages_of(model)
        return language is None or "*" in languages or language.split("-")[0] in languages

    def speaks_many(self, model: str | None) -> bool:
        languages = self.languages_of(model)
        return "*" in languages or len(languages) > 1

    def into_english(self, model: str | None) -> bool:
        """Whether a model translates; one of a single language cannot."""
        known = self.models.get(model) if model else None
        return self.translates and self.speaks_many(model) and (known is None or known.translates)

    def languages_of(self, model: str | None) -> list[str]:
        own = self.models[model].languages if model in self.models else None
        return self.languages if own is None else own


def locations() -> dict[str, str]:
    """Engine id to "module:Class": the built-in ones and those that other packages bring."""
    return BUILT_IN | _brought(tuple(sys.path))


@cache
def _brought(_path: tuple[str, ...]) -> dict[str, str]:
    """By the packages on a path. Looking through all of them takes longer than anything else in a request."""
    return {found.name: found.value for found in entry_points(group="dalston.engines")}


@cache
def card(engine: str) -> EngineCard:
    """The engine's card. Raises UnknownEngine."""
    if engine not in (known := locations()):
        raise UnknownEngine(f"there is no engine {engine!r}; the catalogue has {', '.join(sorted(known))}")
    spec = find_spec(known[engine].partition(":")[0])
    if spec is None or spec.origin is None:
        raise UnknownEngine(f"engine {engine!r} is listed at {known[engine]}, which is not installed")
    return EngineCard(**yaml.safe_load(Path(spec.origin).with_name("engine.yaml").read_text("utf-8")))


def cards() -> list[EngineCard]:
    return [card(engine) for engine in sorted(locations())]


def load(engine: str, **arguments: Any) -> Any:
    """An engine's class, called. Imports its ML library, so only workers do this."""
    card(engine)
    return resolve_name(locations()[engine])(**arguments)
