"""The experts Muster never asks: who and why, and taking back a wish for no more mail."""

from dataclasses import asdict

from rich.table import Table
from rich.text import Text

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import command, narrate, print_json, show, stop
from bot.facility import Facility
from bot.texts.printable import one_line
from config.texts import date_text, list_text, say
from matching.leaving import WelcomedBack, welcome_back
from reporting.experts import LeftOut, experts_left_out

OPERATOR = "operator"
_LONGEST = 300


def list_left_out(*, as_json: bool) -> None:
    """Print the experts who are never asked."""
    settings = facility_or_stop()

    async def look(facility: Facility) -> tuple[LeftOut, ...]:
        async with facility.database.snapshot() as session:
            return await experts_left_out(session)

    rows = with_facility(settings, look)
    if as_json:
        print_json([asdict(row) for row in rows])
        return
    if not rows:
        narrate(say(settings.language, "experts.none"))
        return
    show(left_out_table(rows, language=settings.language))
    gone = next((row.code for row in rows if row.opted_out), "")
    if gone:
        narrate(say(settings.language, "experts.how", muster=command(), code=gone))


def left_out_table(rows: tuple[LeftOut, ...], *, language: str) -> Table:
    """One line for each expert, with every reason."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("code", "name", "why"):
        table.add_column(say(language, f"experts.column.{name}"), overflow="fold")
    for row in rows:
        table.add_row(*(Text(one_line(cell)) for cell in (row.code, row.name, _why(row, language))))
    return table


def _why(row: LeftOut, language: str) -> str:
    reasons = []
    if row.opted_out:
        since = date_text(row.opted_out_on, language) if row.opted_out_on else ""
        key = "experts.why.opted_out.since" if since else "experts.why.opted_out"
        reasons.append(say(language, key, date=since))
    if row.bounced:
        reasons.append(say(language, "experts.why.bounced", address=row.email))
    if row.flagged:
        reasons.append(say(language, "experts.why.flagged", reason=row.flag_reason or "?"))
    return list_text(reasons, language)


def welcome(code: str, *, because: str) -> None:
    """Have an expert asked again; exit code 1 if nobody has this code, or they never wanted to be left alone."""
    settings = facility_or_stop()

    async def work(facility: Facility) -> WelcomedBack | None:
        async with facility.database.transaction() as session:
            words = one_line(because)[:_LONGEST]
            return await welcome_back(session, code, actor=OPERATOR, because=words, now=facility.now())

    known = {"code": one_line(code)[:40]}
    done = with_facility(settings, work)
    if done is None:
        stop(say(settings.language, "experts.unknown", **known))
    known = {"code": done.code, "name": done.name}
    if not done.was_gone:
        stop(say(settings.language, "experts.was_welcome", **known))
    narrate(say(settings.language, "experts.welcomed", **known))
    if done.bounced:
        narrate(say(settings.language, "experts.still_bounced", address=done.email, **known))
