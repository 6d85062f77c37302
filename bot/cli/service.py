"""`muster run`: the service in the foreground."""

import asyncio
from collections.abc import Mapping

from bot.app import run_service
from bot.cli.logs import set_up_logs
from bot.cli.screen import database_errors, errors, settings_or_stop
from config.settings import Settings
from config.texts import say


def run() -> None:
    """Serve until stopped."""
    settings = settings_or_stop()
    set_up_logs(settings)

    def started(channels: Mapping[str, str]) -> None:
        errors.print(_greeting(settings, channels), markup=False)

    with database_errors(settings):
        asyncio.run(run_service(settings, started=started))


def _greeting(settings: Settings, channels: Mapping[str, str]) -> str:
    language = settings.language
    lines = [say(language, "cli.run.started", facility=settings.facility_name)]
    lines += [say(language, f"cli.run.{name}", where=where) for name, where in channels.items()]
    lines += [
        say(language, f"cli.run.no_{name}")
        for name in ("mail_in", "mail_out", "telegram")
        if name not in channels
    ]
    return "\n".join([*lines, say(language, "cli.run.stop")])
