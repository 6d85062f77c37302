import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.bounces import Bounce, Cause, Outcome, is_notice, read_notice, read_report
from intake.message import Kind
from tests.intake.conftest import Read

CORPUS = Path(__file__).parent / "corpus" / "bounces"
FILES = sorted(file.stem for file in CORPUS.glob("*.eml"))
ANNA = "anna@experts.example"
SENT = "inquiry-7@facility.example"

# name -> kind, what became of the mail, why, whether the address is gone, whether our Message-ID was found
CORPUS_SAYS: dict[str, tuple[Kind, str, str, bool, bool]] = {
    "blocked": (Kind.BOUNCE, "failed", "refused", False, True),
    "domino": (Kind.BOUNCE, "failed", "unknown_address", True, False),
    "exchange-2007": (Kind.BOUNCE, "failed", "unknown_address", True, True),
    "exchange-relayed": (Kind.AUTOMATIC, "delivered", "other", False, True),
    "exim": (Kind.BOUNCE, "failed", "unknown_address", True, True),
    "exim-delayed": (Kind.AUTOMATIC, "delayed", "not_reached", False, False),
    "gmail": (Kind.BOUNCE, "failed", "unknown_address", True, True),
    "internationalised": (Kind.BOUNCE, "failed", "unknown_address", True, True),
    "mailbox-full": (Kind.BOUNCE, "failed", "full", False, True),
    "microsoft365": (Kind.BOUNCE, "failed", "unknown_address", True, True),
    "postfix-delayed": (Kind.AUTOMATIC, "delayed", "not_reached", False, True),
    "postfix-delivered": (Kind.AUTOMATIC, "delivered", "other", False, True),
    "postfix-given-up": (Kind.BOUNCE, "failed", "not_reached", False, True),
    "qmail": (Kind.BOUNCE, "failed", "unknown_address", True, True),
    "qmail-full-mailbox": (Kind.BOUNCE, "failed", "full", False, True),
    "read-receipt": (Kind.AUTOMATIC, "read", "", False, False),
    "sendmail-old": (Kind.BOUNCE, "failed", "unknown_domain", True, False),
    "spanish-exchange": (Kind.BOUNCE, "failed", "unknown_address", True, False),
    "yahoo": (Kind.BOUNCE, "failed", "refused", False, True),
}


def group(**fields: str) -> bytes:
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return ("Reporting-MTA: dns; mx.example\r\n\r\n" + "\r\n".join(lines) + "\r\n").encode()


def test_every_mail_of_the_corpus_is_expected() -> None:
    assert sorted(CORPUS_SAYS) == FILES


@pytest.mark.parametrize("name", FILES)
def test_report_is_read_whatever_server_wrote_it(name: str, read_raw: Read) -> None:
    message = read_raw((CORPUS / f"{name}.eml").read_bytes())

    gone = any(address.endswith("@experts.example") for address in message.failed_for_good)
    found = (message.kind, message.delivery, message.cause, gone, message.returned == (SENT,))
    assert found == CORPUS_SAYS[name]
    assert message.away_until == ""
    assert "office@facility.example" not in message.failed_for_good


@pytest.mark.parametrize(
    ("action", "status", "outcome"),
    [
        ("failed", "5.1.1", Outcome.FAILED),
        ("Failed (bad destination)", "5.1.1", Outcome.FAILED),
        ("failed", "4.4.7", Outcome.FAILED),
        ("delayed", "4.4.1", Outcome.DELAYED),
        ("delivered", "2.0.0", Outcome.DELIVERED),
        ("relayed", "2.0.0", Outcome.DELIVERED),
        ("expanded", "2.0.0", Outcome.DELIVERED),
        ("", "5.0.0", Outcome.FAILED),
        ("", "4.0.0", Outcome.DELAYED),
        ("nonsense", "", Outcome.FAILED),
    ],
)
def test_action_tells_what_became_of_the_mail(action: str, status: str, outcome: Outcome) -> None:
    assert read_report(group(Action=action, Status=status)).outcome == outcome


