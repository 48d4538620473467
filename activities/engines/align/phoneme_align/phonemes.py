"""English with what pocketsphinx carries: a stretch of audio and readings of words in, their spans out."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from queue import Empty, LifoQueue
from typing import Any

from activities.audio import Audio, to_pcm
from activities.engines.align.phoneme_align.pronunciation import pronounce
from activities.engines.align.phoneme_align.readings import Reading
from activities.engines.align.phoneme_align.spans import Span

FRAMES = 100  # a second
# Wide, because a lost path costs all words of a segment. The words are given: their odds weigh nothing.
SETTINGS = {"beam": 1e-120, "pbeam": 1e-120, "wbeam": 1e-100, "lw": 1.0}
PART = 3  # letters that each half of a compound has at least
SPELLED = 5  # letters that an unknown abbreviation has at most

Said = list[tuple[str, Span]]  # spoken words in order


class Phonemes:
    """Decoders are made when they are needed, one for each thread that aligns at the same time, and kept."""

    name = "pocketsphinx en-us"

    def __init__(self) -> None:
        self.idle: LifoQueue[Any] = LifoQueue()
        self.idle.put(_decoder())  # now, so that a missing library shows at once

    def spans(self, audio: Audio, words: Sequence[tuple[Reading, ...]]) -> list[Span] | None:
        """Seconds in `audio` of each word; None when the words do not fit the audio."""
        try:
            with self._borrowed() as decoder:
                said = _heard(decoder, audio, words)
        except RuntimeError:  # what pocketsphinx raises for audio that is too short
            return None
        return _gathered(said, words)

    @contextmanager
    def _borrowed(self) -> Iterator[Any]:
        try:
            decoder = self.idle.get_nowait()
        except Empty:
            decoder = _decoder()
        yield decoder
        self.idle.put(decoder)  # not after an error: its state is unknown


def _decoder() -> Any:
    from pocketsphinx import Decoder  # not at the top: only workers that align have it

    return Decoder(lm=None, bestpath=False, loglevel="FATAL", **SETTINGS)


def _heard(decoder: Any, audio: Audio, words: Sequence[tuple[Reading, ...]]) -> Said:
    for word in {word for ways in words for way in ways for word in way}:
        _teach(decoder, word)
    decoder.add_fsg("words", _grammar(decoder, words))
    decoder.activate_search("words")
    decoder.reinit_feat()  # forgets the noise of the audio before
    decoder.start_utt()
    decoder.process_raw(to_pcm(audio.samples), full_utt=True)
    decoder.end_utt()
    return [
        (found.word.partition("(")[0], (found.start_frame / FRAMES, (found.end_frame + 1) / FRAMES))
        for found in decoder.seg() or []
        if found.word[0] not in "<[("  # silence, noise, null transitions
    ]


def _teach(decoder: Any, word: str) -> None:
    """Give an unknown word pronunciations: of its parts or its letters' sounds, and of its letters' names."""
    if decoder.lookup_word(word) is not None:
        return
    cuts = ((word[:at], word[at:]) for at in range(PART, len(word) - PART + 1))
    parts = ([decoder.lookup_word(part) for part in cut] for cut in cuts)
    whole = next((" ".join(sounds) for sounds in parts if all(sounds)), None)
    decoder.add_word(word, whole or pronounce(word) or "AH", False)
    letters = [decoder.lookup_word(f"{letter}.") for letter in word.replace(".", "")]
    if len(letters) <= SPELLED and all(letters):
        decoder.add_word(f"{word}(2)", " ".join(letters), False)


def _grammar(decoder: Any, words: Sequence[tuple[Reading, ...]]) -> Any:
    """One path from start to end for every choice of readings."""
    steps, free = list[tuple[int, int, float, str]](), len(words) + 1
    for at, ways in enumerate(words):
        for way in ways:
            between = range(free, free + len(way) - 1)
            free = between.stop
            for word, (here, there) in zip(way, pairwise([at, *between, at + 1]), strict=True):
                steps.append((here, there, 1 / len(ways) if here == at else 1.0, word))
    return decoder.create_fsg("words", 0, len(words), steps)


def _gathered(said: Said, words: Sequence[tuple[Reading, ...]]) -> list[Span] | None:
    """The span of each word from those of its spoken words."""
    spans, at = list[Span](), 0
    for ways in words:
        for way in sorted(ways, key=len, reverse=True):
            heard = said[at : at + len(way)]
            if tuple(word for word, _ in heard) == way:
                spans.append((heard[0][1][0], heard[-1][1][1]))
                at += len(way)
                break
        else:
            return None
    return spans if at == len(said) else None
