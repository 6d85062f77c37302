"""The picture of a proposal: how each score is made up, and beside it who is free when."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import accumulate
from textwrap import wrap
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from babel.dates import format_date, format_skeleton

from config.countries import country_name
from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from config.texts import period_text, say
from reporting.drawings.glyphs import drawable
from reporting.drawings.style import BLACK, FAINT, FILLS, INK, PAPER, VERMILION, Fill, as_png, figure
from reporting.proposal_picture import (
    PARTS,
    MemberPicture,
    ProposalPicture,
    TeamPicture,
    description,
    in_one_line,
    part_name,
    percent,
    place_and_time,
    runs,
    team_name,
    title_of,
    who,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure as Picture

MOST_ROWS = 26
"""Further teams are only named: a longer picture could not be read."""
WIDTH = 7.6
TEAM_ROW, MEMBER_ROW, GAP, FRAME = 0.36, 0.44, 0.14, 1.55
"""Heights, in inches."""
TITLE_LINE = 60
"""Signs in one line of the title."""
SHORT_WINDOW = 70
"""Up to so many days weekends are left blank."""
_STATES = {"free": Fill("#8fd6be"), "taken": Fill(BLACK), "unknown": FILLS[7]}
_NARROW = 0.045
"""A part smaller than this has no room for its number."""
_MOST_TICKS = 4
PLAIN: Mapping[str, Any] = MappingProxyType({})
BOLD: Mapping[str, Any] = MappingProxyType({"weight": "bold"})
SMALL: Mapping[str, Any] = MappingProxyType({"size": 7.5, "color": "#555555"})
_ON_PAPER = MappingProxyType({"facecolor": PAPER, "edgecolor": "none", "boxstyle": "square,pad=0.15"})
_DRAWING = Lock()
"""Fonts and layouts are shared by all pictures of a process, and know no threads."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the picture, with its middle and its height."""

    middle: float
    height: float
    team: TeamPicture
    member: MemberPicture | None = None


@lru_cache(maxsize=8)
def proposal_png(picture: ProposalPicture) -> bytes:
    """The picture as PNG, its words inside; the same values always give the same bytes, drawn once for all who read them."""
    with _DRAWING:
        drawn = _drawn(picture)
        return as_png(drawn, title=title_of(picture), description=description(picture))


def _drawn(picture: ProposalPicture) -> "Picture":
    teams = _that_fit(picture.teams)
    rows = tuple(_rows(teams))
    bottom = max((row.middle + row.height / 2 for row in rows), default=TEAM_ROW)
    lines = len(wrap(title_of(picture), TITLE_LINE)[:2])
    drawn = figure(WIDTH, bottom + FRAME + 0.2 * lines)
    bars, days = drawn.subplots(1, 2, sharey=True, width_ratios=(1, 1))
    bars.set_ylim(bottom, -GAP / 2)
    _names(bars, rows, picture.language)
    _scores(bars, rows, picture.language)
    _calendar(days, rows, picture)
    _heading(drawn, picture, picture.teams[len(teams) :])
    _legend(drawn, picture.language, holidays=bool(picture.holidays))
    return drawn


def _that_fit(teams: Sequence[TeamPicture]) -> Sequence[TeamPicture]:
    """As many as there is room for, at least one."""
    lines = accumulate(1 + len(team.members) for team in teams)
    return teams[: max(1, sum(line <= MOST_ROWS for line in lines))]


def _rows(teams: Sequence[TeamPicture]) -> Iterator[_Row]:
    top = 0.0
    for team in teams:
        for member in (None, *team.members):
            height = MEMBER_ROW if member else TEAM_ROW
            yield _Row(top + height / 2, height, team, member)
            top += height
        top += GAP


