"""How far a job is: what the workflow answers when it is asked."""

from dataclasses import dataclass, field

STARTED, PREPARED, TRANSCRIBED = 1, 5, 95  # percent at which a stage is done


@dataclass
class Progress:
    status: str = "pending"  # running, cancelling, completed, failed, cancelled
    stage: str = "prepare"
    chunks: str | None = None  # folder URL of the chunk artifacts
    chunks_done: int = 0
    chunks_total: int = 0
    settled: int = 0  # the first so many chunks are final, in time order
    redecoded: list[int] = field(default_factory=list)  # chunks of which the second decoding counts
    gaps: int = 0  # chunks that cannot be transcribed
    audio_seconds_done: float = 0.0
    audio_seconds_total: float = 0.0
    transcribing_since: float | None = None  # Unix time
    attempts: int = 0

    @property
    def percent(self) -> float:
        if self.status in ("completed", "failed", "cancelled") or self.stage == "record":
            return 100.0
        if self.stage == "merge":
            return float(TRANSCRIBED)
        if self.stage == "transcribe" and self.audio_seconds_total:
            done = self.audio_seconds_done / self.audio_seconds_total
            return PREPARED + (TRANSCRIBED - PREPARED) * min(1.0, done)
        return float(PREPARED if self.stage == "transcribe" else STARTED)

    def eta_seconds(self, now: float) -> float | None:
        """Seconds until the job ends, if the rest goes as fast as what is done; None: too early to say."""
        if self.transcribing_since is None or not self.audio_seconds_done:
            return None
        speed = self.audio_seconds_done / max(0.001, now - self.transcribing_since)
        return max(0.0, self.audio_seconds_total - self.audio_seconds_done) / speed
