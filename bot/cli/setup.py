"""`muster init`, `muster check`, `muster officers invite` and `remove`: setting a facility up, seeing that it works."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta

from rich.table import Table
from rich.text import Text

from bot.cli.checks import Finding, State, check_all
from bot.cli.screen import command, print_json, settings_or_stop, show, stop, tell
from bot.cli.trouble import database_words, told_plainly
from bot.dispatch.invitations import Invitee, add_officer, is_last_admin, remove_officer
from bot.dispatch.people_orders import is_address
from bot.facility import open_facility, utc_now
from bot.texts.printable import one_line
from config.settings import SETTINGS_FILE, Settings, load_settings
from config.settings_words import toml_template
from config.texts import say
from storage.people import Officer
from storage.queries import officer_by_email
from storage.states import Role

INVITATION_LASTS = timedelta(days=14)
LONGEST_NAME = 100
_MARKS = {State.OK: "green", State.OFF: "yellow", State.WRONG: "red"}


def initialise(*, name: str, email: str, language: str) -> None:
    """Write the settings file, make the database, invite the first officer."""
    settings = settings_or_stop()
    invitee = _person(settings, name=name, email=email, role=Role.ADMIN, language=language)
    with told_plainly(settings):
        written = _write_settings(language)
        settings = load_settings()
        tell(settings, "init.wrote_file" if written else "init.kept_file", file=SETTINGS_FILE)
        officer, secret = asyncio.run(_add(settings, invitee))
    tell(settings, "init.database", database=database_words(settings))
    _tell_invitation(settings, officer, secret)
    tell(settings, "init.next", email=officer.email, muster=command())


def _write_settings(language: str) -> bool:
    """A new settings file that only its owner may read, for it will hold passwords; False if there is one."""
    try:
        SETTINGS_FILE.touch(mode=0o600, exist_ok=False)
    except FileExistsError:
        return False
    SETTINGS_FILE.write_text(toml_template({"language": language}), encoding="utf-8")
    return True


def invite_officer(*, name: str, email: str, role: Role | None, language: str | None) -> None:
    """Add somebody to the facility, or change what is said of them, and print how to link a chat."""
    settings = settings_or_stop()
    invitee = _person(settings, name=name, email=email, role=role, language=language)
    with told_plainly(settings):
        officer, secret = asyncio.run(_add(settings, invitee))
    _tell_invitation(settings, officer, secret)


def _person(settings: Settings, *, name: str, email: str, role: Role | None, language: str | None) -> Invitee:
    called, address = one_line(name), email.strip().lower()
    if not 0 < len(called) <= LONGEST_NAME:
        stop(say(settings.language, "cli.officers.bad_name", longest=LONGEST_NAME), 2)
    if not is_address(address):
        stop(say(settings.language, "cli.officers.bad_address", email=one_line(email)[:LONGEST_NAME]), 2)
    return Invitee(called, address, role, language)


async def _add(settings: Settings, invitee: Invitee) -> tuple[Officer, str]:
    async with open_facility(settings) as facility, facility.database.transaction() as session:
        known = await officer_by_email(session, invitee.email)
        if known and invitee.role not in {None, known.role} and await is_last_admin(session, known):
            stop(say(settings.language, "cli.officers.last_admin", name=known.name))
        return await add_officer(
            session, invitee, language=settings.language, now=utc_now(), lasts=INVITATION_LASTS
        )


def remove_person(email: str) -> None:
    """Have somebody decide and see nothing any more."""
    settings, address = settings_or_stop(), email.strip().lower()

    async def remove() -> str:
        async with open_facility(settings) as facility, facility.database.transaction() as session:
            officer = await officer_by_email(session, address)
            if officer is None:
                shown = one_line(email)[:LONGEST_NAME]
                stop(say(settings.language, "cli.officers.unknown", email=shown))
            if not await remove_officer(session, officer, actor="operator", now=utc_now()):
                stop(say(settings.language, "cli.officers.last_admin", name=officer.name))
            return officer.name

    with told_plainly(settings):
        name = asyncio.run(remove())
    tell(settings, "officers.removed", name=name)


def _tell_invitation(settings: Settings, officer: Officer, secret: str) -> None:
    tell(
        settings,
        "officers.invited",
        name=officer.name,
        role=say(settings.language, f"values.role.{officer.role}"),
        command=f"/start {secret}",
        days=INVITATION_LASTS.days,
    )


def check(*, as_json: bool) -> None:
    """Say how everything stands."""
    settings = settings_or_stop()
    findings = asyncio.run(check_all(settings))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        show(_table(settings, findings))
    if any(finding.state is State.WRONG for finding in findings):
        stop(say(settings.language, "cli.check.not_fine"))
    if not as_json:
        tell(settings, "check.fine")


def _table(settings: Settings, findings: Sequence[Finding]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for finding in findings:
        state = say(settings.language, f"cli.check.{finding.state}")
        words = say(settings.language, f"cli.check.{finding.key}", muster=command(), **finding.values)
        subject = say(settings.language, f"cli.check.subject.{finding.subject}")
        table.add_row(Text(state, style=_MARKS[finding.state]), subject, Text(words))
    return table
