"""The officers' group: cards for all to see, orders by those who may give them, and not a word for anybody else."""

import pytest
from sqlmodel import select

from storage.chats import officer_group
from storage.people import Contact, Dialogue, OfficerGroup
from storage.requests import Request
from storage.states import RequestStatus, Role
from tests.flows.chats import AMINA, OLGAS_CHAT, Telegram
from tests.flows.databases import ON_SQLITE
from tests.flows.facility import OLGA
from tests.flows.steps import send_request

pytestmark = ON_SQLITE

GROUP, SUPERGROUP = -5, -1_001_000_000_005
ADA, OTTO, STRANGER = 501, 502, 900
REASON = "The facility does not finance hardware."


@pytest.fixture
async def desk(telegram: Telegram) -> Telegram:
    """A linked group with an admin and two officers."""
    await telegram.invite(ADA, "ada@facility.example", "Ada Admin", role=Role.ADMIN)
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    await telegram.invite(OTTO, "otto@facility.example", "Otto Berg")
    telegram.peer.join(GROUP, user_id=ADA, title="Desk")
    await in_group(telegram, ADA, "/link")
    await join(telegram, OLGAS_CHAT, OTTO)
    return telegram


async def join(telegram: Telegram, *people: int) -> None:
    """These people become members of the group, which Telegram tells the bot."""
    for user in people:
        member = telegram.peer.people.person(GROUP, "", "", user)
        telegram.peer.say(GROUP, user_id=user, new_chat_members=[member])
    await telegram.quiet()


async def in_group(telegram: Telegram, user: int, text: str, **more: int) -> str:
    """Somebody writes in the group; what is new there."""
    return await telegram.say(GROUP, text, user_id=user, **more)


async def status_of(telegram: Telegram) -> RequestStatus:
    return (await telegram.facility.request("2026-01")).status


async def group_of(telegram: Telegram) -> OfficerGroup | None:
    async with telegram.database.snapshot() as session:
        return await officer_group(session)


async def partners(telegram: Telegram) -> list[str | None]:
    async with telegram.database.snapshot() as session:
        return list((await session.exec(select(Contact.chat))).all())


async def new_card(telegram: Telegram) -> None:
    await send_request(telegram.facility)
    await telegram.quiet()


async def test_new_request_is_posted_to_the_group_and_not_to_each_chat(desk: Telegram) -> None:
    before = {chat: len(desk.peer.messages(chat)) for chat in (ADA, OLGAS_CHAT, OTTO)}

    await new_card(desk)

    card = desk.peer.messages(GROUP)[-1]
    assert "Monitoring of the universal social pension" in card.text
    assert "eligible:1" in card.actions
    assert {chat: len(desk.peer.messages(chat)) for chat in before} == before


async def test_officer_without_telegram_still_gets_the_mail(desk: Telegram) -> None:
    await desk.facility.add_officer("mila@facility.example", "Mila Post")

    await new_card(desk)

    assert [mail.subject for mail in desk.facility.mails_to("mila@facility.example")] != []
    assert len(desk.peer.messages(GROUP)) == 2


async def test_officer_decides_in_the_group(desk: Telegram) -> None:
    await new_card(desk)

    desk.peer.press(GROUP, "eligible:1", user_id=OLGAS_CHAT)
    await desk.quiet()
    desk.peer.press(GROUP, "Yes", user_id=OLGAS_CHAT)
    await desk.quiet()

    assert await status_of(desk) is RequestStatus.ELIGIBLE
    [decided] = await desk.facility.journal("request.eligible")
    assert decided.actor.startswith("officer:")


@pytest.mark.parametrize("action", ["eligible:1", "card:1", "approve:1:1", "discard:1", "remove:1"])
async def test_stranger_who_presses_reads_alone_that_only_officers_can(desk: Telegram, action: str) -> None:
    await new_card(desk)
    before = len(desk.peer.messages(GROUP))

    callback = desk.peer.press_old(GROUP, action, user_id=STRANGER, name="Stranger")
    await desk.quiet()

    assert desk.peer.chats.answered[callback] == "Only officers of the facility can do this."
    assert len(desk.peer.messages(GROUP)) == before
    assert desk.peer.messages(STRANGER) == []
    assert await status_of(desk) is RequestStatus.RECEIVED


@pytest.mark.parametrize(
    "text", ["/start", "/request", "/status", "/queue", "/show 2026-01", "/link", "/help"]
)
async def test_commands_of_strangers_are_ignored_and_make_nobody_a_partner(desk: Telegram, text: str) -> None:
    await new_card(desk)
    known = await partners(desk)

    answer = await in_group(desk, STRANGER, text)

    assert answer == ""
    assert desk.peer.messages(STRANGER) == []
    assert await partners(desk) == known
    assert (await desk.messages())[-1].note == "group: not an officer"


