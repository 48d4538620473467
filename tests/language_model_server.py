"""A server that speaks OpenAI's and Anthropic's protocols over HTTP, with a script instead of a model."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

Script = Callable[[dict[str, Any]], Any]  # the data that the model is given to what it answers


class Refused(Exception):
    """The server answers with an HTTP error."""

    def __init__(self, status: int) -> None:
        self.status = status


@dataclass
class Server:
    url: str
    seen: list[dict[str, Any]] = field(default_factory=list)  # request bodies
    keys: set[str] = field(default_factory=set)


@contextmanager
def serving(script: Script) -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:  # the library's name
            body = json.loads(self.rfile.read(int(self.headers["content-length"])))
            server.seen.append(body)
            bearer = self.headers.get("authorization", "").removeprefix("Bearer ")
            server.keys.add(bearer or self.headers.get("x-api-key", ""))
            try:
                data = json.loads(body["messages"][-1]["content"])
                status, answer = 200, dialect(self.path, body["model"], script(data))
            except Refused as error:
                status, answer = error.status, {"error": {"message": f"no, not with {bearer}"}}
            content = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{http.server_port}")
    thread = Thread(target=http.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        http.shutdown()
        http.server_close()
        thread.join()


def dialect(path: str, model: str, said: Any) -> dict[str, Any]:
    if path == "/chat/completions":
        content = said if isinstance(said, str) else json.dumps(said)
        choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": content}}
        return {"id": "1", "object": "chat.completion", "created": 1, "model": model, "choices": [choice]}
    assert path == "/v1/messages", path
    block = (
        {"type": "text", "text": said}
        if isinstance(said, str)
        else {"type": "tool_use", "id": "1", "name": "answer", "input": said}
    )
    usage = {"input_tokens": 1, "output_tokens": 1}
    message = {"id": "1", "type": "message", "role": "assistant", "model": model, "content": [block]}
    return message | {"stop_reason": "tool_use", "stop_sequence": None, "usage": usage}
