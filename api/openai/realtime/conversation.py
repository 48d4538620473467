"""A session as OpenAI's clients see it: utterances are items. Native events in, theirs out: no socket."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from ulid import ULID

from activities.transcript import Word
from api.openai.logprobs import logprobs_of
from api.openai.realtime.events import Event, event, item, transcription


@dataclass
class Item:
    start: float  # seconds
    end: float = 0.0
    id: str = field(default_factory=lambda: f"item_{ULID()}")
    said: str = ""  # has been told
    added: bool = False
    committed: bool = False


@dataclass
class Conversation:
    manual: bool = False  # the client says where an utterance ends
    logprobs: bool = False
    beta: bool = False
    since: float = 0.0  # seconds, of the last commit or clear
    _items: list[Item] = field(default_factory=list)  # that are not completed
    _stable: str = ""  # what is sure of what is not committed
    _last: str | None = None  # id of the item committed last

    @property
    def speaking(self) -> float | None:
        """Since when somebody has been speaking, as far as is known."""
        item = self._open
        return item.start if item else None

    @property
    def _open(self) -> Item | None:
        last = self._items[-1] if self._items else None
        return last if last and not last.committed else None

    def commit(self, at: float) -> list[Event]:
        """Without turn detection: what was sent until then is an item."""
        item = Item(self.since, at)
        self._items.append(item)
        told = [*self._commit(item), *self._grow(item, self._stable)]
        self._stable, self.since = "", at
        return told

    def clear(self, at: float) -> list[Event]:
        self._stable, self.since = "", at
        return [event("input_audio_buffer.cleared")]

    def hear(self, native: dict[str, Any]) -> list[Event]:
        match native["type"]:
            case "vad.speech_start":
                return self._start(native["time"])
            case "vad.speech_end":
                return self._stop(native["time"])
            case "transcript.partial":
                return self._tell(native)
            case "transcript.final":
                return self._finish(native)
        return []

    def fail(self, error: dict[str, Any]) -> list[Event]:
        """Nothing more will be heard of what was said."""
        told = {name: error[name] for name in ("type", "code", "message", "param")}
        failed = [transcription("failed", item.id, error=told) for item in self._items if item.committed]
        self._items.clear()
        return failed

    def _start(self, time: float) -> list[Event]:
        if self._open and not self._open.start < self.since <= time:
            return []  # another worker has heard it begin again
        if self._open:
            self._items.pop()  # it was cleared
        item = Item(time)
        self._items.append(item)
        at = round(time * 1000)
        return [event("input_audio_buffer.speech_started", item_id=item.id, audio_start_ms=at)]

    def _stop(self, time: float) -> list[Event]:
        told = [] if self._open else self._start(time)
        item = self._items[-1]
        item.end = time
        stopped = event("input_audio_buffer.speech_stopped", item_id=item.id, audio_end_ms=round(time * 1000))
        return [*told, stopped, *self._commit(item)]

    def _tell(self, partial: dict[str, Any]) -> list[Event]:
        middle = (partial["start"] + partial["end"]) / 2
        if not self.manual:
            return self._grow(self._open, partial["stable"]) if self._open and middle > self.since else []
        item = next((item for item in self._items if middle <= item.end), None)
        if item:
            return self._grow(item, partial["stable"])
        if middle > self.since:
            self._stable = partial["stable"]
        return []

    def _finish(self, final: dict[str, Any]) -> list[Event]:
        item = self._items.pop(0) if self._items else Item(final["start"], final["end"])
        item.end = item.end or final["end"]
        text = continued(item.said, final["text"])
        told = [] if item.committed else self._commit(item)
        told += self._grow(item, text)
        seconds = round(max(0.0, item.end - item.start), 3)
        more: dict[str, Any] = {"usage": {"type": "duration", "seconds": seconds}}
        if final["language"] and not self.beta:
            more["languages"] = [{"code": final["language"]}]
        if self.logprobs and (likely := logprobs_of(map(Word.model_validate, final["words"]))):
            more["logprobs"] = [one.model_dump() for one in likely]
        return [*told, transcription("completed", item.id, transcript=text, **more)]

    def _commit(self, item: Item) -> list[Event]:
        previous = self._last
        committed = event("input_audio_buffer.committed", item_id=item.id, previous_item_id=previous)
        told = [committed, *self._added(item)]
        if not self.beta:
            told.append(self._item("done", item, done=True))
        item.committed, self._last = True, item.id
        return told

    def _grow(self, item: Item, text: str) -> list[Event]:
        """Tell what is new in a text that will not change."""
        new = text[len(item.said) :]
        if not new or not text.startswith(item.said):
            return []
        told = [*self._added(item), transcription("delta", item.id, delta=new)]
        item.said = text
        return told

    def _added(self, item: Item) -> list[Event]:
        if item.added:
            return []
        item.added = True
        return [self._item("created" if self.beta else "added", item, done=bool(item.end))]

    def _item(self, kind: str, one: Item, *, done: bool) -> Event:
        shown = item(one.id, done=done)
        return event(f"conversation.item.{kind}", previous_item_id=self._last, item=shown)


def continued(said: str, text: str) -> str:
    """A text that begins with what was said, and goes on as the other does.

    They differ where another worker has heard it anew, or the engine has changed its mind.
    """
    if text.startswith(said):
        return text
    known, words = (re.findall(r"\s*\S+", one) for one in (said, text))
    blocks = SequenceMatcher(None, known, words, autojunk=False).get_matching_blocks()
    shared = [block for block in blocks if block.size]
    at = shared[-1].b + len(known) - shared[-1].a if shared else len(known)
    return said + "".join(words[at:])
