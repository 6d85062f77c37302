from ipaddress import ip_network

import pytest

from bot.mail.listener import LOOPBACK
from bot.mail.peer import NEIGHBOUR, Peer, peer_of

RELAYS = (*LOOPBACK, ip_network("192.0.2.0/28"))


@pytest.mark.parametrize(
    ("peername", "peer"),
    [
        (("203.0.113.5", 40000), Peer("203.0.113.5", "203.0.113.5", relay=False)),
        (("127.0.0.1", 40000), Peer("127.0.0.1", "127.0.0.1", relay=True)),
        (("127.9.9.9", 40000), Peer("127.9.9.9", "127.9.9.9", relay=True)),
        (("192.0.2.15", 40000), Peer("192.0.2.15", "192.0.2.15", relay=True)),
        (("192.0.2.16", 40000), Peer("192.0.2.16", "192.0.2.16", relay=False)),
        (("::ffff:192.0.2.1", 40000, 0, 0), Peer("192.0.2.1", "192.0.2.1", relay=True)),
        (("::1", 40000, 0, 0), Peer("::1", "::/64", relay=True)),
        (("2001:db8:1:2:3::4", 40000, 0, 0), Peer("2001:db8:1:2:3::4", "2001:db8:1:2::/64", relay=False)),
        (("fe80::1%eth0", 40000, 0, 2), Peer("fe80::1", "fe80::/64", relay=False)),
        ("", NEIGHBOUR),
        (None, NEIGHBOUR),
    ],
)
def test_peer_is_told_by_its_socket(peername: object, peer: Peer) -> None:
    assert peer_of(peername, RELAYS) == peer


def test_addresses_of_one_customer_count_as_one() -> None:
    peers = [peer_of((f"2001:db8::{number:x}", 25, 0, 0), ()) for number in range(1, 50)]

    assert {peer.household for peer in peers} == {"2001:db8::/64"}
