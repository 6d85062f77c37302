"""An observer reads what officers read, and nothing in it decides."""

from storage.states import Role
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import MUSTER, OLGA, Facility
from tests.flows.steps import ask_team, propose_teams
from tests.peers.smtp import Delivered, answer

pytestmark = ON_SQLITE

OTTO = "otto@facility.example"


async def test_observer_is_told_everything_and_can_decide_nothing_by_reply(facility: Facility) -> None:
    await facility.add_officer(OTTO, "Otto Berg", role=Role.OBSERVER)

    sofia, _ = await ask_team(facility)
    await facility.reply(sofia, "Yes, if my director agrees.")

    told = facility.mails_to(OTTO)
    assert [_about(mail) for mail in told] == ["New request", "Teams to choose from", "Answer from Sofia Luz"]
    assert not [
        word for mail in told for word in ("ELIGIBLE", "APPROVE", "REJECT", "TAKE") if word in mail.text
    ]
    assert {mail.reply_to for mail in told} == {MUSTER}


async def test_observer_s_card_shows_the_teams_without_buttons(facility: Facility) -> None:
    await facility.add_officer(OTTO, "Otto Berg", role=Role.OBSERVER)
    await propose_teams(facility)
    desk = await facility.chat(OTTO)

    shown = await desk.say("/show 2026-01")

    assert "Team A - score" in shown
    assert desk.buttons() == []


async def test_observer_s_reply_is_answered_with_what_an_observer_can_do(facility: Facility) -> None:
    await facility.add_officer(OTTO, "Otto Berg", role=Role.OBSERVER)
    await propose_teams(facility)

    await facility.reply(await facility.mail_to(OTTO, subject="Teams to choose"), "APPROVE A")

    await facility.mail_to(OTTO, "You can see every request and report.")
    assert await facility.inquiries() == []
    assert await facility.journal("proposal.approved") == []
    assert facility.mails_to(OLGA)


async def test_observer_is_not_shown_what_waits_for_an_officer(facility: Facility) -> None:
    await facility.add_officer(OTTO, "Otto Berg", role=Role.OBSERVER)
    question, *_ = await ask_team(facility)
    before = len(facility.mails_to(OTTO))

    await facility.send(answer(question, "I am in hospital.", sender="private@elsewhere.example"))
    await facility.write("someone@elsewhere.example", "Hello", "I am ill, whom do I ask?")

    shown = [mail for mail in facility.mails_to(OLGA) if "look at" in mail.subject]
    assert len(shown) == 2
    assert len(facility.mails_to(OTTO)) == before


def _about(mail: Delivered) -> str:
    return mail.subject.partition("] ")[2].partition(":")[0]
