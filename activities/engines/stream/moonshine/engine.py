"""Moonshine (moonshine-ai/moonshine, MIT), which streams natively: English, without word times."""

import threading
from pathlib import Path
from typing import Any

from activities.audio import SAMPLE_RATE, Samples
from activities.engines import ModelUnavailable, UnknownLanguage
from activities.engines.streaming import Heard, Stream, StreamOptions, Streams
from activities.engines.weights import weights

FORCE = 1  # MOONSHINE_FLAG_FORCE_UPDATE
NEVER = 1e9  # seconds between updates of its own accord
# Where an utterance ends is decided before it gets here.
SETTINGS = {"vad_threshold": "0.0", "vad_max_segment_duration": "30"}


class Moonshine(Streams):
    """One model; one thread at a time, for the library's results lie in memory that it uses again."""

    def __init__(self, model: str, models: Path, **_: Any) -> None:
        try:
            from moonshine_voice.transcriber import ModelArch, Transcriber  # not at the top: only workers
        except ImportError as error:
            raise ModelUnavailable(
                "the engine moonshine needs moonshine-voice: pip install 'dalston[moonshine]'"
            ) from error
        folder = weights(model, models)
        self._transcriber = Transcriber(str(folder), ModelArch.TINY, options=SETTINGS)
        self._lock = threading.Lock()
        super().__init__(self._open)

    def _open(self, options: StreamOptions) -> Stream:
        if options.language and options.language.split("-")[0].lower() != "en":
            raise UnknownLanguage(f"this model does not know {options.language!r}; it has en")
        return MoonshineStream(self._transcriber, self._lock)


class MoonshineStream:
    def __init__(self, transcriber: Any, lock: threading.Lock) -> None:
        self._lock = lock
        with lock:
            self._stream = transcriber.create_stream(update_interval=NEVER)
            self._stream.start()

    def push(self, samples: Samples) -> None:
        if len(samples):
            with self._lock:
                self._stream.add_audio(samples.tolist(), SAMPLE_RATE)

    def interim(self) -> Heard:
        with self._lock:
            return _heard(self._stream.update_transcription(FORCE).lines)

    def final(self) -> Heard:
        with self._lock:
            self._stream.update_transcription(FORCE)  # stopping decodes no new audio
            stopped = self._stream.stop()
        heard = _heard(stopped.lines if stopped else [])
        return heard.model_copy(update={"stable": heard.text})

    def close(self) -> None:
        with self._lock:
            self._stream.close()


def _heard(lines: list[Any]) -> Heard:
    """A line that is complete does not change any more."""
    complete = 0
    while complete < len(lines) and lines[complete].is_complete:
        complete += 1
    return Heard(text=_text(lines), stable=_text(lines[:complete]), language="en")


def _text(lines: list[Any]) -> str:
    return " ".join(line.text.strip() for line in lines if line.text.strip())
