"""Stand-ins that keep the real interfaces. Import these; do not patch."""

import os
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from activities.audio import Audio, Recording
from activities.engines import (
    Beat,
    Change,
    Emotion,
    Language,
    ModelUnavailable,
    Refinement,
    RefineTask,
    SpeakerOptions,
    TranscribeOptions,
)
from activities.transcript import Entity, Event, Segment, SpeakerTurn, Word

WORD_SECONDS = 0.5
TURN = 60  # words, then somebody else speaks
LATER = 0.01  # seconds; what aligning does to words
TIMED = float(os.environ.get("TIMED_TRANSCRIBE", "0.1"))  # seconds that a second of audio takes `timed`

BANG = 0.9  # of full scale
GROWS = 30  # MiB a chunk
GROWN: list[bytearray] = []


class FakeEngine:
    """Hears a word every half second. Its model's name says how: see engine.yaml beside this file.

    `steady` hears all of the audio; `flaky` raises the first time each chunk is heard; `deaf` hears
    nothing until it is asked to be careful; `slow` takes a tenth of a second for each word, and `timed`
    as long as the environment says for the whole; `absent` can do none of the later stages, as an engine
    without its weights. Asked for speakers, it has never heard any of them before.

    `poison` breaks its process on audio that begins with a bang; `tight` and `cramped` run out of memory
    on a GPU, the one unless it computes in int8, the other always; `growing` never lets go of anything.
    """

    def __init__(
        self,
        model: str,
        models: Path,
        *,
        device: str = "cpu",
        compute: str = "auto",
        batch: int = 8,
        **_: Any,
    ) -> None:
        self.model = model
        self.fits = device == "cpu" or (model == "tight" and (compute, batch) == ("int8", 1))
        self.models = models  # a folder that outlives this object: flaky notes there what it has heard

    def identify(self, samples: list[Audio]) -> Language:
        return Language("en", 1.0)

    def transcribe(self, audio: Audio, options: TranscribeOptions) -> Iterator[Segment]:
        if self.model == "flaky" and self._first_time(audio):
            raise ConnectionError("the line is down")
        if self.model == "deaf" and not options.careful:
            return
        self._misbehave(audio)
        if self.model == "timed":
            time.sleep(TIMED * audio.duration)
        words = []
        for number in range(int(audio.duration / WORD_SECONDS)):
            if self.model == "slow":
                time.sleep(0.1)  # computing, as far as the rest of the system can tell
            start = number * WORD_SECONDS
            words.append(Word(text=f"word{number}", start=start, end=start + WORD_SECONDS, confidence=1.0))
        for at in range(0, len(words), TURN) if options.speakers else [0] if words else []:
            said = words[at : at + TURN] if options.speakers else words
            yield Segment(
                text=" ".join(word.text for word in said),
                start=said[0].start,
                end=said[-1].end,
                words=said,
                language="en",
                speaker=f"SPEAKER_{at // TURN:02d}" if options.speakers else None,
            )

    def _misbehave(self, audio: Audio) -> None:
        if self.model == "poison":
            time.sleep(0.5)  # others work beside it
            if audio.samples[0] > BANG:
                os.abort()
        if self.model in ("tight", "cramped") and not self.fits:
            raise RuntimeError("CUDA failed with error out of memory")  # as CTranslate2 says it
        if self.model == "growing":
            time.sleep(0.5)
            GROWN.append(bytearray(os.urandom(1 << 20) * GROWS))

    def _first_time(self, audio: Audio) -> bool:
        self.models.mkdir(parents=True, exist_ok=True)
        note = self.models / f"heard-{hash(audio.samples.tobytes())}"
        try:
            note.touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def _present(self) -> None:
        if self.model == "absent":
            raise ModelUnavailable("the weights of the fake are not here")

    def align(self, audio: Audio, segments: list[Segment], language: str | None) -> list[Segment]:
        self._present()
        return [segment.shifted(LATER) for segment in segments]

    def method(self, language: str | None) -> str:
        return "a fixed shift"

    def listen(self, recording: Recording, beat: Beat) -> bytes:
        self._present()
        return str(recording.duration).encode()

    def turns(self, heard: bytes, options: SpeakerOptions) -> list[SpeakerTurn]:
        """Everybody speaks for ten seconds."""
        many = options.num_speakers or 2
        starts = range(0, round(float(heard)) + 1, 10)
        return [SpeakerTurn(speaker=f"SPEAKER_{at // 10 % many:02d}", start=at, end=at + 10) for at in starts]

    def detect(self, recording: Recording, beat: Beat) -> list[Event]:
        self._present()
        return [Event(type="laughter", start=1.0, end=2.0, confidence=0.9)]

    def judge(self, recording: Recording, segments: list[Segment], beat: Beat) -> list[Emotion | None]:
        self._present()
        return [Emotion(label="positive", confidence=0.8) for _ in segments]

    def refine(self, segments: list[Segment], tasks: list[RefineTask], beat: Beat) -> Refinement:
        self._present()
        mended = [segment.model_copy(update={"text": segment.text.capitalize()}) for segment in segments]
        changes = [
            Change(segment=before.id or "", before=before.text, after=after.text)
            for before, after in zip(segments, mended, strict=True)
        ]
        return Refinement(segments=mended, changes=changes, refused=[], summary="It was said.")

    def find(self, segments: list[Segment], types: list[str] | None, language: str | None) -> list[Entity]:
        """The first word of every segment is a name."""
        self._present()
        found, at = [], 0
        for segment in segments:
            word = segment.words[0]
            times, chars = (word.start, word.end), (at, at + len(word.text))
            found.append(
                Entity(
                    type="name",
                    text=word.text,
                    start=times[0],
                    end=times[1],
                    start_char=chars[0],
                    end_char=chars[1],
                )
            )
            at += len(segment.text) + 1
        return found
