"""Whom an officer vouched for may ask often; a forger who writes in their name may do no more than before."""

import pytest

from tests.flows.databases import ON_SQLITE
from tests.flows.facility import BORDER, MUSTER, OLGA, Facility, said
from tests.flows.steps import SALMA, form, propose_teams
from tests.peers.smtp import letter

pytestmark = ON_SQLITE

CAREFUL = "we do not know yet whether this sender speaks for the institution"
KEPT = "too many requests today: kept"
A_DAY = 5
MORE = 7


async def ask_often(facility: Facility, *, vouched: bool = True, found: str = "") -> list[str]:
    """Many requests on one day, with the border's word or with what came in the mail; how each was understood."""
    before = len(await facility.notes())
    for number in range(MORE):
        text = form(title=f"Title {number} of a kind")
        mail = letter(sender=SALMA, to=MUSTER, subject=f"Request {number}", text=text)
        if found:
            mail["Authentication-Results"] = found
        await facility.send(mail, vouched=vouched)
    return (await facility.notes())[before:]


def told_of_new_requests(facility: Facility) -> list[str]:
    news = (said(mail) for mail in facility.mails_to(OLGA) if "New request" in mail.subject)
    return [words for words in news if "of a kind" in words]


async def test_vouched_partner_whose_mail_is_proven_may_ask_often(facility: Facility) -> None:
    await propose_teams(facility)

    notes = await ask_often(facility)

    assert KEPT not in notes
    assert [CAREFUL in words for words in told_of_new_requests(facility)] == [False] * MORE
    assert [entry.subject for entry in await facility.journal("contact.verified")] == ["contact:1"]


@pytest.mark.parametrize(
    "found",
    [
        pytest.param("", id="nothing"),
        pytest.param(f"{BORDER}; dmarc=fail header.from=ministry.example", id="refuted"),
        pytest.param("mx.forger.example; dmarc=pass header.from=ministry.example", id="by the forger"),
    ],
)
async def test_forger_in_the_name_of_a_vouched_partner_stays_limited_and_doubtful(
    facility: Facility, found: str
) -> None:
    await propose_teams(facility)

    notes = await ask_often(facility, vouched=False, found=found)

    own = 1  # what the partner asked for on the same day counts too
    assert notes.count(KEPT) == MORE - A_DAY + own
    assert [CAREFUL in words for words in told_of_new_requests(facility)] == [True] * (A_DAY - own)


async def test_proven_mail_of_a_partner_nobody_vouched_for_is_limited(facility: Facility) -> None:
    notes = await ask_often(facility)

    assert notes.count(KEPT) == MORE - A_DAY
    assert [CAREFUL in words for words in told_of_new_requests(facility)] == [True] * A_DAY
