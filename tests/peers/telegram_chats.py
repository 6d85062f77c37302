"""The chats behind the local Bot API server: who is there, what they see, which messages Telegram refuses."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from tests.peers.telegram_html import LONGEST_MESSAGE, HtmlRefusedError, size, visible_text

Params = dict[str, Any]
Keyboard = tuple[tuple[tuple[str, str], ...], ...]


class Refusal(Exception):  # noqa: N818 - it is an answer of the server, not an error of the test
    """An answer of Telegram with `ok: false`."""

    def __init__(self, status: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters or {}


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as a person sees it now."""

    message_id: int
    html: str
    text: str
    keyboard: Keyboard = ()
    """Rows of (label, data)."""
    edits: int = 0

    @property
    def labels(self) -> list[str]:
        """What is written on the buttons."""
        return [label for row in self.keyboard for label, _ in row]

    @property
    def actions(self) -> list[str]:
        """What the buttons say to the bot."""
        return [data for row in self.keyboard for _, data in row]


class Chats:
    """All chats of one bot. A bot cannot write first: a chat is known once a person has written."""

    def __init__(self, token: str, username: str) -> None:
        self.bot: Params = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Muster",
            "username": username,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }
        self.answered: dict[str, str] = {}
        """Callback ids whose spinner was stopped, with the words shown."""
        self.spinning: set[str] = set()
        """Callback ids that still wait for the bot."""
        self.blocked: set[int] = set()
        self._shown: dict[int, dict[int, Shown]] = {}
        self._people: dict[int, Params] = {}
        self._last_message = 0
        self._last_callback = 0

    # --- people -------------------------------------------------------------------------------------

    def written(
        self,
        chat_id: int,
        text: str,
        *,
        name: str = "",
        language: str = "",
        user_id: int | None = None,
        reply_to: int | None = None,
        **content: Any,
    ) -> Params:
        """The message of a person; the chat is open from now on."""
        self.open(chat_id)
        message = {
            "message_id": self._next_message(),
            "from": self._person(chat_id, name, language, user_id),
            "chat": self._chat(chat_id),
            "date": int(time.time()),
            **content,
        }
        if text:
            message |= {"text": text, "entities": _entities(text)}
        if reply_to is not None:
            message["reply_to_message"] = self._bots_message(chat_id, reply_to)
        return message

    def pressed(self, chat_id: int, choice: str, *, user_id: int | None = None, name: str = "") -> Params:
        """The callback query of a pressed button."""
        shown, data = self._find_button(chat_id, choice)
        self._last_callback += 1
        callback = f"callback-{self._last_callback}"
        self.spinning.add(callback)
        return {
            "id": callback,
            "from": self._person(chat_id, name, "", user_id),
            "message": self._bots_message(chat_id, shown.message_id),
            "chat_instance": str(chat_id),
            "data": data,
        }

    def block(self, chat_id: int) -> Params:
        """The news that somebody has blocked the bot."""
        self.blocked.add(chat_id)
        return {
            "chat": self._chat(chat_id),
            "from": self._person(chat_id, "", "", None),
            "date": int(time.time()),
            "old_chat_member": {"user": self.bot, "status": "member"},
            "new_chat_member": {"user": self.bot, "status": "kicked", "until_date": 0},
        }

    def open(self, chat_id: int) -> None:
        """The bot may write here."""
        self._shown.setdefault(chat_id, {})
        self.blocked.discard(chat_id)

    def messages(self, chat_id: int) -> list[Shown]:
        """Everything the bot has written here, oldest first."""
        return list(self._shown.get(chat_id, {}).values())

    # --- the bot ------------------------------------------------------------------------------------

    def send(self, params: Params) -> Params:
        """A new message of the bot."""
        chat_id = self._open_chat(params)
        shown = _read(params, self._last_message + 1)
        self._shown[chat_id][self._next_message()] = shown
        return self._bots_message(chat_id, shown.message_id)

    def change(self, params: Params) -> Params:
        """An earlier message of the bot with new words."""
        chat_id = self._open_chat(params)
        before = self._shown[chat_id].get(int(params.get("message_id", 0)))
        if before is None:
            raise Refusal(400, "Bad Request: message to edit not found")
        after = replace(_read(params, before.message_id), edits=before.edits)
        if after == before:
            raise Refusal(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message",
            )
        self._shown[chat_id][before.message_id] = replace(after, edits=before.edits + 1)
        return self._bots_message(chat_id, before.message_id)

    def answer(self, params: Params) -> bool:
        """The spinner of a pressed button stops."""
        callback = str(params.get("callback_query_id", ""))
        if callback not in self.spinning:
            raise Refusal(
                400,
                "Bad Request: query is too old and response timeout expired or query ID is invalid",
            )
        self.spinning.discard(callback)
        self.answered[callback] = str(params.get("text", ""))
        return True

    # --- inside -------------------------------------------------------------------------------------

    def _open_chat(self, params: Params) -> int:
        chat_id = params.get("chat_id")
        if chat_id in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if not isinstance(chat_id, int) or chat_id not in self._shown:
            raise Refusal(400, "Bad Request: chat not found")
        return chat_id

    def _find_button(self, chat_id: int, choice: str) -> tuple[Shown, str]:
        for shown in reversed(self.messages(chat_id)):
            for label, data in (button for row in shown.keyboard for button in row):
                if choice in {label, data}:
                    return shown, data
        there = [shown.labels for shown in self.messages(chat_id)]
        raise AssertionError(f"no button {choice!r} in chat {chat_id}; there are {there}")

    def _person(self, chat_id: int, name: str, language: str, user_id: int | None) -> Params:
        number = user_id if user_id is not None else chat_id
        if number < 0:
            raise AssertionError("who acts in a group? give user_id")
        known = self._people.get(number, {"first_name": f"Person {number}", "language_code": "en"})
        person = {
            "id": number,
            "is_bot": False,
            "first_name": name or known["first_name"],
            "language_code": language or known["language_code"],
        }
        self._people[number] = person
        return person

    def _chat(self, chat_id: int) -> Params:
        if chat_id < 0:
            return {"id": chat_id, "type": "supergroup", "title": f"Group {-chat_id}"}
        first_name = self._people.get(chat_id, {}).get("first_name", f"Person {chat_id}")
        return {"id": chat_id, "type": "private", "first_name": first_name}

    def _bots_message(self, chat_id: int, message_id: int) -> Params:
        shown = self._shown[chat_id][message_id]
        message: Params = {
            "message_id": message_id,
            "from": self.bot,
            "chat": self._chat(chat_id),
            "date": int(time.time()),
            "text": shown.text,
        }
        if shown.keyboard:
            message["reply_markup"] = {"inline_keyboard": _keyboard_json(shown.keyboard)}
        return message

    def _next_message(self) -> int:
        self._last_message += 1
        return self._last_message


