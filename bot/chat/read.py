"""What a Telegram update says, as a Message: pure, and never surprised by a field nobody knows yet."""

import json
import re
from collections.abc import Mapping
from datetime import datetime

from bot.chat.documents import album_of, files_in
from intake.message import Channel, Kind, Message

Json = Mapping[str, object]

# Telegram sends at most 4096 characters; a forged update must not cost more than a real one.
_LONGEST_TEXT = 20_000
_LONGEST_NAME = 200
# Contents that are not words, in the order in which they are looked for; each becomes a doubt of that name.
_OTHER_CONTENT = (
    "voice", "audio", "video_note", "video", "animation", "sticker", "photo", "document",
    "contact", "location", "venue", "poll", "dice", "story",
)  # fmt: skip
_COMMAND_FOR_BOT = re.compile(r"^(/\w{1,64})@\w{1,64}")
_LANGUAGE = re.compile(r"^[a-z]{2,3}(?=-|_|$)")
_GONE = frozenset({"kicked", "left"})
_THERE = frozenset({"member", "administrator"})


def read_update(payload: bytes, received_at: datetime) -> Message | None:
    """What a person said or pressed, or None for what is nobody's words (joins, pins, unknown kinds)."""
    update = _loaded(payload)
    source_id = str(update.get("update_id", ""))
    if pressed := _part(update, "callback_query"):
        return _pressed(pressed, source_id, received_at)
    if changed := _part(update, "my_chat_member"):
        return _membership(changed, source_id, received_at)
    if edited := _part(update, "edited_message"):
        return _said(edited, source_id, received_at, doubts=("edited",))
    written = _part(update, "message")
    if isinstance(written.get("migrate_to_chat_id"), int):
        return _moved(written, source_id, received_at)
    if members := _members_of_news(written):
        return _members(written, members, source_id, received_at)
    return _said(written, source_id, received_at)


def chat_of(update: Json) -> str:
    """The chat whose order this update belongs to: `telegram:<chat id>`, or a stream of its own."""
    for kind in ("message", "edited_message", "my_chat_member"):
        if (chat := _id(_part(update, kind), "chat")) is not None:
            return f"telegram:{chat}"
    pressed = _part(update, "callback_query")
    chat = _id(_part(pressed, "message"), "chat")
    sender = _id(pressed, "from")
    known = chat if chat is not None else sender
    return f"telegram:{known}" if known is not None else f"telegram:update-{update.get('update_id')}"


def _said(
    message: Json, source_id: str, received_at: datetime, doubts: tuple[str, ...] = ()
) -> Message | None:
    text = _words(message, "text") or _words(message, "caption")
    other = tuple(kind for kind in _OTHER_CONTENT if message.get(kind))
    person = _part(message, "from")
    if not (text or other) or _is_nobody(person):
        return None
    passed_on = ("forwarded",) if _is_forwarded(message) else ()
    return Message(
        channel=Channel.TELEGRAM,
        source_id=source_id,
        sender=f"telegram:{person['id']}",
        received_at=received_at,
        text=_COMMAND_FOR_BOT.sub(r"\1", text),
        sender_name=_name(person),
        message_id=_message_reference(message),
        references=_known(_answered(message)),
        recipients=_chat(message),
        subject=_words(_part(message, "chat"), "title", _LONGEST_NAME),
        files=() if _is_group(message) else files_in(message),
        album=album_of(message),
        language=_language(person),
        doubts=doubts + passed_on + other,
    )


def _is_forwarded(message: Json) -> bool:
    """Whether somebody else wrote it, or the person long ago: its words were not written to the bot."""
    return any(message.get(key) for key in ("forward_origin", "forward_date"))


def _answered(message: Json) -> str:
    """The message this one replies to; in a group only a bot's, for people there also reply to each other."""
    answered = _part(message, "reply_to_message")
    by_bot = _part(answered, "from").get("is_bot") is True
    return _message_reference(answered) if by_bot or not _is_group(message) else ""


def _is_group(message: Json) -> bool:
    """Telegram gives groups and channels negative numbers."""
    return (_id(message, "chat") or 0) < 0


