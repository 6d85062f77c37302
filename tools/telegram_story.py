"""What a partner and an officer see on Telegram, played against the local Bot API server and written down scene by scene."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from tests.flows.chats import OLGAS_CHAT, Telegram
from tests.flows.facility import OLGA

PARTNERS_CHAT = 100


@dataclass(frozen=True, slots=True)
class Bubble:
    """One message on a screen."""

    who: str
    """`person` or `muster`."""
    text: str
    """Muster's in Telegram's HTML."""
    buttons: tuple[tuple[str, ...], ...] = ()
    pressed: str = ""
    """The button that was pressed last, if it is still there."""
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """Some messages that follow each other in one chat, as they look at its end."""

    name: str
    title: str
    bubbles: tuple[Bubble, ...]

    def to_json(self) -> dict[str, Any]:
        """As it is kept beside the pictures."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Words:
    """What a partner writes in their language."""

    name: str
    institution: str
    misspelt: str
    title: str
    background: str
    dates: str


WORDS = {
    "en": Words(
        "Amina Diallo", "Ministry of Labour", "Tgo", "Monitoring of social pensions",
        "27,000 people over 70 receive a pension. We do not know who is paid late.", "9-27 March 2026",
    ),
    "fr": Words(
        "Afi Mensah", "Ministère des Affaires sociales", "Tgo", "Suivi des pensions sociales",
        "27 000 personnes âgées reçoivent une pension. Nous ne savons pas qui est payé en retard.",
        "du 9 au 27 mars 2026",
    ),
    "es": Words(
        "Ana Benítez", "Ministerio de Desarrollo Social", "Paragay", "Seguimiento de las pensiones sociales",
        "27.000 personas mayores reciben una pensión. No sabemos a quién se paga tarde.",
        "del 9 al 27 de marzo de 2026",
    ),
    "pt": Words(
        "Rui Neto", "Ministério da Ação Social", "Angla", "Acompanhamento das pensões sociais",
        "27.000 idosos recebem uma pensão. Não sabemos a quem se paga tarde.",
        "de 9 a 27 de março de 2026",
    ),
}  # fmt: skip


@dataclass(slots=True)
class Screen:
    """One person's chat with the bot, and what of it has not been shown in a scene yet."""

    telegram: Telegram
    chat: int
    title: str
    language: str
    entries: list[str | int] = field(default_factory=list)
    """What the person wrote, and ids of what the bot wrote, in order."""
    pressed: dict[int, tuple[str, int]] = field(default_factory=dict)
    """By message: the newest label that was pressed, and how often the message had been edited then."""
    seen: set[int] = field(default_factory=set)

    async def say(self, text: str, *, shown: str = "") -> None:
        """Write something; `shown` stands for it in the scene."""
        self.look()
        self.entries.append(shown or text)
        await self.telegram.say(self.chat, text, name=self.title, language=self.language)
        self.look()

    async def press(self, action: str) -> None:
        """Press the newest button that says this to the bot."""
        self.look()
        for message in reversed(self.telegram.peer.messages(self.chat)):
            for label, data in (button for row in message.keyboard for button in row):
                if data == action:
                    self.pressed[message.message_id] = (label, message.edits)
                    await self.telegram.press(self.chat, action)
                    self.look()
                    return
        raise AssertionError(f"no button {action!r}: {self.telegram.peer.messages(self.chat)[-1]}")

    async def press_like(self, start: str) -> None:
        """Press the first button of the newest message whose action begins so."""
        await self.press(next(iter(self.choices(start)), start))

    def choices(self, start: str) -> list[str]:
        """What the buttons of the newest message say to the bot, of those that begin so."""
        newest = self.telegram.peer.messages(self.chat)[-1]
        return [action for action in newest.actions if action.startswith(start)]

    def look(self) -> None:
        """Notice what the bot wrote."""
        for message in self.telegram.peer.messages(self.chat):
            if message.message_id not in self.seen:
                self.seen.add(message.message_id)
                self.entries.append(message.message_id)

    def show_last(self) -> None:
        """The newest message belongs to the next scene, too: it is about to change."""
        self.entries.append(self.telegram.peer.messages(self.chat)[-1].message_id)

    def scene(self, name: str) -> Scene:
        """What happened since the last scene, as it looks now."""
        self.look()
        bubbles = tuple(self._bubbles())
        self.entries.clear()
        return Scene(name, self.title, bubbles)

    def _bubbles(self) -> Iterator[Bubble]:
        shown = {message.message_id: message for message in self.telegram.peer.messages(self.chat)}
        for entry in self.entries:
            if isinstance(entry, str):
                yield Bubble("person", entry)
            elif message := shown.get(entry):
                label, edits = self.pressed.get(entry, ("", 0))
                rows = tuple(tuple(label for label, _ in row) for row in message.keyboard)
                mark = label if edits == message.edits else ""
                yield Bubble("muster", message.html, rows, mark, message.edits > 0)


async def partner_story(screen: Screen) -> list[Scene]:
    """A partner asks for help: every way of answering once, the review, and what is said when it is sent."""
    words, scenes = WORDS[screen.language], list[Scene]()
    await screen.say("/start")
    await screen.press("menu:new")
    scenes.append(screen.scene("start"))

    await screen.say(words.institution)
    await screen.say(words.misspelt)
    for action in screen.choices("f:pick:")[:1]:
        await screen.press(action)
    scenes.append(screen.scene("country"))

    await screen.say("contact@ministry.example")
    await screen.say(words.title)
    screen.scene("")
    screen.show_last()
    for action in screen.choices("f:area:"):
        await screen.press(action)
    scenes.append(screen.scene("areas"))
    await screen.press("f:areas:done")
    await screen.say(words.background)
    for _ in range(3):
        await screen.press("f:skip")
    screen.scene("")
    screen.show_last()
    await screen.press("f:cal:open")
    await screen.press("f:cal:to:2026-02")
    await screen.press("f:cal:to:2026-03")
    await screen.press("f:cal:day:2026-03-09")
    scenes.append(screen.scene("dates"))
    await screen.press("f:cal:day:2026-03-27")

    for action in ("f:count:5", f"f:lang:{screen.language}", "f:langs:done", "f:count:2", "f:skip", "f:skip"):
        await screen.press(action)
    review = screen.scene("review")
    scenes.append(replace(review, bubbles=review.bubbles[-1:]))
    await screen.press("f:send")
    await screen.say("/status")
    scenes.append(screen.scene("sent"))
    return scenes


async def officer_story(screen: Screen, partner: Screen) -> list[Scene]:
    """An officer decides, a second tap each time: the card, eligible, a team; and what the partner reads of it."""
    scenes = [screen.scene("card")]
    screen.show_last()
    await screen.press("eligible:1")
    scenes.append(screen.scene("sure"))
    await screen.press("yes:eligible:1")
    screen.scene("")
    screen.show_last()
    await screen.press_like("team:")
    scenes.append(screen.scene("team"))
    screen.show_last()
    await screen.press_like("approve:")
    scenes.append(screen.scene("approve"))
    await screen.press_like("yes:approve")
    scenes.append(partner.scene("news"))
    return scenes


async def invite_olga(telegram: Telegram) -> None:
    """Olga's chat is hers before the story begins."""
    await telegram.invite(OLGAS_CHAT, OLGA, "Olga Novak")
