"""What can be asked of an upload that is being decoded: each says something of itself, and gives samples."""

from collections.abc import Iterator
from typing import Any

from activities.decode import Decoder, listen
from activities.decoding.wire import Array

Stream = tuple[dict[str, Any], Iterator[Array]]


def probe(decoder: Decoder) -> Stream:
    """Nothing, if there is something to be heard. Raises Unreadable."""
    listen(decoder)
    return {}, iter(())


def mono(decoder: Decoder) -> Stream:
    return {}, decoder.blocks()


def planes(decoder: Decoder) -> Stream:
    return {}, decoder.planes()
