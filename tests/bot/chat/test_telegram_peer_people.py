"""Groups, files, albums and menus of the local Bot API server, read by the real library, judged by aiogram's model."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from telegram import BotCommand, InlineKeyboardButton, InlineKeyboardMarkup, ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.chat.client import TelegramClient
from tests.peers.telegram import Attached, TelegramPeer
from tests.peers.telegram_model import Referee, complaints, types

GROUP, SUPERGROUP, OLGA = -5, -1_000_000_000_005, 7
PERSON = {"id": 1, "is_bot": False, "first_name": "Ama"}
MESSAGE = {"message_id": 5, "date": 1, "chat": {"id": 1, "type": "private"}, "from": PERSON, "text": "Hello"}


async def updates(client: TelegramClient) -> list[dict[str, Any]]:
    return list(await client.raw_updates(offset=None, wait=timedelta(0)))


async def downloaded(peer: TelegramPeer, path: str) -> tuple[int, bytes]:
    address = f"{peer.file_url}{peer.token}/{path}"
    async with aiohttp.ClientSession() as http, http.get(address) as answer:
        return answer.status, await answer.read()


async def test_a_file_is_described_and_downloaded(peer: TelegramPeer, client: TelegramClient) -> None:
    peer.attach(100, Attached("letter.docx", b"PK words", "application/docx"), caption="Our letter")
    [update] = await client.get_updates(timeout=0)
    assert update.message
    assert update.message.document

    file = await client.get_file(update.message.document.file_id)

    assert (update.message.caption, update.message.document.file_name) == ("Our letter", "letter.docx")
    assert (file.file_size, str(file.file_path).endswith("/documents/file_0.docx")) == (8, True)
    assert await downloaded(peer, "documents/file_0.docx") == (200, b"PK words")
    assert (await downloaded(peer, "documents/file_9.docx"))[0] == 404


async def test_a_file_over_20_megabytes_cannot_be_fetched(peer: TelegramPeer, client: TelegramClient) -> None:
    peer.attach(100, Attached("film.mp4", b"x", size=20 * 1024 * 1024 + 1))
    [update] = await client.get_updates(timeout=0)
    assert update.message
    assert update.message.document

    with pytest.raises(BadRequest, match="File is too big"):
        await client.get_file(update.message.document.file_id)
    with pytest.raises(BadRequest, match="Invalid file_id"):
        await client.get_file("nothing")


async def test_an_album_is_several_messages_of_one_group(peer: TelegramPeer, client: TelegramClient) -> None:
    peer.album(100, [Attached("a.pdf", b"a"), Attached("b.pdf", b"b")], caption="Both")
    peer.photograph(100, Attached("c.jpg", b"c"))
    peer.speak(100, Attached("d.ogg", b"d"))

    first, second, photo, voice = [update.message for update in await client.get_updates(timeout=0)]

    assert first
    assert second
    assert first.media_group_id == second.media_group_id
    assert (first.caption, second.caption) == ("Both", None)
    assert photo
    assert [size.width for size in photo.photo] == [90, 1280]
    assert voice
    assert voice.voice


async def test_an_edited_caption_keeps_the_file(peer: TelegramPeer, client: TelegramClient) -> None:
    number = peer.attach(100, Attached("a.pdf", b"a"), caption="Befor")
    peer.edit(100, number, "Before")

    _, edited = await updates(client)

    assert edited["edited_message"]["caption"] == "Before"
    assert edited["edited_message"]["document"]["file_name"] == "a.pdf"


async def test_a_group_tells_who_put_the_bot_in_and_out(peer: TelegramPeer, client: TelegramClient) -> None:
    peer.join(GROUP, user_id=OLGA, name="Olga", title="Officers")
    await client.send_message(GROUP, "Good morning")
    peer.remove(GROUP, user_id=OLGA)

    joined, service, removed = await updates(client)

    assert joined["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert joined["my_chat_member"]["chat"] == {"id": GROUP, "type": "group", "title": "Officers"}
    assert service["message"]["new_chat_members"][0]["is_bot"]
    assert removed["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    with pytest.raises(Forbidden, match="bot was kicked from the group chat"):
        await client.send_message(GROUP, "Hello?")


async def test_in_a_group_the_bot_hears_commands_and_replies_only(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    peer.join(GROUP, user_id=OLGA)
    card = await client.send_message(GROUP, "A card")
    peer.say(GROUP, "what do you think?", user_id=OLGA)
    peer.say(GROUP, "/queue@another_bot", user_id=OLGA)
    peer.say(GROUP, "/queue@muster_test_bot", user_id=8)
    peer.say(GROUP, "Out of scope.", user_id=OLGA, reply_to=card.message_id)

    heard = [update["message"].get("text") for update in await updates(client) if "message" in update]

    assert heard == [None, "/queue@muster_test_bot", "Out of scope."]


async def test_a_group_that_became_a_supergroup_refuses_under_its_old_id(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    peer.join(GROUP, user_id=OLGA)

    peer.upgrade(GROUP, SUPERGROUP, user_id=OLGA)

    with pytest.raises(ChatMigrated) as moved:
        await client.send_message(GROUP, "x")
    assert moved.value.new_chat_id == SUPERGROUP
    assert (await client.send_message(SUPERGROUP, "x")).chat.type == "supergroup"
    told = [update["message"] for update in (await updates(client))[-2:]]
    assert [told[0]["migrate_to_chat_id"], told[1]["migrate_from_chat_id"]] == [SUPERGROUP, GROUP]


async def test_the_menu_is_kept_by_language_and_scope(peer: TelegramPeer, client: TelegramClient) -> None:
    await client.set_my_commands([BotCommand("help", "What I can do")])
    await client.set_my_commands([BotCommand("help", "Ce que je sais faire")], language_code="fr")

    assert peer.menu.of("fr") == [("help", "Ce que je sais faire")]
    assert peer.menu.of("pt") == [("help", "What I can do")]
    with pytest.raises(BadRequest, match="Bot_command_invalid"):
        await client.set_my_commands([("Help me", "x")])


async def test_a_reply_an_answered_message_and_a_document_of_the_bot(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    asked = peer.say(100, "Where is it?")
    await client.send_message(100, "Here", reply_parameters=ReplyParameters(asked))
    await client.send_document(100, b"words", filename="form.docx", caption="The form")

    answer, form = peer.messages(100)

    assert answer.reply_to == asked
    assert form.file
    assert (form.text, form.file.name, form.file.content) == ("The form", "form.docx", b"words")
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await client.send_message(100, "x", reply_parameters=ReplyParameters(999))


async def test_buttons_change_without_the_words_and_may_open_a_page(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    peer.chats.open(100)
    sent = await client.send_message(100, "x")
    page = InlineKeyboardMarkup([[InlineKeyboardButton("Open", url="https://ministry.example")]])

    await client.edit_message_reply_markup(100, sent.message_id, reply_markup=page)

    [shown] = peer.messages(100)
    assert (shown.text, shown.keyboard) == ("x", ((("Open", "https://ministry.example"),),))
    with pytest.raises(AssertionError, match="no button 'Open'"):
        peer.press(100, "Open")


async def test_an_account_that_is_gone_and_one_that_came_back(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    peer.say(100, "hello")
    peer.block(100)
    peer.unblock(100)
    assert (await client.send_message(100, "Welcome back")).text == "Welcome back"

    peer.deactivate(100)

    with pytest.raises(Forbidden, match="user is deactivated"):
        await client.send_message(100, "x")


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"tone": "kind"}, "unknown field tone"),
        ({"from": PERSON | {"shoe_size": 43}}, "unknown field from_user.shoe_size"),
        ({"chat": {"id": 1}}, "chat.type: Field required"),
        ({"message_id": "5"}, "aiogram reads it as"),
        ({"text": 5}, "text: Input should be a valid string"),
    ],
)
def test_the_referee_sees_what_is_unknown_missing_or_bent(change: dict[str, Any], complaint: str) -> None:
    assert complaints(types().Message, MESSAGE) == []

    [found] = complaints(types().Message, MESSAGE | change)

    assert complaint in found


def test_the_referee_remembers_until_the_end() -> None:
    referee = Referee()
    referee.request("sendMessage", {"chat_id": 1, "text": "x"})
    referee.answer("sendMessage", MESSAGE)
    referee.update({"update_id": 1, "message": MESSAGE})
    referee.verdict()

    referee.request("sendMessage", {"chat_id": 1})
    referee.request("sendSmell", {})

    with pytest.raises(AssertionError, match=r"(?s)text: Field required.*sendSmell: aiogram knows no such"):
        referee.verdict()


async def test_a_peer_complains_at_the_end_of_its_block() -> None:
    with pytest.raises(AssertionError, match=r"unknown field message\.smell"):
        async with TelegramPeer() as peer:
            peer.arrive({"message": MESSAGE | {"smell": "good"}})
