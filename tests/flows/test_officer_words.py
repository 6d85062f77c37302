"""Officers' words reach a partner only if they were written now, by the officer, as an answer to what was asked."""

import pytest

from storage.states import RequestStatus
from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA
from tests.flows.steps import SALMA, form, send_request
from tests.flows.test_group_chat import GROUP, desk, in_group, new_card

__all__ = ["desk"]
pytestmark = ON_SQLITE

FRAUD = "Otto, this one smells of fraud"
HIDDEN = {"type": "hidden_user", "date": 1, "sender_user_name": "Mallory"}


@pytest.fixture
async def olgas(telegram: Telegram) -> Telegram:
    """Olga works in her own chat, and a request has come."""
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await send_request(telegram.facility)
    await telegram.quiet()
    return telegram


def mails(telegram: Telegram, words: str) -> int:
    return sum(words in mail.text for mail in telegram.facility.mails_to(SALMA))


async def edited(telegram: Telegram, message: int, words: str) -> str:
    telegram.peer.edit(OLGAS_CHAT, message, words)
    await telegram.quiet()
    return telegram.peer.messages(OLGAS_CHAT)[-1].text


async def test_edit_of_an_old_message_is_not_the_question_asked_for(olgas: Telegram) -> None:
    old = olgas.peer.say(OLGAS_CHAT, "I think this ministry is incompetent")
    await olgas.quiet()
    await olgas.press(OLGAS_CHAT, "ask:1")

    told = await edited(olgas, old, "I think this ministry is incompetent!")
    asked = await olgas.say(OLGAS_CHAT, "Which dates?")
    before = mails(olgas, "Which dates?")
    await olgas.press(OLGAS_CHAT, "Yes")

    assert "what you change afterwards is not read" in told
    assert "Put this question to the partner of 2026-01" in asked
    assert (mails(olgas, "incompetent"), before, mails(olgas, "Which dates?")) == (0, 0, 1)


async def test_correcting_a_typo_in_an_order_does_not_carry_it_out_again(olgas: Telegram) -> None:
    sent = olgas.peer.say(OLGAS_CHAT, "/ask 2026-01 Wich dates?")
    await olgas.quiet()

    told = await edited(olgas, sent, "/ask 2026-01 Which dates?")

    assert "Please write it anew" in told
    assert (mails(olgas, "Wich dates?"), mails(olgas, "Which dates?")) == (1, 0)


async def test_reply_to_another_card_in_the_group_is_talk_among_officers(desk: Telegram) -> None:
    await new_card(desk)
    await send_request(desk.facility, form(title="Something else entirely"), sender="b@other.example")
    await desk.quiet()
    second = desk.peer.messages(GROUP)[-1]
    desk.peer.press(GROUP, "ask:1", user_id=OLGAS_CHAT)
    await desk.quiet()
    question = desk.peer.messages(GROUP)[-1]

    talk = await in_group(desk, OLGAS_CHAT, FRAUD, reply_to=second.message_id)
    asked = await in_group(desk, OLGAS_CHAT, "Which dates?", reply_to=question.message_id)
    desk.peer.press(GROUP, "Yes", user_id=OLGAS_CHAT)
    await desk.quiet()

    assert talk == ""
    assert "Put this question to the partner" in asked
    assert (mails(desk, "smells of fraud"), mails(desk, "Which dates?")) == (0, 1)


async def test_forwarded_words_are_no_order(olgas: Telegram) -> None:
    told = await olgas.say(OLGAS_CHAT, "/eligible 2026-01", forward_origin=HIDDEN)

    assert "the words of somebody else are no order" in told
    assert (await olgas.facility.request("2026-01")).status is RequestStatus.RECEIVED


async def test_forwarded_order_in_the_group_links_nothing(desk: Telegram) -> None:
    told = await desk.say(GROUP, "/unlink", user_id=501, forward_origin=HIDDEN)

    await new_card(desk)

    assert "no order" in told
    assert "Monitoring" in desk.peer.messages(GROUP)[-1].text
