"""What experts and partners answer is followed by the cards that officers have before them: edits, and no more of them."""

import pytest

from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA
from tests.flows.steps import question_to, send_request
from tests.peers.telegram_chats import Shown

pytestmark = ON_SQLITE
OTTO = 600


@pytest.fixture
async def desk(telegram: Telegram) -> Telegram:
    """A request that waits, shown to Olga and Otto."""
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await telegram.invite(OTTO, "otto@facility.example", "Otto Berg")
    await send_request(telegram.facility)
    await telegram.quiet()
    return telegram


def number_of(telegram: Telegram, chat: int) -> int:
    return telegram.peer.messages(chat)[-1].message_id


def message(telegram: Telegram, chat: int, number: int) -> Shown:
    return next(one for one in telegram.peer.messages(chat) if one.message_id == number)


async def test_cards_of_request_and_team_follow_what_experts_answer(desk: Telegram) -> None:
    await desk.decide(OLGAS_CHAT, "eligible:1")
    teams = number_of(desk, OTTO)
    await desk.decide(OLGAS_CHAT, "approve:1:1")
    await desk.say(OTTO, "/show 2026-01")
    card = number_of(desk, OTTO)
    first, second = await desk.facility.inquiries()
    before = [message(desk, OTTO, number) for number in (teams, card)]
    edits = len(desk.peer.called("editMessageText"))

    await desk.facility.reply(await question_to(desk.facility, first), "Yes, I am available on those dates.")
    await desk.quiet()

    after = [message(desk, OTTO, number) for number in (teams, card)]
    assert [one.text.count("Accepted") for one in before] == [0, 0]
    assert [one.text.count("Accepted") > 0 for one in after] == [True, True]
    assert [new.edits - old.edits for new, old in zip(after, before, strict=True)] == [1, 1]
    assert (
        len(desk.peer.called("editMessageText")) - edits == 3
    )  # the teams of both officers, and Otto's card

    await desk.facility.reply(await question_to(desk.facility, second), "No, I am sorry.")
    await desk.quiet()

    assert "Declined" in message(desk, OTTO, teams).text
    assert "Declined" in message(desk, OTTO, card).text


async def test_card_follows_what_the_partner_writes_and_news_stays(desk: Telegram) -> None:
    news = number_of(desk, OTTO)
    await desk.say(OTTO, "/show 2026-01")
    card = number_of(desk, OTTO)
    told = message(desk, OTTO, news)
    received = desk.facility.mails_to("salma@ministry.example")[-1]

    await desk.facility.reply(received, "We would prefer April.")
    await desk.quiet()

    assert "We would prefer April." in message(desk, OTTO, card).text
    assert message(desk, OTTO, news) == told
    assert "We would prefer April." in desk.peer.messages(OTTO)[-1].text


async def test_what_changes_nothing_on_the_screen_edits_nothing(desk: Telegram) -> None:
    await desk.say(OTTO, "/show 2026-01")
    edits = len(desk.peer.called("editMessageText"))

    await desk.say(OLGAS_CHAT, "/show 2026-01")
    await desk.press(OLGAS_CHAT, "card:1")

    assert len(desk.peer.called("editMessageText")) - edits == 1  # the card that was pressed
