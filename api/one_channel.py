"""The transcript of a recording with a speaker on each channel in, what was said on one of them out."""

from activities.transcript import Entity, Transcript


def of(transcript: Transcript, channel: int) -> Transcript:
    """What was said on one channel."""
    speakers = [speaker for speaker in transcript.speakers if speaker.channel == channel]
    heard = {speaker.id for speaker in speakers}
    segments, found = [], list[Entity]()
    at = end = 0
    for segment in transcript.segments:
        if segment.speaker in heard:
            segments.append(segment)
            here = (one for one in transcript.entities if at <= one.start_char < at + len(segment.text))
            found += (
                one.model_copy(
                    update={"start_char": one.start_char - at + end, "end_char": one.end_char - at + end}
                )
                for one in here
            )
            end += len(segment.text) + 1
        at += len(segment.text) + 1
    return transcript.model_copy(
        update={
            "text": " ".join(segment.text for segment in segments),
            "segments": segments,
            "speakers": speakers,
            "entities": found,
            "paragraphs": [],
        }
    )
