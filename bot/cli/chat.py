"""`muster chat`: the dialogue of every other channel, in a terminal, through the same inbox and jobs."""

import asyncio
import uuid
from contextlib import AsyncExitStack
from dataclasses import dataclass, field

from bot.app import App, open_app
from bot.chat.terminal import terminal_payload
from bot.cli.logs import set_up_logs
from bot.cli.screen import console, database_errors, settings_or_stop, stop, tell
from bot.dispatch.outcome import Outcome, Sent
from bot.texts.letter import Choice
from bot.texts.letter_json import letter_from_json
from bot.texts.render import as_terminal
from bot.texts.render_terminal import lettered_choices, mark
from config.settings import Settings
from config.texts import say
from storage import inbox, jobs
from storage.database import DatabaseInUseError
from storage.mail import Job
from storage.queries import officer_by_email

PATIENCE_SECONDS = 60.0
LOOK_SECONDS = 0.03


def talk(*, officer: str, name: str, language: str) -> None:
    """Hold a conversation until end of input."""
    settings = settings_or_stop()
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    set_up_logs(settings, file=settings.data_dir / "muster-chat.log")
    with database_errors(settings):
        try:
            asyncio.run(_talk(settings, officer=officer.strip().lower(), name=name, language=language))
        except KeyboardInterrupt:
            console.print()


@dataclass(slots=True)
class Terminal:
    """One conversation: who speaks, and the choices last shown."""

    app: App
    chat: str
    name: str
    language: str
    choices: list[Choice] = field(default_factory=list)

    async def show(self, job: Job) -> Outcome:
        """Print a letter and remember its choices."""
        letter = letter_from_json(job.payload["letter"])
        console.print(as_terminal(letter))
        self.choices = list(lettered_choices(letter)) or self.choices
        return Sent()

    async def say(self, line: str) -> None:
        """Store what was typed, then wait until it is answered."""
        chosen = self._chosen(line)
        text, action = ("", chosen.action) if chosen else (line, "")
        async with self.app.database.transaction() as session:
            await inbox.store(
                session,
                channel="terminal",
                external_id=uuid.uuid4().hex,
                stream=self.chat,
                payload=terminal_payload(text, action=action, name=self.name, language=self.language),
                envelope={},
                received_at=self.app.now(),
            )
        self.app.arrived.set()
        await self._answered()

    def _chosen(self, line: str) -> Choice | None:
        marks = [mark(place) for place in range(len(self.choices))]
        return self.choices[marks.index(line.lower())] if line.lower() in marks else None

    async def _answered(self) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while await self._busy():  # noqa: ASYNC110 -- the work may be another process's
                await asyncio.sleep(LOOK_SECONDS)

    async def _busy(self) -> bool:
        async with self.app.database.snapshot() as session:
            now = self.app.now()
            due = await jobs.unfinished(session, (self.chat, "match"), now=now)
            return bool(await inbox.waiting(session) or due)


async def _talk(settings: Settings, *, officer: str, name: str, language: str) -> None:
    async with AsyncExitStack() as stack:
        app = await stack.enter_async_context(open_app(settings))
        terminal = Terminal(app, f"terminal:{officer or name}", name, language or settings.language)
        if officer:
            await _sit_down(app, officer)
            terminal.name = officer
        group = await stack.enter_async_context(asyncio.TaskGroup())
        await _start(app, terminal, stack, group)
        tell(settings, "chat.hello.officer" if officer else "chat.hello.partner")
        await terminal.say("/start")
        while (line := await _read_line()) is not None:
            if line.strip():
                await terminal.say(line.strip())
        app.stopping.set()


async def _start(app: App, terminal: Terminal, stack: AsyncExitStack, group: asyncio.TaskGroup) -> None:
    """Show letters here; do the rest of the work too, unless a service already runs on this database."""
    shown = app.job_worker(terminal.chat, terminal.show, app.outgoing)
    group.create_task(shown.run(), name="terminal")
    try:
        stack.enter_context(app.database.hold())
    except DatabaseInUseError:
        tell(app.settings, "chat.service_runs")
        return
    group.create_task(app.inbox_worker().run(), name="inbox")
    group.create_task(app.match_worker().run(), name="match")


async def _sit_down(app: App, email: str) -> None:
    async with app.database.snapshot() as session:
        known = await officer_by_email(session, email)
    if known is None:
        stop(say(app.settings.language, "cli.chat.no_such_officer", email=email))


async def _read_line() -> str | None:
    try:
        return await asyncio.to_thread(input, "> ")
    except EOFError:
        return None
