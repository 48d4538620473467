"""The ports that a stack would listen on."""

from collections.abc import Iterator

from api.command import ports, temporal_server
from api.command.checks.finding import Finding
from api.settings import ApiSettings


def examine() -> Iterator[Finding]:
    settings = ApiSettings()
    wanted = {
        settings.port: (settings.host, "choose another one: DALSTON_PORT or `dalston up --port`"),
        temporal_server.PORT: (temporal_server.HOST, None),  # another one is taken
        temporal_server.UI_PORT: (temporal_server.HOST, None),
    }
    for port, (host, mend) in wanted.items():
        yield one(host, port, mend)


def one(host: str, port: int, mend: str | None) -> Finding:
    what = f"port {port}"
    try:
        taken = ports.taken(host, port)
    except OSError as error:
        return Finding(what, "broken", f"cannot listen on {host}: {error.strerror}", "correct DALSTON_HOST")
    if not taken:
        return Finding(what, "ok", "free")
    if mend:
        return Finding(what, "broken", "taken by another program", mend)
    return Finding(what, "note", "taken; `dalston up` uses another one for Temporal")
