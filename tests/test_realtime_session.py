"""A live session without sockets, threads or models: frames in, events out."""

from itertools import cycle

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from activities.audio import SAMPLE_RATE, Samples, to_pcm
from activities.engines.streaming import Streams
from realtime.events import Ended, Event, Final, SpeechEnd, SpeechStart, Warning
from realtime.options import SessionOptions
from realtime.requests import DecodeRequest
from realtime.session import Output, Session
from tests.conversation import LOUD, Conversation, Counting, Onsets, silence
from tests.recordings import resampled, speech

MANUAL = SessionOptions(enable_vad=False, word_timestamps=True)


def talk(*pauses: float) -> Samples:
    """A recording again and again, with silence between."""
    parts = [part for pause in pauses for part in (speech(), silence(pause))]
    return np.concatenate([silence(1.0), *parts])


def onset(samples: Samples) -> float:
    return float(np.flatnonzero(np.abs(samples) > LOUD)[0]) / SAMPLE_RATE


def test_each_utterance_is_told_from_its_beginning_to_its_final() -> None:
    said = Conversation(Onsets()).hear(talk(1.0, 1.0)).end()
    kinds = [event.type for event in said if event.type != "transcript.partial"]
    utterance = ["vad.speech_start", "vad.speech_end", "transcript.final"]
    assert kinds == [*utterance, *utterance, "session.end"]


def test_partials_grow_and_their_stable_beginning_never_changes() -> None:
    conversation = Conversation(Onsets()).hear(talk(1.0))
    conversation.end()
    (final,) = conversation.finals
    stable = ""
    for partial in conversation.partials:
        assert partial.text.startswith(partial.stable)
        assert partial.stable.startswith(stable)
        stable = partial.stable
    assert stable
    assert final.text.startswith(stable)


def test_word_times_are_those_of_the_audio_and_in_order() -> None:
    sound = talk(1.0, 2.0)
    conversation = Conversation(Onsets()).hear(sound)
    conversation.end()
    times = [at for final in conversation.finals for word in final.words for at in (word.start, word.end)]
    assert times == sorted(times)
    assert times[0] == pytest.approx(onset(sound), abs=0.02)


@given(cuts=st.lists(st.integers(99, 40_000), min_size=1, max_size=25))
@settings(max_examples=15, deadline=None)
def test_how_the_audio_is_cut_into_frames_changes_nothing(cuts: list[int]) -> None:
    data = to_pcm(talk(0.8))
    whole, pieces = Session("s", SessionOptions()), Session("s", SessionOptions())
    expected = [*whole.push(data), *whole.end()]
    found: list[Output] = []
    for size in cycle(cuts):
        found += pieces.push(data[:size])
        data = data[size:]
        if not data:
            break
    found += pieces.end()
    assert [told(output) for output in found] == [told(output) for output in expected]


def told(output: Output) -> object:
    if isinstance(output, DecodeRequest):
        return output.kind, output.start, output.end, output.samples.tobytes()
    return output


def test_the_final_needs_no_decoding_when_the_pause_was_decoded_ahead() -> None:
    conversation = Conversation(Onsets(".")).hear(talk(1.0))
    assert len(conversation.finals) == 1
    assert "ahead" in {request.kind for request in conversation.requests}
    assert "final" not in {request.kind for request in conversation.requests}


@pytest.mark.parametrize(
    ("ending", "utterances"), [(".", 2), ("?", 2), ('!"', 2), ("", 1), (",", 1), ("...", 1)]
)
def test_a_pause_ends_an_utterance_sooner_after_a_sentence(ending: str, utterances: int) -> None:
    conversation = Conversation(Onsets(ending)).hear(talk(0.45, 1.5))
    conversation.end()
    assert len(conversation.finals) == utterances


def test_every_pause_ends_an_utterance_if_that_is_asked_for() -> None:
    options = SessionOptions(min_silence_ms=500, max_silence_ms=500)
    conversation = Conversation(Onsets(), options).hear(talk(0.45, 1.5))
    conversation.end()
    assert len(conversation.finals) == 2


