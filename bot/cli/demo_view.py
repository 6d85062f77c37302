"""How the demo shows scenes, mails, chat lines and its result, for eyes that see Muster for the first time."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from rich.console import Console, Group, RenderableType
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from bot.cli.screen import from_here, show
from bot.texts.rows import shortened
from config.countries import country_name
from config.texts import list_text, period_text, say, say_many
from reporting.case_cards import CaseFile, MissionCard, RequestCard

MARGIN = "  │ "
WIDTH = 76
SPEAKER_WIDTH = 8
LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Shown:
    """A mail as the demo shows it: who to whom, and how many of its lines."""

    sender: str
    to: str
    subject: str
    text: str
    lines: int
    file: Path
    """Where the whole of it is."""
    from_muster: bool


def show_scene(screen: Console, place: str, day: str, title: str) -> None:
    """The heading of a scene."""
    screen.print()
    show(Rule(f"{place} · {day}", align="left", style="dim"), screen)
    screen.print(title, style="bold", markup=False)


def show_mail(screen: Console, mail: Shown) -> None:
    """A mail between its sender's name and, if it is long, the note where the rest is."""
    style = "green" if mail.from_muster else "cyan"
    lines = [piece for line in mail.text.strip().splitlines() for piece in wrap(line, WIDTH) or [""]]
    more = len(lines) - mail.lines
    if more > 0:
        lines = lines[: mail.lines]
    screen.print()
    _line(screen, Text(f"{mail.sender} → {mail.to}", style=f"bold {style}"))
    _line(screen, Text.assemble((MARGIN, style), (shortened(mail.subject, WIDTH), "bold")))
    for line in ["", *lines]:
        _line(screen, Text.assemble((MARGIN if line else MARGIN.rstrip(), style), line))
    if more > 0:
        note = say_many(LANGUAGE, "cli.demo.more", more, file=from_here(mail.file))
        _line(screen, Text.assemble((MARGIN, style), (note, "dim")))


def _line(screen: Console, text: Text) -> None:
    screen.print(text, soft_wrap=True)


def show_said(screen: Console, speaker: str, what: RenderableType, *, style: str) -> None:
    """Something said in the chat, beside the speaker's name."""
    line = Table.grid()
    line.add_column(width=SPEAKER_WIDTH, no_wrap=True)
    line.add_column(overflow="fold")
    line.add_row(Text(speaker, style=f"bold {style}"), what)
    show(line, screen)


def summary(cases: Iterable[CaseFile]) -> RenderableType:
    """Each request with its status, the dates of its mission and the team."""
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("code", "country", "status", "mission", "team"):
        table.add_column(say(LANGUAGE, f"cli.column.{name}"), overflow="fold")
    for case in cases:
        table.add_row(*map(Text, _row(case)))
    return Group(Text(say(LANGUAGE, "cli.demo.summary"), style="bold"), Text(), table)


def _row(case: CaseFile) -> tuple[str, ...]:
    request = case.request
    mission = case.missions[-1] if case.missions else None
    return (
        request.code,
        country_name(request.country, LANGUAGE),
        _stage(request, mission),
        period_text(mission.window, LANGUAGE) if mission else "-",
        _team(mission) if mission else "-",
    )


def _stage(request: RequestCard, mission: MissionCard | None) -> str:
    """What became of it in one line: its mission's status, if there is one."""
    if mission:
        status = say(LANGUAGE, f"values.mission.{mission.status}").lower()
        return say(LANGUAGE, "cli.demo.mission", status=status)
    return say(LANGUAGE, f"values.status.{request.status}")


def _team(mission: MissionCard) -> str:
    return list_text([seat.holder.name for seat in mission.seats if seat.holder], LANGUAGE)
