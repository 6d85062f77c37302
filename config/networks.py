"""Networks as an operator writes them down."""

from ipaddress import IPv4Network, IPv6Network, ip_network


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """The networks in a list with commas; a bare address is a network of one."""
    return tuple(ip_network(one.strip()) for one in text.split(",") if one.strip())
