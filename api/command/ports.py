"""TCP ports of this machine: is one taken, and which one is free."""

import errno
import socket
from contextlib import closing


def taken(host: str, port: int) -> bool:
    """Whether a server could not listen there. Raises OSError when the host is not this machine's."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with closing(socket.socket(family, kind, protocol)) as probe:
        # As servers do: connections that linger from an earlier one are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return True
            raise
    return False


def free(host: str, preferred: int = 0) -> int:
    """The preferred port, or any other where that one is taken."""
    if preferred and not taken(host, preferred):
        return preferred
    family, kind, protocol, _, address = socket.getaddrinfo(host, 0, type=socket.SOCK_STREAM)[0]
    with closing(socket.socket(family, kind, protocol)) as probe:
        probe.bind(address)
        return int(probe.getsockname()[1])
