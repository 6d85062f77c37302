import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.sender_trust import UNNAMED, Finding, Trust, findings, sender_trust

BORDER = "mx.facility.example"
SENDER = "marta@authority.example"


def trust(
    *results: str, sender: str = SENDER, signed_by: tuple[str, ...] = (), border: str = BORDER
) -> Trust:
    return sender_trust(results, authserv_id=border, sender=sender, signed_by=signed_by)


def test_dmarc_pass_from_the_border_proves_the_sender() -> None:
    told = f"{BORDER}; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=authority.example"

    assert trust(told) is Trust.PROVEN


@pytest.mark.parametrize(
    "told",
    [
        f"{BORDER}; spf=pass smtp.mailfrom=x@authority.example; dkim=none; dmarc=pass header.from=authority.example",
        f"{BORDER} 1; dmarc=pass header.from=authority.example",
        f"{BORDER.upper()};\r\n\tdmarc=pass\r\n\theader.from=AUTHORITY.example",
        f"{BORDER}; dmarc = pass",
        f"{BORDER}; dmarc/1=pass header.from=authority.example",
        f"{BORDER}; dkim=pass header.i=@authority.example header.d=authority.example",
        f"{BORDER}; dkim=pass header.d=authority.example; dkim=fail header.d=list.example",
        f"{BORDER}; dkim=pass header.d=example.org; dkim=pass header.d=authority.example; spf=fail",
    ],
)
def test_findings_as_borders_write_them(told: str) -> None:
    assert trust(told) is Trust.PROVEN


@pytest.mark.parametrize(
    "told",
    [
        "",
        ";",
        BORDER,
        f"{BORDER}; none",
        f"{BORDER}; dmarc=none header.from=authority.example",
        f"{BORDER}; dmarc=bestguesspass header.from=authority.example",
        f"{BORDER}; dmarc=passed header.from=authority.example",
        f"{BORDER}; dmarc=pass header.from=elsewhere.example",
        f"{BORDER}; spf=pass smtp.mailfrom=marta@authority.example",
        f"{BORDER}; dkim=pass header.d=elsewhere.example",
        f"{BORDER}; dkim=pass header.d=example",
        f"{BORDER}; dkim=pass header.d=mail.authority.example",
        f"{BORDER}; dkim=pass header.d=rity.example",
        f"{BORDER}; spf=fail (dmarc=pass header.from=authority.example)",
        f"{BORDER}; spf=fail (a (b; dmarc=pass header.from=authority.example) c)",
        f"{BORDER} dmarc=pass header.from=authority.example",
        f"evil.example; {BORDER}; dmarc=pass header.from=authority.example",
        f"x.{BORDER}; dmarc=pass header.from=authority.example",
        f"{BORDER}.evil.example; dmarc=pass header.from=authority.example",
        "dmarc=pass header.from=authority.example",
    ],
)
def test_nothing_less_proves_the_sender(told: str) -> None:
    assert trust(told) is Trust.UNPROVEN


@pytest.mark.parametrize(
    "told",
    [
        'spf=pass smtp.mailfrom="x; dmarc=pass header.from=authority.example; "@evil.example; dmarc=none',
        'dkim=fail reason="bad; dmarc=pass header.from=authority.example" header.d=evil.example; dmarc=none',
        'spf=fail (from "); dmarc=pass header.from=authority.example ("); dmarc=none',
        "spf=fail (a \\) ; dmarc=pass header.from=authority.example ); dmarc=none",
        'dkim=pass header.d=evil.example header.i="a; dkim=pass header.d=authority.example; "@evil.example',
        "dkim=pass header.d=evil.example header.d=authority.example",
        "dkim=pass header.b=header.d=authority.example",
        "dmarc=none; dmarc=pass header.from=authority.example",
        "dmarc=pass header.from=authority.example header.from=evil.example",
        "spf=none (oops; dmarc=pass header.from=authority.example",
        'spf=none smtp.mailfrom="oops; dmarc=pass header.from=authority.example',
        "spf=none ); dmarc=pass header.from=authority.example",
        f"dmarc=pass header.from=authority.example; {'x-a=b; ' * 700}",
    ],
)
def test_what_strangers_have_the_border_quote_proves_nothing(told: str) -> None:
    assert trust(f"{BORDER}; {told}") is Trust.UNPROVEN
    assert trust(told, border=UNNAMED) is Trust.UNPROVEN


