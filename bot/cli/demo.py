"""`muster demo`: the main job played on embedded defaults, through the product's own doors."""

import asyncio
import shutil
import socket
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from bot.app import App, open_app, start
from bot.cli.demo_stage import Stage
from bot.cli.demo_story import tell_story
from bot.cli.demo_world import StoryTime, open_world
from bot.cli.logs import set_up_logs
from bot.cli.screen import console, stop
from bot.dispatch.invitations import add_officer
from config.settings import Settings
from config.texts import say
from storage.people import Officer
from storage.states import Role

BEGIN = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
MARK = ".muster-demo"
OFFICER = "c.dubois@facility.example"


def play(folder: Path, *, quick: bool) -> None:
    """Play the story in a folder of its own, made anew each time."""
    _make_room(folder)
    asyncio.run(_play(folder.absolute(), quick=quick))


def _make_room(folder: Path) -> None:
    """Only a folder that an earlier demo made is emptied."""
    if folder.exists() and not (folder / MARK).exists() and any(folder.iterdir()):
        stop(say("en", "cli.demo.folder_taken", folder=folder), 2)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "mails").mkdir()
    (folder / MARK).touch()


async def _play(folder: Path, *, quick: bool) -> None:
    time = StoryTime(BEGIN)
    async with AsyncExitStack() as stack:
        world, smtp_port = await stack.enter_async_context(open_world(folder / "mails", time))
        settings = _settings(folder, smtp_port, _free_port())
        set_up_logs(settings, file=folder / "muster.log")
        app = await stack.enter_async_context(open_app(settings, now=time.now))
        stack.enter_context(app.database.hold())
        await _hire_officer(app)
        world.muster_port = settings.mail_listen_port
        group = await stack.enter_async_context(asyncio.TaskGroup())
        await start(app, stack, group)
        stage = Stage(app, world, console, pause=0.0 if quick else 0.4)
        group.create_task(app.job_worker(stage.chat, stage.show, app.outgoing).run(), name="chat")
        try:
            await tell_story(stage, folder)
        finally:
            app.stopping.set()


def _settings(folder: Path, smtp_port: int, listen_port: int) -> Settings:
    """The embedded defaults: nothing of the environment's own facility takes part."""
    return Settings(
        data_dir=folder,
        database_url="",
        facility_name="Social Protection Facility",
        mail_address="muster@facility.example",
        mail_listen_host="127.0.0.1",
        mail_listen_port=listen_port,
        smtp_host="127.0.0.1",
        smtp_port=smtp_port,
        smtp_username="",
        smtp_security="none",
        mail_rate_per_second=1000,
        telegram_token="",
        language="en",
    )


async def _hire_officer(app: App) -> None:
    async with app.database.transaction() as session:
        officer = Officer(
            name="Claire Dubois", email=OFFICER, role=Role.ADMIN, language="en", created_at=app.now()
        )
        await add_officer(session, officer, now=app.now(), lasts=app.house.terms.reply_within)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
