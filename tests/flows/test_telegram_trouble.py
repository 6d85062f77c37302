"""Telegram at its worst: refused and repeated calls, lost answers, people who block the bot."""

import json

from storage.states import InboxStatus, JobStatus
from tests.flows.chats import AMINA, OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA
from tests.peers.telegram_faults import broken, dropped, lost_answer, too_many

pytestmark = ON_SQLITE

KOFI = 200
NEW_REQUEST = "Ministry of Labour"


async def test_a_chat_that_must_wait_delays_no_other(telegram: Telegram) -> None:
    peer, time = telegram.peer, telegram.facility.time
    peer.fail_next(too_many(30), "sendMessage", chat_id=AMINA)

    assert await telegram.say(AMINA, "/start", name="Amina") == ""
    assert "Kofi" in await telegram.say(KOFI, "/start", name="Kofi")
    time.forward(seconds=29)
    assert await telegram.say(AMINA, "/status") == ""
    time.forward(seconds=1)
    await telegram.say(AMINA, "/language fr")

    [welcome, status, language] = [shown.text for shown in peer.messages(AMINA)]
    assert "Amina" in welcome
    assert "no request" in status
    assert "français" in language


async def test_what_telegram_could_not_take_is_sent_again(telegram: Telegram) -> None:
    peer, time = telegram.peer, telegram.facility.time
    peer.fail_next(broken(502), "sendMessage", chat_id=AMINA)
    peer.fail_next(dropped(), "sendMessage", chat_id=AMINA)

    await telegram.say(AMINA, "/start", name="Amina")
    for _ in range(2):
        time.forward(minutes=2)
        await telegram.quiet()
        telegram.facility.app.handled()
    shown = await peer.wait_for_message(AMINA, "Amina")

    assert len(peer.messages(AMINA)) == 1
    assert "New request" in shown.labels


async def test_an_answer_of_telegram_that_got_lost_repeats_words_but_never_a_decision(
    telegram: Telegram,
) -> None:
    peer, time = telegram.peer, telegram.facility.time
    peer.fail_next(lost_answer(), "sendMessage", chat_id=AMINA)

    await telegram.say(AMINA, "/start", name="Amina")
    time.forward(minutes=1)
    telegram.facility.app.handled()
    await peer.until(lambda: len(peer.messages(AMINA)) == 2)
    await telegram.quiet()

    assert len({shown.text for shown in peer.messages(AMINA)}) == 1
    assert [note.status for note in await telegram.messages()] == [InboxStatus.DONE]


async def test_an_update_that_comes_twice_is_handled_once(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/request", name="Amina")
    await telegram.say(AMINA, NEW_REQUEST)
    [_, answered] = await telegram.messages()

    telegram.peer.arrive(json.loads(answered.payload))
    await telegram.say(AMINA, "Togo")

    assert len(telegram.peer.messages(AMINA)) == 3
    assert len(await telegram.messages()) == 3


async def test_somebody_who_blocked_the_bot_is_told_to_the_officers(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    telegram.peer.say(AMINA, "/start", name="Amina")
    telegram.peer.chats.blocked.add(AMINA)
    await telegram.quiet()

    [buried] = [job for job in await telegram.jobs() if job.status is JobStatus.DEAD]
    assert (buried.destination, buried.attempts) == (f"telegram:{AMINA}", 1)
    assert "Forbidden" in buried.last_error
    told = telegram.peer.messages(OLGAS_CHAT)[-1].text
    assert "could not be delivered" in told or "not delivered" in told
    [died] = await telegram.facility.journal("job.dead")
    assert died.subject == f"job:{buried.id}"


async def test_blocking_is_noted_and_answered_by_nobody(telegram: Telegram) -> None:
    await telegram.say(AMINA, "/start", name="Amina")
    telegram.peer.block(AMINA)
    await telegram.quiet()

    [_, blocked] = await telegram.messages()
    assert blocked.note == "automatic: blocked"
    assert len(telegram.peer.messages(AMINA)) == 1