def test_a_quoted_bracket_hides_no_failure() -> None:
    told = (
        f'{BORDER}; spf=pass smtp.mailfrom="("@evil.example; dmarc=fail; spf=pass smtp.helo=")"; dmarc=pass'
    )

    assert trust(told) is Trust.FAILED


def test_what_the_border_wrote_unreadably_opens_no_way_for_a_copy_below() -> None:
    forged = f"{BORDER}; dmarc=pass header.from=authority.example"

    assert trust(f'{BORDER}; dmarc=fail reason="', forged) is Trust.UNPROVEN
    assert trust(f'"{BORDER}"; dmarc=fail', forged) is Trust.FAILED
    assert trust('elsewhere.example; dmarc=fail reason="', forged) is Trust.PROVEN


def test_a_copy_that_came_with_the_mail_is_not_heard() -> None:
    forged = f"{BORDER}; dmarc=pass header.from=authority.example"

    assert trust(f"{BORDER}; dmarc=fail header.from=authority.example", forged) is Trust.FAILED
    assert trust(f"{BORDER}; dmarc=none", forged) is Trust.UNPROVEN


def test_without_the_name_of_the_border_no_finding_is_heard() -> None:
    assert trust("; dmarc=pass header.from=authority.example", border="") is Trust.UNPROVEN
    assert trust(f"{BORDER}; dmarc=pass", border="") is Trust.UNPROVEN


def test_a_border_that_leaves_its_name_out() -> None:
    microsoft = (
        "spf=pass (sender IP is 203.0.113.7) smtp.mailfrom=authority.example; dkim=pass (signature was verified) "
        "header.d=authority.example;dmarc=pass action=none header.from=authority.example;compauth=pass reason=100"
    )

    assert trust(microsoft, border=UNNAMED) is Trust.PROVEN
    assert trust(f"evil.example; {microsoft}", border=UNNAMED) is Trust.UNPROVEN


def test_our_own_check_counts_where_the_border_has_no_word() -> None:
    assert trust(signed_by=("authority.example",)) is Trust.PROVEN
    assert trust(signed_by=("authority.example",), sender="a@mail.authority.example") is Trust.PROVEN
    assert trust(f"{BORDER}; spf=pass", signed_by=("authority.example",)) is Trust.PROVEN
    assert trust(signed_by=("mail.authority.example",)) is Trust.UNPROVEN
    assert trust(f"{BORDER}; dmarc=fail", signed_by=("authority.example",)) is Trust.FAILED


def test_a_mail_without_a_sender_is_unproven() -> None:
    assert trust(f"{BORDER}; dkim=pass header.d=authority.example", sender="") is Trust.UNPROVEN


def test_the_findings_tell_their_properties() -> None:
    told = findings(f'{BORDER}; dkim=pass header.d="a.example" header.s=k1; x', authserv_id=BORDER)

    assert told == (Finding("dkim", "pass", {"header.d": "a.example", "header.s": "k1"}),)


@given(st.text(max_size=200))
def test_no_foreign_words_prove_anything(noise: str) -> None:
    assert trust(f"elsewhere.example; {noise}") is Trust.UNPROVEN


@given(st.text(alphabet='(;=)dmarcps \t."', max_size=5_000))
def test_reading_ends_whatever_is_written(noise: str) -> None:
    assert trust(f"{BORDER}; {noise}") in set(Trust)
