"""A prepared recording in; sounds that are not speech, and how things are said, out."""

from dataclasses import dataclass

from temporalio import activity

from activities import storage
from activities.beating import beating
from activities.diarize import recording
from activities.engines import Emotion, EmotionDetector, EventDetector
from activities.engines.loaded import LoadedEngines
from activities.faults import no_retry
from activities.prepare import throttled
from activities.timing import Artifact, Stopwatch
from activities.transcribe import chosen_chunks
from activities.transcript import Event, Noun


class Events(Artifact):
    """events.json"""

    events: list[Event]


class SegmentEmotion(Noun):
    start: float
    end: float
    emotion: Emotion | None


class Emotions(Artifact):
    """emotions.json: one for each segment of the chunks, in their order."""

    emotions: list[SegmentEmotion]


@dataclass
class DetectInput:
    folder: str
    engine: str
    model: str | None
    chunks: str | None = None  # folder URL of the transcribed chunks; for emotions
    redecoded: list[int] | None = None


class Detect:
    def __init__(self, engines: LoadedEngines) -> None:
        self.engines = engines

    @activity.defn
    def detect_events(self, input: DetectInput) -> str:
        """Return the URL of the events."""
        url = storage.join(input.folder, "events.json")
        if not storage.exists(url):
            with beating(), no_retry():
                watch = Stopwatch()
                engine: EventDetector = self.engines.get(input.engine, input.model)
                events = engine.detect(recording(input.folder), throttled())
                storage.write_model(
                    url,
                    Events(
                        events=events,
                        engine=input.engine,
                        model=input.model,
                        device=self.engines.device,
                        ran=watch.ran(),
                    ),
                )
        return url

    @activity.defn
    def detect_emotions(self, input: DetectInput) -> str:
        """Return the URL of the emotions."""
        url = storage.join(input.folder, "emotions.json")
        if not storage.exists(url):
            with beating(), no_retry():
                watch = Stopwatch()
                engine: EmotionDetector = self.engines.get(input.engine, input.model)
                chunks = chosen_chunks(input.folder, input.chunks, input.redecoded or [])
                segments = [segment for chunk in chunks.used for segment in chunk.segments]
                judged = engine.judge(recording(input.folder), segments, throttled())
                storage.write_model(
                    url,
                    Emotions(
                        emotions=[
                            SegmentEmotion(start=segment.start, end=segment.end, emotion=emotion)
                            for segment, emotion in zip(segments, judged, strict=True)
                        ],
                        engine=input.engine,
                        model=input.model,
                        device=self.engines.device,
                        ran=watch.ran(),
                    ),
                )
        return url
