from ipaddress import ip_network

import pytest

from config.networks import networks


def test_a_bare_address_is_a_network_of_one() -> None:
    assert networks("192.0.2.25, ::1 ,10.0.0.0/8,") == (
        ip_network("192.0.2.25/32"),
        ip_network("::1/128"),
        ip_network("10.0.0.0/8"),
    )
    assert networks("") == ()


@pytest.mark.parametrize("text", ["relay.example", "192.0.2.1/24", "1;2"])
def test_what_is_no_network_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"network|address|bits"):
        networks(text)
