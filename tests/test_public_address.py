"""A stranger's URL reaches public addresses only: everything else is refused without a connection."""

import socket
from collections.abc import Iterable, Iterator
from ipaddress import ip_address
from typing import Any

import httpcore
import httpx
import pytest

from activities import public_address
from activities.outbound import Deadline, Outbound, Pinned
from activities.public_address import ForbiddenAddress, Rules, by_dns, is_public

PUBLIC = "93.184.216.34"
NAMES = {
    "public.example": [PUBLIC, "2606:2800:220:1:248:1893:25c8:1946"],
    "loopback.example": ["127.0.0.1"],
    "private.example": ["10.1.2.3"],
    "metadata.example": ["169.254.169.254"],
    "mixed.example": [PUBLIC, "192.168.1.1"],
    "mixed6.example": [PUBLIC, "fd00::1"],
    "mapped.example": ["::ffff:127.0.0.1"],
    "scoped.example": ["fe80::1%eth0"],
    "unspecified.example": ["0.0.0.0"],
    "garbage.example": ["not an address"],
    "empty.example": [],
}


class Watching(httpcore.SyncBackend):
    """Connects as ever, and remembers where to."""

    def __init__(self) -> None:
        self.connected: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        self.connected.append(host)
        raise httpcore.ConnectError("far enough for a test")


def resolver(host: str, port: int) -> list[str]:
    """The names of this test, and numbers as the system reads them."""
    if host in NAMES:
        return NAMES[host]
    if any(letter.isalpha() for letter in host.removeprefix("0x")) and host not in ("localhost",):
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    return by_dns(host, port)


