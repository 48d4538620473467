"""A stranger's URL in, the addresses that may be connected to out: public ones, unless the operator said so.

Whoever connects must use an address returned here and never the name again: see outbound.py.
"""

import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

import httpx

IpAddress = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network
Resolver = Callable[[str, int], list[str]]  # host and port in, addresses out; raises OSError

LONGEST = 8192  # characters of a URL; signed ones are long
ACCEPTED = (
    "accepted are https:// URLs of hosts on the public Internet, without user name or password, "
    "on port 443 or above 1023"
)
DEFAULT_PORTS = {"http": 80, "https": 443}
FIRST_FREE_PORT = 1024  # what listens below, 443 aside, does not speak HTTPS

FLAGS = re.IGNORECASE | re.ASCII
# What could be read in two ways is left out: user names, escapes, backslashes, letters beyond ASCII.
URL = re.compile(
    r"(?P<scheme>[a-z]+)://"
    r"(?P<host>\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?:[/?#][^\s\\\x00-\x1f\x7f]*)?",
    FLAGS,
)
NAME = re.compile(r"(?:(?!-)[a-z0-9_-]{1,63}(?<!-)\.)*(?!-)[a-z0-9_-]{1,63}(?<!-)", FLAGS)
NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", FLAGS)  # at the end of a name: an address

UNUSABLE_V4 = [ip_network("192.0.0.0/24"), ip_network("192.88.99.0/24")]  # protocols' own, 6to4 relays
PUBLIC_V6 = ip_network("2000::/3")  # all that has ever been handed out
UNUSABLE_V6 = [
    ip_network("2001::/23"),  # Teredo, ORCHID, benchmarks
    ip_network("2001:db8::/32"),  # documentation
    ip_network("2002::/16"),  # 6to4
    ip_network("3fff::/20"),  # documentation
]
NAT64 = ip_network("64:ff9b::/96")  # an IPv4 address is in the last 32 bits


class ForbiddenAddress(ValueError):
    """A URL that this server does not call. Says what would be accepted, nothing of what there is."""


@dataclass(frozen=True)
class Rules:
    """What may be called. `networks` and `hosts` are private ones that the operator allows."""

    schemes: tuple[str, ...] = ("https",)
    networks: tuple[Network, ...] = ()
    hosts: frozenset[str] = frozenset()

    @classmethod
    def allowing(cls, spelled: str) -> "Rules":
        """Of a comma-separated list of networks, addresses and host names. Raises ValueError."""
        networks, hosts = [], set()
        for entry in filter(None, (entry.strip() for entry in spelled.split(","))):
            try:
                networks.append(ip_network(entry))
            except ValueError:
                if not is_name(entry):
                    raise ValueError(
                        f"{entry!r} is neither a network (10.1.0.0/16), an address nor a host name"
                    ) from None
                hosts.add(entry.lower())
        return cls(networks=tuple(networks), hosts=frozenset(hosts))

    def allow(self, address: IpAddress) -> bool:
        return is_public(address) or any(address in network for network in self.networks)


def checked(url: str, rules: Rules) -> tuple[str, int]:
    """Host and port of a URL whose shape is accepted; nothing is resolved. Raises ForbiddenAddress."""
    found = URL.fullmatch(url) if len(url) <= LONGEST else None
    if found is None or found["scheme"].lower() not in rules.schemes or not _is_parsed(url):
        raise ForbiddenAddress(f"this URL cannot be used; {ACCEPTED}")
    host = found["host"].strip("[]").lower()
    default = DEFAULT_PORTS[found["scheme"].lower()]
    port = int(found["port"] or default)
    if port != default and not FIRST_FREE_PORT <= port < 65536:
        raise ForbiddenAddress(f"port {port} cannot be used; {ACCEPTED}")
    if _literal(host) is None and host not in rules.hosts and not (is_name(host) and "." in host):
        raise _forbidden(host)
    return host, port


def by_dns(host: str, port: int) -> list[str]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def addresses(host: str, port: int, rules: Rules, resolver: Resolver = by_dns) -> list[str]:
    """Where to connect: resolved once, and every one of them allowed.

    Raises ForbiddenAddress, also when there is no such host; OSError when the name server does not answer.
    """
    literal = _literal(host)
    found = [str(literal)] if literal else _resolved(host, port, resolver)
    parsed = [_literal(address) for address in found]
    trusted = host.lower() in rules.hosts
    if not parsed or not all(address and (trusted or rules.allow(address)) for address in parsed):
        raise _forbidden(host)
    return found


def is_public(address: IpAddress) -> bool:
    """Whether it is an ordinary address of the Internet, whatever other address it may wrap."""
    if isinstance(address, IPv6Address):
        if address in NAT64:
            return is_public(IPv4Address(address.packed[-4:]))
        return address in PUBLIC_V6 and not any(address in network for network in UNUSABLE_V6)
    special = address.is_multicast or address.is_reserved or any(address in net for net in UNUSABLE_V4)
    return address.is_global and not special


def is_name(host: str) -> bool:
    return bool(NAME.fullmatch(host)) and not NUMBER.fullmatch(host.rpartition(".")[2])


def _is_parsed(url: str) -> bool:
    """By the very library that will fetch it, the name's punycode included."""
    try:
        return bool(httpx.URL(url).host)
    except (httpx.InvalidURL, UnicodeError):
        return False


def _literal(host: str) -> IpAddress | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _resolved(host: str, port: int, resolver: Resolver) -> list[str]:
    try:
        return resolver(host, port)
    except socket.gaierror as error:
        if error.errno == socket.EAI_AGAIN:
            raise
        return []
    except UnicodeError:  # a name that cannot even be asked for
        return []


def _forbidden(host: str) -> ForbiddenAddress:
    # The same for a private host and for none: nobody learns here which names exist inside.
    return ForbiddenAddress(f"{host[:100]!r} is not a host on the public Internet; {ACCEPTED}")
