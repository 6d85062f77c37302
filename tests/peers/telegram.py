"""A local Bot API server on a real port: Telegram for tests, with the people who write to the bot.

Everything runs in the loop of the test; the bot may run there or in another process:

    async with TelegramPeer() as peer:      # MUSTER_TELEGRAM_BASE_URL=peer.base_url, token peer.token
        peer.say(100, "/start", name="Ama", language="fr")
        shown = await peer.wait_for_message(100, contains="Bonjour")
        peer.press(100, "Envoyer")          # a label or the button's data
        peer.attach(100, Attached("letter.docx", content), caption="Our request")
        peer.join(-5, user_id=7)            # an officer puts the bot into a group

Whatever the bot asks, whatever the server answers and every update is held against aiogram's model of the Bot API;
leaving the block raises if anything is not as Telegram would have it. What is wrong on purpose goes in by `forge`.
"""

from typing import Any

from tests.peers.telegram_chats import Shown
from tests.peers.telegram_files import Attached
from tests.peers.telegram_people import is_heard
from tests.peers.telegram_server import BotApi, Call
from tests.peers.telegram_wire import Params, Refusal

__all__ = ["Attached", "Call", "TelegramPeer"]


class TelegramPeer(BotApi):
    """The server with the people who use it."""

    _albums = 0

    # --- the people ---------------------------------------------------------------------------------

    def say(self, chat_id: int, text: str = "", **details: Any) -> int:
        """Somebody writes; gives the id of the message.

        `name`, `language` and `user_id` tell who (remembered per person; a group needs `user_id`), `reply_to`
        an earlier message id; anything else is content (`voice={...}`, `caption="..."`).
        In a group the bot only hears what Telegram's privacy mode lets through: commands that name it, other
        commands right after it spoke, and replies to it.
        """
        return self._send(self.chats.written(chat_id, text, **details))

    def attach(self, chat_id: int, file: Attached, *, caption: str = "", **who: Any) -> int:
        """Somebody sends a document; gives the id of the message."""
        return self._send(self._with_caption(chat_id, self.chats.files.document(file), caption, who))

    def photograph(self, chat_id: int, file: Attached, *, caption: str = "", **who: Any) -> int:
        """Somebody sends a photo."""
        return self._send(self._with_caption(chat_id, self.chats.files.photo(file), caption, who))

    def speak(self, chat_id: int, file: Attached, **who: Any) -> int:
        """Somebody sends a voice note."""
        return self._send(self.chats.written(chat_id, **self.chats.files.voice(file), **who))

    def album(self, chat_id: int, files: list[Attached], *, caption: str = "", **who: Any) -> list[int]:
        """Somebody sends several documents as one album: a message each, the caption below the first."""
        self._albums += 1
        group = {"media_group_id": f"1300000{self._albums}"}
        contents = [self.chats.files.document(file) | group for file in files]
        captions = [caption] + [""] * (len(files) - 1)
        return [
            self._send(self._with_caption(chat_id, content, words, who))
            for content, words in zip(contents, captions, strict=True)
        ]

    def edit(self, chat_id: int, message_id: int, text: str) -> None:
        """Somebody changes what they wrote (the caption, if it was a file)."""
        self.arrive({"edited_message": self.people.edited(chat_id, message_id, text)})

    def press(self, chat_id: int, choice: str, **who: Any) -> str:
        """Somebody presses the newest button with this label or data; gives the callback id."""
        query = self.chats.pressed(chat_id, choice, **who)
        self.arrive({"callback_query": query})
        return str(query["id"])

    def press_old(self, chat_id: int, data: str, **who: Any) -> str:
        """Somebody presses a button on a message that is gone, or was never there; gives the callback id."""
        query = self.chats.pressed_old(chat_id, data, **who)
        self.arrive({"callback_query": query})
        return str(query["id"])

    def block(self, chat_id: int) -> None:
        """Somebody blocks the bot: it is told, and can no longer write there."""
        self.chats.blocked.add(chat_id)
        self._member(chat_id, self.people.person(chat_id), "member", "kicked")

    def unblock(self, chat_id: int) -> None:
        """Somebody lets the bot write again, without a word."""
        self.chats.open(chat_id)
        self._member(chat_id, self.people.person(chat_id), "kicked", "member")

    def deactivate(self, chat_id: int) -> None:
        """An account is deleted: nobody tells the bot, until it writes."""
        self.chats.closed[chat_id] = Refusal(403, "Forbidden: user is deactivated")

    def join(self, chat_id: int, *, user_id: int, name: str = "", title: str = "") -> None:
        """A member puts the bot into a group: it may write there from now on."""
        if title:
            self.people.titles[chat_id] = title
        actor = self.people.person(chat_id, name, "", user_id)
        self._member(chat_id, actor, "left", "member")
        self._send(self.chats.written(chat_id, user_id=user_id, new_chat_members=[self.people.bot]))

    def remove(self, chat_id: int, *, user_id: int) -> None:
        """A member takes the bot out of a group."""
        self.chats.kick(chat_id)
        self._member(chat_id, self.people.person(chat_id, "", "", user_id), "member", "kicked")

    def upgrade(self, chat_id: int, new_id: int, *, user_id: int) -> None:
        """A group becomes a supergroup: told in both chats, and the old id refuses with `migrate_to_chat_id`."""
        told = self.chats.written(chat_id, user_id=user_id, migrate_to_chat_id=new_id)
        self.chats.upgrade(chat_id, new_id)
        self._send(told)
        self._send(self.chats.written(new_id, user_id=user_id, migrate_from_chat_id=chat_id))

    def _with_caption(self, chat_id: int, content: Params, caption: str, who: Params) -> Params:
        words: Params = {"caption": caption} if caption else {}
        return self.chats.written(chat_id, **content, **words, **who)

    def _send(self, message: Params) -> int:
        if is_heard(message, self.people.bot):
            self.arrive({"message": message})
        number: int = message["message_id"]
        return number

    def _member(self, chat_id: int, actor: Params, before: str, after: str) -> None:
        self.arrive({"my_chat_member": self.people.membership(chat_id, actor, before, after)})

    # --- what a test wants to know ------------------------------------------------------------------

    def messages(self, chat_id: int) -> list[Shown]:
        """What the bot has written in a chat, oldest first, as it looks now."""
        return self.chats.messages(chat_id)

    async def wait_for_message(
        self, chat_id: int, contains: str = "", *, after: int = 0, deadline: float = 10.0
    ) -> Shown:
        """The newest message of the bot with these words and a higher id than `after`, once it is there."""

        def found() -> Shown | None:
            fitting = [
                shown
                for shown in self.messages(chat_id)
                if contains in shown.text and shown.message_id > after
            ]
            return fitting[-1] if fitting else None

        try:
            return await self.until(found, deadline)
        except TimeoutError:
            seen = "\n---\n".join(shown.text for shown in self.messages(chat_id)) or "nothing"
            raise AssertionError(
                f"no message with {contains!r} in chat {chat_id}; it shows:\n{seen}"
            ) from None
