"""A message of Temporal's in, the payloads in it out: a history's events, a description."""

from collections.abc import Iterable, Iterator
from typing import Any

from google.protobuf.message import Message
from temporalio.api.common.v1 import Payload, SearchAttributes

from workflows.encryption import ENCODING, KEY_ID


def payloads(message: Message) -> Iterator[Payload]:
    """Every one, however deep, apart from what Temporal searches by, which is never sealed."""
    if isinstance(message, Payload):
        yield message
        return
    for field, value in message.ListFields():
        if field.message_type is not None and not isinstance(value, SearchAttributes):
            for inner in _messages(field, value):
                yield from payloads(inner)


def key_ids(messages: Iterable[Message]) -> set[str]:
    """Of the keys that anything in them is sealed with."""
    return {
        payload.metadata[KEY_ID].decode("utf-8", "replace")
        for message in messages
        for payload in payloads(message)
        if payload.metadata.get("encoding") == ENCODING
    }


def _messages(field: Any, value: Any) -> Iterable[Message]:
    if field.message_type.GetOptions().map_entry:
        of_messages = field.message_type.fields_by_name["value"].message_type is not None
        return list(value.values()) if of_messages else []
    return list(value) if hasattr(value, "__len__") and not isinstance(value, Message) else [value]
