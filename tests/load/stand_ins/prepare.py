"""Stands in for audio-prepare: an upload of a few bytes that name a length in, digital silence out.

Speech without a pause, in chunks of 30 s. Decoding and looking for speech are slept, not done.
"""

import os
import time
import wave
from typing import Any, BinaryIO

from activities.audio import SAMPLE_RATE
from activities.chunks import Chunk, InputFacts, Preparation, Region
from activities.engines import Beat, OpenWav

CHUNK = 30.0  # seconds
BLOCK = 60  # seconds of audio written at once
FASTER = float(os.environ.get("TIMED_PREPARE", "1000"))  # times as fast as speech


class TimedPrepare:
    def __init__(self, longest: float, **_: Any) -> None:
        self.longest = longest

    def prepare(self, upload: BinaryIO, open_wav: OpenWav, beat: Beat, *, split: bool = False) -> Preparation:
        with wave.open(upload, "rb") as heard:
            seconds = heard.getnframes() / heard.getframerate()
            facts = InputFacts(
                container="wav",
                codec="pcm_s16le",
                channels=heard.getnchannels(),
                sample_rate=heard.getframerate(),
                duration=seconds,
            )
        with open_wav(None) as file, wave.open(file, "wb") as wav:
            wav.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
            for at in range(0, round(seconds), BLOCK):
                length = min(BLOCK, seconds - at)
                wav.writeframesraw(bytes(2 * round(length * SAMPLE_RATE)))
                time.sleep(length / FASTER)
                beat(at + length)
        starts = range(0, round(seconds), round(CHUNK))
        spans = [(float(at), min(seconds, at + CHUNK)) for at in starts]
        chunks = [Chunk(start=a, end=b, speech=[Region(start=a, end=b)]) for a, b in spans]
        return Preparation(facts=facts, chunks=chunks)
