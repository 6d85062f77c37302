import pytest
from pydantic import ValidationError

from config.settings import Settings


@pytest.mark.parametrize(
    "daemon", ["", "127.0.0.1:3310", "clamd.facility.example:3310", "[::1]:3310", "/run/clamav/clamd.ctl"]
)
def test_a_scanner_is_a_host_with_its_port_or_a_socket(daemon: str) -> None:
    assert Settings(clamd=daemon).clamd == daemon


@pytest.mark.parametrize(
    "daemon",
    ["clamd", "127.0.0.1", ":3310", "127.0.0.1:0", "host:99999", "run/clamd", "host:3310\n", "/a\nb"],
)
def test_anything_else_is_refused(daemon: str) -> None:
    with pytest.raises(ValidationError, match=r"must be host:port, or the path of a socket"):
        Settings(clamd=daemon)
