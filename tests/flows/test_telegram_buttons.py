"""Buttons that are spent, old or not for whoever presses them."""

import pytest

from storage.states import RequestStatus, Role
from tests.flows.chats import AMINA, OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA
from tests.flows.steps import send_request

pytestmark = ON_SQLITE

STRANGER, OTTO, OSCAR = 300, 600, 700


@pytest.fixture
async def card(telegram: Telegram) -> Telegram:
    """A request that waits for Olga, shown in her chat."""
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await send_request(telegram.facility)
    await telegram.quiet()
    return telegram


async def status_of(telegram: Telegram, code: str = "2026-01") -> RequestStatus:
    return (await telegram.facility.request(code)).status


async def test_nobody_but_an_officer_decides_by_a_button(card: Telegram) -> None:
    await card.say(STRANGER, "/start", name="Stranger")

    refused = await card.press_old(STRANGER, "eligible:1")

    assert "officer" in refused
    assert await status_of(card) is RequestStatus.RECEIVED
    assert await card.facility.journal("request.eligible") == []
    assert card.peer.called("answerCallbackQuery") != []


async def test_an_observer_sees_and_cannot_decide(card: Telegram) -> None:
    await card.invite(OSCAR, "oscar@facility.example", "Oscar", role=Role.OBSERVER)

    shown = await card.say(OSCAR, "/show 2026-01")
    refused = await card.press_old(OSCAR, "eligible:1")

    assert "Monitoring of the universal social pension" in shown
    assert "eligible:1" not in card.peer.messages(OSCAR)[-2].actions
    assert refused != ""
    assert await status_of(card) is RequestStatus.RECEIVED


async def test_a_second_press_is_told_that_it_was_decided(card: Telegram) -> None:
    await card.decide(OLGAS_CHAT, "eligible:1")

    again = await card.press_old(OLGAS_CHAT, "yes:eligible:1")

    assert "Olga Novak" in again
    assert len(await card.facility.journal("request.eligible")) == 1


async def test_the_second_of_two_officers_is_told_who_decided(card: Telegram) -> None:
    await card.invite(OTTO, "otto@facility.example", "Otto Berg")
    await card.decide(OLGAS_CHAT, "eligible:1")

    late = await card.press_old(OTTO, "reject:1")
    late += await card.say(OTTO, "Out of scope.")

    assert "Olga Novak" in late
    assert await status_of(card) is RequestStatus.ELIGIBLE


async def test_a_reason_is_asked_for_and_typed(card: Telegram) -> None:
    await card.press(OLGAS_CHAT, "reject:1")
    assert await status_of(card) is RequestStatus.RECEIVED

    asked = await card.say(OLGAS_CHAT, "The facility does not finance hardware.")
    assert "for this reason?" in asked
    assert await status_of(card) is RequestStatus.RECEIVED
    await card.press(OLGAS_CHAT, "Yes")

    rejected = await card.facility.request("2026-01")
    assert (rejected.status, rejected.status_reason) == (
        RequestStatus.REJECTED,
        "The facility does not finance hardware.",
    )


async def test_a_partners_spent_button_is_answered_kindly(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/start", name="Amina")

    answer = await telegram.press_old(AMINA, "f:skip")

    assert answer != ""
    assert telegram.peer.messages(AMINA)[-1].labels != []


@pytest.mark.parametrize(
    "action", ["approve:1:1", "none:99", "eligible:99999999999", "same:1", "f:send", "nonsense", "card:1"]
)
async def test_no_forged_button_moves_anything(card: Telegram, action: str) -> None:
    await card.say(STRANGER, "/start", name="Stranger")

    answer = await card.press_old(STRANGER, action)

    assert answer != ""
    assert "27,000" not in answer
    assert await status_of(card) is RequestStatus.RECEIVED


async def test_an_invitation_works_once(card: Telegram) -> None:
    spent = next(call.params for call in card.peer.called("sendMessage"))
    assert spent["chat_id"] == OLGAS_CHAT
    secret = await card.first_words(OLGAS_CHAT)

    answer = await card.say(STRANGER, secret, name="Stranger")

    assert "Olga" not in answer
    assert await card.press_old(STRANGER, "eligible:1") != ""
    assert await status_of(card) is RequestStatus.RECEIVED
