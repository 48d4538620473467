"""Any upload in, mono samples at 16 kHz out, block by block: memory does not grow with the file.

The file's bytes are untrusted. Only demuxers of plain media files are allowed: a playlist or a
concat script would make FFmpeg open other files and addresses. Uploads are decoded in processes of their
own (activities.decoding); what Dalston has written itself may be decoded right here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import BinaryIO

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.resampler import AudioResampler
from av.audio.stream import AudioStream
from av.container import InputContainer

from activities.audio import SAMPLE_RATE, Samples, Unreadable, UnsupportedFormat
from activities.downmix import Downmix

ACCEPTED = "WAV, MP3, M4A/MP4/MOV, FLAC, OGG/Opus, WebM/MKV, AAC, AIFF, AU, AMR, WMA and the like"
DEMUXERS = (
    "aac,ac3,aiff,amr,ape,asf,au,avi,caf,dts,eac3,flac,flv,gsm,matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,"
    "mp3,mpeg,mpegts,ogg,rm,sln,sox,spdif,tta,voc,w64,wav,wv"
)
RATES = range(1_000, 1_000_000)  # Hz; at others a few bytes resample to gigabytes, or the filter is as large
CLOCKED = {"matroska", "mov", "mpegts", "mpeg", "flv", "asf", "ogg"}  # keep times that can be relied on
GAP = 0.3  # seconds without sound by the container's clock that are filled with silence: muted, lost, late
LONGEST_GAP = 3600.0  # seconds; longer ones are a broken clock
TOO_DAMAGED = 500  # packets in a row at the start of a file: nothing will come
OPTIONS = {
    "format_whitelist": DEMUXERS,
    "protocol_whitelist": "none",  # the bytes come from our file object and from nowhere else
    "enable_drefs": "0",  # QuickTime references to other files
    "use_absolute_path": "0",
}


@dataclass
class Decoder:
    """One upload, decoded once from beginning to end."""

    container: str
    codec: str
    channels: int
    sample_rate: int  # Hz
    duration: float | None  # seconds, as the container claims
    begins: float  # seconds on the container's clock at which the recording starts, picture or sound
    _input: InputContainer
    _stream: AudioStream
    damaged_packets: int = 0
    _clock: float = 0.0  # seconds decoded so far
    _resampler: AudioResampler | None = None
    _shape: tuple[str, str, int] | None = None
    _downmix: Downmix = field(default_factory=Downmix)

    def blocks(self) -> Iterator[Samples]:
        """Mono float32 at 16 kHz."""
        return (self._downmix.mono(planes) for planes in self.planes())

    def planes(self) -> Iterator[Samples]:
        """All channels, float32 at 16 kHz, shape (channels, samples)."""
        for frame in self.frames():
            yield from self._gap(frame)
            yield from self._resampled(frame)
            self._clock += frame.samples / frame.sample_rate
        yield from self._flushed()

    def _gap(self, frame: AudioFrame) -> Iterator[Samples]:
        """Silence for the time in which nothing came, so that what follows keeps its time."""
        if frame.time is None or self.container.partition(",")[0] not in CLOCKED:
            return
        gap = frame.time - self.begins - self._clock
        if GAP < gap < LONGEST_GAP:
            yield from self._flushed()
            self._shape = None
            self._clock += gap
            for _ in range(int(gap)):
                yield np.zeros((self.channels, SAMPLE_RATE), np.float32)
            yield np.zeros((self.channels, round(gap % 1 * SAMPLE_RATE)), np.float32)

    def frames(self) -> Iterator[AudioFrame]:
        """As they are in the file. A damaged packet is left out and counted, as players do."""
        for packet in self._packets():
            try:
                yield from self._stream.codec_context.decode(packet)
            except av.FFmpegError:
                self.damaged_packets += 1

    def _packets(self) -> "Iterator[av.Packet[AudioStream] | None]":
        try:
            yield from self._input.demux(self._stream)  # ends with one that flushes the decoder
        except av.FFmpegError:
            self.damaged_packets += 1  # the file ends in the middle of something
            yield None

    def _resampled(self, frame: AudioFrame) -> Iterator[Samples]:
        shape = (frame.format.name, frame.layout.name, frame.sample_rate)
        if shape != self._shape:  # some streams change their format on the way
            if frame.sample_rate not in RATES:
                raise Unreadable(f"the audio claims a sample rate of {frame.sample_rate} Hz")
            yield from self._flushed()
            self._shape = shape
            self._resampler = AudioResampler("flt", frame.layout.name, SAMPLE_RATE)
        assert self._resampler is not None
        try:
            found = self._resampler.resample(frame)
        except ValueError as error:  # FFmpeg's "invalid argument", e.g. more than 64 channels
            raise Unreadable(f"audio in the format {', '.join(map(str, shape))} Hz is not handled") from error
        for resampled in found:
            yield _channels(resampled)

    def _flushed(self) -> Iterator[Samples]:
        if self._resampler is not None:
            for resampled in self._resampler.resample(None):
                yield _channels(resampled)
        self._resampler = None


def _channels(frame: AudioFrame) -> Samples:
    """Shape (channels, samples). The frame is packed: PyAV reads past the planes of eight channels."""
    packed = frame.to_ndarray().reshape(frame.samples, frame.layout.nb_channels)
    return np.clip(np.nan_to_num(packed.T.astype(np.float32)), -1.0, 1.0)  # float files can hold anything


@contextmanager
def open_upload(file: BinaryIO) -> Iterator[Decoder]:
    """Raises Unreadable or UnsupportedFormat, with a sentence for people."""
    file.seek(0)
    if not file.read(1):
        raise Unreadable("the file is empty (0 bytes)")
    file.seek(0)
    try:
        container = av.open(file, mode="r", options=OPTIONS)
    except (av.FFmpegError, UnicodeDecodeError) as error:
        raise UnsupportedFormat(
            f"this is not an audio or video file that can be read; accepted are {ACCEPTED}"
        ) from error
    with container:
        yield _decoder(container)


def _decoder(container: InputContainer) -> Decoder:
    streams = [stream for stream in container.streams.audio if stream.codec_context is not None]
    if not streams:
        raise Unreadable("the file has no audio track")
    stream = container.streams.best("audio") or streams[0]
    assert isinstance(stream, AudioStream)
    stream.codec_context.thread_type = "NONE"  # decoders run beside each other; each keeps to one core
    return Decoder(
        container=container.format.name,
        codec=stream.codec_context.name,
        channels=stream.codec_context.channels,
        sample_rate=stream.codec_context.sample_rate,
        duration=container.duration / av.time_base if container.duration else None,
        begins=(container.start_time or 0) / av.time_base,
        _input=container,
        _stream=stream,
    )


def listen(decoder: Decoder) -> None:
    """Decode the first moments. Raises Unreadable when nothing is heard."""
    for block in decoder.blocks():
        if len(block):
            return
        if decoder.damaged_packets > TOO_DAMAGED:
            break
    raise Unreadable("the file has an audio track but no sound can be decoded from it")
