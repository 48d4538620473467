"""In place of the library of that name: a microphone that hears jfk.wav, then nothing."""

import threading
import wave
from collections.abc import Callable
from pathlib import Path
from types import TracebackType


class PortAudioError(Exception):
    pass


class RawInputStream:
    def __init__(
        self,
        samplerate: int,
        blocksize: int,
        *,
        channels: int,
        dtype: str,
        callback: Callable[[bytes, int, object, object], None],
    ) -> None:
        with wave.open(str(Path(__file__).parent.parent / "audio" / "jfk.wav")) as wav:
            assert (wav.getframerate(), wav.getnchannels(), dtype) == (samplerate, channels, "int16")
            self.audio = wav.readframes(wav.getnframes())
        self.blocksize, self.callback = blocksize, callback
        self.seconds = blocksize / samplerate
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self.run)

    def run(self) -> None:
        at, size = 0, 2 * self.blocksize
        while not self.stopped.wait(self.seconds):
            frame = self.audio[at : at + size].ljust(size, b"\0")
            self.callback(frame, self.blocksize, None, None)
            at += size

    def __enter__(self) -> "RawInputStream":
        self.thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stopped.set()
        self.thread.join()
