"""`muster partners invite`: a link that says for which institution a partner's chat writes."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

from bot.cli.on_file import facility_or_stop
from bot.cli.screen import stop, tell
from bot.cli.trouble import told_plainly
from bot.dispatch.people_orders import is_address
from bot.facility import open_facility, utc_now
from bot.texts.printable import one_line
from config.countries import country_name, find_country
from config.settings import Settings
from config.texts import say
from storage.chats import bot_name
from storage.institutions import find_or_add_institution
from storage.journal import record
from storage.partner_links import invite_partner

LASTS = timedelta(days=30)
LONGEST_NAME = 250
_TELEGRAM = "https://t.me"


@dataclass(frozen=True, slots=True)
class Partner:
    """Who is invited, and whom they write for."""

    institution: str
    country: str
    name: str
    email: str | None


def invite(*, institution: str, country: str, name: str, email: str) -> None:
    """Print the single-use link of a partner."""
    settings = facility_or_stop()
    partner = _partner(settings, institution=institution, country=country, name=name, email=email)
    with told_plainly(settings):
        secret, bot = asyncio.run(_invite(settings, partner))
    tell(
        settings,
        "partners.invited",
        institution=partner.institution,
        country=country_name(partner.country, settings.language),
        days=LASTS.days,
        link=f"{_TELEGRAM}/{bot}?start={secret}" if bot else f"/start {secret}",
    )


def _partner(settings: Settings, *, institution: str, country: str, name: str, email: str) -> Partner:
    code, called, address = find_country(country), one_line(institution), email.strip().lower()
    if code is None:
        stop(say(settings.language, "cli.partners.bad_country", country=one_line(country)[:60]), 2)
    if not 0 < len(called) <= LONGEST_NAME:
        stop(say(settings.language, "cli.partners.bad_name", longest=LONGEST_NAME), 2)
    if address and not is_address(address):
        stop(say(settings.language, "cli.officers.bad_address", email=one_line(email)[:60]), 2)
    return Partner(called, code, one_line(name)[:120], address or None)


async def _invite(settings: Settings, partner: Partner) -> tuple[str, str]:
    """The secret, and the name of the bot if it is known."""
    async with open_facility(settings) as facility, facility.database.transaction() as session:
        institution = await find_or_add_institution(session, partner.institution, partner.country)
        secret = await invite_partner(
            session,
            institution_id=institution.id or 0,
            name=partner.name,
            email=partner.email,
            invited_by="operator",
            expires_at=utc_now() + LASTS,
        )
        record(
            session, at=utc_now(), actor="operator", event="partner.invited",
            subject=f"institution:{institution.id}",
        )  # fmt: skip
        return secret, await bot_name(session, "telegram")
