"""Proposed teams as cards: looked at one by one, steered by taps, words and mails, and explained."""

import re

import pytest
from sqlmodel import col, select

from storage.missions import Proposal
from storage.states import ProposalStatus, RequestStatus
from tests.flows.chats import OLGAS_CHAT as OLGA_CHAT
from tests.flows.chats import Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA, Facility, said
from tests.flows.steps import form, propose_teams, send_request
from tests.peers.telegram_chats import Shown

pytestmark = ON_SQLITE

OTTO = 600


@pytest.fixture
async def teams(telegram: Telegram) -> Telegram:
    """Three teams wait for a word, shown to Olga and Otto: Luz and Lis, Lis and Ruiz, Lis and Vogel."""
    await telegram.invite(OLGA_CHAT, OLGA, "Olga Novak")
    await telegram.invite(OTTO, "otto@facility.example", "Otto Berg")
    await telegram.facility.write("salma@ministry.example", "Request", form())
    await telegram.quiet()
    await telegram.decide(OLGA_CHAT, "eligible:1")
    return telegram


def last(telegram: Telegram, chat: int) -> Shown:
    return telegram.peer.messages(chat)[-1]


async def proposals(facility: Facility) -> list[Proposal]:
    async with facility.database.snapshot() as session:
        return list((await session.exec(select(Proposal).order_by(col(Proposal.id)))).all())


def members(proposal: Proposal, rank: int = 1) -> set[str]:
    people = proposal.teams[rank - 1]["members"]
    assert isinstance(people, list)
    return {one["key"] for one in people}


async def test_each_team_is_a_card_of_its_own_in_the_same_message(teams: Telegram) -> None:
    shown = last(teams, OLGA_CHAT)

    first = await teams.press(OLGA_CHAT, "Look at team A")
    second = await teams.press(OLGA_CHAT, "Look at team B")

    assert re.search(r"\d+% [|]+[.]* topic · ", first)
    assert "Common dates: 9-27 March 2026" in first
    assert "EUR 2,250, and the fee of 1 expert by contract" in first
    assert "Team 2 of 3" in second
    assert last(teams, OLGA_CHAT).message_id == shown.message_id
    assert "approve:1:2" in last(teams, OLGA_CHAT).actions
    pictures = [one for one in teams.peer.messages(OLGA_CHAT) if one.file]
    assert [one.text.count("Marek Lis") for one in pictures] == [3]
    assert pictures[0].message_id < shown.message_id


async def test_swapping_somebody_proposes_the_alternates_and_keeps_the_others(teams: Telegram) -> None:
    await teams.press(OLGA_CHAT, "team:1:1")

    await teams.press(OLGA_CHAT, "Swap Luz")

    old, new = await proposals(teams.facility)
    assert old.status is ProposalStatus.SUPERSEDED
    assert all("EX-0011" in members(new, rank) and "EX-0012" not in members(new, rank) for rank in (1, 2, 3))
    text = last(teams, OLGA_CHAT).text
    assert "In every team: Marek Lis" in text
    assert "Left out: Sofia Luz" in text


async def test_superseded_teams_say_so_on_every_screen(teams: Telegram) -> None:
    before = len(teams.peer.messages(OTTO))
    await teams.press(OLGA_CHAT, "team:1:1")
    await teams.press(OLGA_CHAT, "Without Lis")

    screen = last(teams, OTTO)

    assert len(teams.peer.messages(OTTO)) == before
    assert (
        "Olga Novak decided this on 12 January 2026 at 09:00: newer teams have been proposed." in screen.text
    )
    assert screen.actions == ["card:1"]
    assert "newer teams have been proposed" in await teams.press_old(OTTO, "approve:1:1")
    assert "approve:2:1" in await _actions_of_card(teams)


async def _actions_of_card(teams: Telegram) -> list[str]:
    await teams.press(OTTO, "card:1")
    return last(teams, OTTO).actions


async def test_pin_more_and_a_new_search_without_conditions(teams: Telegram) -> None:
    await teams.press(OLGA_CHAT, "team:1:1")
    await teams.press(OLGA_CHAT, "Keep Luz")
    await teams.press(OLGA_CHAT, "More teams")
    await teams.say(OLGA_CHAT, "/teams 2026-01")

    kept, more, anew = (await proposals(teams.facility))[1:]
    assert all("EX-0012" in members(kept, rank) for rank in (1, 2, 3))
    assert len(more.teams) == 6
    assert all("EX-0012" in members(more, rank) for rank in range(1, 7))
    assert len(anew.teams) == 3
    assert "Left out" not in last(teams, OLGA_CHAT).text