def test_what_was_decoded_ahead_is_not_the_final_when_speech_goes_on() -> None:
    sound = np.concatenate([silence(1.0), speech()[:24_000], silence(0.35), speech()[24_000:], silence(1.0)])
    conversation = Conversation(Onsets()).hear(sound)
    conversation.end()
    (final,) = conversation.finals
    assert final.end > 5.0


def test_a_session_that_ends_in_the_middle_of_a_word_gives_it_still() -> None:
    conversation = Conversation(Onsets()).hear(talk(0.0)[: 4 * SAMPLE_RATE + 7])
    conversation.end()
    assert len(conversation.finals) == 1
    assert conversation.summary.transcript == conversation.finals[0].text
    assert conversation.summary.duration == pytest.approx(4.0, abs=0.04)
    assert conversation.session.push(b"more") == []


def test_silence_says_nothing() -> None:
    conversation = Conversation(Onsets()).hear(silence(30))
    said = conversation.end()
    assert [event.type for event in said] == ["session.end"]
    assert conversation.requests == []


def test_a_flush_ends_the_utterance_at_once() -> None:
    conversation = Conversation(Onsets()).hear(talk(0.0)[: 3 * SAMPLE_RATE])
    assert conversation.finals == []
    conversation.take(conversation.session.flush())
    assert len(conversation.finals) == 1
    conversation.take(conversation.session.flush())
    assert len(conversation.finals) == 1


def test_no_word_is_lost_or_said_twice_where_the_longest_utterance_is_cut() -> None:
    sound = np.concatenate([silence(1.0), *[speech()] * 3, silence(1.0)])
    conversation = Conversation(Onsets(), SessionOptions(max_utterance_seconds=5, word_timestamps=True)).hear(
        sound
    )
    conversation.end()
    assert len(conversation.finals) >= 3
    loud = np.flatnonzero(np.abs(sound) > LOUD) / SAMPLE_RATE
    covered = [(word.start - 0.02, word.end + 0.02) for final in conversation.finals for word in final.words]
    assert all(any(start <= at <= end for start, end in covered) for at in loud[::50])
    starts = [event for event in conversation.said if isinstance(event, SpeechStart)]
    assert len(starts) <= len(conversation.finals)


def test_what_is_cleared_is_never_said() -> None:
    conversation = Conversation(Onsets()).hear(talk(0.0)[: 3 * SAMPLE_RATE])
    conversation.take(conversation.session.clear())
    conversation.hear(silence(1.0))
    conversation.end()
    assert conversation.finals == []
    assert conversation.summary.segments == []


def test_a_result_that_comes_after_clear_is_ignored() -> None:
    session = Session("s", SessionOptions())
    outputs = session.push(to_pcm(talk(0.0)[: 4 * SAMPLE_RATE]))
    late = next(output for output in outputs if isinstance(output, DecodeRequest))
    session.clear()
    assert session.decoded(late, Onsets().hear([late.window])[0]) == []


def test_without_vad_the_client_says_where_utterances_end() -> None:
    conversation = Conversation(Onsets(), MANUAL).hear(talk(2.0, 2.0))
    assert conversation.finals == []
    conversation.take(conversation.session.flush())
    (final,) = conversation.finals
    assert final.end > 10
    assert not any(isinstance(event, SpeechStart | SpeechEnd) for event in conversation.said)


def test_without_vad_every_flush_is_answered_and_silence_is_not_decoded() -> None:
    conversation = Conversation(Onsets(), MANUAL).hear(silence(3))
    conversation.take(conversation.session.flush())
    assert [final.text for final in conversation.finals] == [""]
    assert conversation.requests == []


def test_no_window_outgrows_the_model() -> None:
    """Half a minute without a pause is cut at ends of words."""
    long = np.concatenate([silence(0.5), *[speech()[4_000:-4_000]] * 9])
    conversation = Conversation(Onsets(), MANUAL).hear(long)
    conversation.end()
    assert max(request.end - request.start for request in conversation.requests) < 25


