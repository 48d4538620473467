"""Bytes that lie elsewhere, as a seekable file to read."""

import io
from abc import abstractmethod


class RemoteFile(io.RawIOBase):
    def __init__(self, size: int) -> None:
        self._size, self._at = size, 0

    @abstractmethod
    def piece(self, at: int, wanted: int) -> bytes | bytearray:
        """Bytes from `at` on: as many as are wanted, or fewer; never more than there are."""

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            raise ValueError(f"there is no byte {start + offset}")
        self._at = start + offset
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # Buffer, in 3.12
        wanted = min(len(buffer), max(0, self._size - self._at))
        if not wanted:
            return 0
        piece = self.piece(self._at, wanted)
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)
