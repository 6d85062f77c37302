"""`muster init`, `muster check` and `muster officers invite`: setting a facility up and seeing that it works."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from rich.table import Table
from rich.text import Text

from bot.app import open_app, utc_now
from bot.cli.checks import Finding, State, check_all
from bot.cli.screen import command, print_json, settings_or_stop, show, stop, tell
from bot.cli.trouble import database_words, told_plainly
from bot.dispatch.invitations import Invitee, add_officer
from bot.texts.printable import one_line
from config.settings import Settings, load_settings, toml_template
from config.texts import say
from storage.people import Officer
from storage.states import Role

SETTINGS_FILE = Path("muster.toml")
INVITATION_LASTS = timedelta(days=14)
LONGEST_NAME = 100
_APART = frozenset(' <>()[],;:\\"')
"""What stands around addresses, never in them."""
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
    if not _is_address(address):
        stop(say(settings.language, "cli.officers.bad_address", email=one_line(email)[:LONGEST_NAME]), 2)
    return Invitee(called, address, role, language)


def _is_address(text: str) -> bool:
    """Whether it has the parts of an e-mail address."""
    user, _, domain = text.rpartition("@")
    parts = domain.split(".")
    return (
        bool(user)
        and len(parts) > 1
        and all(parts)
        and text.isprintable()
        and not _APART & set(text)
        and "@" not in user
    )


async def _add(settings: Settings, invitee: Invitee) -> tuple[Officer, str]:
    async with open_app(settings) as app, app.database.transaction() as session:
        return await add_officer(
            session, invitee, language=settings.language, now=utc_now(), lasts=INVITATION_LASTS
        )


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