def test_two_channels_are_two_speakers() -> None:
    silent = silence(len(talk(1.0)) / SAMPLE_RATE)
    left, right = np.concatenate([talk(1.0), silent]), np.concatenate([silent, talk(1.0)])
    packed = to_pcm(np.stack([left, right], axis=1).ravel())
    conversation = Conversation(Onsets(), SessionOptions(channels=2))
    conversation.take(conversation.session.push(packed))
    conversation.end()
    assert [final.channel for final in conversation.finals] == [0, 1]
    assert [final.speaker for final in conversation.finals] == ["SPEAKER_00", "SPEAKER_01"]
    assert [final.id for final in conversation.finals] == ["seg_0001", "seg_0002"]


def test_finals_come_in_the_order_in_which_they_were_said() -> None:
    session = Session("s", SessionOptions(interim_results=False))
    waiting = [output for output in session.push(to_pcm(talk(1.0, 1.0))) if isinstance(output, DecodeRequest)]
    heard = [(request, Onsets().hear([request.window])[0]) for request in waiting]
    said: list[Event] = []
    for request, words in reversed(heard):
        said += [event for event in session.decoded(request, words) if isinstance(event, Final)]
    starts = [event.start for event in said if isinstance(event, Final)]
    assert len(starts) == 2
    assert starts == sorted(starts)


def test_a_decoding_that_fails_still_ends_the_utterance() -> None:
    session = Session("s", SessionOptions())
    outputs = [*session.push(to_pcm(talk(1.0))), *session.end()]
    said = [
        event
        for request in outputs
        if isinstance(request, DecodeRequest)
        for event in session.decoded(request, None)
    ]
    assert isinstance(said[-1], Ended)
    assert said[-1].segments == []


def test_falling_behind_is_said_once() -> None:
    session = Session("s", SessionOptions())
    sound = np.concatenate([talk(1.0, 1.0, 1.0), silence(8.0)])
    found = [event for part in np.array_split(sound, 100) for event in session.push(to_pcm(part))]
    assert [event.code for event in found if isinstance(event, Warning)] == ["processing_lag"]


def test_interims_that_nobody_wants_are_not_made() -> None:
    conversation = Conversation(Onsets(), SessionOptions(interim_results=False)).hear(talk(1.0))
    conversation.end()
    assert conversation.partials == []
    assert {request.kind for request in conversation.requests} <= {"ahead", "final"}
    assert conversation.finals[0].words == []


def test_the_language_may_change_on_the_way() -> None:
    conversation = Conversation(Onsets()).hear(talk(1.0))
    conversation.session.configure(SessionOptions(language="de", keyterms=["Dalston"]))
    conversation.hear(talk(1.0))
    conversation.end()
    assert [final.language for final in conversation.finals] == [None, "de"]
    assert conversation.requests[-1].options.keyterms == ["Dalston"]


def test_an_engine_that_streams_natively_gets_each_sample_once() -> None:
    streams: list[Counting] = []

    def opened(options: object) -> Counting:
        streams.append(Counting(options))  # type: ignore[arg-type]
        return streams[-1]

    conversation = Conversation(Streams(opened)).hear(talk(1.0, 1.0))
    conversation.end()
    assert [final.text for final in conversation.finals] == [
        f"{stream.samples} samples" for stream in streams
    ]
    assert [stream.closed for stream in streams] == [1, 1]
    assert max(partial.stable for partial in conversation.partials).startswith("second0")
    kinds = [request.kind for request in conversation.requests]
    assert "ahead" not in kinds
    assert kinds.count("final") == 2


def test_times_do_not_drift_in_an_hour() -> None:
    """At 44.1 kHz, whose ratio to 16 kHz is no whole number; memory stays what it was."""
    options = SessionOptions(sample_rate=44_100, word_timestamps=True, interim_results=False)
    conversation = Conversation(Onsets(), options)
    minute = np.concatenate([silence(2.0), speech(), silence(60.0 - 2.0 - len(speech()) / SAMPLE_RATE)])
    frame = to_pcm(resampled(minute, 44_100))
    held = []
    for _ in range(60):
        conversation.take(conversation.session.push(frame))
        held.append(conversation.session.audio_seconds_held)
    conversation.end()
    expected = onset(minute)
    firsts = [final.words[0].start for final in conversation.finals]
    assert len(firsts) >= 60
    for number in range(60):
        assert min(abs(first - 60 * number - expected) for first in firsts) < 0.05
    assert max(held) < 90
    assert conversation.summary.duration == pytest.approx(3600, abs=0.05)
