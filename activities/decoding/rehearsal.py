"""Decodes a moment of silence in every way: what is loaded late is loaded before files are forbidden."""

import wave
from io import BytesIO

from activities.audio import SAMPLE_RATE, Unreadable
from activities.decode import open_upload
from activities.decoding.child import Stream, together
from activities.decoding.wire import packed

SECONDS = 0.1


def rehearse(streams: dict[str, Stream]) -> None:
    for rate, channels in ((SAMPLE_RATE, 1), (8_000, 2)):
        for stream in streams.values():
            with open_upload(silence(rate, channels)) as decoder:
                for arrays in together(stream(decoder)[1]):
                    packed(arrays)
    try:
        with open_upload(BytesIO(b"no recording")):
            pass
    except Unreadable:
        pass


def silence(rate: int, channels: int) -> BytesIO:
    file = BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setparams((channels, 2, rate, 0, "NONE", ""))
        writer.writeframes(bytes(2 * channels * round(SECONDS * rate)))
    file.seek(0)
    return file
