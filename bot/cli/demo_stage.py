"""The stage of the demo: what the people do, and when it is shown."""

import asyncio
from dataclasses import dataclass, field, replace
from pathlib import Path

from rich.console import Console
from rich.text import Text

from bot.app import App
from bot.cli.conversation import Conversation, wait_until_done
from bot.cli.demo_view import LANGUAGE, Shown, show_mail, show_said, show_scene
from bot.cli.demo_world import Delivered, World, is_about
from bot.cli.screen import narrate
from bot.dispatch.outcome import Outcome, Sent
from bot.texts.letter import Block, Choice, Choices, Facts, Letter
from bot.texts.letter_json import letter_from_json
from bot.texts.render import as_terminal
from bot.texts.render_terminal import lettered_choices
from config.texts import date_text, say
from storage.mail import Job

PATIENCE_SECONDS = 30.0
LOOK_SECONDS = 0.02
WHOLE = 1000
DONE = ("f:areas:done", "f:langs:done")
"""Buttons of questions that take several answers."""


@dataclass(slots=True)
class Stage:
    """Muster, the world outside, and the screen."""

    app: App
    world: World
    screen: Console
    pause: float
    partner: Conversation
    shown: list[Letter] = field(default_factory=list)
    typed_last: bool = False
    """Whether the last thing on the screen is what the partner typed."""

    async def scene(self, key: str, number: int, total: int, **values: object) -> None:
        """Begin the next scene."""
        place = say(LANGUAGE, "cli.demo.scene_of", number=number, total=total)
        day = date_text(self.world.time.now().date(), LANGUAGE)
        show_scene(self.screen, place, day, say(LANGUAGE, key, **values))
        await asyncio.sleep(self.pause)

    async def remark(self, key: str, **values: object) -> None:
        """The narrator's words."""
        narrate(say(LANGUAGE, f"cli.demo.{key}", **values), self.screen)
        await asyncio.sleep(self.pause)

    async def write(self, sender: str, subject: str, text: str) -> None:
        """Somebody writes a new mail to Muster."""
        file = await self.world.send(self.world.write(sender, subject, text))
        await self._show(Shown(sender, "Muster", subject, text, WHOLE, file, from_muster=False))
        await self.quiet()

    async def reply(self, to: Delivered, text: str, *, automatic: bool = False) -> None:
        """Whoever got a mail of Muster answers it; the question is quoted below, as mail clients do."""
        mail = self.world.reply(to, text)
        if automatic:
            mail["Auto-Submitted"] = "auto-replied"
            mail.replace_header("Subject", f"Automatic reply: {to.subject}")
        file = await self.world.send(mail)
        subject = str(mail["Subject"])
        await self._show(Shown(to.person, "Muster", subject, text, WHOLE, file, from_muster=False))
        await self.quiet()

    async def receive(self, to: str, *words: str, lines: int, whole: Path | None = None) -> Delivered:
        """Wait for a mail to somebody that has these words and was not shown yet, and show how it begins."""
        delivered = await self.world.next_mail(to, is_about(*words))
        file = whole or delivered.file
        text = delivered.text
        await self._show(
            Shown("Muster", delivered.person, delivered.subject, text, lines, file, from_muster=True)
        )
        return delivered

    async def type(self, words: str, *, action: str = "") -> None:
        """The partner in the chat types or presses something."""
        speaker = self.partner.name.partition(" ")[0]
        self.screen.print()
        self.typed_last = True
        show_said(self.screen, speaker, Text(words), style="cyan")
        await self.partner.put("" if action else words, action=action)
        await self.quiet()
        await asyncio.sleep(self.pause / 4)

    async def show(self, job: Job) -> Outcome:
        """Print what Muster says in the chat; of a question only that, and what was chosen so far."""
        letter = letter_from_json(job.payload["letter"])
        self.shown.append(letter)
        asks = letter.topic == "draft" and not any(isinstance(block, Facts) for block in letter.blocks)
        said = letter.blocks[: 2 if self.offered(*DONE) else 1] if asks else _without_buttons(letter)
        if not self.typed_last:
            self.screen.print()
        self.typed_last = False
        show_said(self.screen, "Muster", as_terminal(replace(letter, blocks=said)), style="green")
        return Sent()

    def offered(self, *actions: str) -> Choice | None:
        """Of these buttons, the first that the last letter shows."""
        return next((one for one in lettered_choices(self.shown[-1]) if one.action in actions), None)

    async def quiet(self) -> None:
        """Wait until Muster has handled and sent everything."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await wait_until_done(self.app, ("mail", "match", self.partner.chat), look=LOOK_SECONDS)

    async def _show(self, mail: Shown) -> None:
        show_mail(self.screen, mail)
        await asyncio.sleep(self.pause)


def _without_buttons(letter: Letter) -> tuple[Block, ...]:
    return tuple(block for block in letter.blocks if not isinstance(block, Choices))
