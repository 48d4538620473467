"""A completed job's transcript in, what ElevenLabs' clients expect out."""

import math
from collections.abc import Sequence

from activities.index import Job
from activities.transcript import Transcript
from api import one_channel
from api.elevenlabs import entities, languages
from api.elevenlabs.answers import Character, Conversation, Conversations, DetectedEntity, ShownWord
from api.elevenlabs.formats import written
from api.elevenlabs.speakers import names
from api.elevenlabs.wishes import Wishes
from api.spoken import Token, by_time, characters, places, tokens, with_events

LEAST = 1e-10  # no probability is shown as less: JSON has no infinity


def conversation(job: Job, transcript: Transcript, wishes: Wishes) -> Conversation | Conversations:
    if wishes.redaction:
        transcript = entities.marked(transcript, wishes.redaction)
    if wishes.channels is None or transcript.channels < 2:
        return _one(job, transcript, wishes)
    if wishes.channels == "combined":
        return _one(job, transcript, wishes, combined=True)
    return Conversations(
        transcripts=[
            _one(job, one_channel.of(transcript, channel), wishes, channel=channel)
            for channel in range(transcript.channels)
        ],
        transcription_id=job.id,
        audio_duration_secs=transcript.duration,
    )


def _one(
    job: Job,
    transcript: Transcript,
    wishes: Wishes,
    *,
    channel: int | None = None,
    combined: bool = False,
) -> Conversation:
    said = by_time(tokens(transcript)) if combined else tokens(transcript)
    said = with_events(said, transcript.events) if wishes.events else said
    shown = _Shown(transcript, wishes, channel)
    known = transcript.language_confidence
    return Conversation(
        language_code=languages.theirs(transcript.language),
        language_probability=float(is_told(job)) if known is None else known,
        text="".join(token.text for token in said),
        words=[shown.word(token) for token in said],
        channel_index=channel,
        additional_formats=[written(job, transcript, format) for format in wishes.formats] or None,
        transcription_id=job.id if channel is None else None,
        entities=_entities(transcript, said) if wishes.entities else None,
        audio_duration_secs=transcript.duration if channel is None else None,
    )


def is_told(job: Job) -> bool:
    """Whether the caller said what is spoken."""
    return bool(job.request.get("language"))


class _Shown:
    """How words are written."""

    def __init__(self, transcript: Transcript, wishes: Wishes, channel: int | None) -> None:
        self.granularity = wishes.granularity
        self.names = names(transcript)
        apart = wishes.channels and transcript.channels > 1
        self.channels = {one.id: one.channel for one in transcript.speakers if apart}
        self.channel = channel

    def word(self, token: Token) -> ShownWord:
        timed = self.granularity != "none"
        spoken = token.speaker or ""
        return ShownWord(
            text=token.text,
            start=round(token.start, 3) if timed else None,
            end=round(token.end, 3) if timed else None,
            type=token.kind,
            speaker_id=self.names.get(spoken),
            logprob=logprob(token.confidence),
            characters=_characters(token) if self.granularity == "character" else None,
            channel_index=self.channels.get(spoken, self.channel),
        )


def logprob(confidence: float | None) -> float:
    """0 where the engine does not say how sure it is."""
    return 0.0 if confidence is None else round(math.log(min(1.0, max(LEAST, confidence))), 4) + 0.0


def _characters(token: Token) -> list[Character]:
    return [
        Character(text=letter, start=round(start, 3), end=round(end, 3))
        for letter, start, end in characters(token)
    ]


def _entities(transcript: Transcript, said: Sequence[Token]) -> list[DetectedEntity]:
    place = places(said)
    return [
        DetectedEntity(
            text=one.text,
            entity_type=entities.THEIRS.get(one.type, one.type),
            start_char=place(one.start_char),
            end_char=place(one.end_char - 1) + 1,
        )
        for one in transcript.entities
        if one.text is not None
    ]
