"""Live speech as ElevenLabs' clients ask for it."""

from fastapi import APIRouter, WebSocket

from api.elevenlabs.realtime.line import ElevenLabsLine
from api.realtime import stream

router = APIRouter(tags=["elevenlabs"])


@router.websocket("/v1/speech-to-text/realtime")
async def listen(websocket: WebSocket) -> None:
    """Audio in, words out while they are said; docs/compatibility.md has the messages."""
    await websocket.accept()
    line = ElevenLabsLine(websocket)
    await stream.hold(websocket, line, line.asked)
