"""The local Bot API server is trusted by every other test, so it is tested itself."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from bot.chat.client import TelegramClient
from tests.peers.telegram import TelegramPeer
from tests.peers.telegram_html import HtmlRefusedError, visible_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain & simple > it", "plain & simple > it"),
        ("<b>Code</b>: 2026-03", "Code: 2026-03"),
        ("<b>a <i>b</i></b>", "a b"),
        ("3 &lt; 5 &amp;&amp; 5 &gt; 3", "3 < 5 && 5 > 3"),
        ('<a href="https://ministry.example">there</a>', "there"),
        ("<blockquote>their\nwords</blockquote>", "their\nwords"),
    ],
)
def test_good_html_is_shown_as_words(html: str, text: str) -> None:
    assert visible_text(html) == text


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("3 < 5", "Unsupported start tag"),
        ("<p>x</p>", "Unsupported start tag"),
        ("<b>x", "Can't find end tag"),
        ("x</b>", "Unmatched end tag"),
        ("<b><i>x</b></i>", 'expected "</i>", found "</b>"'),
        ("<", "Unsupported start tag"),
    ],
)
def test_bad_html_is_refused(html: str, complaint: str) -> None:
    with pytest.raises(HtmlRefusedError, match=complaint):
        visible_text(html)


@given(st.text(alphabet="<>/bi &;a", max_size=40))
def test_html_is_read_or_refused_but_never_stumbled_over(html: str) -> None:
    with suppress(HtmlRefusedError):
        assert "<b>" not in visible_text(html)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("<b>x", "Can't parse entities"),
        ("x" * 4097, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
        ("<b> </b>", "Message text is empty"),
    ],
)
async def test_a_message_telegram_would_refuse_is_refused(
    peer: TelegramPeer, client: TelegramClient, text: str, complaint: str
) -> None:
    peer.chats.open(100)

    with pytest.raises(BadRequest, match=complaint):
        await client.send_message(100, text, parse_mode="HTML")


async def test_button_data_over_64_bytes_is_refused(peer: TelegramPeer, client: TelegramClient) -> None:
    peer.chats.open(100)
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Yes", callback_data="é" * 33)]])

    with pytest.raises(BadRequest, match="data_invalid"):
        await client.send_message(100, "x", reply_markup=markup)


async def test_a_bot_cannot_write_first_nor_to_who_blocked_it(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await client.send_message(100, "x")

    peer.block(100)

    with pytest.raises(Forbidden, match="blocked by the user"):
        await client.send_message(100, "x")


async def test_a_message_is_waited_for_and_a_missing_one_tells_what_is_there(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    peer.say(100, "hello")
    await client.send_message(100, "Good morning")

    shown = await peer.wait_for_message(100, "morning")

    assert shown.text == "Good morning"
    with pytest.raises(AssertionError, match="Good morning"):
        await peer.wait_for_message(100, "evening", deadline=0.01)


async def test_a_button_is_pressed_by_label_or_data_and_by_a_named_person_in_a_group(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    peer.say(-5, "/queue", user_id=7, name="Officer")
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Approve", callback_data="approve:1")]])
    await client.send_message(-5, "A card", reply_markup=markup)

    peer.press(-5, "Approve", user_id=7)
    peer.press(-5, "approve:1", user_id=8, name="Another")

    pressed = [update["callback_query"] for update in peer.pending if "callback_query" in update]
    assert [(query["data"], query["from"]["first_name"]) for query in pressed] == [
        ("approve:1", "Officer"),
        ("approve:1", "Another"),
    ]
    with pytest.raises(AssertionError, match="no button 'Refuse'"):
        peer.press(-5, "Refuse", user_id=7)
    with pytest.raises(AssertionError, match="give user_id"):
        peer.press(-5, "Approve")


async def test_updates_of_this_server_are_read_by_the_real_library(
    peer: TelegramPeer, client: TelegramClient
) -> None:
    number = peer.say(100, "/start TOKEN", name="Ama", language="fr")
    await client.send_message(
        100, "x", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
    )
    peer.edit(100, number, "/start OTHER")
    peer.say(100, voice={"file_id": "v", "file_unique_id": "u", "duration": 1})
    peer.press(100, "Go")
    peer.block(100)

    said, edited, voice, pressed, blocked = await client.get_updates(timeout=0)

    assert said.message
    assert (said.message.text, said.message.entities[0].type) == ("/start TOKEN", "bot_command")
    assert edited.edited_message
    assert edited.edited_message.text == "/start OTHER"
    assert voice.message
    assert voice.message.voice
    assert pressed.callback_query
    assert pressed.callback_query.data == "go"
    assert blocked.my_chat_member
    assert blocked.my_chat_member.new_chat_member.status == "kicked"
