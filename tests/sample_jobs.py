"""Jobs that have ended, as the API and the workers would have left them, without waiting for either."""

from collections.abc import Iterator
from itertools import count
from random import Random
from typing import Any

from activities import folder, search, storage
from activities.database import now
from activities.index import Index
from activities.paragraphs import paragraphs
from activities.settings import SharedSettings
from activities.transcript import Segment, Transcript, Word
from tests import jobs
from tests.conftest import AUDIO
from tests.transcripts import transcript

TEXT = """and so the committee asked whether these figures from last year had been checked by anyone at all
before they were sent because our neighbours in the valley said that water rises every spring now"""
VOCABULARY = TEXT.split()
WORD = 0.18  # seconds
SAID = 12  # words a segment


def add(
    index: Index, settings: SharedSettings, name: str, said: Transcript | None = None, **columns: Any
) -> str:
    """The id of a job: completed, if something is said. `columns`: of its row, once it has ended."""
    recording = (AUDIO / "jfk.wav").read_bytes()
    request = jobs.place(settings, recording)
    known: dict[str, Any] = {"status": "completed" if said else "failed", "duration": 11.0}
    if said:
        storage.write_model(folder.transcript(request.folder), said)
        storage.write(folder.audio(request.folder), recording)
        known |= {"language": said.language, "duration": said.duration}
    jobs.insert(index, request)
    index.change(request.job_id, name=name, started_at=now(), completed_at=now(), **(known | columns))
    if said:
        search.add_transcript(index.engine, request.job_id)
    return request.job_id


def long_transcript(words: int = 100_000) -> Transcript:
    """Five hours, at five and a half words a second; two speakers take turns."""
    segments = list(_segments(words))
    return transcript(segments, duration=segments[-1].end, paragraphs=paragraphs(segments))


def _segments(words: int) -> Iterator[Segment]:
    random = Random(3)
    for number in count():
        first = number * SAID
        if first >= words:
            return
        speaker = f"SPEAKER_0{number // 7 % 2}"
        said = [_word(random, at, speaker) for at in range(first, min(words, first + SAID))]
        yield Segment(
            id=f"seg_{number + 1:04d}",
            text=" ".join(word.text for word in said),
            start=said[0].start,
            end=said[-1].end,
            words=said,
            speaker=speaker,
            confidence=0.9,
        )


def _word(random: Random, at: int, speaker: str) -> Word:
    start = round(at * WORD, 3)
    text = random.choice(VOCABULARY)
    return Word(
        text=text, start=start, end=round(start + WORD, 3), confidence=random.uniform(0.4, 1), speaker=speaker
    )
