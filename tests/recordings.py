"""Recordings for tests: the bundled ones as samples, and files made of samples."""

import wave
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from av.audio.stream import AudioStream
from numpy.typing import NDArray

from activities.audio import SAMPLE_RATE, Audio, Samples, read_wav, to_pcm
from activities.chunks import Preparation
from activities.decode import open_upload
from activities.engines import TranscribeOptions, Transcriber, catalogue

AUDIO = Path(__file__).parent / "audio"
ENGLISH = TranscribeOptions(language="en")
LONGEST = 3600.0  # seconds of audio that prepare accepts here


@dataclass
class Prepared:
    preparation: Preparation
    audio: Audio


@cache
def speech(name: str = "ls_61-70968-0000.flac") -> Samples:
    """A bundled recording, mono at 16 kHz."""
    with (AUDIO / name).open("rb") as file:
        return decode(file)


def decode(file: BinaryIO) -> Samples:
    with open_upload(file) as decoder:
        return np.concatenate([np.zeros(0, np.float32), *decoder.blocks()])


def prepare(file: BinaryIO, *, longest: float = LONGEST) -> Prepared:
    wav = BytesIO()
    preparation = catalogue.load("audio-prepare", longest=longest).prepare(
        file, lambda _: nullcontext(wav), lambda seconds: None
    )
    wav.seek(0)
    return Prepared(preparation, read_wav(wav))


def hear(transcriber: Transcriber, prepared: Prepared) -> str:
    """What the transcriber makes of each chunk, in order."""
    cuts = (prepared.audio.cut(chunk.start, chunk.end) for chunk in prepared.preparation.chunks)
    return " ".join(segment.text for audio in cuts for segment in transcriber.transcribe(audio, ENGLISH))


def wav_file(samples: Samples) -> BytesIO:
    """16-bit mono WAV at 16 kHz."""
    file = BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
        writer.writeframes(to_pcm(samples))
    file.seek(0)
    return file


def encoded(
    channels: NDArray[np.float32],
    *,
    codec: str = "pcm_s16le",
    container: str = "wav",
    layout: str = "mono",
    rate: int = SAMPLE_RATE,
) -> BytesIO:
    """A file that FFmpeg's libraries wrote. `channels` has shape (channels, samples)."""
    file = BytesIO()
    with av.open(file, "w", format=container) as output:
        stream = output.add_stream(codec, rate=rate, layout=layout)
        assert isinstance(stream, AudioStream)
        for at in range(0, channels.shape[1], rate):
            packed = np.ascontiguousarray(channels[:, at : at + rate].T.reshape(1, -1))
            frame = av.AudioFrame.from_ndarray(packed, format="flt", layout=layout)
            frame.sample_rate = rate
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return BytesIO(file.getvalue())


def resampled(samples: Samples, rate: int) -> Samples:
    """The same sound at a higher sample rate."""
    at = np.arange(len(samples) * rate // SAMPLE_RATE) * (SAMPLE_RATE / rate)
    found: Samples = np.interp(at, np.arange(len(samples)), samples).astype(np.float32)
    return found
