"""One message of a partner in a chat, with everything needed to answer it."""

from dataclasses import dataclass, replace

from bot.dispatch.post import Post, chat
from bot.dispatch.shown import pressed_message
from bot.texts.letter import Letter
from intake.message import Message
from storage.people import Contact, Dialogue
from storage.requests import Request
from storage.states import RequestStatus


@dataclass(frozen=True, slots=True)
class Talk:
    """What was said, by whom, and where their conversation stands."""

    post: Post
    message: Message
    dialogue: Dialogue
    contact: Contact

    @property
    def language(self) -> str:
        """The language of the conversation."""
        return self.dialogue.language

    @property
    def command(self) -> str:
        """The command that was typed, without its slash; '' if there is none."""
        first = self.message.text.strip().partition(" ")[0]
        return first[1:].partition("@")[0].lower() if first.startswith("/") else ""

    @property
    def rest(self) -> str:
        """What was typed behind the command."""
        return self.message.text.strip().partition(" ")[2].strip()

    def of(self, contact: Contact) -> "Talk":
        """The same conversation, whose person turned out to be another contact."""
        return replace(self, contact=contact)

    async def show(self, *letters: Letter, in_place: bool = False) -> None:
        """Answer; `in_place` changes the message whose button was pressed instead of writing a new one."""
        _, number = pressed_message(self.message) if in_place and len(letters) == 1 else ("", 0)
        for letter in letters:
            about = letter.topic if letter.topic.startswith("request:") else ""
            await chat(self.post, letter, to=self.message.sender, about=about, edit=number or None)

    async def draft(self) -> Request | None:
        """The draft this chat is in the middle of."""
        number = self.dialogue.request_id
        draft = await self.post.session.get(Request, number) if number else None
        if draft is None or draft.status is not RequestStatus.DRAFT:
            return None
        return draft if draft.contact_id == self.contact.id else None  # it may have moved on with its person
