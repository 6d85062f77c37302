"""Who is behind the local Bot API server: people, groups, and everything they write, as Telegram words it."""

import time
from typing import Any

from tests.peers.telegram_html import size
from tests.peers.telegram_wire import Params

FIRST_SUPERGROUP = -1_000_000_000_000
"""Ids of supergroups are this or lower; a plain group has a small negative id."""


class People:
    """Names, languages and the messages of people; the bot's own messages are elsewhere."""

    def __init__(self, token: str, username: str) -> None:
        self.bot: Params = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Muster",
            "username": username,
        }
        self.members: dict[int, dict[int, Params]] = {}
        """Who has been seen in which group, by user id."""
        self.titles: dict[int, str] = {}
        self._known: dict[int, Params] = {}
        self._said: dict[tuple[int, int], Params] = {}

    def person(self, chat_id: int, name: str = "", language: str = "", user_id: int | None = None) -> Params:
        """The user who acts in this chat; in a private chat the chat's id is theirs."""
        number = user_id if user_id is not None else chat_id
        if number < 0:
            raise AssertionError("who acts in a group? give user_id")
        known = self._known.get(number, {"first_name": f"Person {number}", "language_code": "en"})
        person = {
            "id": number,
            "is_bot": False,
            "first_name": name or known["first_name"],
            "language_code": language or known["language_code"],
        }
        self._known[number] = person
        if chat_id < 0:
            self.members.setdefault(chat_id, {})[number] = person
        return person

    def chat(self, chat_id: int) -> Params:
        """A private chat, a group or a supergroup, by its id."""
        if chat_id < 0:
            kind = "supergroup" if chat_id <= FIRST_SUPERGROUP else "group"
            return {"id": chat_id, "type": kind, "title": self.titles.get(chat_id, f"Group {-chat_id}")}
        first_name = self._known.get(chat_id, {}).get("first_name", f"Person {chat_id}")
        return {"id": chat_id, "type": "private", "first_name": first_name}

    def message(self, chat_id: int, message_id: int, sender: Params, **content: Any) -> Params:
        """A message with any content, remembered so that it can be edited or replied to."""
        message = {
            "message_id": message_id,
            "from": sender,
            "chat": self.chat(chat_id),
            "date": int(time.time()),
            **content,
        }
        for words, marks in (("text", "entities"), ("caption", "caption_entities")):
            if found := entities(str(message.get(words, ""))):
                message[marks] = found
        self._said[chat_id, message_id] = message
        return message

    def said(self, chat_id: int, message_id: int) -> Params | None:
        """An earlier message of a person, as a reply shows it: without what it replied to."""
        found = self._said.get((chat_id, message_id))
        return {key: value for key, value in found.items() if key != "reply_to_message"} if found else None

    def edited(self, chat_id: int, message_id: int, text: str) -> Params:
        """An earlier message with other words: the text, or the caption of a file."""
        before = self._said.get((chat_id, message_id))
        if before is None:
            raise AssertionError(f"nobody wrote message {message_id} in chat {chat_id}")
        words = "text" if "text" in before else "caption"
        kept = {key: value for key, value in before.items() if key not in {"entities", "caption_entities"}}
        marks = (
            {"entities" if words == "text" else "caption_entities": found}
            if (found := entities(text))
            else {}
        )
        after = {**kept, words: text, "edit_date": max(int(time.time()), before["date"]), **marks}
        self._said[chat_id, message_id] = after
        return after

    def membership(self, chat_id: int, actor: Params, before: str, after: str) -> Params:
        """The news that the bot's own place in a chat has changed."""
        return {
            "chat": self.chat(chat_id),
            "from": actor,
            "date": int(time.time()),
            "old_chat_member": self._standing(before),
            "new_chat_member": self._standing(after),
        }

    def _standing(self, status: str) -> Params:
        more = {"until_date": 0} if status == "kicked" else {}
        return {"user": self.bot, "status": status, **more}


def entities(text: str) -> list[Params]:
    """What Telegram marks in a text by itself: here only a command at the beginning."""
    if not text.startswith("/") or len(text) < 2:
        return []
    return [{"type": "bot_command", "offset": 0, "length": size(text.split(maxsplit=1)[0])}]


def is_heard(message: Params, bot: Params) -> bool:
    """Privacy mode: what of a group's talk reaches a bot - commands, replies to it, and news of the group itself."""
    if message["chat"]["id"] > 0 or _NEWS & message.keys():
        return True
    command, _, named = str(message.get("text", "")).partition(" ")[0].partition("@")
    to_bot = message.get("reply_to_message", {}).get("from", {}).get("id") == bot["id"]
    return to_bot or (command.startswith("/") and named in {"", bot["username"]})


_NEWS = frozenset({"new_chat_members", "left_chat_member", "migrate_to_chat_id", "migrate_from_chat_id"})
