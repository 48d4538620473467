"""Where a worker for live speech says that it can be reached."""

import socket

from realtime.address import address
from realtime.settings import RealtimeSettings


def settings(**given: str) -> RealtimeSettings:
    return RealtimeSettings.model_validate({f"realtime_{name}": value for name, value in given.items()})


def test_a_worker_is_reached_where_it_listens() -> None:
    assert address(settings(host="192.0.2.7"), 9000) == "ws://192.0.2.7:9000"
    assert address(settings(host="::1"), 9000) == "ws://[::1]:9000"


def test_a_worker_that_listens_everywhere_is_reached_at_the_address_of_its_machine() -> None:
    host, port = address(settings(host="0.0.0.0"), 9000).removeprefix("ws://").rsplit(":", 1)
    own = {found[4][0] for found in socket.getaddrinfo(socket.gethostname(), None)}
    assert (host.strip("[]") in own, port) == (True, "9000")


def test_an_address_that_was_given_is_used() -> None:
    given = "wss://live.example.org/3"
    assert address(settings(host="0.0.0.0", address=given), 9000) == given