async def test_partner_s_own_request_is_no_business_of_the_group(desk: Telegram) -> None:
    await desk.say(AMINA, "/request", name="Amina")
    shown = len(desk.peer.messages(AMINA))

    desk.peer.arrive(
        {
            "message": {
                "message_id": 4000,
                "date": 0,
                "from": {"id": AMINA, "is_bot": False, "first_name": "Amina"},
                "chat": {"id": GROUP, "type": "group", "title": "Desk"},
                "text": "Ministry of Labour",
            }
        }
    )
    await desk.quiet()

    assert len(desk.peer.messages(AMINA)) == shown
    async with desk.database.snapshot() as session:
        draft = (await session.exec(select(Request))).one()
    assert "Ministry of Labour" not in str(draft.form)


async def test_talk_of_officers_among_themselves_is_not_for_muster(desk: Telegram) -> None:
    await new_card(desk)
    before = len(desk.peer.messages(GROUP))

    desk.peer.arrive(
        {
            "message": {
                "message_id": 4001,
                "date": 0,
                "from": {"id": OTTO, "is_bot": False, "first_name": "Otto"},
                "chat": {"id": GROUP, "type": "group", "title": "Desk"},
                "text": "Shall we have lunch?",
            }
        }
    )
    await desk.quiet()

    assert len(desk.peer.messages(GROUP)) == before
    assert (await desk.messages())[-1].note == "group: not for Muster"


async def test_reason_counts_for_the_officer_who_was_asked_and_for_nobody_else(desk: Telegram) -> None:
    await new_card(desk)
    desk.peer.press(GROUP, "reject:1", user_id=OLGAS_CHAT)
    await desk.quiet()
    question = desk.peer.messages(GROUP)[-1]
    assert question.text.startswith("Olga Novak: please answer by replying to this message.")

    ignored = await in_group(desk, OTTO, "Because I say so.", reply_to=question.message_id)
    asked = await in_group(desk, OLGAS_CHAT, REASON, reply_to=question.message_id)
    desk.peer.press(GROUP, "Yes", user_id=OTTO)
    await desk.quiet()
    stays = await status_of(desk)

    assert (ignored, stays) == ("", RequestStatus.RECEIVED)
    assert REASON in asked


async def test_officer_rejects_with_a_reason_in_the_group(desk: Telegram) -> None:
    await new_card(desk)
    desk.peer.press(GROUP, "reject:1", user_id=OLGAS_CHAT)
    await desk.quiet()
    question = desk.peer.messages(GROUP)[-1]

    await in_group(desk, OLGAS_CHAT, REASON, reply_to=question.message_id)
    desk.peer.press(GROUP, "Yes", user_id=OLGAS_CHAT)
    await desk.quiet()

    rejected = await desk.facility.request("2026-01")
    assert (rejected.status, rejected.status_reason) == (RequestStatus.REJECTED, REASON)


async def test_group_reads_its_own_language_and_each_officer_theirs(desk: Telegram) -> None:
    await desk.say(OLGAS_CHAT, "/language fr")
    await new_card(desk)

    desk.peer.press(GROUP, "eligible:1", user_id=OLGAS_CHAT)
    await desk.quiet()

    assert desk.peer.messages(GROUP)[-1].labels == ["Yes", "Back"]
    assert "demande" in await desk.say(OLGAS_CHAT, "/show 2026-01")


async def test_admin_chooses_the_language_of_the_group(desk: Telegram) -> None:
    refused = await in_group(desk, OLGAS_CHAT, "/language fr")
    asked = await in_group(desk, ADA, "/language")
    desk.peer.press(GROUP, "lang:fr", user_id=ADA)
    await desk.quiet()

    await new_card(desk)

    assert "does not include this" in refused
    assert "language" in asked
    assert "demande" in desk.peer.messages(GROUP)[-1].text
    assert "Institution:" in await desk.say(ADA, "/show 2026-01")


async def test_yes_of_a_colleague_s_question_stays_for_whom_it_was_put_to(desk: Telegram) -> None:
    await new_card(desk)
    desk.peer.press(GROUP, "reject:1", user_id=OLGAS_CHAT)
    await desk.quiet()
    question = desk.peer.messages(GROUP)[-1]
    await in_group(desk, OLGAS_CHAT, REASON, reply_to=question.message_id)

    desk.peer.press(GROUP, "Yes", user_id=OTTO)
    await desk.quiet()
    told = desk.peer.messages(GROUP)[-1].text
    desk.peer.press(GROUP, "Yes", user_id=OLGAS_CHAT)
    await desk.quiet()

    assert "put to somebody else" in told
    assert (await desk.facility.request("2026-01")).status_reason == REASON


