"""The stage of the demo: what the people do, and how the terminal shows it."""

import asyncio
import uuid
from dataclasses import dataclass, field, replace

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.app import App
from bot.chat.terminal import terminal_payload
from bot.cli.demo_world import Delivered, World, is_about
from bot.dispatch.outcome import Outcome, Sent
from bot.texts.letter import Choices, Facts, Letter
from bot.texts.letter_json import letter_from_json
from bot.texts.render import as_terminal
from config.texts import date_text, say
from storage import inbox, jobs
from storage.mail import Job

PATIENCE_SECONDS = 30.0
LOOK_SECONDS = 0.02
KINDS = ("mail", "match")


@dataclass(slots=True)
class Stage:
    """Muster, the world outside, and the screen."""

    app: App
    world: World
    screen: Console
    pause: float
    chat: str = "terminal:Rosa Quispe"
    shown: list[Letter] = field(default_factory=list)
    scene_number: int = 0

    async def scene(self, key: str, **values: object) -> None:
        """Begin the next scene."""
        self.scene_number += 1
        title = say("en", f"cli.demo.scene.{key}", **values)
        day = date_text(self.world.time.now().date(), "en")
        self.screen.print()
        self.screen.rule(f"[bold]{self.scene_number}. {title}[/]   [dim]{day}[/]", align="left")
        await asyncio.sleep(self.pause)

    async def remark(self, key: str, **values: object) -> None:
        """One sentence of the narrator."""
        self.screen.print(say("en", f"cli.demo.{key}", **values), markup=False)
        await asyncio.sleep(self.pause)

    async def write(self, sender: str, to: str, subject: str, text: str) -> None:
        """Somebody writes a new mail to Muster."""
        self._letter("→", sender, subject, text)
        await self.world.send(self.world.write(sender, to, subject, text))
        await self.quiet()

    async def reply(self, to: Delivered, sender: str, text: str, *, automatic: bool = False) -> None:
        """Somebody answers a mail of Muster; the question is quoted below, as mail clients do."""
        mail = self.world.reply(to, sender, text)
        if automatic:
            mail["Auto-Submitted"] = "auto-replied"
            mail.replace_header("Subject", f"Automatic reply: {to.subject}")
        self._letter("→", sender, str(mail["Subject"]), text)
        await self.world.send(mail)
        await self.quiet()

    async def receive(self, person: str, *words: str, lines: int = 12, seen: int = 0) -> Delivered:
        """Wait for a mail to somebody that has these words, and show how it begins."""
        delivered = await self.world.wait_for(person, is_about(*words), seen=seen)
        self._letter("←", person, delivered.subject, _beginning(delivered.text, lines))
        await asyncio.sleep(self.pause)
        return delivered

    async def type(self, words: str, *, action: str = "") -> None:
        """The partner in the chat types or presses something."""
        self.screen.print(Padding(Text(f"Rosa: {words}", style="bold"), (0, 0, 0, 2)))
        async with self.app.database.transaction() as session:
            await inbox.store(
                session,
                channel="terminal",
                external_id=uuid.uuid4().hex,
                stream=self.chat,
                payload=terminal_payload(
                    "" if action else words, action=action, name="Rosa Quispe", language="en"
                ),
                envelope={},
                received_at=self.app.now(),
            )
        self.app.arrived.set()
        await self.quiet()

    async def show(self, job: Job) -> Outcome:
        """Print what Muster says in the chat."""
        letter = letter_from_json(job.payload["letter"])
        self.shown.append(letter)
        brief = letter.topic == "draft" and not any(isinstance(block, Facts) for block in letter.blocks)
        shown = replace(letter, blocks=letter.blocks[:1]) if brief else _without_buttons(letter)
        self.screen.print(Padding(as_terminal(shown), (0, 0, 0, 8)))
        return Sent()

    async def quiet(self) -> None:
        """Wait until Muster has handled and sent everything."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self._busy():  # noqa: ASYNC110 -- quiet is a state of the tables
                await asyncio.sleep(LOOK_SECONDS)

    async def _busy(self) -> bool:
        async with self.app.database.snapshot() as session:
            now = self.app.now()
            due = await jobs.unfinished(session, (*KINDS, self.chat), now=now)
            return bool(await inbox.waiting(session) or due)

    def _letter(self, arrow: str, person: str, subject: str, text: str) -> None:
        direction = "from" if arrow == "→" else "to"
        self.screen.print()
        self.screen.print(Text(f"{arrow} mail {direction} {person}", style="cyan"))
        self.screen.print(Text(f"  {subject}", style="bold"))
        self.screen.print(Padding(Text(text.strip()), (0, 0, 0, 4)))


def _without_buttons(letter: Letter) -> Letter:
    return replace(letter, blocks=tuple(block for block in letter.blocks if not isinstance(block, Choices)))


def _beginning(text: str, lines: int) -> str:
    kept = text.strip().splitlines()
    return "\n".join(kept[:lines] + (["…"] if len(kept) > lines else []))
