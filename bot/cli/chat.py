"""`muster chat`: the dialogue of every other channel, in a terminal, through the same inbox and jobs."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from bot.app import App, open_app
from bot.cli.conversation import Conversation, wait_until_done
from bot.cli.keyboard import typed_lines
from bot.cli.logs import set_up_logs
from bot.cli.screen import command, console, settings_or_stop, show, stop, tell
from bot.cli.trouble import told_plainly
from bot.dispatch.outcome import Outcome, Sent
from bot.texts.letter import Choice
from bot.texts.letter_json import letter_from_json
from bot.texts.printable import one_line
from bot.texts.render import as_terminal
from bot.texts.render_terminal import lettered_choices, mark
from config.settings import Settings
from config.texts import say
from storage.database import DatabaseInUseError
from storage.mail import Job
from storage.queries import officer_by_email
from storage.release import release

PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.05
LONGEST_NAME = 60
PROMPT = "> "


def talk(*, officer: str, name: str, language: str) -> None:
    """Hold a conversation until the end of what is typed."""
    settings = settings_or_stop()
    who = officer.strip().lower() or one_line(name)
    if not 0 < len(who) <= LONGEST_NAME:
        stop(say(settings.language, "cli.chat.bad_name", longest=LONGEST_NAME), 2)
    with told_plainly(settings):
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        set_up_logs(settings, file=settings.data_dir / "muster-chat.log")
        try:
            asyncio.run(_talk(settings, who, is_officer=bool(officer), language=language))
        except KeyboardInterrupt:
            console.print()


async def _talk(settings: Settings, who: str, *, is_officer: bool, language: str) -> None:
    lines = typed_lines(sys.stdin.fileno())
    async with open_app(settings) as app:
        if is_officer:
            await _must_be_officer(app, who)
        terminal = Terminal(Conversation(app, who, language or settings.language))
        tell(settings, "chat.hello.officer" if is_officer else "chat.hello.partner")
        await hold_conversation(terminal, lines, first="/queue" if is_officer else "/start")


async def _must_be_officer(app: App, email: str) -> None:
    async with app.database.snapshot() as session:
        known = await officer_by_email(session, email)
    if known is None:
        language = app.settings.language
        stop(say(language, "cli.chat.no_such_officer", email=email, muster=command()))


@dataclass(slots=True)
class Terminal:
    """One conversation on the screen: the choices last shown, and whether somebody is expected to type."""

    conversation: Conversation
    choices: tuple[Choice, ...] = ()
    expecting: bool = False
    echo: bool = field(default_factory=lambda: not sys.stdin.isatty())

    async def show(self, job: Job) -> Outcome:
        """Print a letter and remember its choices."""
        letter = letter_from_json(job.payload["letter"])
        if self.expecting:
            console.print()
        show(as_terminal(letter))
        console.print()
        self.choices = lettered_choices(letter) or self.choices
        if self.expecting:
            self.expect()
        return Sent()

    def expect(self) -> None:
        """Ask for a line."""
        self.expecting = True
        console.print(PROMPT, end="")

    async def hear(self, line: str) -> None:
        """Take a line, and wait until it is answered."""
        self.expecting = False
        words = line.strip()
        if self.echo:
            console.print(words, markup=False, soft_wrap=True)
        if words:
            await self.answer(words)

    async def answer(self, words: str) -> None:
        """Put what was typed, or the choice its letter stands for; then wait for what Muster says."""
        chosen = self._chosen(words)
        if chosen is None:
            await self.conversation.put(words)
        else:
            await self.conversation.put("", action=chosen.action)
        app, chat = self.conversation.app, self.conversation.chat
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                await wait_until_done(app, (chat, "match"), stream=chat, look=LOOK_SECONDS)
        except TimeoutError:
            tell(app.settings, "chat.no_answer_yet", muster=command())

    def _chosen(self, words: str) -> Choice | None:
        marks = [mark(place) for place in range(len(self.choices))]
        return self.choices[marks.index(words.lower())] if words.lower() in marks else None


async def hold_conversation(terminal: Terminal, lines: AsyncIterator[str], *, first: str) -> None:
    """Say the first words for the person, then whatever they type."""
    app = terminal.conversation.app
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as group:
        showing = app.job_worker(terminal.conversation.chat, terminal.show, app.outgoing)
        group.create_task(showing.run(), name="terminal")
        _serve_if_alone(app, stack, group)
        await terminal.answer(first)
        terminal.expect()
        async for line in lines:
            await terminal.hear(line)
            terminal.expect()
        console.print()
        app.stop()
    async with app.database.transaction() as session:
        await release(session, owner=app.owner)


def _serve_if_alone(app: App, stack: AsyncExitStack, group: asyncio.TaskGroup) -> None:
    """Do the work too that answers need, unless a service already runs on this database."""
    try:
        stack.enter_context(app.database.hold())
    except DatabaseInUseError:
        tell(app.settings, "chat.service_runs")
        return
    group.create_task(app.inbox_worker().run(), name="inbox")
    group.create_task(app.match_worker().run(), name="match")
