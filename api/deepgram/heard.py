"""A completed job's transcript in, what Deepgram's clients expect out."""

from collections.abc import Iterable, Iterator, Sequence

from activities.index import Job
from activities.transcript import Segment, Transcript
from api import one_channel, spoken
from api.deepgram.answers import (
    Alternative,
    Channel,
    Heard,
    HeardWord,
    Metadata,
    Paragraph,
    Paragraphs,
    Results,
    Sentence,
    Utterance,
)
from api.deepgram.listening import Listening
from api.exports.atoms import ends_sentence
from api.spoken import Token

SIGNS = ".,;:!?…\"'()[]«»“”„¿¡、。，！？"  # noqa: RUF001 - signs as they are written


def heard(job: Job, transcript: Transcript, asked: Listening) -> Heard:
    apart = asked.multichannel and transcript.channels > 1
    channels = (
        [one_channel.of(transcript, number) for number in range(transcript.channels)]
        if apart
        else [transcript]
    )
    speakers = {one.id: number for number, one in enumerate(transcript.speakers)} if asked.tells_apart else {}
    write = _Writer(asked, speakers)
    shown = [write.channel(one) for one in channels]
    uttered = [write.utterances(one, number, job.id) for number, one in enumerate(channels)]
    utterances = sorted((one for found in uttered for one in found), key=lambda one: one.start)
    return Heard(
        metadata=_metadata(job, transcript, len(channels)),
        results=Results(channels=shown, utterances=utterances if asked.utterances else None),
    )


def _metadata(job: Job, transcript: Transcript, channels: int) -> Metadata:
    stage = next((one for one in transcript.stages if one.stage == "transcribe"), None)
    name = ":".join(filter(None, (stage.engine, stage.model))) if stage else "none"
    return Metadata(
        request_id=job.id,
        sha256=job.upload_sha256,
        created=job.created_at,
        duration=transcript.duration,
        channels=channels,
        models=[name],
        model_info={name: {"name": name, "version": "", "arch": stage.engine if stage else ""}},
    )


class _Writer:
    """`speakers`: their numbers by id, where they were asked for."""

    def __init__(self, asked: Listening, speakers: dict[str, int]) -> None:
        self.asked = asked
        self.speakers = speakers
        self.punctuated = asked.punctuate or asked.smart_format

    def channel(self, transcript: Transcript) -> Channel:
        said = [token for token in spoken.tokens(transcript) if token.kind == "word"]
        best = Alternative(
            transcript=transcript.text,
            confidence=_mean(said),
            words=[self.word(token) for token in said],
            paragraphs=self.paragraphs(transcript) if self.asked.paragraphs else None,
        )
        detected = self.asked.detect_language or self.asked.language == "multi"
        return Channel(alternatives=[best], detected_language=transcript.language if detected else None)

    def word(self, token: Token) -> HeardWord:
        return HeardWord(
            word=token.text.strip(SIGNS).lower() or token.text,
            start=round(token.start, 3),
            end=round(token.end, 3),
            confidence=token.confidence,
            punctuated_word=token.text if self.punctuated else None,
            speaker=self.speakers.get(token.speaker or ""),
        )

    def utterances(self, transcript: Transcript, channel: int, job_id: str) -> Iterator[Utterance]:
        groups = spoken.groups(spoken.tokens(transcript), self.splits)
        for number, group in enumerate(groups):
            words = [token for token in group if token.kind == "word"]
            yield Utterance(
                start=round(words[0].start, 3),
                end=round(words[-1].end, 3),
                confidence=_mean(words),
                channel=channel,
                transcript="".join(token.text for token in group),
                words=[self.word(token) for token in words],
                speaker=self.speakers.get(words[0].speaker or ""),
                id=f"{job_id}-{channel}-{number}",
            )

    def splits(self, group: Sequence[Token], _between: Sequence[Token], token: Token) -> bool:
        last = group[-1]
        return token.speaker != last.speaker or token.start - last.end > self.asked.utt_split

    def paragraphs(self, transcript: Transcript) -> Paragraphs:
        ids = {id: number for number, one in enumerate(transcript.paragraphs) for id in one.segments}
        parts: dict[tuple[int, str | None], list[Segment]] = {}
        for segment in transcript.segments:
            place = (ids.get(segment.id or "", -1), segment.speaker)
            parts.setdefault(place, []).append(segment)
        said = [spoken.tokens(transcript.model_copy(update={"segments": part})) for part in parts.values()]
        found = [self.paragraph(part) for part in said if any(one.kind == "word" for one in part)]
        texts = (" ".join(sentence.text for sentence in one.sentences) for one in found)
        return Paragraphs(transcript="\n\n".join(texts), paragraphs=found)

    def paragraph(self, part: Sequence[Token]) -> Paragraph:
        words = [token for token in part if token.kind == "word"]
        return Paragraph(
            sentences=list(_sentences(part)),
            speaker=self.speakers.get(words[0].speaker or ""),
            num_words=len(words),
            start=round(words[0].start, 3),
            end=round(words[-1].end, 3),
        )


def _sentences(part: Sequence[Token]) -> Iterator[Sentence]:
    def over(group: Sequence[Token], _between: Sequence[Token], _token: Token) -> bool:
        return ends_sentence(group[-1].text)

    for group in spoken.groups(part, over):
        text = "".join(token.text for token in group)
        yield Sentence(text=text, start=round(group[0].start, 3), end=round(group[-1].end, 3))


def _mean(words: Iterable[Token]) -> float | None:
    """Of what the engine says; None: it says nothing."""
    known = [token.confidence for token in words if token.confidence is not None]
    return round(sum(known) / len(known), 4) if known else None
