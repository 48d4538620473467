"""Without keys only this machine's own programs may ask: not strangers, and not their pages in a browser."""

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from api.errors import Forbidden
from api.settings import is_loopback

HARMLESS = ("GET", "HEAD", "OPTIONS")  # a page of another origin may send these, but not read the answer
OWN = ("same-origin", "none")  # Sec-Fetch-Site of the server's own pages, and of a typed address

REMEDY = "set DALSTON_AUTH=on to serve others with keys"


def check(scope: Scope, *, welcome: bool = False) -> None:
    """Raises Forbidden. Checked on every request of a server that runs without keys.

    `welcome`: what a page of another origin asks for, it may ask for.
    """
    headers = Headers(scope=scope)
    server = scope.get("server")
    if server and server[1] is not None and not is_loopback(server[0]):
        raise Forbidden(f"this server runs without keys and answers on loopback addresses only; {REMEDY}")
    host = headers.get("Host", "")
    if not is_loopback(_name(host)):  # a name of theirs that leads here: DNS rebinding
        raise Forbidden(
            f"this server runs without keys and answers to localhost, 127.0.0.1 and [::1], "
            f"not to {host[:100]!r}; {REMEDY}"
        )
    if welcome or (scope["type"] == "http" and scope["method"] in HARMLESS):
        return
    origin = headers.get("Origin")
    foreign = origin is not None and urlsplit(origin).netloc.lower() != host.lower()
    if foreign or headers.get("Sec-Fetch-Site", "none") not in OWN:
        page = (origin or "another site")[:100]
        raise Forbidden(f"this server runs without keys and changes nothing for a page of {page}; {REMEDY}")


def _name(host: str) -> str:
    """A Host header without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0]
