"""Who is at the other end of a connection, as far as limits need to know."""

from collections.abc import Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Network = IPv4Network | IPv6Network

_HOUSEHOLD_BITS = 64
"""One IPv6 customer has at least so many addresses' worth of network: they count as one."""


@dataclass(frozen=True, slots=True)
class Peer:
    """`household` is what limits count; a relay is a mail server of ours, through which everybody's mail comes."""

    address: str
    household: str
    relay: bool


NEIGHBOUR = Peer("", "", relay=True)
"""A program of this machine that speaks over the Unix socket: its file permissions decided already."""


def peer_of(peername: object, relays: Sequence[Network]) -> Peer:
    """The peer of a socket, by what the system calls it: a tuple for TCP, '' for a Unix socket."""
    if not isinstance(peername, tuple):
        return NEIGHBOUR
    text = str(peername[0]).partition("%")[0]
    address = _plain(ip_address(text))
    return Peer(str(address), _household(address), any(address in network for network in relays))


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """An IPv4 peer of an IPv6 socket is an IPv4 peer."""
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _household(address: IPv4Address | IPv6Address) -> str:
    if isinstance(address, IPv4Address):
        return str(address)
    return str(IPv6Network((address, _HOUSEHOLD_BITS), strict=False))