def _read(params: Params, message_id: int) -> Shown:
    html = str(params.get("text", ""))
    try:
        text = visible_text(html) if params.get("parse_mode") == "HTML" else html
    except HtmlRefusedError as error:
        raise Refusal(400, f"Bad Request: can't parse entities: {error}") from error
    if not text.strip():
        raise Refusal(400, "Bad Request: message text is empty")
    if size(text) > LONGEST_MESSAGE:
        raise Refusal(400, "Bad Request: message is too long")
    return Shown(message_id, html, text.strip(), _keyboard(params))


def _keyboard(params: Params) -> Keyboard:
    rows = params.get("reply_markup", {}).get("inline_keyboard", [])
    return tuple(tuple(_button(button) for button in row) for row in rows)


def _button(button: Params) -> tuple[str, str]:
    data = str(button.get("callback_data", ""))
    if not str(button.get("text", "")).strip():
        raise Refusal(400, "Bad Request: inline keyboard button text must be non-empty")
    if not 1 <= len(data.encode()) <= 64:
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return button["text"], data


def _keyboard_json(keyboard: Keyboard) -> list[list[Params]]:
    return [[{"text": label, "callback_data": data} for label, data in row] for row in keyboard]


def _entities(text: str) -> list[Params]:
    if not text.startswith("/"):
        return []
    return [{"type": "bot_command", "offset": 0, "length": size(text.split(maxsplit=1)[0])}]
