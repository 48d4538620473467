"""What a live session's workflow, its worker and the API say to each other. Never audio or text."""

from dataclasses import dataclass, field

LEAD_IN = 10.0  # seconds of settled audio that a new worker's VAD hears first, to know voices from noise
SERVE, ADOPT = "serve_session", "adopt_session"  # activities of a realtime worker


def queue(engine: str) -> str:
    """Where realtime workers look for sessions."""
    return f"realtime.{engine}"


def own_queue(engine: str, worker: str) -> str:
    """Where one of them is asked about sessions that it has."""
    return f"realtime.{engine}@{worker}"


@dataclass
class ServeInput:
    session_id: str
    post: int  # how many workers have been asked to serve the session, this one included
    folder: str  # storage URL
    model: str | None  # None: the worker's own
    keep: bool  # the transcript
    record: bool  # the audio


@dataclass
class Seat:
    """Where a session is served, and the token that opens its socket."""

    post: int
    worker: str
    address: str  # ws://host:port
    token: str
    model: str | None
    fallback: bool = False  # the model is not the one that was asked for
    number: int = 0  # given by the workflow: how many seats the session has had


@dataclass
class SessionFacts:
    """How far a session is; heartbeat details, and what is left of it."""

    audio_seconds: float = 0.0
    speech_seconds: float = 0.0
    utterances: int = 0
    lag: float = 0.0  # seconds that the oldest final is late
    status: str = "active"  # completed: its client or its owner ended it; interrupted: nobody came back
    languages: list[str] = field(default_factory=list)
