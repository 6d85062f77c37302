"""`muster init`, `muster check` and `muster officers invite`: setting a facility up and seeing that it works."""

import asyncio
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path

from rich.table import Table
from rich.text import Text

from bot.app import open_app, utc_now
from bot.cli.checks import Finding, check_all
from bot.cli.screen import console, database_errors, print_json, settings_or_stop, stop, tell
from bot.dispatch.invitations import add_officer
from config.settings import Settings, load_settings, toml_template
from config.texts import say
from storage.people import Officer
from storage.states import Role

INVITATION_LASTS = timedelta(days=14)
_MARKS = {"ok": "green", "off": "yellow", "wrong": "red"}


def initialise(*, name: str, email: str, language: str, file: Path) -> None:
    """Write the settings file, make the database, invite the first officer."""
    if file.exists():
        settings = load_settings(file)
        tell(settings, "init.kept_file", file=file)
    else:
        file.write_text(toml_template(), encoding="utf-8")
        settings = load_settings(file)
        tell(settings, "init.wrote_file", file=file)
    secret = _invite(settings, name=name, email=email, role=Role.ADMIN, language=language)
    tell(settings, "init.database", database=settings.data_dir / "muster.db")
    _tell_invitation(settings, name, secret)
    tell(settings, "init.next", email=email)


def invite_officer(*, name: str, email: str, role: str, language: str) -> None:
    """Add somebody to the facility, or change their role, and print how to link a chat."""
    settings = settings_or_stop()
    if role not in set(Role):
        stop(say(settings.language, "cli.officers.no_such_role", role=role, roles=", ".join(Role)), 2)
    secret = _invite(settings, name=name, email=email, role=Role(role), language=language)
    _tell_invitation(settings, name, secret)


def _invite(settings: Settings, *, name: str, email: str, role: Role, language: str) -> str:
    if "@" not in email.strip("@") or language not in {"en", "fr", "es", "pt"}:
        stop(say(settings.language, "cli.officers.bad_person", email=email, language=language), 2)

    async def work() -> str:
        async with open_app(settings) as app, app.database.transaction() as session:
            officer = Officer(
                name=name.strip(),
                email=email.strip().lower(),
                role=role,
                language=language,
                created_at=utc_now(),
            )
            return await add_officer(session, officer, now=utc_now(), lasts=INVITATION_LASTS)

    with database_errors(settings):
        return asyncio.run(work())


def _tell_invitation(settings: Settings, name: str, secret: str) -> None:
    tell(settings, "officers.invited", name=name, command=f"/start {secret}", days=INVITATION_LASTS.days)


def check(*, as_json: bool) -> None:
    """Say how everything stands."""
    settings = settings_or_stop()
    findings = asyncio.run(check_all(settings))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    else:
        console.print(_table(settings, findings))
    if any(finding.state == "wrong" for finding in findings):
        stop(say(settings.language, "cli.check.not_fine"))
    if not as_json:
        tell(settings, "check.fine")


def _table(settings: Settings, findings: list[Finding]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    for finding in findings:
        state = say(settings.language, f"cli.check.{finding.state}")
        words = say(settings.language, f"cli.check.{finding.key}", **finding.values)
        subject = say(settings.language, f"cli.check.subject.{finding.subject.replace(' ', '_')}")
        table.add_row(Text(state, style=_MARKS[finding.state]), subject, Text(words))
    return table