def _names(bars: "Axes", rows: Sequence[_Row], language: str) -> None:
    """Left of the bars: who it is, and below it the code and the country."""
    bars.set_yticks([])
    bars.spines["left"].set_color(FAINT)
    for row in rows:
        if row.member is None:
            _beside(bars, row.middle, team_name(row.team, language), BOLD)
            continue
        country = country_name(row.member.country, language) if row.member.country else ""
        code = row.member.code if row.member.name else ""
        below = in_one_line(", ".join(filter(None, (code, country))), 34)
        _beside(bars, row.middle - (0.085 if below else 0), who(row.member))
        _beside(bars, row.middle + 0.095, below, SMALL)


def _beside(bars: "Axes", height: float, words: str, look: Mapping[str, Any] = PLAIN) -> None:
    across = bars.get_yaxis_transform()
    bars.text(-0.02, height, drawable(words), transform=across, ha="right", va="center", **look)


def _scores(bars: "Axes", rows: Sequence[_Row], language: str) -> None:
    bars.set_xlim(0, 1.16)
    bars.set_xticks([0, 0.25, 0.5, 0.75, 1], ["0", "25", "50", "75", "100"])
    bars.set_xlabel(say(language, "teams.picture.score"))
    bars.grid(axis="x")
    for row in rows:
        parts = row.member.parts if row.member else row.team.parts
        score = row.member.score if row.member else row.team.score
        _stack(bars, row, parts)
        said = percent(score, language, fine=row.member is None)
        weight = "normal" if row.member else "bold"
        bars.text(sum(parts) + 0.015, row.middle, said, va="center", ha="left", weight=weight)


def _stack(bars: "Axes", row: _Row, parts: Sequence[float]) -> None:
    """The parts one after the other, each with what it adds where there is room."""
    left = 0.0
    for look, part in zip(FILLS, parts, strict=False):
        bars.barh(row.middle, part, left=left, height=row.height * 0.62, **_filled(look))
        if part >= _NARROW:
            bars.text(
                left + part / 2,
                row.middle,
                str(round(100 * part)),
                ha="center",
                va="center",
                size=7.5,
                bbox=_ON_PAPER,
            )
        left += part


def _calendar(days: "Axes", rows: Sequence[_Row], picture: ProposalPicture) -> None:
    window = picture.window
    days.set_xlim(window.start.toordinal(), window.end.toordinal() + 1)
    days.set_xlabel(say(picture.language, "teams.picture.days"))
    days.spines["left"].set_visible(False)
    days.tick_params(left=False, labelleft=False)
    ticks = _ticks(window, picture.language)
    days.set_xticks([day.toordinal() for day, _ in ticks], [words for _, words in ticks])
    _shade_holidays(days, picture.holidays)
    for row in rows:
        if row.member is None:
            said = say(
                picture.language,
                "teams.picture.common",
                period=period_text(row.team.period, picture.language),
            )
            days.text(
                0, row.middle, said, transform=days.get_yaxis_transform(), va="center", size=8, bbox=_ON_PAPER
            )
            _frame(days, row, [one for one in rows if one.member and one.team is row.team])
        elif row.member.days is not None:
            _strip(days, row, row.member, window)


def _strip(days: "Axes", row: _Row, member: MemberPicture, window: Period) -> None:
    assert member.days is not None  # noqa: S101 - the caller asked; this tells mypy
    shown = window if window.days > SHORT_WINDOW else [day for day in window if day.weekday() < 5]
    for state, run in runs(member.days, shown):
        for part in _weeks(run) if window.days <= SHORT_WINDOW else (run,):
            span = (part.start.toordinal(), part.days)
            days.broken_barh(
                [span], (row.middle - row.height * 0.31, row.height * 0.62), **_filled(_STATES[state])
            )


def _weeks(run: Period) -> Iterator[Period]:
    """A run of working days without the weekends in it."""
    start = run.start
    while start <= run.end:
        end = min(run.end, start + timedelta(days=4 - start.weekday()))
        yield Period(start, end)
        start = end + timedelta(days=3)


