"""A look at a facility that exists: its settings, and its database open for one piece of work."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.cli.screen import command, settings_or_stop, stop
from bot.cli.trouble import database_file, told_plainly
from bot.facility import Facility, open_facility
from config.settings import SETTINGS_FILE, Settings
from config.texts import say

_Found = TypeVar("_Found")


def facility_or_stop() -> Settings:
    """The settings of a facility that exists; looking at one that does not makes nothing."""
    settings = settings_or_stop()
    file = None if settings.database_url else database_file(settings)
    if file is not None and not file.exists() and not SETTINGS_FILE.exists():
        stop(say(settings.language, "cli.trouble.no_facility", muster=command()))
    return settings


def with_facility(settings: Settings, work: Callable[[Facility], Awaitable[_Found]]) -> _Found:
    """What the work finds; whatever the operator can put right ends the command with a sentence."""

    async def opened() -> _Found:
        async with open_facility(settings) as facility:
            return await work(facility)

    with told_plainly(settings):
        return asyncio.run(opened())