@pytest.fixture
def port() -> Iterator[int]:
    """A port of this machine on which nobody may be heard."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening.getsockname()[1]
        with pytest.raises(BlockingIOError):
            listening.accept()


HOSTILE = [
    # Addresses of this machine and of networks behind it.
    "https://127.0.0.1:{port}/",
    "https://127.8.9.10:{port}/",
    "https://0.0.0.0:{port}/",
    "https://0.1.2.3/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://172.31.255.255/",
    "https://192.168.0.1/",
    "https://100.64.0.1/",
    "https://169.254.169.254/latest/meta-data/",
    "https://192.0.0.192/",
    "https://192.0.2.1/",
    "https://198.18.0.1/",
    "https://224.0.0.1/",
    "https://240.0.0.1/",
    "https://255.255.255.255/",
    # The same in other spellings.
    "https://2130706433:{port}/",
    "https://0x7f000001:{port}/",
    "https://0x7f.0.0.1:{port}/",
    "https://0x7f.1:{port}/",
    "https://017700000001:{port}/",
    "https://0177.0.0.1:{port}/",
    "https://00000177.0.0.1:{port}/",
    "https://127.1:{port}/",
    "https://127.0.1:{port}/",
    "https://0:{port}/",
    "https://127.0.0.1.:{port}/",
    "https://127.0.0.1..:{port}/",
    "https://127%2e0%2e0%2e1:{port}/",
    "https://%31%32%37.0.0.1:{port}/",
    "https://\uff11\uff12\uff17.0.0.1:{port}/",
    "https://\u2460\u2461\u2466.\u24ea.\u24ea.\u2460:{port}/",
    "https://127\u30020\u30020\u30021:{port}/",
    "https://127\uff0e0\uff0e0\uff0e1:{port}/",
    "https://\u0661\u0662\u0667.0.0.1:{port}/",
    # IPv6, and IPv4 inside of it.
    "https://[::1]:{port}/",
    "https://[::]:{port}/",
    "https://[0:0:0:0:0:0:0:1]:{port}/",
    "https://[::ffff:127.0.0.1]:{port}/",
    "https://[::ffff:7f00:1]:{port}/",
    "https://[::127.0.0.1]:{port}/",
    "https://[::ffff:0:127.0.0.1]:{port}/",
    "https://[64:ff9b::127.0.0.1]:{port}/",
    "https://[64:ff9b::a9fe:a9fe]/",
    "https://[64:ff9b:1::a00:1]/",
    "https://[2002:7f00:1::]:{port}/",
    "https://[2001:0:4136:e378:8000:63bf:80ff:fffe]/",
    "https://[fc00::1]/",
    "https://[fd12:3456::1]/",
    "https://[fe80::1]/",
    "https://[fe80::1%25lo]:{port}/",
    "https://[fec0::1]/",
    "https://[ff02::1]/",
    "https://[2001:db8::1]/",
    "https://[100::1]/",
    "https://[fd00:ec2::254]/latest/meta-data/",
    # Names.
    "https://localhost:{port}/",
    "https://LOCALHOST:{port}/",
    "https://localhost.:{port}/",
    "https://localhost.localdomain:{port}/",
    "https://\u017focalhost:{port}/",
    "https://loopback.example:{port}/",
    "https://private.example/",
    "https://metadata.example/latest/meta-data/",
    "https://mixed.example:{port}/",
    "https://mixed6.example/",
    "https://mapped.example:{port}/",
    "https://scoped.example:{port}/",
    "https://unspecified.example:{port}/",
    "https://garbage.example/",
    "https://empty.example/",
    "https://nowhere.example/",
    "https://public.example./",
    "https://database/",
    "https://xn--zzzzzzzz99999.com/",
    # One host for the reader, another for the client.
    "https://public.example@127.0.0.1:{port}/",
    "https://public.example:443@127.0.0.1:{port}/",
    "https://user:secret@public.example/",
    "https://@public.example/",
    "https://127.0.0.1:{port}\\@public.example/",
    "https://public.example\\@127.0.0.1:{port}/",
    "https://public.example#@127.0.0.1:{port}\r\nHost: x/",
    "https://public.example /",
    "https://127.0.0.1:{port}\t/",
    " https://public.example/",
    "https://public.example\n.loopback.example/",
    "https:///127.0.0.1:{port}/",
    "https:127.0.0.1:{port}",
    "https://",
    "//127.0.0.1:{port}/",
    "",
    # Other ways to ask than https, and ports where something else listens.
    "http://public.example/",
    "http://127.0.0.1:{port}/",
    "file:///etc/passwd",
    "ftp://public.example/talk.mp3",
    "gopher://127.0.0.1:{port}/_QUIT",
    "unix:///var/run/docker.sock",
    "data:audio/wav;base64,UklGRg==",
    "dict://127.0.0.1:{port}/",
    "javascript:alert(1)",
    "https+unix://public.example/",
    "https://public.example:22/",
    "https://public.example:0/",
    "https://public.example:80/",
    "https://public.example:99999/",
    "https://public.example:-1/",
    "https://public.example:4\uff143/",
    "https://" + "a." * 200 + "example/",
    "https://public.example/" + "x" * 9000,
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=[ascii(url)[:60] for url in HOSTILE])
def test_a_hostile_url_is_refused_without_a_connection(hostile: str, port: int) -> None:
    connector = Watching()
    outbound = Outbound(resolver=resolver, connector=connector)
    with (
        pytest.raises(ForbiddenAddress, match="accepted are https:// URLs of hosts on the public Internet"),
        outbound.answer("GET", hostile.replace("{port}", str(port)), Deadline(10)),
    ):
        pass
    assert connector.connected == []


HOSTS = [
    "127.0.0.1",
    "2130706433",
    "0x7f.1",
    "127.1",
    "localhost",
    "::1",
    "::ffff:127.0.0.1",
    "mixed.example",
]


@pytest.mark.parametrize("host", HOSTS)
def test_where_the_connection_is_made_the_address_is_checked_whoever_let_the_url_pass(
    host: str, port: int
) -> None:
    connector = Watching()
    with pytest.raises(ForbiddenAddress):
        Pinned(Outbound(resolver=resolver, connector=connector), Deadline(10)).connect_tcp(host, port)
    assert connector.connected == []


def test_a_public_host_is_connected_to_at_the_addresses_that_were_checked() -> None:
    connector = Watching()
    with (
        pytest.raises(httpx.ConnectError),
        Outbound(resolver=resolver, connector=connector).answer(
            "GET", "https://public.example/talk.mp3?signature=x", Deadline(10)
        ),
    ):
        pass
    assert connector.connected == NAMES["public.example"]


def test_a_name_is_resolved_once_and_what_it_means_later_is_checked_again() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    connector = Watching()
    outbound = Outbound(resolver=lambda host, port: next(answers), connector=connector)
    with (
        pytest.raises(httpx.ConnectError),
        outbound.answer("GET", "https://rebinding.example/", Deadline(10)),
    ):
        pass
    with pytest.raises(ForbiddenAddress), outbound.answer("GET", "https://rebinding.example/", Deadline(10)):
        pass
    assert connector.connected == [PUBLIC]


def test_a_name_server_that_does_not_answer_is_another_matter_than_a_forbidden_host() -> None:
    def away(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "try again")

    with pytest.raises(OSError, match="try again"):
        public_address.addresses("public.example", 443, Rules(), away)


def test_a_private_host_and_none_at_all_get_the_same_answer() -> None:
    said = []
    for host in ("private.example", "nowhere.example"):
        with pytest.raises(ForbiddenAddress) as refusal:
            public_address.addresses(host, 443, Rules(), resolver)
        said.append(str(refusal.value).replace(host, "…"))
    assert said[0] == said[1]


def test_secrets_of_a_url_are_not_repeated() -> None:
    for url in ("https://user:hunter2@public.example/", "http://public.example/?token=hunter2"):
        with pytest.raises(ForbiddenAddress) as refusal:
            public_address.checked(url, Rules())
        assert "hunter2" not in str(refusal.value)


@pytest.mark.parametrize(
    ("url", "host", "port"),
    [
        ("https://public.example/a%20b.mp3?x=1#t", "public.example", 443),
        ("HTTPS://Public.Example", "public.example", 443),
        ("https://public.example:8443/", "public.example", 8443),
        ("https://xn--mnchen-3ya.example/", "xn--mnchen-3ya.example", 443),
        ("https://bucket_1.s3.example/größer.wav", "bucket_1.s3.example", 443),
        ("https://1.1.1.1/", "1.1.1.1", 443),
        ("https://[2606:4700:4700::1111]:8443/", "2606:4700:4700::1111", 8443),
    ],
)
def test_an_ordinary_url_is_accepted(url: str, host: str, port: int) -> None:
    assert public_address.checked(url, Rules()) == (host, port)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "100.128.0.1", "2606:4700::1", "2001:4860::1", "64:ff9b::808:808"]
)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "allowed", ["10.1.0.0/16", "10.1.2.3", "private.example", "fd00::/8, PRIVATE.example"]
)
def test_an_operator_can_allow_a_private_network_or_host(allowed: str) -> None:
    rules = Rules.allowing(allowed)
    assert public_address.addresses("private.example", 443, rules, resolver) == ["10.1.2.3"]
    with pytest.raises(ForbiddenAddress):
        public_address.addresses("metadata.example", 443, rules, resolver)


def test_a_host_without_dots_is_accepted_only_where_it_is_allowed_by_name() -> None:
    assert public_address.checked("https://media:9000/", Rules.allowing("media")) == ("media", 9000)
    with pytest.raises(ForbiddenAddress):
        public_address.checked("https://media:9000/", Rules.allowing("10.0.0.0/8"))


@pytest.mark.parametrize("wrong", ["10.0.0.0/33", "http://media", "10.0.0", "*.example", "a b"])
def test_what_an_operator_cannot_have_meant_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="neither a network"):
        Rules.allowing(wrong)
