import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.read import chat_of, read_update
from intake.message import Channel, Kind, Message

NOW = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
AMA = {"id": 100, "is_bot": False, "first_name": "Ama", "last_name": "Doe", "language_code": "fr-TG"}
PRIVATE = {"id": 100, "type": "private"}
GROUP = {"id": -5000, "type": "supergroup", "title": "Officers"}
BOT = {"id": 1, "is_bot": True, "first_name": "Muster"}


def read(**update: Any) -> Message | None:
    return read_update(json.dumps({"update_id": 9, **update}).encode(), NOW)


def message(**content: Any) -> dict[str, Any]:
    return {"message_id": 7, "from": AMA, "chat": PRIVATE, "date": 1, **content}


def test_typed_words() -> None:
    assert read(message=message(text="Bonjour")) == Message(
        channel=Channel.TELEGRAM,
        source_id="9",
        sender="telegram:100",
        received_at=NOW,
        text="Bonjour",
        sender_name="Ama Doe",
        message_id="message:7",
        recipients=("telegram:100",),
        language="fr",
    )


def test_a_pressed_button() -> None:
    query = {"id": "cb1", "from": AMA, "data": "approve:3:1", "message": {"message_id": 55, "chat": PRIVATE}}

    assert read(callback_query=query) == Message(
        channel=Channel.TELEGRAM,
        source_id="9",
        sender="telegram:100",
        received_at=NOW,
        sender_name="Ama Doe",
        action="approve:3:1",
        references=("callback:cb1", "message:55"),
        recipients=("telegram:100",),
        language="fr",
    )


def test_a_button_of_a_message_that_telegram_no_longer_shows() -> None:
    pressed = read(callback_query={"id": "cb1", "from": AMA, "data": "x"})

    assert pressed is not None
    assert (pressed.references, pressed.recipients) == (("callback:cb1",), ("telegram:100",))


def test_in_a_group_the_person_acts_and_the_chat_is_a_recipient() -> None:
    said = read(message=message(chat=GROUP, text="/queue@muster_bot open"))
    pressed = read(
        callback_query={"id": "c", "from": AMA, "data": "x", "message": {"message_id": 5, "chat": GROUP}}
    )

    assert said is not None
    assert pressed is not None
    assert (said.sender, said.recipients, said.text) == ("telegram:100", ("telegram:-5000",), "/queue open")
    assert (pressed.sender, pressed.recipients) == ("telegram:100", ("telegram:-5000",))


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("/start", "/start"),
        ("/start TOKEN-1_x", "/start TOKEN-1_x"),
        ("/start@muster_bot TOKEN", "/start TOKEN"),
        ("write to /start@muster_bot", "write to /start@muster_bot"),
        ("ama@ministry.example", "ama@ministry.example"),
        ("nul\x00 and half \ud83d", "nul and half ?"),
    ],
)
def test_the_text_stays_as_it_was_typed_apart_from_the_name_of_the_bot(typed: str, text: str) -> None:
    said = read(message=message(text=typed))

    assert said is not None
    assert said.text == text


def test_an_edited_message_says_so() -> None:
    said = read(edited_message=message(text="from the 13th", edit_date=2))

    assert said is not None
    assert (said.text, said.message_id, said.doubts) == ("from the 13th", "message:7", ("edited",))


def test_a_reply_refers_to_the_message_it_answers() -> None:
    said = read(message=message(text="yes", reply_to_message={"message_id": 3, "chat": PRIVATE}))

    assert said is not None
    assert said.references == ("message:3",)


@pytest.mark.parametrize(
    "kind",
    ["voice", "sticker", "document", "photo", "video", "audio", "contact", "location", "poll", "animation"],
)
def test_what_is_not_words_is_a_doubt(kind: str) -> None:
    said = read(message=message(**{kind: {"file_id": "x"}}))

    assert said is not None
    assert (said.text, said.doubts) == ("", (kind,))


def test_a_caption_is_text() -> None:
    said = read(message=message(document={"file_id": "x"}, caption="our letter"))

    assert said is not None
    assert (said.text, said.doubts) == ("our letter", ("document",))


def test_in_a_group_only_what_answers_the_bot_is_an_answer_to_it() -> None:
    theirs = {"message_id": 3, "chat": GROUP, "from": AMA}
    said = [
        read(message=message(chat=GROUP, text="yes", reply_to_message=theirs | {"from": author}))
        for author in (AMA, BOT)
    ]

    assert [one.references for one in said if one is not None] == [(), ("message:3",)]


def test_the_title_of_a_group_is_known_and_its_files_are_not_fetched() -> None:
    said = read(message=message(chat=GROUP | {"title": "Desk"}, caption="x", document={"file_id": "x"}))

    assert said is not None
    assert (said.subject, said.files, said.recipients) == ("Desk", (), ("telegram:-5000",))


@pytest.mark.parametrize(
    "origin",
    [
        {"forward_origin": {"type": "hidden_user", "date": 1, "sender_user_name": "Mallory"}},
        {"forward_date": 1},
    ],
)
def test_forwarded_words_say_so(origin: dict[str, Any]) -> None:
    said = read(message=message(text="/eligible 2026-01", **origin))

    assert said is not None
    assert (said.text, said.doubts) == ("/eligible 2026-01", ("forwarded",))


