"""What the client of a session has been told: events in; what is new in them, at the client's times, out.

A session that came from another worker begins in the middle, with the finals that there are.
"""

from collections.abc import Sequence
from typing import Any

from realtime.events import Ended, Event, Final, Partial, SpeechEnd, SpeechStart
from realtime.options import SessionOptions

SAME = 0.05  # seconds: a word that ends no later than this after what was said is not new


class Said:
    """`start`: where the audio of this worker begins; `settled`: what was said before is in the finals."""

    def __init__(
        self, options: SessionOptions, start: float, settled: float, finals: Sequence[Final]
    ) -> None:
        self.options = options
        self.finals = list(finals)
        # Seconds of speech that will not come again:
        self.speech_before = sum(final.end - final.start for final in finals if final.end <= start)
        self._start = start
        self._ids = max((_number(final) for final in finals), default=0)
        self._until = dict.fromkeys(range(options.channels), settled)  # until when nothing is new
        for final in finals:
            self._until[final.channel] = max(self._until[final.channel], final.end)

    def at(self, seconds: float) -> float:
        """A time of this worker as one of the client."""
        return round(self._start + seconds, 3)

    def new(self, event: Event) -> Event | None:
        """As the client should hear it; None: it has heard that already."""
        if isinstance(event, Final):
            return self._new_final(event)
        if isinstance(event, Partial):
            times = {"start": self.at(event.start), "end": self.at(event.end)}
            return event.model_copy(update=times) if times["end"] > self._until[event.channel] else None
        if isinstance(event, SpeechStart | SpeechEnd):
            at = self.at(event.time)
            return event.model_copy(update={"time": at}) if at > self._until[event.channel] - SAME else None
        return event

    def summed(self, ended: Ended, speech_seconds: float) -> dict[str, Any]:
        """The last word, over all workers."""
        segments = sorted(self.finals, key=lambda final: final.start)
        told = ended.model_copy(
            update={
                "duration": self.at(ended.duration),
                "speech_duration": round(speech_seconds, 3),
                "transcript": " ".join(final.text for final in segments if final.text),
                "segments": [],
            }
        )
        return told.model_dump(mode="json") | {"segments": [self.shown(final) for final in segments]}

    def shown(self, event: Event) -> dict[str, Any]:
        """As it goes over the wire."""
        if isinstance(event, Final) and not self.options.word_timestamps:
            event = event.model_copy(update={"words": []})
        return event.model_dump(mode="json")

    def _new_final(self, final: Final) -> Final | None:
        words = [
            word.model_copy(update={"start": self.at(word.start), "end": self.at(word.end)})
            for word in final.words
        ]
        until = self._until[final.channel]
        moved = {"start": self.at(final.start), "end": self.at(final.end), "words": words}
        fresh = _after(final.model_copy(update=moved), until)
        if fresh is None:
            return None
        self._until[final.channel] = max(until, fresh.end)
        self._ids += 1
        fresh = fresh.model_copy(update={"id": f"seg_{self._ids:04d}"})
        self.finals.append(fresh)
        return fresh


def _number(final: Final) -> int:
    return int(final.id.rpartition("_")[2])


def _after(final: Final, until: float) -> Final | None:
    """What of it is after something that was said; None: nothing."""
    if final.start >= until:
        return final
    if not final.words:
        return final if final.end > until + SAME else None
    words = [word for word in final.words if (word.start + word.end) / 2 > until]
    if not words:
        return None
    if len(words) == len(final.words):
        return final
    text = " ".join(word.text for word in words)
    return final.model_copy(update={"words": words, "text": text, "start": max(until, words[0].start)})
