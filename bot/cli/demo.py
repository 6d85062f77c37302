"""`muster demo`: the main job played on embedded defaults, through the product's own doors."""

import asyncio
import shutil
import socket
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

from bot.app import App, open_app
from bot.cli.conversation import Conversation
from bot.cli.demo_stage import Stage
from bot.cli.demo_story import MUSTER, OFFICER, PARTNER, tell_story
from bot.cli.demo_world import BORDER, StoryTime, open_world
from bot.cli.logs import set_up_logs
from bot.cli.screen import command, console, stop
from bot.cli.trouble import told_plainly
from bot.dispatch.invitations import Invitee, add_officer
from bot.service import start
from config.settings import Settings
from config.texts import say
from storage.states import Role

BEGIN = datetime(2026, 1, 12, 9, 0, tzinfo=UTC)
MARK = ".muster-demo"
PAUSE_SECONDS = 0.4


class DemoSettings(Settings):
    """The embedded defaults: neither the environment nor a muster.toml takes part."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is written here."""
        del settings_cls, env_settings, dotenv_settings, file_secret_settings
        return (init_settings,)


def play(folder: Path, *, quick: bool) -> None:
    """Play the story in a folder of its own, made anew each time."""
    settings = DemoSettings(
        data_dir=folder.absolute(),
        facility_name="Social Protection Facility",
        mail_address=MUSTER,
        mail_authserv_id=BORDER,
        smtp_host="127.0.0.1",
        smtp_security="none",
        mail_rate_per_second=1000,
        digest_hour=-1,
    )
    with told_plainly(settings):
        make_room(folder)
        set_up_logs(settings, file=folder / "muster.log")
        asyncio.run(_play(settings, folder, pause=0.0 if quick else PAUSE_SECONDS))


def make_room(folder: Path) -> None:
    """Only a folder that an earlier demo made is emptied."""
    own = (folder / MARK).is_file() and not folder.is_symlink()
    empty = folder.is_dir() and not any(folder.iterdir())
    if folder.exists() and not own and not empty:
        stop(say("en", "cli.demo.folder_taken", folder=folder, muster=command()), 2)
    if own:
        shutil.rmtree(folder)
    (folder / "mails").mkdir(parents=True)
    (folder / MARK).touch()


async def _play(settings: Settings, folder: Path, *, pause: float) -> None:
    time = StoryTime(BEGIN)
    async with AsyncExitStack() as stack:
        world, smtp_port = await stack.enter_async_context(open_world(MUSTER, folder / "mails", time))
        world.muster_port = _free_port()
        ports = {"smtp_port": smtp_port, "mail_listen_port": world.muster_port}
        app = await stack.enter_async_context(open_app(settings.model_copy(update=ports), now=time.now))
        stack.enter_context(app.database.hold())
        await _hire_officer(app)
        group = await stack.enter_async_context(asyncio.TaskGroup())
        await start(app, stack, group)
        stage = Stage(app, world, console, pause, Conversation(app, PARTNER, "en"))
        showing = app.job_worker(stage.partner.chat, stage.show, app.outgoing)
        group.create_task(showing.run(), name="chat")
        try:
            await tell_story(stage, folder)
        finally:
            app.stop()


async def _hire_officer(app: App) -> None:
    async with app.database.transaction() as session:
        claire = Invitee("Claire Dubois", OFFICER, Role.ADMIN, "en")
        lasts = app.house.terms.reply_within
        await add_officer(session, claire, language="en", now=app.now(), lasts=lasts)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port
