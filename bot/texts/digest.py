"""The daily digest: what waits for whom, what is late, what comes soon."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.texts.letter import Block, Bullets, Heading, Letter, Paragraph
from bot.texts.officer_queue import QueueRow
from bot.texts.rows import say_paragraph, shortened, status_word
from config.periods import Period
from config.texts import date_text, period_text, say, say_many

MOST_LINES = 15
_TURNS = ("officer", "partner", "experts")


@dataclass(frozen=True, slots=True)
class SilentFacts:
    """An expert who was reminded and has not answered."""

    code: str
    name: str
    reply_by: date


@dataclass(frozen=True, slots=True)
class MissionSoon:
    """A mission that begins within the next days."""

    code: str
    title: str
    dates: Period
    status: str


@dataclass(frozen=True, slots=True)
class HoldSoon:
    """A request on hold that goes on within the next days."""

    code: str
    title: str
    until: date


@dataclass(frozen=True, slots=True)
class PaperLate:
    """A paper that was due and has not come."""

    code: str
    title: str
    due: date


@dataclass(frozen=True, slots=True)
class DayFacts:
    """What there is to tell on one day."""

    today: date
    waiting: Sequence[QueueRow] = ()
    silent: Sequence[SilentFacts] = ()
    messages: int = 0
    missions: Sequence[MissionSoon] = ()
    holds: Sequence[HoldSoon] = ()
    papers: Sequence[PaperLate] = ()
    to_decide: Sequence[QueueRow] = ()
    """Requests whose teams wait for an approver; they are told nothing else."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        lists = (self.waiting, self.silent, self.missions, self.holds, self.papers, self.to_decide)
        return not self.messages and not any(lists)


def digest(day: DayFacts, *, by_mail: bool, language: str) -> Letter:
    """One letter with everything, the urgent first."""
    blocks: list[Block] = [
        *_part(
            "digest.decide.title", (_said("digest.decide", one, language) for one in day.to_decide), language
        ),
        *_part("digest.late", _late(day, language), language),
    ]
    for turn in _TURNS:
        mine = [item for item in day.waiting if item.turn == turn and not item.late]
        blocks += _part(f"digest.turn.{turn}", (_line(item, language) for item in mine), language)
    if day.messages:
        blocks.append(Paragraph(say_many(language, "digest.messages", day.messages)))
    blocks += _part("digest.soon", _soon(day, language), language)
    blocks.append(say_paragraph(language, "digest.foot.mail" if by_mail else "digest.foot.chat"))
    words = say(language, "digest.subject", date=date_text(day.today, language))
    return Letter(language, words, tuple(blocks), topic="digest")


def digest_set(*, hour: int | None, language: str) -> Letter:
    """When the digest comes from now on, or that none comes."""
    now = say_paragraph(language, "digest.off")
    if hour is not None:
        now = say_paragraph(language, "digest.set", hour=hour)
    return Letter(language, say(language, "digest.set.subject"), (now, say_paragraph(language, "digest.how")))


def digest_how(*, language: str) -> Letter:
    """How to choose the hour."""
    return Letter(language, say(language, "digest.set.subject"), (say_paragraph(language, "digest.how"),))


def _part(key: str, lines: Iterable[str], language: str) -> list[Block]:
    """A heading with its list, which is cut where nobody would read on; nothing if the list is empty."""
    items = list(lines)
    if not items:
        return []
    more = len(items) - MOST_LINES
    shown = items if more <= 0 else [*items[:MOST_LINES], say_many(language, "digest.more", more)]
    return [Heading(say(language, key)), Bullets(tuple(shown))]


def _line(item: QueueRow, language: str) -> str:
    since = say_many(language, "digest.since", item.days) if item.days else say(language, "digest.today")
    status = status_word(language, item.status)
    return _said("digest.line", item, language, status=status, since=since)


def _late(day: DayFacts, language: str) -> list[str]:
    requests = [
        say_many(
            language,
            "digest.late.request",
            item.days,
            code=item.code,
            title=shortened(item.title),
            turn=say(language, f"digest.turn.{item.turn}"),
        )
        for item in day.waiting
        if item.late
    ]
    experts = [
        say(
            language,
            "digest.late.expert",
            code=one.code,
            name=one.name,
            date=date_text(one.reply_by, language),
        )
        for one in day.silent
    ]
    papers = [
        say(language, "closing.late.paper", code=one.code, title=one.title, date=date_text(one.due, language))
        for one in day.papers
    ]
    return requests + experts + papers


def _soon(day: DayFacts, language: str) -> list[str]:
    missions = [
        _said(
            "digest.mission",
            one,
            language,
            dates=period_text(one.dates, language),
            status=say(language, f"values.mission.{one.status}"),
        )
        for one in day.missions
    ]
    holds = [_said("digest.hold", one, language, date=date_text(one.until, language)) for one in day.holds]
    return missions + holds


def _said(key: str, one: QueueRow | MissionSoon | HoldSoon, language: str, **values: object) -> str:
    return say(language, key, code=one.code, title=shortened(one.title), **values)