def test_one_failure_among_many_is_what_counts() -> None:
    report = (
        group(Final_Recipient="rfc822; a@b.example", Action="delivered", Status="2.0.0")
        + b"\r\n"
        + group(Final_Recipient="rfc822; c@d.example", Action="failed", Status="5.1.1")
    )

    assert read_report(report) == Bounce(
        Outcome.FAILED, Cause.UNKNOWN_ADDRESS, ("c@d.example", ""), diagnostic="5.1.1"
    )


@pytest.mark.parametrize(
    ("status", "said", "cause", "gone"),
    [
        ("5.1.1", "", Cause.UNKNOWN_ADDRESS, True),
        ("5.1.2", "", Cause.UNKNOWN_DOMAIN, True),
        ("5.2.1", "", Cause.CLOSED, True),
        ("5.2.2", "", Cause.FULL, False),
        ("5.3.4", "", Cause.TOO_LARGE, False),
        ("5.4.1", "Recipient address rejected: Access denied", Cause.UNKNOWN_ADDRESS, True),
        ("5.4.7", "", Cause.NOT_REACHED, False),
        ("5.7.1", "", Cause.REFUSED, False),
        ("5.7.1", "550 5.7.1 user unknown", Cause.UNKNOWN_ADDRESS, True),
        ("5.0.0", "552 Mailbox is full", Cause.FULL, False),
        ("5.0.0", "rejected for policy reasons", Cause.REFUSED, False),
        ("5.0.0", "", Cause.OTHER, True),
        ("4.2.2", "over quota", Cause.FULL, False),
        ("4.4.1", "", Cause.NOT_REACHED, False),
    ],
)
def test_only_an_address_that_is_gone_is_marked(status: str, said: str, cause: Cause, *, gone: bool) -> None:
    report = group(
        Final_Recipient=f"rfc822; {ANNA}", Action="failed", Status=status, Diagnostic_Code=f"smtp; {said}"
    )

    found = read_report(report)

    assert (found.cause, ANNA in found.failed_for_good) == (cause, gone)


def test_our_own_words_in_the_copy_tell_nothing() -> None:
    text = "Hi. This is the qmail-send program.\n<a@b.example>: 550 5.1.1 unknown user\n--- Below this line is a copy"
    copied = f"{text} of the message.\n\nFrom: x\nThe mailbox is full: c@d.example"

    assert read_notice(copied) == Bounce(
        Outcome.FAILED,
        Cause.UNKNOWN_ADDRESS,
        ("a@b.example",),
        "<a@b.example>: 550 5.1.1 unknown user",
    )


@pytest.mark.parametrize(
    "text",
    [
        "We will keep trying for two days.",
        "Your message is delayed.",
        "451 4.7.1 try again later",
        "Ihre Nachricht wird verzögert zugestellt.",
    ],
)
def test_delay_is_no_failure(text: str) -> None:
    assert read_notice(text).outcome == Outcome.DELAYED


def test_prose_without_a_code_marks_nobody() -> None:
    assert read_notice("Something went wrong with anna@experts.example.").failed_for_good == ()


def test_words_of_a_person_are_no_notice() -> None:
    assert not is_notice("Dear Muster, I am available. My last mail was delayed.")


@given(st.binary(max_size=400))
def test_no_report_makes_it_raise(content: bytes) -> None:
    assert read_report(content).outcome in Outcome


@given(st.text(max_size=400), st.text(max_size=40))
def test_no_notice_makes_it_raise(text: str, failed: str) -> None:
    assert read_notice(text, failed_recipients=failed).cause in Cause


@pytest.mark.parametrize(
    "piece", ["5.1.1 ", "user ", "a@b.example, ", "account x", "-", "550 ", "\n", "exceeded "]
)
def test_time_is_bounded_by_the_caps(piece: str) -> None:
    text = piece * (1_000_000 // len(piece))
    start = time.process_time()

    read_notice(text, failed_recipients=text)
    read_report(text.encode())

    assert time.process_time() - start < 0.5