def _pressed(query: Json, source_id: str, received_at: datetime) -> Message | None:
    person = _part(query, "from")
    if _is_nobody(person):
        return None
    shown = _part(query, "message")
    return Message(
        channel=Channel.TELEGRAM,
        source_id=source_id,
        sender=f"telegram:{person['id']}",
        received_at=received_at,
        sender_name=_name(person),
        action=_words(query, "data"),
        references=_known(f"callback:{_words(query, 'id')}", _message_reference(shown)),
        recipients=_chat(shown) or (f"telegram:{person['id']}",),
        language=_language(person),
    )


def _membership(change: Json, source_id: str, received_at: datetime) -> Message | None:
    """A person who blocked the bot (or a group that put it out) can no longer be told anything here, or can again."""
    person = _part(change, "from")
    status = _part(change, "new_chat_member").get("status")
    if status not in _GONE | _THERE or _is_nobody(person):
        return None
    return Message(
        channel=Channel.TELEGRAM,
        source_id=source_id,
        sender=f"telegram:{person['id']}",
        received_at=received_at,
        sender_name=_name(person),
        kind=Kind.AUTOMATIC,
        recipients=_chat(change),
        subject=_words(_part(change, "chat"), "title", _LONGEST_NAME),
        language=_language(person),
        doubts=("blocked" if status in _GONE else "admitted",),
    )


def _members_of_news(message: Json) -> tuple[str, ...]:
    """The people who have joined a group, or who has left it; of bots nothing is told."""
    joined = message.get("new_chat_members")
    people = [*(joined if isinstance(joined, list) else ()), message.get("left_chat_member")]
    known = (one for one in people if isinstance(one, dict) and not _is_nobody(one))
    return tuple(f"telegram:{one['id']}" for one in known)


def _members(message: Json, people: tuple[str, ...], source_id: str, received_at: datetime) -> Message | None:
    """Who reads along in a group from now on, or no more."""
    what = "left" if _part(message, "left_chat_member") else "joined"
    return _news_of_group(message, what, people, source_id, received_at)


def _moved(message: Json, source_id: str, received_at: datetime) -> Message | None:
    """A group that has become a supergroup: from now on it has another number."""
    number = (f"telegram:{message['migrate_to_chat_id']}",)
    return _news_of_group(message, "moved", number, source_id, received_at)


def _news_of_group(
    message: Json, what: str, references: tuple[str, ...], source_id: str, received_at: datetime
) -> Message | None:
    """What has become of a group: nobody's words, told by Telegram itself."""
    chat = _chat(message)
    if not chat:
        return None
    return Message(
        channel=Channel.TELEGRAM,
        source_id=source_id,
        sender=chat[0],
        received_at=received_at,
        kind=Kind.AUTOMATIC,
        recipients=chat,
        references=references,
        doubts=(what,),
    )


def _loaded(payload: bytes) -> Json:
    try:
        value = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _part(value: Json, key: str) -> Json:
    part = value.get(key)
    return part if isinstance(part, dict) else {}


def _id(value: Json, key: str) -> int | None:
    number = _part(value, key).get("id")
    return number if isinstance(number, int) else None


def _is_nobody(person: Json) -> bool:
    """Channels and anonymous administrators have no person behind them; bots are not spoken to."""
    return not isinstance(person.get("id"), int) or person.get("is_bot") is True


def _words(value: Json, key: str, longest: int = _LONGEST_TEXT) -> str:
    """Text that every database and every mail can hold: no NUL, no half of a surrogate pair."""
    text = value.get(key)
    if not isinstance(text, str):
        return ""
    return text[:longest].replace("\x00", "").encode("utf-8", "replace").decode()


def _name(person: Json) -> str:
    names = (_words(person, key, _LONGEST_NAME).strip() for key in ("first_name", "last_name"))
    return " ".join(name for name in names if name)


def _chat(message: Json) -> tuple[str, ...]:
    chat = _id(message, "chat")
    return () if chat is None else (f"telegram:{chat}",)


def _message_reference(message: Json) -> str:
    number = message.get("message_id")
    return f"message:{number}" if isinstance(number, int) else ""


def _known(*references: str) -> tuple[str, ...]:
    return tuple(reference for reference in references if not reference.endswith(":") and reference)


def _language(person: Json) -> str:
    found = _LANGUAGE.match(_words(person, "language_code", 16).lower())
    return found.group() if found else ""
