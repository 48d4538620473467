"""Upload in, 16 kHz mono WAV and chunk plan out, in one pass and bounded memory. PyAV and Silero VAD."""

import wave
from collections.abc import Iterator
from contextlib import ExitStack
from operator import attrgetter
from typing import BinaryIO

from activities.audio import SAMPLE_RATE, Samples, TooLong, Unreadable, to_pcm
from activities.bleed import Bleed
from activities.chunks import Chunk, InputFacts, Preparation, plan
from activities.decoding.limits import DECODING, Limits
from activities.decoding.processes import PROCESSES, Processes
from activities.decoding.upload import Upload, open_upload
from activities.engines import Beat, OpenWav
from activities.speech import SpeechDetector, regions

MOST_CHANNELS = 16  # that are transcribed apart


class AudioPrepare:
    def __init__(
        self, longest: float, *, limits: Limits = DECODING, processes: Processes = PROCESSES
    ) -> None:
        self.longest = longest  # seconds of audio it accepts
        self._limits, self._processes = limits, processes

    def prepare(self, upload: BinaryIO, open_wav: OpenWav, beat: Beat, *, split: bool = False) -> Preparation:
        frames = 0
        with open_upload(upload, self._limits, self._processes) as decoder, ExitStack() as files:
            channels = _channels(decoder) if split else [None]
            tracks = [
                Track(files.enter_context(wave.open(files.enter_context(open_wav(channel)), "wb")), channel)
                for channel in channels
            ]
            for tracks_samples in _separate(decoder) if split else ([block] for block in decoder.blocks()):
                for track, samples in zip(tracks, tracks_samples, strict=False):
                    track.write(samples)
                frames += len(tracks_samples[0])
                beat(frames / SAMPLE_RATE)
                if frames > self.longest * SAMPLE_RATE:
                    raise TooLong(f"the audio is longer than the {self.longest / 3600:g} hours allowed")
        if not frames:
            raise Unreadable("the file has an audio track but no sound can be decoded from it")
        facts = _facts(decoder, frames)
        chunks = [chunk for track in tracks for chunk in track.chunks(facts.duration)]
        return Preparation(facts=facts, chunks=sorted(chunks, key=attrgetter("start", "end")))


class Track:
    """One WAV file as it is written, and the speech found in it."""

    def __init__(self, wav: wave.Wave_write, channel: int | None) -> None:
        self.channel = channel
        self._detector = SpeechDetector()
        self._wav = wav
        self._wav.setparams((1, 2, SAMPLE_RATE, 0, "NONE", ""))

    def write(self, samples: Samples) -> None:
        self._detector.push(samples)
        self._wav.writeframesraw(to_pcm(samples))

    def chunks(self, duration: float) -> list[Chunk]:
        probabilities = self._detector.finish()
        planned = plan(regions(probabilities, duration), probabilities, duration)
        return [chunk.model_copy(update={"channel": self.channel}) for chunk in planned]


def _channels(decoder: Upload) -> list[int | None]:
    if decoder.facts.channels > MOST_CHANNELS:
        raise Unreadable(
            f"the file has {decoder.facts.channels} channels; up to {MOST_CHANNELS} can be transcribed apart"
        )
    return list(range(decoder.facts.channels))


def _separate(decoder: Upload) -> Iterator[list[Samples]]:
    """Each channel with only its own speaker in it."""
    bleed = Bleed()
    for planes in decoder.planes():
        if len(planes) == decoder.facts.channels:  # not of a stretch in which a broken stream has fewer
            yield list(bleed.gate(planes))
        else:
            yield [planes[0]] * decoder.facts.channels


def _facts(decoder: Upload, frames: int) -> InputFacts:
    return InputFacts(
        container=decoder.facts.container,
        codec=decoder.facts.codec,
        channels=decoder.facts.channels,
        sample_rate=decoder.facts.sample_rate,
        duration=round(frames / SAMPLE_RATE, 3),
        damaged_packets=decoder.damaged_packets,
    )
