"""A Yes to a question that others have answered since, and orders that only seem to be somebody's."""

import pytest
from sqlmodel import col, select

from storage.missions import Proposal
from storage.states import ProposalStatus, RequestStatus, Role
from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, Facility
from tests.flows.steps import form, propose_teams, send_request

pytestmark = ON_SQLITE
OTTO = 502
PAUL = "paul@authority.example"


@pytest.fixture
async def two(telegram: Telegram) -> Telegram:
    """Two officers and one new request."""
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await telegram.invite(OTTO, "otto@facility.example", "Otto Berg")
    await send_request(telegram.facility)
    await telegram.quiet()
    return telegram


async def test_yes_does_not_undo_the_hold_of_a_colleague(two: Telegram) -> None:
    await two.press(OLGAS_CHAT, "eligible:1")
    two.facility.time.forward(minutes=5)
    await two.say(OTTO, "/hold 2026-01 1 May, the ministry is being reorganised")
    two.facility.time.forward(minutes=5)

    said = await two.press_old(OLGAS_CHAT, "yes:eligible:1")

    assert (await two.facility.request("2026-01")).status is RequestStatus.ON_HOLD
    assert "Otto Berg" in said


async def test_yes_does_not_end_a_later_hold(two: Telegram) -> None:
    await two.say(OLGAS_CHAT, "/hold 2026-01 1 March, reason one")
    await two.press(OLGAS_CHAT, "resume:1")
    for order in ("/resume 2026-01", "/hold 2026-01 1 May, reason two"):
        two.facility.time.forward(days=1)
        await two.say(OTTO, order)
    two.facility.time.forward(days=1)

    await two.press_old(OLGAS_CHAT, "yes:resume:1")

    assert (await two.facility.request("2026-01")).status is RequestStatus.ON_HOLD


async def test_yes_merges_into_the_request_that_was_named_or_into_none(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    for n, title in enumerate(("Fishing crews", "School meals", "Maternity leave")):
        await send_request(telegram.facility, form(title=title), sender=f"p{n}@ministry.example")
    await telegram.quiet()
    assert "2026-01" in await telegram.press_old(OLGAS_CHAT, "merge:2:1")
    telegram.facility.time.forward(minutes=1)
    await telegram.say(OLGAS_CHAT, "/merge 2026-01 2026-03")

    await telegram.press_old(OLGAS_CHAT, "yes:merge:2:1")

    assert (await telegram.facility.request("2026-02")).merged_into is None


async def test_yes_confirms_the_reason_it_stood_under_and_no_later_one(two: Telegram) -> None:
    for reason in ("First reason.", "Second thoughts."):
        await two.press(OLGAS_CHAT, "reject:1")
        await two.say(OLGAS_CHAT, reason)
    first = next(card for card in two.peer.messages(OLGAS_CHAT) if "First reason." in card.text)

    await two.press_old(OLGAS_CHAT, first.actions[0])

    rejected = await two.facility.request("2026-01")
    assert (rejected.status, rejected.status_reason) == (RequestStatus.REJECTED, "First reason.")


async def test_a_question_goes_out_once_however_often_yes_is_tapped(two: Telegram) -> None:
    await two.press(OLGAS_CHAT, "ask:1")
    await two.say(OLGAS_CHAT, "Which months would suit you?")
    yes = two.peer.messages(OLGAS_CHAT)[-1].actions[0]
    await two.press_old(OLGAS_CHAT, yes)

    said = await two.press_old(OLGAS_CHAT, yes)

    assert "This question is no longer open" in said
    assert len(await two.facility.journal("request.question")) == 1


async def test_unproven_reject_of_teams_in_an_approvers_name_is_asked_about(facility: Facility) -> None:
    await facility.add_officer(PAUL, "Paul Approver", role=Role.APPROVER)
    await propose_teams(facility)
    teams = await facility.mail_to(PAUL, "APPROVE A")

    await facility.reply(teams, "REJECT these are not good enough", vouched=False)

    async with facility.database.snapshot() as session:
        first = (await session.exec(select(Proposal).order_by(col(Proposal.id)))).first()
    assert first is not None
    assert first.status is ProposalStatus.OPEN