async def test_wish_that_no_team_meets_leaves_the_teams_there_are(teams: Telegram) -> None:
    await teams.say(OLGA_CHAT, "/pin 2026-01 EX-0012")
    await teams.say(OLGA_CHAT, "/pin 2026-01 EX-0011")

    told = await teams.say(OLGA_CHAT, "/pin 2026-01 EX-0001")

    assert "No team for “Monitoring of the universal social pension” is possible that way" in told
    assert [one.status for one in await proposals(teams.facility)][-1] is ProposalStatus.OPEN


async def test_why_not_asks_whom_and_tells_the_price(teams: Telegram) -> None:
    await teams.press(OLGA_CHAT, "Why not somebody?")

    told = await teams.say(OLGA_CHAT, "Costa")

    assert "A team with Rita Costa is possible, but its score is lower by" in told
    assert last(teams, OLGA_CHAT).labels == ["Keep Rita Costa", "See 2026-01"]
    await teams.press(OLGA_CHAT, "Keep Rita Costa")
    assert "EX-0004" in members((await proposals(teams.facility))[-1])


async def test_why_not_names_nobody_several_and_those_who_cannot_be_asked(teams: Telegram) -> None:
    await teams.facility.change_expert(1, flagged=True)
    await teams.facility.change_expert(2, opted_out=True)

    assert "Nobody registered is called “Nemo”." in await teams.say(OLGA_CHAT, "/why 2026-01 Nemo")
    assert "Anna Berg cannot go, whatever the team:" in await teams.say(OLGA_CHAT, "/why 2026-01 Berg")
    assert "Luc Martin cannot be asked" in await teams.say(OLGA_CHAT, "/why 2026-01 EX-0002")
    assert "Sofia Luz is in the best team." in await teams.say(OLGA_CHAT, "/why 2026-01 Luz")


async def test_approval_is_asked_about_with_names_and_then_shown_to_all(teams: Telegram) -> None:
    asked = await teams.press(OLGA_CHAT, "approve:1:2")
    assert "Approve team B for 2026-01" in asked
    assert "Marek Lis and Olga Ruiz?" in asked

    await teams.press(OLGA_CHAT, "Yes")

    assert (await teams.facility.request("2026-01")).status is RequestStatus.FORMULATED
    assert (
        "Olga Novak decided this on 12 January 2026 at 09:00: team B is approved." in last(teams, OTTO).text
    )
    assert (
        "team B is approved" in await teams.press_old(OTTO, "team:1:1")
        or "a team is approved" in last(teams, OTTO).text
    )


async def test_teams_are_steered_by_mail(facility: Facility) -> None:
    first = await propose_teams(facility)
    assert "SWAP Luz, PIN Luz and EXCLUDE Luz" in said(first)
    assert "WHYNOT" in first.text

    await facility.reply(first, "EXCLUDE Luz")
    second = await facility.mail_to(OLGA, "Left out: Sofia Luz", subject="Teams to choose from")
    await facility.reply(second, "WHYNOT Costa")
    why = await facility.mail_to(OLGA, subject="Why not Rita Costa?")
    await facility.reply(why, "PIN EX-0004")
    third = await facility.mail_to(OLGA, "In every team: Rita Costa", subject="Teams to choose from")
    await facility.reply(third, "APPROVE A")

    assert (await facility.request("2026-01")).status is RequestStatus.FORMULATED
    assert [one.expert_id for one in await facility.inquiries()].count(4) == 1


async def test_request_is_assigned_and_merged_by_mail(facility: Facility) -> None:

    await send_request(facility)
    await send_request(
        facility, form(title="Monitoring of the universal pension"), sender="b@ministry.example"
    )
    second = await facility.mail_to(OLGA, subject="[2026-02] New request")
    await facility.reply(second, "ASSIGN")
    card = await facility.mail_to(OLGA, "Looked after by: Olga Novak")
    assert "MERGE" in card.text

    await facility.reply(card, "MERGE 2026-01")

    merged = await facility.request("2026-02")
    assert (merged.status, merged.merged_into, merged.assigned_to) == (RequestStatus.MERGED, "2026-01", 1)
