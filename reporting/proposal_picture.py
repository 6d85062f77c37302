"""What the picture of a proposal shows, as plain values, and the same in words for whoever cannot see it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from config.countries import country_name
from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from config.texts import days_text, list_text, period_text, say

PARTS = ("topic", "language", "availability", "experience", "wishes")
"""The parts of a score, in the order in which they are stacked; only teams have wishes."""
LONGEST_TITLE = 130
LONGEST_NAME = 30
_MOST_PERIODS = 4


@dataclass(frozen=True, slots=True)
class Days:
    """What was known of somebody's days when the team was found."""

    free: tuple[Period, ...] | None
    """None when the calendar was unknown; then only the days taken are certain."""
    busy: tuple[Period, ...] = ()

    def state(self, day: date) -> str:
        """free, taken or unknown; whoever names free days is not free on others."""
        if any(period.start <= day <= period.end for period in self.busy):
            return "taken"
        if self.free is None:
            return "unknown"
        return "free" if any(period.start <= day <= period.end for period in self.free) else "taken"


@dataclass(frozen=True, slots=True)
class MemberPicture:
    """Somebody of a team."""

    code: str
    name: str
    """'' if the person has left the register since."""
    country: str
    score: float
    """0 to 1."""
    parts: tuple[float, ...]
    """What each of the first four parts adds to the score."""
    days: Days | None = None
    """None for a proposal that kept no calendars."""


@dataclass(frozen=True, slots=True)
class TeamPicture:
    """A team; its score and its parts are shares of the best that the rules allow."""

    letter: str
    score: float
    parts: tuple[float, ...]
    members: tuple[MemberPicture, ...]
    period: Period
    """The days that all have in common."""


@dataclass(frozen=True, slots=True)
class ProposalPicture:
    """The teams of a proposal beside each other, for a reader of one language."""

    language: str
    code: str
    title: str
    country: str
    window: Period
    days: int
    """Working days on site."""
    teams: tuple[TeamPicture, ...]
    holidays: tuple[date, ...] = ()
    """Public holidays of the partner country within the window."""


def title_of(picture: ProposalPicture) -> str:
    """What the picture is about."""
    title = in_one_line(picture.title, LONGEST_TITLE)
    return f"[{picture.code}] {title}" if picture.code else title


def place_and_time(picture: ProposalPicture) -> str:
    """Where, when, and for how long."""
    country = country_name(picture.country, picture.language) if picture.country else ""
    window, days = (
        period_text(picture.window, picture.language),
        days_text(picture.days * 4, picture.language),
    )
    return say(picture.language, "teams.picture.when", country=country, window=window, days=days).strip(" ,")


def team_name(team: TeamPicture, language: str) -> str:
    """What officers call a team."""
    return say(language, "teams.picture.team", letter=team.letter)


def part_name(name: str, language: str) -> str:
    """What a part of a score is called."""
    return say(language, "teams.part.wishes" if name == "wishes" else f"desk.part.{name}")


def who(member: MemberPicture) -> str:
    """The name, or the code of somebody who has left the register."""
    return in_one_line(member.name, LONGEST_NAME) or member.code


def percent(share: float, language: str, *, fine: bool = False) -> str:
    """A share as a percentage, teams with one decimal."""
    from babel.numbers import format_decimal  # noqa: PLC0415 -- slow import, not needed by every command

    locale = language if language in INTERFACE_LANGUAGES else "en"
    number = format_decimal(100 * share, format="0.0" if fine else "0", locale=locale)
    return say(language, "facts.percent", n=number)


def description(picture: ProposalPicture, longest: int = 0) -> str:
    """The picture in words, for screen readers and below it in a chat; whole teams are left out if it would be too long."""
    head = f"{say(picture.language, 'teams.picture.alt', title=title_of(picture))} {place_and_time(picture)}."
    teams = [_team_in_words(team, picture.language) for team in picture.teams]
    for shown in range(len(teams), -1, -1):
        words = "\n".join([head, *teams[:shown], *(["…"] if shown < len(teams) else [])])
        if not longest or len(words) <= longest:
            return words
    return head[:longest]


def _team_in_words(team: TeamPicture, language: str) -> str:
    head = say(
        language,
        "teams.picture.alt.team",
        team=team_name(team, language),
        score=percent(team.score, language, fine=True),
        period=period_text(team.period, language),
    )
    return " ".join([head, "; ".join(_member_in_words(one, language) for one in team.members)]) + "."


def _member_in_words(member: MemberPicture, language: str) -> str:
    country = f" ({country_name(member.country, language)})" if member.country else ""
    parts = [
        f"{part_name(name, language)} {round(100 * part)}"
        for name, part in zip(PARTS, member.parts, strict=False)
    ]
    known = f"; {_days_in_words(member.days, language)}" if member.days else ""
    return f"{who(member)}{country} {percent(member.score, language)} [{', '.join(parts)}{known}]"


def _days_in_words(days: Days, language: str) -> str:
    told = []
    if days.free is None:
        told.append(say(language, "teams.picture.alt.unknown"))
    elif days.free:
        told.append(say(language, "teams.picture.alt.free", periods=_periods(days.free, language)))
    if days.busy:
        told.append(say(language, "teams.picture.alt.taken", periods=_periods(days.busy, language)))
    return ", ".join(told) or say(language, "teams.picture.alt.none")


def _periods(periods: Sequence[Period], language: str) -> str:
    shown = [period_text(period, language) for period in periods[:_MOST_PERIODS]]
    return list_text([*shown, *(["…"] if len(periods) > _MOST_PERIODS else [])], language)


def runs(days: Days, window: Iterable[date]) -> Iterator[tuple[str, Period]]:
    """The window as runs of days of one state."""
    state, first, last = "", date.min, date.min
    for day in window:
        now = days.state(day)
        if now != state:
            if state:
                yield state, Period(first, last)
            state, first = now, day
        last = day
    if state:
        yield state, Period(first, last)


def in_one_line(text: str, longest: int) -> str:
    """Printable words in one line, cut where it is too long."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
