"""Native events in, OpenAI's out, without a socket."""

from typing import Any

import pytest

from api.openai.realtime.conversation import Conversation, continued


def start(time: float) -> dict[str, Any]:
    return {"type": "vad.speech_start", "time": time, "channel": 0}


def end(time: float) -> dict[str, Any]:
    return {"type": "vad.speech_end", "time": time, "channel": 0}


def partial(stable: str, since: float, until: float) -> dict[str, Any]:
    times = {"start": since, "end": until}
    return {"type": "transcript.partial", "text": f"{stable} and", "stable": stable, **times}


def final(text: str, since: float, until: float) -> dict[str, Any]:
    times = {"start": since, "end": until}
    return {"type": "transcript.final", "text": text, "language": "en", "words": [], **times}


def told(conversation: Conversation, *events: dict[str, Any]) -> list[str]:
    """The last part of each type; of deltas and transcripts, what they say."""
    heard = [one for event in events for one in conversation.hear(event)]
    return [one.get("delta") or one.get("transcript") or one["type"].rpartition(".")[2] for one in heard]


def test_only_what_is_stable_is_told_and_each_word_once() -> None:
    conversation = Conversation()
    assert told(conversation, start(1.0)) == ["speech_started"]
    assert told(conversation, partial("", 1.0, 1.5)) == []
    assert told(conversation, partial("Ask", 1.0, 2.0)) == ["added", "Ask"]
    assert told(conversation, partial("Ask", 1.0, 2.2), partial("Ask not", 1.0, 2.5)) == [" not"]
    assert told(conversation, end(3.0)) == ["speech_stopped", "committed", "done"]
    assert told(conversation, final("Ask not what.", 1.0, 3.0)) == [" what.", "Ask not what."]


def test_another_worker_may_hear_it_begin_again_and_otherwise() -> None:
    conversation = Conversation()
    told(conversation, start(1.0), partial("Ask not what", 1.0, 2.0))
    assert told(conversation, start(1.6), partial("Ask nod", 1.0, 2.0), end(3.0)) == [
        "speech_stopped", "committed", "done",
    ]  # fmt: skip
    assert told(conversation, final("Ask nod what you can.", 1.0, 3.0)) == [
        " you can.", "Ask not what you can.",
    ]  # fmt: skip


def test_an_utterance_that_was_too_long_is_an_item_before_it_stops() -> None:
    conversation = Conversation()
    told(conversation, start(1.0))
    assert told(conversation, final("one", 1.0, 9.0)) == ["committed", "added", "done", "one", "one"]
    assert told(conversation, end(12.0)) == ["speech_started", "speech_stopped", "committed", "added", "done"]
    assert told(conversation, final("two", 9.0, 12.0)) == ["two", "two"]


def test_what_is_cleared_while_it_is_said_is_no_item() -> None:
    conversation = Conversation()
    told(conversation, start(1.0))
    conversation.clear(2.0)
    assert told(conversation, partial("late", 1.0, 1.9)) == []
    assert told(conversation, start(3.0), end(4.0), final("new", 3.0, 4.0))[-1] == "new"
    assert conversation.fail({"type": "server_error", "code": "x", "message": "x", "param": None}) == []


def test_what_has_ended_before_a_clear_arrives_is_an_item() -> None:
    conversation = Conversation()
    told(conversation, start(1.0))
    conversation.clear(2.0)
    assert told(conversation, end(1.8), final("old", 1.0, 1.8))[-1] == "old"


def test_without_turn_detection_nothing_is_told_before_the_commit() -> None:
    conversation = Conversation(manual=True)
    assert told(conversation, partial("Ask", 0.5, 1.0)) == []
    assert [one["type"].rpartition(".")[2] for one in conversation.commit(2.0)] == [
        "committed", "added", "done", "delta",
    ]  # fmt: skip
    assert told(conversation, partial("Ask not", 0.5, 1.9), partial("Other", 2.1, 3.0)) == [" not"]
    assert told(conversation, final("Ask not.", 0.5, 2.0)) == [".", "Ask not."]
    assert [one.get("delta") for one in conversation.commit(4.0)][-1] == "Other"


def test_when_nothing_more_will_be_heard_what_was_committed_has_failed() -> None:
    conversation = Conversation(manual=True)
    conversation.commit(2.0)
    [failed] = conversation.fail({"type": "server_error", "code": "x", "message": "gone", "param": None})
    assert failed["type"].endswith("failed")
    assert failed["error"]["message"] == "gone"


@pytest.mark.parametrize(
    ("said", "text", "whole"),
    [
        ("", "one two", "one two"),
        ("one", "one two", "one two"),
        ("one too", "one two three", "one too three"),
        ("one two", "One two, three", "one two three"),
        ("one two three", "one two", "one two three"),
        ("one", "", "one"),
        ("x y", "one two three", "x y three"),
    ],
)
def test_a_text_goes_on_without_taking_anything_back(said: str, text: str, whole: str) -> None:
    assert continued(said, text) == whole
