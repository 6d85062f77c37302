"""What mail servers report: an address that is gone is marked, a full mailbox is not, a delay is no absence."""

from pathlib import Path

import pytest

from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import ask_team
from tests.peers.smtp import Delivered

CORPUS = Path(__file__).parents[1] / "intake" / "corpus" / "bounces"


def bounce(name: str, about: Delivered) -> bytes:
    """A report of the corpus about this very mail."""
    text = (CORPUS / f"{name}.eml").read_text(encoding="utf-8")
    return (
        text.replace("anna@experts.example", about.recipients[0])
        .replace("<inquiry-7@facility.example>", str(about.mail["Message-ID"]))
        .replace("muster+q7aaaaaaaaaaaaaaaa@facility.example", about.mail_from)
        .encode()
    )


async def report(facility: Facility, name: str) -> Delivered:
    """The first expert's inquiry comes back as this server says."""
    sofia, _ = await ask_team(facility)
    await facility.send(bounce(name, sofia), mail_from="", to=(sofia.mail_from,))
    return sofia


async def statuses(facility: Facility) -> list[str]:
    return [inquiry.status.value for inquiry in await facility.inquiries()]


@pytest.mark.parametrize("name", ["qmail", "exim", "exchange-2007", "gmail", "microsoft365"])
async def test_address_that_is_gone_is_marked_and_the_alternate_asked(facility: Facility, name: str) -> None:
    await report(facility, name)

    assert (await facility.expert(12)).email_bounced
    assert await statuses(facility) == ["expired", "asked", "asked"]
    told = said(await facility.mail_to(OLGA, subject="Sofia Luz cannot be reached"))
    assert "this address does not exist" in told


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("mailbox-full", "The mailbox is full"),
        ("blocked", "refuses mails from us"),
        ("postfix-given-up", "could not be reached in time"),
    ],
)
async def test_failure_that_says_nothing_about_the_address_is_for_an_officer(
    facility: Facility, name: str, words: str
) -> None:
    await report(facility, name)

    assert not (await facility.expert(12)).email_bounced
    assert await statuses(facility) == ["asked", "asked"]
    assert words in said(await facility.mail_to(OLGA, "The question still stands"))


@pytest.mark.parametrize(
    ("name", "note"),
    [("postfix-delayed", "delayed"), ("postfix-delivered", "delivered"), ("read-receipt", "read")],
)
async def test_news_of_a_mail_on_its_way_are_noted_and_move_nothing(
    facility: Facility, name: str, note: str
) -> None:
    sofia = await report(facility, name)
    inquiry = (await facility.inquiries())[0]

    assert (await facility.notes())[-1].startswith(note)
    assert (inquiry.status, inquiry.note) == ("asked", "")
    assert not (await facility.expert(12)).email_bounced
    assert len(facility.mails_to(sofia.recipients[0])) == 1
    assert all("came back" not in mail.text for mail in facility.mails_to(OLGA))