def _frame(days: "Axes", row: _Row, members: Sequence[_Row]) -> None:
    """A frame around the days that the whole team has in common."""
    if not members:
        return
    from matplotlib.patches import Rectangle  # noqa: PLC0415 slow import, needed by pictures alone

    top, bottom = row.middle + row.height / 2, members[-1].middle + members[-1].height / 2 - 0.02
    start, long = row.team.period.start.toordinal(), row.team.period.days
    days.add_patch(
        Rectangle((start, top), long, bottom - top, fill=False, edgecolor=INK, linewidth=1.8, clip_on=False)
    )


def _shade_holidays(days: "Axes", holidays: Sequence[date]) -> None:
    for day in holidays:
        days.axvline(day.toordinal() + 0.5, color=VERMILION, linestyle=":", linewidth=1.6)
        days.plot(day.toordinal() + 0.5, 1, marker="v", color=VERMILION, markersize=6, clip_on=False,
                  transform=days.get_xaxis_transform())  # fmt: skip


def _ticks(window: Period, language: str) -> list[tuple[date, str]]:
    """Mondays of a short window, else firsts of months, no more than there is room for."""
    locale = language if language in INTERFACE_LANGUAGES else "en"
    if window.days <= SHORT_WINDOW:
        days = [day for day in window if day.weekday() == 0] or [window.start]
        return [(day, format_skeleton("MMMd", day, locale=locale)) for day in _some(days)]
    months = [day for day in window if day.day == 1]
    return [(day, format_date(day, "MMM yy", locale=locale)) for day in _some(months)]


def _some(days: Sequence[date]) -> Sequence[date]:
    return days[:: -(-len(days) // _MOST_TICKS)]


def _heading(drawn: "Picture", picture: ProposalPicture, further: Sequence[TeamPicture]) -> None:
    """The title, in two lines if it is long, and below it where and when."""
    title = "\n".join(wrap(title_of(picture), TITLE_LINE)[:2])
    drawn.suptitle(drawable(title), x=0.01, ha="left", size=11, weight="bold")
    lines = [place_and_time(picture)]
    if further:
        letters = ", ".join(team.letter for team in further)
        lines.append(say(picture.language, "teams.picture.further", letters=letters))
    first = drawn.axes[0]
    first.set_title("\n".join(" " for _ in lines), size=9)  # keeps room for what begins left of these axes
    said = first.annotate(
        drawable("\n".join(lines)),
        (0.01, 1),
        xycoords=("figure fraction", "axes fraction"),
        xytext=(0, 6),
        textcoords="offset points",
    )
    said.set_in_layout(False)


def _legend(drawn: "Picture", language: str, *, holidays: bool) -> None:
    """Below the picture: what each filling means; the parts in the first line, the days in the second."""
    from matplotlib.lines import Line2D  # noqa: PLC0415 slow import, needed by pictures alone
    from matplotlib.patches import Patch  # noqa: PLC0415 same

    parts = [
        Patch(label=part_name(name, language), **_filled(look))
        for name, look in zip(PARTS, FILLS, strict=False)
    ]
    states = [
        Patch(label=say(language, f"teams.days.{name}"), **_filled(look)) for name, look in _STATES.items()
    ]
    common = Patch(fill=False, edgecolor=INK, linewidth=1.8, label=say(language, "teams.days.common"))
    holiday = Line2D(
        [], [], color=VERMILION, linestyle=":", marker="v", label=say(language, "teams.days.holiday")
    )
    below = [*states, common, *([holiday] if holidays else [Line2D([], [], alpha=0, label=" ")])]
    drawn.legend(
        handles=[handle for pair in zip(parts, below, strict=True) for handle in pair],
        loc="outside lower center",
        ncols=len(PARTS),
        fontsize=8,
        handlelength=2.2,
        handleheight=1.1,
    )


def _filled(look: Fill) -> dict[str, Any]:
    return {"facecolor": look.colour, "hatch": look.hatch, "edgecolor": INK, "linewidth": 0.6}
