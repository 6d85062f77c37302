import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.recipient import is_ours, plain

MUSTER = "muster@facility.example"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("muster+Q1@Facility.EXAMPLE", "muster+Q1@Facility.EXAMPLE"),
        ('"muster q"@facility.example', '"muster q"@facility.example'),
        ("josé@fácil.example", "josé@xn--fcil-5na.example"),
        (f"a@{'é' * 300}.example", f"a@{'é' * 300}.example"),
        ("", "@"),
    ],
)
def test_domain_is_written_as_in_the_dns(written: str, meant: str) -> None:
    assert plain(written) == meant


@pytest.mark.parametrize(
    "address",
    [
        MUSTER,
        "MUSTER@FACILITY.EXAMPLE",
        "Muster+AbCdEf234@facility.example",
        "muster+a+b@facility.example",
        "muster+@facility.example",
    ],
)
def test_our_address_is_ours_however_it_is_written(address: str) -> None:
    assert is_ours(address, MUSTER)


@pytest.mark.parametrize(
    "address",
    [
        "musters@facility.example",
        "muster-q1@facility.example",
        "muster@facility.example.org",
        "muster@sub.facility.example",
        '"muster@facility.example"@elsewhere.example',
        "elsewhere.example!muster@other.example",
        "muster",
        "",
    ],
)
def test_other_addresses_are_not_ours(address: str) -> None:
    assert not is_ours(address, MUSTER)


def test_an_international_domain_is_known_by_both_its_names() -> None:
    assert is_ours("aide+q1@Fácil.example", "aide@xn--fcil-5na.example")


@given(st.text(max_size=60))
def test_any_text_can_be_asked_about(text: str) -> None:
    assert not is_ours(f"{text}@elsewhere.example", MUSTER)
    plain(text)
