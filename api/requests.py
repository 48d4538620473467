"""Around every request: its id, its line in the log, its numbers, and an answer when something broke."""

import logging
import re
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from ulid import ULID

from activities.logs import about, request_id
from api import databases, errors
from api.metrics import count_request

log = logging.getLogger(__name__)

ACCEPTABLE = re.compile(r"[A-Za-z0-9._:-]{1,128}")


class RequestMiddleware:
    """Pure ASGI, so that streamed bodies pass through untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope).get("X-Request-ID", "")
        id = asked if ACCEPTABLE.fullmatch(asked) else f"req_{ULID()}"
        token = request_id.set(id)
        about(None)  # a connection's next request may begin in the context of the one before
        answer = Answer(send, scope, id)
        started = perf_counter()
        try:
            await self.app(scope, receive, answer.send)
        except ClientDisconnect:
            pass  # nobody is there to be answered
        except Exception as error:
            refusal = databases.refusal(error, scope["app"].state.dalston)
            if refusal is None:
                log.exception("%s %s broke", scope["method"], scope["path"])
            if not answer.status:
                message = f"something broke here; the server's log knows more about {id}"
                told = refusal or errors.ApiError(message)
                await errors.answer(HTTPConnection(scope), told)(scope, receive, answer.send)
        finally:
            count(scope, answer.status, perf_counter() - started)
            request_id.reset(token)


class Answer:
    """What is sent, seen from outside."""

    def __init__(self, send: Send, scope: Scope, request_id: str) -> None:
        self.status = 0  # 0: nothing was answered
        self._send = send
        self._scope = scope
        self._request_id = request_id

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            told = self._scope.get("state", {}).get("answer_headers", {})
            MutableHeaders(scope=message).update({**told, "X-Request-ID": self._request_id})
        await self._send(message)


def count(scope: Scope, status: int, seconds: float) -> None:
    named = scope.get("path_params", {})
    if subject := named.get("job_id") or named.get("session_id"):
        about(subject)
    count_request(scope["method"], getattr(scope.get("route"), "path", "none"), status, seconds)
    log.info("%s %s %s in %.0f ms", scope["method"], scope["path"], status or "aborted", seconds * 1000)
