"""The plan for all requests that wait for teams: who gets whom, what each would have had alone, and who went where."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from bot.texts.letter import Block, Bullets, Choice, Heading, Letter, Paragraph
from bot.texts.rows import fine_percent, one_each, say_paragraph, shortened, that_say_something
from config.texts import list_text, say, say_many

PROVEN = 1e-6
"""A gap below this is rounding."""
LONGEST_LABEL = 30
MOST_ROWS = 25
"""A letter with more requests would not be read."""


@dataclass(frozen=True, slots=True)
class PlannedTeam:
    """A team of a plan."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    score: float
    """As it is shown with teams: a share of the best that the rules allow."""
    share: float
    """Of the request's own best team."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody of a request's own best team, and the request they go for instead."""

    code: str
    name: str
    taker: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A request in a plan."""

    id: int
    code: str
    title: str
    country: str
    team: PlannedTeam | None
    alone: PlannedTeam | None
    """Its best team if there were no others; None where no team exists."""
    fair: PlannedTeam | None
    """Its team in the plan that serves the worst served better."""
    lost: tuple[Lost, ...] = ()

    @property
    def changed_to_be_fair(self) -> bool:
        """Whether the plan that helps the worst served gives it another team."""
        return self.fair is not None and (self.team is None or set(self.fair.codes) != set(self.team.codes))


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan in words and numbers."""

    rows: tuple[PlannedRow, ...]
    not_ready: tuple[tuple[str, str], ...] = ()
    """Code and title of requests that lack what teams are searched with."""
    value: float = 0.0
    bound: float = 0.0
    gap: float = 0.0
    worst: float = 1.0
    fair_value: float = 0.0
    fair_worst: float = 1.0
    most_loss: float = 0.02
    """The share of the total that the rules allow a fairer plan to cost."""

    @property
    def competing(self) -> tuple[PlannedRow, ...]:
        """Requests that do not get their own best team because of others."""
        return tuple(row for row in self.rows if row.lost)

    @property
    def fairer(self) -> bool:
        """Whether there is a plan that serves the worst served better."""
        return self.fair_worst > self.worst + 0.0005


def planning_begun(count: int, *, language: str) -> Letter:
    """The plan is being made; or there is nothing to plan."""
    key = "planning.begun" if count else "planning.nothing"
    words = say_many(language, key, count) if count else say(language, key)
    return Letter(language, say(language, "planning.subject"), (Paragraph(words),))


def planning_letter(facts: PlanFacts, *, language: str, weekly: bool = False) -> Letter:
    """The whole plan; a button opens each request."""
    shown = facts.rows[:MOST_ROWS]
    blocks: list[Block] = [
        say_paragraph(language, "planning.weekly") if weekly else Paragraph(""),
        Paragraph(counted(facts, language)),
        *(
            block
            for row in shown
            for block in (Heading(_title(row)), Bullets(tuple(row_lines(row, language))))
        ),
    ]
    if len(facts.rows) > len(shown):
        blocks.append(Paragraph(say_many(language, "planning.further", len(facts.rows) - len(shown))))
    blocks += [Paragraph(line) for line in total_lines(facts, language)]
    buttons = [Choice(shortened(_title(row), LONGEST_LABEL), f"card:{row.id}") for row in shown]
    if buttons:
        blocks.append(one_each(buttons))
    return Letter(language, say(language, "planning.subject"), that_say_something(blocks))


def counted(facts: PlanFacts, language: str) -> str:
    """How many requests there are, and how many want the same people."""
    if not facts.rows:
        return say(language, "planning.nothing")
    words = say_many(language, "planning.count", len(facts.rows))
    if not facts.competing:
        return f"{words} {say(language, 'planning.no_rivals')}"
    return f"{words} {say_many(language, 'planning.rivals', len(facts.competing))}"


def row_lines(row: PlannedRow, language: str) -> Iterable[str]:
    """What a request gets, what it would have had, and who went where."""
    if row.alone is None:
        yield say(language, "planning.row.nobody")
        return
    if row.team is None:
        yield say(language, "planning.row.unserved")
    else:
        yield _team("planning.row.team", row.team, language)
    if row.lost:
        yield _team("planning.row.alone", row.alone, language)
        yield from lost_words(row, language)
    if row.fair is not None and row.changed_to_be_fair:
        yield _team("planning.row.fair", row.fair, language)


def lost_words(row: PlannedRow, language: str) -> list[str]:
    """Who of its own best team goes for which other request."""
    return [say(language, "planning.lost", name=one.name, code=one.taker) for one in row.lost]


def total_lines(facts: PlanFacts, language: str) -> Iterable[str]:
    """How good the plan is, how sure that is, and what a fairer one would cost."""
    if facts.competing:
        yield f"{_how_sure(facts, language)} {_worst(facts, language)}"
    if facts.fairer:
        loss = (facts.value - facts.fair_value) / facts.value if facts.value else 0.0
        yield say(
            language,
            "planning.fairer",
            worst=fine_percent(facts.fair_worst, language),
            loss=fine_percent(max(loss, 0.0), language),
        )
        yield say(language, "planning.fairer_rest", most=fine_percent(facts.most_loss, language))
    if facts.not_ready:
        codes = list_text([code for code, _ in facts.not_ready], language)
        yield say_many(language, "planning.not_ready", len(facts.not_ready), codes=codes)


def _how_sure(facts: PlanFacts, language: str) -> str:
    if facts.gap < PROVEN:
        return say(language, "planning.sure")
    no_more_than = ceil(facts.gap * 1000) / 1000
    return say(language, "planning.close", gap=fine_percent(no_more_than, language))


def _worst(facts: PlanFacts, language: str) -> str:
    without = sum(row.team is None and row.alone is not None for row in facts.rows)
    if without:
        return say_many(language, "planning.without", without)
    return say(language, "planning.worst", worst=fine_percent(facts.worst, language))


def _team(key: str, team: PlannedTeam, language: str) -> str:
    names = list_text(team.names, language)
    return say(language, key, names=names, score=fine_percent(team.score, language))


def _title(row: PlannedRow) -> str:
    return f"{row.code} - {shortened(row.title)}"
