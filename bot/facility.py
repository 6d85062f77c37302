"""A facility as every command and every process needs it: settings, decisions, a clock, an open database."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.dispatch.house import House
from bot.dispatch.report_times import read_schedule
from config.allowances import Allowances, AllowancesError, load_allowances
from config.day_settings import WEEKDAYS
from config.rules import load_rules
from config.settings import Settings, SettingsError, signing_secret
from matching.terms import Terms
from storage.database import Database, open_database

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """The one place where the time of day comes from."""
    return datetime.now(UTC)


def house_of(settings: Settings) -> House:
    """The facility's decisions, as the settings and the rules file tell them."""
    return House(
        name=settings.facility_name,
        mail_address=settings.mail_address,
        secret=signing_secret(settings),
        rules=load_rules(settings.rules_file),
        terms=Terms(
            preparation_days=settings.preparation_days,
            reporting_days=settings.reporting_days,
            allowance_eur_per_day=settings.allowance_eur_per_day,
            reply_within=timedelta(days=settings.reply_by_days),
            remind_after=timedelta(days=settings.reminder_after_days),
            rates=_allowances(settings),
            report_within=timedelta(days=settings.report_by_days),
        ),
        language=settings.language,
        authserv_id=settings.mail_authserv_id,
        zone=ZoneInfo(settings.time_zone),
        digest_hour=settings.digest_hour if settings.digest_hour >= 0 else None,
        report_schedule=read_schedule(settings.report_schedule),
        planning_day=WEEKDAYS.index(settings.planning_day) if settings.planning_day in WEEKDAYS else None,
        planning_hour=settings.planning_hour,
    )


def _allowances(settings: Settings) -> Allowances:
    try:
        return load_allowances(settings.allowances_file)
    except AllowancesError as error:
        raise SettingsError(f"MUSTER_ALLOWANCES_FILE cannot be used: {error}.") from error


@dataclass(frozen=True, slots=True)
class Facility:
    """One facility, with its database open."""

    settings: Settings
    database: Database
    house: House
    now: Now = utc_now


@asynccontextmanager
async def open_facility(
    settings: Settings, *, now: Now = utc_now, migrate: bool = True
) -> AsyncIterator[Facility]:
    """The facility on an open, up-to-date database, closed at the end."""
    database = open_database(settings.database)
    try:
        if migrate:
            await database.migrate()
        yield Facility(settings, database, house_of(settings), now)
    finally:
        await database.close()
