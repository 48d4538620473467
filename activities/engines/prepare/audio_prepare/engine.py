"""Upload in, 16 kHz mono WAV and chunk plan out, in one pass and bounded memory. PyAV and Silero VAD."""

import wave
from typing import BinaryIO

from activities.audio import SAMPLE_RATE, TooLong, Unreadable, to_pcm
from activities.chunks import InputFacts, Preparation, plan
from activities.decode import open_upload
from activities.engines import Beat
from activities.speech import SpeechDetector, regions


class AudioPrepare:
    def __init__(self, longest: float) -> None:
        self.longest = longest  # seconds of audio it accepts

    def prepare(self, upload: BinaryIO, wav: BinaryIO, beat: Beat) -> Preparation:
        detector, frames = SpeechDetector(), 0
        with open_upload(upload) as decoder, wave.open(wav, "wb") as writer:
            writer.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))
            for block in decoder.blocks():
                detector.push(block)
                writer.writeframesraw(to_pcm(block))
                frames += len(block)
                beat(frames / SAMPLE_RATE)
                if frames > self.longest * SAMPLE_RATE:
                    raise TooLong(f"the audio is longer than the {self.longest / 3600:g} hours allowed")
            facts = InputFacts(
                container=decoder.container,
                codec=decoder.codec,
                channels=decoder.channels,
                sample_rate=decoder.sample_rate,
                duration=round(frames / SAMPLE_RATE, 3),
                damaged_packets=decoder.damaged_packets,
            )
        if not frames:
            raise Unreadable("the file has an audio track but no sound can be decoded from it")
        probabilities = detector.finish()
        speech = regions(probabilities, facts.duration)
        return Preparation(facts=facts, chunks=plan(speech, probabilities, facts.duration))