async def test_question_put_in_the_group_is_not_answered_by_words_in_the_own_chat(desk: Telegram) -> None:
    await new_card(desk)
    desk.peer.press(GROUP, "reject:1", user_id=OLGAS_CHAT)
    await desk.quiet()

    await desk.say(OLGAS_CHAT, "Good morning")

    async with desk.database.snapshot() as session:
        asked = await session.get(Dialogue, f"telegram:{GROUP}/telegram:{OLGAS_CHAT}")
    assert asked is not None
    assert asked.waiting_for == "reject:1"
    assert await status_of(desk) is RequestStatus.RECEIVED


async def test_observer_in_the_group_decides_nothing(desk: Telegram) -> None:
    await desk.invite(700, "oscar@facility.example", "Oscar Blue", role=Role.OBSERVER)
    await new_card(desk)

    desk.peer.press(GROUP, "eligible:1", user_id=700)
    await desk.quiet()

    assert "does not include this" in desk.peer.messages(GROUP)[-1].text
    assert await status_of(desk) is RequestStatus.RECEIVED


async def test_doubtful_messages_are_shown_to_officers_alone(desk: Telegram) -> None:
    before = len(desk.peer.messages(GROUP))

    await in_group(desk, OLGAS_CHAT, "/inbox")
    await in_group(desk, OLGAS_CHAT, "/people")

    assert len(desk.peer.messages(GROUP)) == before
    assert "No message waits" in desk.peer.messages(OLGAS_CHAT)[-2].text


async def test_only_an_admin_links_a_group(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    telegram.peer.join(GROUP, user_id=OLGAS_CHAT, title="Desk")

    await in_group(telegram, OLGAS_CHAT, "/link")

    assert await group_of(telegram) is None
    assert "Your role is Officer. It does not include this" in telegram.peer.messages(OLGAS_CHAT)[-1].text
    assert telegram.peer.messages(GROUP) == []


async def test_group_that_is_not_linked_hears_nothing(telegram: Telegram) -> None:
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
    telegram.peer.join(GROUP, user_id=OLGAS_CHAT, title="Elsewhere")
    await new_card(telegram)

    answer = await in_group(telegram, OLGAS_CHAT, "/queue")
    callback = telegram.peer.press_old(GROUP, "eligible:1", user_id=OLGAS_CHAT)
    await telegram.quiet()

    assert answer == ""
    assert telegram.peer.messages(GROUP) == []
    assert "no longer posts to this group" in telegram.peer.chats.answered[callback]
    assert await status_of(telegram) is RequestStatus.RECEIVED


async def test_unlinking_gives_the_cards_back_to_each_chat(desk: Telegram) -> None:
    told = await in_group(desk, ADA, "/unlink")
    await new_card(desk)

    assert "each officer’s own chat again" in told
    assert "Monitoring" in desk.peer.messages(OLGAS_CHAT)[-1].text
    assert "Monitoring" not in desk.peer.messages(GROUP)[-1].text


async def test_group_that_puts_the_bot_out_is_unlinked_and_the_admin_told(desk: Telegram) -> None:
    desk.peer.remove(GROUP, user_id=OTTO)
    await desk.quiet()

    assert await group_of(desk) is None
    assert "removed from the group “Desk”" in desk.peer.messages(ADA)[-1].text
    assert "removed from the group" not in desk.peer.messages(OLGAS_CHAT)[-1].text
    await new_card(desk)
    assert "Monitoring" in desk.peer.messages(OLGAS_CHAT)[-1].text


async def test_card_a_lost_group_cannot_get_reaches_its_readers(desk: Telegram) -> None:
    desk.peer.chats.kick(GROUP)

    await new_card(desk)

    assert await group_of(desk) is None
    assert "removed from the group" in " ".join(shown.text for shown in desk.peer.messages(ADA))
    for chat in (ADA, OLGAS_CHAT, OTTO):
        assert sum("Monitoring" in shown.text for shown in desk.peer.messages(chat)) == 1


async def test_group_that_becomes_a_supergroup_stays_linked(desk: Telegram) -> None:
    desk.peer.upgrade(GROUP, SUPERGROUP, user_id=ADA)
    await desk.quiet()

    await new_card(desk)

    group = await group_of(desk)
    assert group is not None
    assert (group.chat, group.title) == (f"telegram:{SUPERGROUP}", "Desk")
    assert "Monitoring" in desk.peer.messages(SUPERGROUP)[-1].text


async def test_group_found_to_have_moved_while_sending_stays_linked(desk: Telegram) -> None:
    desk.peer.chats.upgrade(GROUP, SUPERGROUP)

    await new_card(desk)

    group = await group_of(desk)
    assert group is not None
    assert group.chat == f"telegram:{SUPERGROUP}"
    assert "Monitoring" in desk.peer.messages(SUPERGROUP)[-1].text
