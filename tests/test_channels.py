"""A speaker on each channel: everybody gets their own words, and nobody's words come twice."""

import numpy as np
from numpy.typing import NDArray

from activities.audio import SAMPLE_RATE
from activities.bleed import Bleed
from activities.channels import speakers, spoken, without_echoes
from activities.transcript import Segment, Word


def said(text: str, start: float, channel: int, confidence: float = 0.9) -> Segment:
    """A word every half second."""
    words = [
        Word(text=word, start=start + number / 2, end=start + (number + 1) / 2)
        for number, word in enumerate(text.split())
    ]
    segment = Segment(text=text, start=start, end=words[-1].end, words=words, confidence=confidence)
    return spoken(segment, channel)


def noise(seconds: float, level: float, seed: int = 0) -> NDArray[np.float32]:
    found = np.random.default_rng(seed).normal(0, level, round(seconds * SAMPLE_RATE))
    return found.astype(np.float32)


def test_words_and_segments_carry_their_channels_speaker() -> None:
    segment = said("hello there", 0, channel=1)
    assert segment.speaker == "SPEAKER_01"
    assert {word.speaker for word in segment.words} == {"SPEAKER_01"}


def test_what_both_channels_hear_is_kept_once_where_it_is_clearer() -> None:
    clear, faint = said("good morning to you", 1.0, 0, 0.9), said("Good morning, to you.", 1.2, 1, 0.5)
    assert without_echoes([clear, faint]) == [clear]


def test_a_recording_with_the_same_on_both_channels_has_every_sentence_once() -> None:
    left, right = said("just the one voice", 0.0, 0), said("just the one voice", 0.0, 1)
    assert len(without_echoes([left, right])) == 1


def test_an_answer_in_the_same_words_is_not_an_echo() -> None:
    asked, answered = said("see you on monday", 0.0, 0), said("see you on monday", 3.0, 1)
    assert without_echoes([asked, answered]) == [asked, answered]


def test_two_who_speak_at_once_both_stay() -> None:
    one, other = said("what I meant to say", 0.0, 0), said("no no let me finish", 0.2, 1)
    assert without_echoes([one, other]) == [one, other]


def test_speakers_are_listed_with_their_channels_and_seconds() -> None:
    found = speakers([said("one two", 0, 0), said("three four", 2, 1), said("five six", 4, 0)], apart=True)
    assert [(one.id, one.channel, one.duration) for one in found] == [
        ("SPEAKER_00", 0, 2.0),
        ("SPEAKER_01", 1, 1.0),
    ]


def test_bleed_through_is_muted_and_the_speaker_is_not() -> None:
    voice = noise(2, 0.1)
    gated = Bleed().gate(np.stack([voice, voice * 0.05]))
    assert np.allclose(gated[0], voice)
    assert np.abs(gated[1, SAMPLE_RATE // 10 :]).max() == 0


def test_both_are_heard_when_both_speak() -> None:
    voices = np.stack([noise(2, 0.1, seed=1), noise(2, 0.04, seed=2)])
    assert np.allclose(Bleed().gate(voices), voices)


def test_a_channel_opens_again_when_its_own_speaker_begins() -> None:
    mine = np.concatenate([noise(1, 0.002), noise(1, 0.1)])
    theirs = np.concatenate([noise(1, 0.1, seed=3), noise(1, 0.002, seed=4)])
    gated = Bleed().gate(np.stack([mine, theirs]))
    own = gated[0, SAMPLE_RATE + SAMPLE_RATE // 20 :]
    assert np.allclose(own, mine[SAMPLE_RATE + SAMPLE_RATE // 20 :])


def test_silence_on_every_channel_stays_as_it_is() -> None:
    assert not Bleed().gate(np.zeros((2, SAMPLE_RATE), np.float32)).any()
