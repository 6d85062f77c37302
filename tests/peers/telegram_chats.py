"""The chats behind the local Bot API server: what people see there, and which messages Telegram refuses."""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from tests.peers.telegram_files import Attached, Files
from tests.peers.telegram_html import LONGEST_MESSAGE, HtmlRefusedError, size, visible_text
from tests.peers.telegram_people import FIRST_SUPERGROUP, People
from tests.peers.telegram_wire import Params, Refusal

Keyboard = tuple[tuple[tuple[str, str], ...], ...]
_LONGEST_CAPTION = 1024
_ADDRESS = re.compile(r"(https?|tg)://\S+")
_UPGRADED = "Bad Request: group chat was upgraded to a supergroup chat"


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of the bot as a person sees it now."""

    message_id: int
    html: str
    text: str
    keyboard: Keyboard = ()
    """Rows of (label, data); of a button that opens a page, its address."""
    edits: int = 0
    reply_to: int | None = None
    """The message it answers."""
    file: Attached | None = None
    """The document or the photo that came with it."""

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
        self.people = People(token, username)
        self.files = Files()
        self.answered: dict[str, str] = {}
        """Callback ids whose spinner was stopped, with the words shown."""
        self.spinning: set[str] = set()
        """Callback ids that still wait for the bot."""
        self.blocked: set[int] = set()
        """People who blocked the bot."""
        self.closed: dict[int, Refusal] = {}
        """Chats that refuse every message, with what Telegram says (kicked, deactivated, upgraded)."""
        self._shown: dict[int, dict[int, Shown]] = {}
        self._last_message = 0
        self._last_callback = 0

    # --- people -------------------------------------------------------------------------------------

    def written(
        self,
        chat_id: int,
        text: str = "",
        *,
        name: str = "",
        language: str = "",
        user_id: int | None = None,
        reply_to: int | None = None,
        **content: Any,
    ) -> Params:
        """The message of a person; the chat is open from now on."""
        self.open(chat_id)
        sender = self.people.person(chat_id, name, language, user_id)
        said = {"text": text} if text else {}
        if reply_to is not None:
            content["reply_to_message"] = self._any_message(chat_id, reply_to)
        return self.people.message(chat_id, self._next_message(), sender, **said, **content)

    def pressed(self, chat_id: int, choice: str, *, user_id: int | None = None, name: str = "") -> Params:
        """The callback query of a pressed button."""
        shown, data = self._find_button(chat_id, choice)
        message = self._bots_message(chat_id, shown.message_id)
        return self._query(message, data, self.people.person(chat_id, name, "", user_id))

    def pressed_old(self, chat_id: int, data: str, *, user_id: int | None = None, name: str = "") -> Params:
        """The callback query of a button whose message the bot can no longer see."""
        message = {"message_id": 1, "chat": self.people.chat(chat_id), "date": 0}
        return self._query(message, data, self.people.person(chat_id, name, "", user_id))

    def open(self, chat_id: int) -> None:
        """The bot may write here."""
        self._shown.setdefault(chat_id, {})
        self.blocked.discard(chat_id)
        self.closed.pop(chat_id, None)

    def kick(self, chat_id: int) -> bool:
        """The bot is no longer in this group."""
        kind = "supergroup" if chat_id <= FIRST_SUPERGROUP else "group"
        self.closed[chat_id] = Refusal(403, f"Forbidden: bot was kicked from the {kind} chat")
        return True

    def upgrade(self, chat_id: int, new_id: int) -> None:
        """A group becomes a supergroup with another id: empty for the bot, and the old one refuses."""
        self.open(new_id)
        self.people.titles[new_id] = str(self.people.chat(chat_id)["title"])
        self.people.members[new_id] = self.people.members.get(chat_id, {})
        self.closed[chat_id] = Refusal(400, _UPGRADED, {"migrate_to_chat_id": new_id})

    def messages(self, chat_id: int) -> list[Shown]:
        """Everything the bot has written here, oldest first."""
        return list(self._shown.get(chat_id, {}).values())

    def last_is_the_bots(self, chat_id: int) -> bool:
        """Whether nobody has written since the bot did."""
        return max(self._shown.get(chat_id, {}), default=-1) == self._last_message

    # --- the bot ------------------------------------------------------------------------------------

    def send(self, params: Params, file: Attached | None = None) -> Params:
        """A new message of the bot, with a document or not."""
        chat_id = self._open_chat(params)
        answers = self._answered_message(chat_id, params)
        shown = replace(_read(params, self._last_message + 1, file), reply_to=answers, file=file)
        self._shown[chat_id][self._next_message()] = shown
        return self._bots_message(chat_id, shown.message_id)

    def change(self, params: Params, *, buttons_only: bool = False) -> Params:
        """An earlier message of the bot with new words, or only with new buttons."""
        chat_id = self._open_chat(params)
        before = self._existing(chat_id, params, "message to edit not found")
        after = _with_buttons(before, params) if buttons_only else _with_words(before, params)
        if after == before:
            raise Refusal(
                400,
                "Bad Request: message is not modified: specified new message content and reply markup are "
                "exactly the same as a current content and reply markup of the message",
            )
        self._shown[chat_id][before.message_id] = replace(after, edits=before.edits + 1)
        return self._bots_message(chat_id, before.message_id, edit_date=int(time.time()))

    def delete(self, params: Params) -> bool:
        """A message of the bot disappears."""
        chat_id = self._open_chat(params)
        gone = self._existing(chat_id, params, "message to delete not found")
        del self._shown[chat_id][gone.message_id]
        return True

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

    def described(self, params: Params) -> Params:
        """The chat as getChat tells it."""
        chat_id = self._open_chat(params)
        most = {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}
        return {**self.people.chat(chat_id), **most}

    def member(self, params: Params) -> Params:
        """Somebody's place in a group."""
        group, user = self._open_chat(params), params.get("user_id")
        if user == self.people.bot["id"]:
            return {"user": self.people.bot, "status": "member"}
        found = self.people.members.get(group, {}).get(int(user or 0))
        if found is None:
            raise Refusal(400, "Bad Request: member not found")
        return {"user": found, "status": "member"}

    # --- inside -------------------------------------------------------------------------------------

    def _open_chat(self, params: Params) -> int:
        chat_id = params.get("chat_id")
        if chat_id in self.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if chat_id in self.closed:
            raise self.closed[chat_id]
        if not isinstance(chat_id, int) or chat_id not in self._shown:
            raise Refusal(400, "Bad Request: chat not found")
        return chat_id

    def _existing(self, chat_id: int, params: Params, complaint: str) -> Shown:
        shown = self._shown[chat_id].get(int(params.get("message_id", 0)))
        if shown is None:
            raise Refusal(400, f"Bad Request: {complaint}")
        return shown

    def _query(self, message: Params, data: str, person: Params) -> Params:
        self._last_callback += 1
        callback = f"callback-{self._last_callback}"
        self.spinning.add(callback)
        instance = str(message["chat"]["id"])
        return {
            "id": callback,
            "from": person,
            "message": message,
            "chat_instance": instance,
            "data": data,
        }

    def _answered_message(self, chat_id: int, params: Params) -> int | None:
        wish = params.get("reply_parameters")
        if not wish:
            return None
        number = int(wish["message_id"])
        if number in self._shown[chat_id] or self.people.said(chat_id, number):
            return number
        if wish.get("allow_sending_without_reply"):
            return None
        raise Refusal(400, "Bad Request: message to be replied not found")

    def _find_button(self, chat_id: int, choice: str) -> tuple[Shown, str]:
        for shown in reversed(self.messages(chat_id)):
            for label, data in (button for row in shown.keyboard for button in row):
                if choice in {label, data} and not _ADDRESS.fullmatch(data):
                    return shown, data
        there = [shown.labels for shown in self.messages(chat_id)]
        raise AssertionError(f"no button {choice!r} in chat {chat_id}; there are {there}")

    def _any_message(self, chat_id: int, message_id: int) -> Params:
        return self.people.said(chat_id, message_id) or self._bots_message(chat_id, message_id)

    def _bots_message(self, chat_id: int, message_id: int, **more: Any) -> Params:
        shown = self._shown[chat_id][message_id]
        content: Params = {"text": shown.text}
        if shown.file:
            described = self.files.photo if shown.file.mime == "image/png" else self.files.document
            content = {**described(shown.file), **({"caption": shown.text} if shown.text else {})}
        if shown.keyboard:
            more["reply_markup"] = {"inline_keyboard": _keyboard_json(shown.keyboard)}
        if shown.reply_to and (answered := self.people.said(chat_id, shown.reply_to)):
            more["reply_to_message"] = answered
        head = {"message_id": message_id, "from": self.people.bot, "chat": self.people.chat(chat_id)}
        return {**head, "date": int(time.time()), **content, **more}

    def _next_message(self) -> int:
        self._last_message += 1
        return self._last_message


