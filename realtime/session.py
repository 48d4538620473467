"""One live session, without sockets, threads or clocks: frames in; events, and what should be decoded, out.

Whoever holds a session runs its decode requests (realtime.scheduler) and brings back what was heard. Time
passes only as audio does.
"""

from collections.abc import Iterable

from activities.engines.streaming import Heard
from realtime.channel import Channel, Output
from realtime.encodings import Unpacker
from realtime.events import Ended, Event, Final, Warning
from realtime.options import SessionOptions
from realtime.requests import DecodeRequest, Forget
from realtime.resampling import Resampler

LAGGING, CAUGHT_UP = 5.0, 1.0  # seconds of audio that have come since a final was due


class Session:
    """`id` is unique in the process; `native`: of the engine that will hear it."""

    def __init__(self, id: str, options: SessionOptions, *, native: bool = False) -> None:
        self.id = id
        self.options = options
        self._unpacker = Unpacker(options.encoding, options.channels)
        self._resampler = Resampler(options.sample_rate, options.channels)
        self._channels = [
            Channel(f"{id}/{number}", number, options, native, self._new_id)
            for number in range(options.channels)
        ]
        self._finals: list[Final] = []
        self._ids = 0
        self._lagging = False
        self._ending = False
        self._ended = False

    @property
    def duration(self) -> float:
        """Seconds of audio."""
        return max(channel.now for channel in self._channels)

    @property
    def speech_duration(self) -> float:
        return sum(channel.speech_seconds for channel in self._channels)

    @property
    def audio_seconds_held(self) -> float:
        """In memory, of all channels."""
        return sum(channel.seconds_held for channel in self._channels)

    @property
    def lag(self) -> float:
        """Seconds for which a final has been due."""
        return max(channel.lag for channel in self._channels)

    @property
    def settled(self) -> float:
        """Seconds of audio that nothing more will be said about: it need not be kept."""
        return min(channel.settled for channel in self._channels)

    def push(self, frame: bytes) -> list[Output]:
        """Audio in the encoding of the options, cut anywhere."""
        if self._ending:
            return []
        samples = self._resampler.push(self._unpacker.push(frame))
        late = self._late()
        pairs = zip(self._channels, samples, strict=True)
        return late + self._outputs(output for channel, heard in pairs for output in channel.push(heard))

    def configure(self, options: SessionOptions) -> None:
        """Change what may change on the way: language and key terms of what is decoded from now on."""
        changed = {"language": options.language, "keyterms": options.keyterms}
        self.options = self.options.model_copy(update=changed)
        for channel in self._channels:
            channel.options = self.options

    def flush(self) -> list[Output]:
        """What was sent so far is an utterance, wherever it ends."""
        return self._outputs(output for channel in self._channels for output in channel.flush())

    def clear(self) -> list[Output]:
        """What was sent and is not yet an utterance never was."""
        self._unpacker.clear()
        return self._outputs(output for channel in self._channels for output in channel.clear())

    def end(self) -> list[Output]:
        """No more audio; Ended follows once everything is decoded."""
        if self._ending:
            return []
        self._ending = True
        found: list[Output] = []
        for channel, rest in zip(self._channels, self._resampler.finish(), strict=True):
            found += channel.push(rest)
            found += channel.flush(manual=False)
        return self._outputs(found)

    def decoded(self, request: DecodeRequest, heard: Heard | None) -> list[Output]:
        """What the engine made of a request; None: it failed."""
        channel = self._channels[int(request.lane.rpartition("/")[2])]
        return self._outputs(channel.decoded(request, heard))

    def _outputs(self, outputs: Iterable[Output]) -> list[Output]:
        found = [self._worded(output) for output in outputs]
        if self._ending and not self._ended and not any(channel.waits for channel in self._channels):
            self._ended = True
            found.append(self._summary())
        return found

    def _worded(self, output: Output) -> Output:
        if not isinstance(output, Final):
            return output
        self._finals.append(output)
        return output if self.options.word_timestamps else output.model_copy(update={"words": []})

    def _late(self) -> list[Output]:
        lag = self.lag
        if self._lagging or lag <= LAGGING:
            self._lagging = self._lagging and lag > CAUGHT_UP
            return []
        self._lagging = True
        return [Warning(code="processing_lag", message=f"transcripts are {lag:.1f} s late")]

    def _summary(self) -> Ended:
        segments = sorted(self._finals, key=lambda final: final.start)
        return Ended(
            duration=round(self.duration, 3),
            speech_duration=round(self.speech_duration, 3),
            transcript=" ".join(final.text for final in segments if final.text),
            segments=segments,
        )

    def _new_id(self) -> str:
        self._ids += 1
        return f"seg_{self._ids:04d}"


__all__ = ["DecodeRequest", "Event", "Forget", "Output", "Session"]
