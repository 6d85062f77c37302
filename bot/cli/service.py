"""`muster run`: the service in the foreground."""

import asyncio
from collections.abc import Mapping

from bot.cli.logs import set_up_logs
from bot.cli.screen import command, errors, narrate, settings_or_stop
from bot.cli.trouble import database_words, told_plainly
from bot.service import run_service
from config.settings import Settings
from config.texts import say

CHANNELS = ("mail_in", "mailbox", "mail_out", "telegram", "health")


def run() -> None:
    """Serve until stopped."""
    settings = settings_or_stop()
    set_up_logs(settings)
    with told_plainly(settings):
        asyncio.run(
            run_service(settings, started=lambda channels: narrate(greeting(settings, channels), errors))
        )


def greeting(settings: Settings, channels: Mapping[str, str]) -> str:
    """What runs and where, and for each channel that does not, what to set."""
    language = settings.language
    on = [
        say(language, f"cli.run.{name}", where=channels[name], address=settings.mail_address)
        for name in CHANNELS
        if name in channels
    ]
    # One way in is enough, so that no mailbox is no lack; no mail at all is told once. Nobody needs a monitor.
    have = {*channels, "mailbox", "health"} | ({"mail_in"} if "mailbox" in channels else set())
    off = [say(language, f"cli.run.no_{name}") for name in CHANNELS if name not in have]
    database = say(language, "cli.run.database", database=database_words(settings))
    return "\n".join(
        [
            say(language, "cli.run.started", facility=settings.facility_name),
            *(f"  {line}" for line in (database, *on, *off)),
            say(language, "cli.run.stop", muster=command()),
        ]
    )