@pytest.mark.parametrize(
    ("news", "people", "doubt"),
    [
        ({"new_chat_members": [AMA, BOT]}, ("telegram:100",), "joined"),
        ({"new_chat_members": [AMA, {"id": 7}]}, ("telegram:100", "telegram:7"), "joined"),
        ({"left_chat_member": AMA}, ("telegram:100",), "left"),
    ],
)
def test_who_joins_or_leaves_a_group_is_news_of_the_chat(
    news: dict[str, Any], people: tuple[str, ...], doubt: str
) -> None:
    assert read(message=message(**news, chat=GROUP)) == Message(
        channel=Channel.TELEGRAM,
        source_id="9",
        sender="telegram:-5000",
        received_at=NOW,
        kind=Kind.AUTOMATIC,
        recipients=("telegram:-5000",),
        references=people,
        doubts=(doubt,),
    )


@pytest.mark.parametrize(
    "news",
    [
        {"left_chat_member": BOT},
        {"new_chat_members": "all"},
        {"new_chat_members": [5]},
        {"left_chat_member": 5},
    ],
)
def test_bots_and_misprints_neither_join_nor_leave(news: dict[str, Any]) -> None:
    assert read(message=message(**news, chat=GROUP)) is None


def test_a_group_that_moves_is_news_of_the_chat() -> None:
    assert read(message=message(chat=GROUP, migrate_to_chat_id=-1005)) == Message(
        channel=Channel.TELEGRAM,
        source_id="9",
        sender="telegram:-5000",
        received_at=NOW,
        kind=Kind.AUTOMATIC,
        recipients=("telegram:-5000",),
        references=("telegram:-1005",),
        doubts=("moved",),
    )


@pytest.mark.parametrize("status", ["member", "administrator"])
def test_a_bot_that_is_let_in_again_is_told_of(status: str) -> None:
    told = read(my_chat_member={"from": AMA, "chat": PRIVATE, "new_chat_member": {"status": status}})

    assert told is not None
    assert (told.kind, told.doubts) == (Kind.AUTOMATIC, ("admitted",))


@pytest.mark.parametrize("status", ["kicked", "left"])
def test_a_blocked_bot_is_told_of_but_not_as_anybodys_words(status: str) -> None:
    change = {"from": AMA, "chat": PRIVATE, "new_chat_member": {"user": BOT, "status": status}}

    assert read(my_chat_member=change) == Message(
        channel=Channel.TELEGRAM,
        source_id="9",
        sender="telegram:100",
        received_at=NOW,
        sender_name="Ama Doe",
        kind=Kind.AUTOMATIC,
        recipients=("telegram:100",),
        language="fr",
        doubts=("blocked",),
    )


@pytest.mark.parametrize(
    "update",
    [
        {},
        {"kind_of_next_year": {"from": AMA}},
        {"inline_query": {"id": "1", "from": AMA, "query": "x"}},
        {"message": message(new_chat_members=[BOT])},
        {"message": message(pinned_message={"message_id": 1})},
        {"message": message(text="")},
        {"message": message(text="beep", **{"from": BOT})},
        {"message": {"message_id": 1, "chat": GROUP, "sender_chat": GROUP, "text": "news"}},
        {"channel_post": {"message_id": 1, "chat": GROUP, "text": "news"}},
        {"my_chat_member": {"from": AMA, "chat": PRIVATE, "new_chat_member": {"status": "restricted"}}},
        {"message": {"message_id": 1, "migrate_to_chat_id": -1005}},
        {"callback_query": {"id": "1", "data": "x"}},
        {"message": "words"},
        {"message": {"from": [], "text": 5}},
    ],
)
def test_what_is_nobodys_words_is_no_message(update: dict[str, Any]) -> None:
    assert read(**update) is None


@pytest.mark.parametrize(
    ("code", "language"),
    [("pt-br", "pt"), ("EN", "en"), ("fil", "fil"), ("", ""), ("1", ""), ("deutsch", ""), (5, "")],
)
def test_the_language_is_a_code_or_nothing(code: object, language: str) -> None:
    said = read(message=message(text="x", **{"from": AMA | {"language_code": code}}))

    assert said is not None
    assert said.language == language


@pytest.mark.parametrize(
    ("update", "stream"),
    [
        ({"message": {"chat": GROUP}}, "telegram:-5000"),
        ({"edited_message": {"chat": PRIVATE}}, "telegram:100"),
        ({"callback_query": {"from": AMA, "message": {"chat": GROUP}}}, "telegram:-5000"),
        ({"callback_query": {"from": AMA}}, "telegram:100"),
        ({"my_chat_member": {"chat": PRIVATE}}, "telegram:100"),
        ({"update_id": 9, "poll": {}}, "telegram:update-9"),
    ],
)
def test_each_chat_is_a_stream_of_its_own(update: dict[str, Any], stream: str) -> None:
    assert chat_of(update) == stream


KNOWN_KEYS = (
    *("message", "edited_message", "callback_query", "my_chat_member", "reply_to_message", "new_chat_member"),
    *("from", "chat", "id", "text", "caption", "data", "message_id", "status", "voice", "is_bot"),
    *("language_code", "first_name"),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KNOWN_KEYS), inner, max_size=6)
    ),
    max_leaves=30,
)


@given(JSON)
def test_any_json_is_a_message_or_nothing_and_never_an_error(value: object) -> None:
    said = read_update(json.dumps(value).encode(), NOW)

    assert said is None or said.sender.startswith("telegram:")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_nothing(payload: bytes) -> None:
    assert read_update(payload, NOW) is None


@pytest.mark.parametrize("payload", [b"[" * 100_000, b"9" * 10_000, b'{"update_id": 1e999}'])
def test_hostile_json_is_nothing(payload: bytes) -> None:
    assert read_update(payload, NOW) is None
