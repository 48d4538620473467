"""An upload and stretches in, a FLAC file out in which they cannot be heard. PyAV, block by block."""

import shutil
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO

import av
import numpy as np
from av.audio.stream import AudioStream

from activities.chunks import Region
from activities.decoding.limits import DECODING
from activities.decoding.upload import open_upload
from activities.engines import EngineError, RedactionMode
from activities.engines.redact.audio_redact.frames import Block, Shape
from activities.engines.redact.audio_redact.mute import Mute

LAYOUTS = ("mono", "stereo", "3.0", "quad", "5.0", "5.1", "6.1", "7.1")  # by the number of channels
HIGHEST_RATE = 655_350  # Hz, that FLAC can say


class CannotWrite(EngineError):
    """FLAC has no way to keep this recording."""


class AudioRedact:
    def __init__(self, model: str = "", models: Path | None = None, **_: Any) -> None:
        pass

    def redact(
        self,
        upload: BinaryIO,
        redacted: BinaryIO,
        stretches: list[Region],
        mode: RedactionMode,
        buffer: float,
    ) -> None:
        # FLAC's header is written last, so into a file first.
        with open_upload(upload, DECODING) as decoder, TemporaryFile() as file:
            said, blocks = decoder.stream("own")
            shape = Shape(**said)
            mute = Mute(shape, stretches, mode, buffer)
            with Flac(file, shape) as flac:
                for block in blocks:
                    flac.push(mute.push(block))
                flac.end()
            file.seek(0)
            shutil.copyfileobj(file, redacted)


class Flac:
    def __init__(self, file: Any, shape: Shape) -> None:
        if shape.channels > len(LAYOUTS) or shape.rate > HIGHEST_RATE:
            raise CannotWrite(
                f"a recording of {shape.channels} channels at {shape.rate} Hz cannot be written as FLAC, "
                f"which has at most {len(LAYOUTS)} channels and {HIGHEST_RATE} Hz"
            )
        self.shape = shape
        self._output = av.open(file, "w", format="flac")
        stream = self._output.add_stream(
            "flac", rate=shape.rate, layout=LAYOUTS[shape.channels - 1], format=shape.format
        )
        assert isinstance(stream, AudioStream)
        self._stream = stream

    def __enter__(self) -> "Flac":
        return self

    def __exit__(self, *_: object) -> None:
        self._output.close()

    def end(self) -> None:
        self._output.mux(self._stream.encode(None))

    def push(self, block: Block) -> None:
        packed = np.ascontiguousarray(block.reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(packed, self.shape.format, LAYOUTS[self.shape.channels - 1])
        frame.sample_rate = self.shape.rate
        self._output.mux(self._stream.encode(frame))
