"""What was heard in every window of a recording: who was active when, and how those voices sound."""

from dataclasses import dataclass, fields
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Heard:
    """The artifact of listening: windows that begin `step` seconds after each other, and their voices.

    A voice is one local speaker of one window: speaker 0 of window 3 may be speaker 1 of window 4.
    """

    active: NDArray[np.uint8]  # (windows, frames): bit n says whether local speaker n is speaking
    voices: NDArray[np.float16]  # (voices, dimension)
    window: NDArray[np.int32]  # (voices,): in which window
    speaker: NDArray[np.uint8]  # (voices,): which local speaker of it
    clean: NDArray[np.uint16]  # (voices,): frames in which nobody else spoke
    step: float  # seconds from one window to the next
    frame: float  # seconds from one frame to the next
    offset: float  # seconds from the start of a window to the middle of its first frame
    duration: float  # seconds of the recording

    def to_bytes(self) -> bytes:
        arrays: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        np.savez_compressed(file := BytesIO(), **arrays)
        return file.getvalue()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Heard":
        with np.load(BytesIO(content), allow_pickle=False) as arrays:
            found: dict[str, Any] = {
                name: array if array.ndim else float(array) for name, array in arrays.items()
            }
        return cls(**found)
