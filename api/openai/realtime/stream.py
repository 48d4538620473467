"""Live speech as OpenAI's clients ask for it."""

from fastapi import APIRouter, WebSocket

from activities.keys import CLIENT
from api.errors import ApiError
from api.keyring import SPOKEN, secret_in, subprotocols
from api.openai.dialect import ModelNotFound
from api.openai.names import PREFIX, REALTIME
from api.openai.realtime import client_secrets
from api.openai.realtime.line import OpenAiLine
from api.openai.realtime.settings import Settings
from api.realtime import choosing, stream
from api.realtime.query import Wish
from api.state import State
from workflows.selection import EngineUnavailable, NotInCatalogue

TALKERS = ("gpt-realtime", "gpt-4o-realtime", "gpt-4o-mini-realtime")  # models that answer; here none does

router = APIRouter(include_in_schema=False)


class NoConversation(ApiError):
    status, code = 400, "invalid_request"


@router.websocket(REALTIME)
@router.websocket(f"{PREFIX}/realtime")
async def listen(websocket: WebSocket) -> None:
    """Audio in, words out while they are said; docs/compatibility.md has the events."""
    state: State = websocket.app.state.dalston
    offered = subprotocols(websocket.headers)
    await websocket.accept(subprotocol=SPOKEN if SPOKEN in offered else None)

    async def check(wish: Wish) -> None:
        try:
            choosing.choose(wish, await state.live.census())
        except NotInCatalogue as error:
            raise ModelNotFound(str(error)) from error
        except EngineUnavailable:
            return  # one may be there when audio comes

    line = OpenAiLine(websocket, Settings(), check, state.settings.live_idle_seconds)

    async def asked() -> Wish:
        stream.caller_of(websocket)
        line.settings = await beginning(state, websocket)
        return await line.asked()

    await stream.hold(websocket, line, asked)


async def beginning(state: State, websocket: WebSocket) -> Settings:
    """Of a session: what its client secret and its query say. Raises ApiError."""
    query = websocket.query_params
    intent, model = query.get("intent"), query.get("model")
    secret = secret_in(websocket.headers) or query.get("token", "")
    kept = await client_secrets.settings_of(state, secret) if secret.startswith(CLIENT) else None
    if intent not in (None, "transcription"):
        raise NoConversation(f"intent {intent[:60]!r} is not served; connect with intent=transcription")
    if intent is None and kept is None and (model is None or model.startswith(TALKERS)):
        raise NoConversation("sessions here only transcribe; connect with intent=transcription")
    settings = kept or Settings()
    if model is None or model.startswith(TALKERS):
        return settings
    return settings.changed({"audio": {"input": {"transcription": {"model": model}}}})
