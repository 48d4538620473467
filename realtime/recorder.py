"""What a session leaves in storage while it goes on: its audio in parts, its finals one by one."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from functools import partial
from itertools import dropwhile

import numpy as np

from activities import session_folder, storage
from activities.audio import FULL_SCALE
from activities.session_folder import PcmFormat
from activities.transcript import Segment
from realtime.encodings import Unpacker
from realtime.events import Final
from realtime.options import SessionOptions

log = logging.getLogger(__name__)

SECONDS = 5.0  # of a part
AGAIN = 1.0  # seconds until storage that failed is tried again


class Recorder:
    """`start`: the moment (a channel's sample) at which its audio begins; `post`: the worker's."""

    def __init__(
        self, folder: str, options: SessionOptions, start: int, post: int = 0, *, keep: bool, record: bool
    ) -> None:
        self.folder, self.post, self.keep, self.record = folder, post, keep, record
        self.format = PcmFormat(options.sample_rate, options.channels)
        self.stored = start  # moments that are safe
        self._unpacker = Unpacker(options.encoding, options.channels)
        self._held = bytearray()
        self._next = start
        self._writes: asyncio.Queue[Callable[[], None] | None] = asyncio.Queue()
        self._writing = asyncio.create_task(self._write())

    def push(self, frame: bytes) -> None:
        if not self.record:
            return
        samples = np.round(self._unpacker.push(frame).T * FULL_SCALE)
        self._held += np.clip(samples, -FULL_SCALE, FULL_SCALE - 1).astype("<i2").tobytes()
        if len(self._held) >= SECONDS * self.format.sample_rate * self.format.frame:
            self._part()

    def said(self, final: Final) -> None:
        if self.keep and final.text:
            self._writes.put_nowait(lambda: self._keep(final))

    def inherit(self, finals: Sequence[Final]) -> None:
        """What other workers have said and could perhaps not store any more."""
        if self.keep and finals:
            self._writes.put_nowait(lambda: self._keep_missing(finals))

    async def finish(self) -> None:
        """Once everything is in storage."""
        if self._held:
            self._part()
        self._writes.put_nowait(None)
        await self._writing

    def drop(self) -> None:
        """Another worker records from here on."""
        self._writing.cancel()

    def _keep(self, final: Final) -> None:
        segment = Segment(
            **final.model_dump(include={"id", "text", "start", "end", "confidence", "language", "words"}),
            speaker=f"SPEAKER_{final.channel:02d}" if self.format.channels > 1 else None,
        )
        storage.write_model(session_folder.final(self.folder, final.id, self.post), segment)

    def _keep_missing(self, finals: Sequence[Final]) -> None:
        """From the first one that is missing: a later worker's ids follow those of an earlier one."""
        there = {segment.id for segment in session_folder.finals(self.folder)}
        worded = [final for final in finals if final.text]
        for final in dropwhile(lambda final: final.id in there, worded):
            self._keep(final)

    def _part(self) -> None:
        first, pcm = self._next, bytes(self._held)
        self._held.clear()
        self._next = first + len(pcm) // self.format.frame
        self._writes.put_nowait(partial(self._store, first, pcm))

    def _store(self, first: int, pcm: bytes) -> None:
        storage.write(session_folder.part(self.folder, first), pcm)
        self.stored = first + len(pcm) // self.format.frame

    async def _write(self) -> None:
        while write := await self._writes.get():
            while True:
                try:
                    await asyncio.to_thread(write)
                    break
                except OSError as error:
                    log.warning("cannot store what was recorded (%s); trying again", error.strerror)
                    await asyncio.sleep(AGAIN)
