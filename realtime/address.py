"""Where APIs reach a worker for live speech: what it was told, or what can be known from where it listens."""

import socket

from realtime.settings import RealtimeSettings

EVERYWHERE = ("0.0.0.0", "::")


def address(settings: RealtimeSettings, port: int) -> str:
    """A ws:// URL. `port`: the one that it got."""
    return settings.realtime_address or f"ws://{bracketed(reachable(settings.realtime_host))}:{port}"


def reachable(host: str) -> str:
    """What listens on all addresses of a machine is reached at the one that its name has there."""
    if host not in EVERYWHERE:
        return host
    name = socket.gethostname()
    try:
        return str(socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)[0][4][0])
    except socket.gaierror:
        return name


def bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
