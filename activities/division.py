"""A segment in; the same said by somebody else, or its pieces, out."""

from collections.abc import Mapping, Sequence

from activities.transcript import Segment


def said_by(segment: Segment, speaker: str) -> Segment:
    words = [word.model_copy(update={"speaker": speaker}) for word in segment.words]
    return segment.model_copy(update={"speaker": speaker, "words": words})


def merged(segment: Segment, speakers: Mapping[str, str]) -> Segment:
    """With speakers replaced, wherever they are named."""
    words = [
        word.model_copy(update={"speaker": speakers.get(word.speaker or "", word.speaker)})
        for word in segment.words
    ]
    speaker = speakers.get(segment.speaker or "", segment.speaker)
    return segment.model_copy(update={"speaker": speaker, "words": words})


def divided(segment: Segment, ids: Sequence[str], cuts: Sequence[int]) -> list[tuple[Segment, int]]:
    """Pieces with these ids, cut in front of these words, and where each begins in the segment's text."""
    places = _places(segment)
    pieces = []
    for number, id in enumerate(ids):
        first = cuts[number - 1] if number else 0
        behind = cuts[number] if number < len(cuts) else None
        words = segment.words[first:behind]
        begin = places[first] if number else 0
        stop = len(segment.text) if behind is None else places[behind]
        text = segment.text[begin:stop]
        update = {
            "id": id,
            "text": text.strip(),
            "words": words,
            "start": words[0].start if number else segment.start,
            "end": segment.end if behind is None else words[-1].end,
        }
        pieces.append((segment.model_copy(update=update), begin + len(text) - len(text.lstrip())))
    return pieces


def _places(segment: Segment) -> list[int]:
    """Where each word begins in the segment's text; about there, where the text spells it differently."""
    text = segment.text.lower() if len(segment.text.lower()) == len(segment.text) else segment.text
    places, at = [], 0
    for word in segment.words:
        found = text.find(word.text.strip().lower(), at)
        place = at if found < 0 else found
        places.append(place)
        at = place if found < 0 else place + len(word.text.strip())
    return places
