"""A job's chunks in, what its caller must be told of how they were transcribed out."""

from collections import Counter
from collections.abc import Sequence

from activities.transcribe import ChunkTranscript
from activities.transcript import Warning


def shortcomings(chunks: Sequence[ChunkTranscript]) -> list[Warning]:
    """What is missing from the transcript, then what was decoded otherwise for want of memory."""
    return [*map(_missing, filter(_is_gap, chunks)), *_squeezed(chunks)]


def _is_gap(chunk: ChunkTranscript) -> bool:
    return "not_transcribed" in chunk.doubts


def _missing(gap: ChunkTranscript) -> Warning:
    name = f"{gap.engine}:{gap.model}" if gap.model else gap.engine
    where = f"{gap.chunk.start:.1f} to {gap.chunk.end:.1f} s"
    message = f"{name} crashes on the recording from {where}; what is said there is missing"
    return Warning(stage="transcribe", code="engine_crashed", message=message, fallback="a gap")


def _squeezed(chunks: Sequence[ChunkTranscript]) -> list[Warning]:
    counted = Counter(chunk.less_memory for chunk in chunks if chunk.less_memory)
    return [
        Warning(
            stage="transcribe",
            code="out_of_memory",
            message=f"memory ran out for {count} of {len(chunks)} chunks",
            fallback=f"decoded {how}" if how.startswith("on ") else f"decoded with {how}",
        )
        for how, count in counted.items()
    ]