_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


def _with_words(before: Shown, params: Params) -> Shown:
    read = _read(params, before.message_id, before.file)
    return replace(read, edits=before.edits, reply_to=before.reply_to, file=before.file)


def _with_buttons(before: Shown, params: Params) -> Shown:
    return replace(before, keyboard=_keyboard(params))


def _read(params: Params, message_id: int, file: Attached | None) -> Shown:
    html = str(params.get("caption" if file else "text", ""))
    try:
        text = visible_text(html) if params.get("parse_mode") == "HTML" else html
    except HtmlRefusedError as error:
        raise Refusal(400, f"Bad Request: can't parse entities: {error}") from error
    if not text.strip() and not file:
        raise Refusal(400, "Bad Request: message text is empty")
    if size(text) > (_LONGEST_CAPTION if file else LONGEST_MESSAGE):
        raise Refusal(400, f"Bad Request: message {'caption ' if file else ''}is too long")
    return Shown(message_id, html, text.strip(), _keyboard(params))


def _keyboard(params: Params) -> Keyboard:
    rows = params.get("reply_markup", {}).get("inline_keyboard", [])
    if sum(map(len, rows)) > 100:
        raise Refusal(400, "Bad Request: too many buttons in the inline keyboard")
    return tuple(tuple(_button(button) for button in row) for row in rows)


def _button(button: Params) -> tuple[str, str]:
    if not str(button.get("text", "")).strip():
        raise Refusal(400, "Bad Request: inline keyboard button text must be non-empty")
    if url := str(button.get("url", "")):
        return button["text"], _address(url)
    data = str(button.get("callback_data", ""))
    if not 1 <= len(data.encode()) <= 64:
        raise Refusal(400, "Bad Request: BUTTON_DATA_INVALID")
    return button["text"], data


def _address(url: str) -> str:
    if not _ADDRESS.fullmatch(url):
        raise Refusal(400, f"Bad Request: inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return url


def _keyboard_json(keyboard: Keyboard) -> list[list[Params]]:
    return [[dict(_button_json(label, data)) for label, data in row] for row in keyboard]


def _button_json(label: str, data: str) -> Iterator[tuple[str, str]]:
    yield "text", label
    yield ("url" if _ADDRESS.fullmatch(data) else "callback_data"), data
