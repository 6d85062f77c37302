"""The officers' queue: whose turn it is with each open request and for how long, narrowed by buttons or words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from bot.texts.letter import Block, Bullets, Choice, Choices, Letter, Paragraph
from bot.texts.rows import country_words, say_paragraph, shortened, status_word
from config.folding import fold
from config.texts import list_text, say, say_many
from storage.states import RequestStatus
from storage.turns import Turn

PAGE = 8
"""Rows on one page: few enough to be read on a telephone with a button for each."""
LONGEST_LABEL = 30
_TURNS = (Turn.OFFICER, Turn.PARTNER, Turn.EXPERTS)
_STATUSES = (
    RequestStatus.RECEIVED,
    RequestStatus.CHECKING,
    RequestStatus.ELIGIBLE,
    RequestStatus.FORMULATED,
    RequestStatus.ON_HOLD,
)


@dataclass(frozen=True, slots=True)
class QueueRow:
    """An open request as the queue shows it."""

    id: int
    code: str
    title: str
    country: str
    status: str
    turn: str
    days: int
    late: bool = False
    officer_id: int | None = None
    officer: str = ""
    """Who looks after it; '' if nobody was named."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the queue is narrowed to; nothing chosen shows everything open."""

    turn: str = ""
    status: str = ""
    mine: bool = False
    late: bool = False

    @classmethod
    def read(cls, words: str, language: str) -> Self | None:
        """The filter some words name, in the reader's language or in English; None if a word is none."""
        said = f" {fold(words)} "
        chosen: dict[str, str] = {}
        for kind, name in _NAMES:
            for variant in _variants(name, language):
                if f" {variant} " in said:
                    said = said.replace(f" {variant} ", " ", 1)
                    chosen[kind] = name
        if said.strip():
            return None
        return cls(
            chosen.get("turn", ""), chosen.get("status", ""), mine="mine" in chosen, late="late" in chosen
        )

    @property
    def names(self) -> tuple[str, ...]:
        """What is chosen, by the names buttons use."""
        flags = (name for name, on in (("mine", self.mine), ("late", self.late)) if on)
        return tuple(name for name in (self.turn, *flags, self.status) if name)

    def takes(self, row: QueueRow, officer_id: int) -> bool:
        """Whether a row is shown to this officer."""
        return (
            self.turn in {"", row.turn}
            and self.status in {"", row.status}
            and (not self.mine or row.officer_id == officer_id)
            and (not self.late or row.late)
        )

    def toggled(self, name: str) -> "Filter":
        """The filter after its button was pressed: chosen, or no longer chosen."""
        match name:
            case "mine":
                return replace(self, mine=not self.mine)
            case "late":
                return replace(self, late=not self.late)
            case _ if name in set(_TURNS):
                return replace(self, turn="" if self.turn == name else name)
            case _:
                return replace(self, status="" if self.status == name else name)


_NAMES: tuple[tuple[str, str], ...] = (
    *(("turn", str(turn)) for turn in _TURNS),
    ("mine", "mine"),
    ("late", "late"),
    *(("status", str(status)) for status in _STATUSES),
)


def queue(rows: Sequence[QueueRow], narrowed: Filter, page: int, *, total: int, language: str) -> Letter:
    """One page of the queue, the longest wait first; `total` is how many are open without any filter."""
    subject = say(language, "officer.queue.subject")
    if not total:
        return Letter(language, subject, (say_paragraph(language, "officer.queue.empty"),))
    last = max(0, (len(rows) - 1) // PAGE)
    page = min(max(page, 0), last)
    shown = rows[page * PAGE : (page + 1) * PAGE]
    blocks: list[Block] = [Paragraph(_heading(len(rows), narrowed, language))]
    if last:
        blocks.append(say_paragraph(language, "desk.queue.page", page=page + 1, pages=last + 1))
    blocks.append(Bullets(tuple(_line(row, language) for row in shown)))
    buttons = (
        *((_card(row),) for row in shown),
        _turning(narrowed, page, last, language),
        *_filters(rows, narrowed, language),
    )
    blocks.append(Choices(tuple(row for row in buttons if row)))
    return Letter(language, subject, tuple(block for block in blocks if block != Bullets(())))


def no_such_filter(words: str, *, language: str) -> Letter:
    """Words the queue cannot be narrowed by, and those it can."""
    names = [_name(name, language).lower() for _, name in _NAMES]
    blocks = (
        say_paragraph(language, "desk.queue.unknown", words=shortened(words)),
        say_paragraph(language, "desk.queue.known", words=list_text(names, language)),
    )
    return Letter(language, say(language, "officer.queue.subject"), blocks)


def _heading(count: int, narrowed: Filter, language: str) -> str:
    words = say_many(language, "desk.queue.count", count)
    if not narrowed.names:
        return words
    names = list_text([_name(name, language) for name in narrowed.names], language)
    return f"{words} {say(language, 'desk.queue.only', filters=names)}"


def _line(row: QueueRow, language: str) -> str:
    """Code, title, whose turn and for how long; a word, not a sign, says that it is late."""
    country = country_words(language, row.country)
    title = f"{shortened(row.title)} ({country})" if country else shortened(row.title)
    since = (
        say_many(language, "desk.queue.since", row.days) if row.days else say(language, "desk.queue.today")
    )
    turn = say(language, f"officer.turn.{row.turn}")
    parts = [status_word(language, row.status), turn, since]
    if row.late:
        parts.append(say(language, "desk.queue.late"))
    if row.officer:
        parts.append(say(language, "desk.queue.officer", name=row.officer))
    return f"{row.code} - {title}\n{' · '.join(parts)}"


def _card(row: QueueRow) -> Choice:
    return Choice(f"{row.code} - {shortened(row.title, LONGEST_LABEL)}", f"card:{row.id}")


def _turning(narrowed: Filter, page: int, last: int, language: str) -> tuple[Choice, ...]:
    """To the pages before and after."""
    steps = ((page - 1, "desk.queue.previous"), (page + 1, "desk.queue.next"))
    return tuple(
        Choice(say(language, key), _action(narrowed, to)) for to, key in steps if 0 <= to <= last != 0
    )


def _filters(rows: Sequence[QueueRow], narrowed: Filter, language: str) -> Iterable[tuple[Choice, ...]]:
    yield tuple(_switch(turn, narrowed, language) for turn in _TURNS)
    yield tuple(_switch(name, narrowed, language) for name in ("mine", "late"))
    there = [str(status) for status in _STATUSES if any(row.status == status for row in rows)]
    if len(there) > 1 or narrowed.status:
        yield tuple(_switch(name, narrowed, language) for name in there or [narrowed.status])


def _switch(name: str, narrowed: Filter, language: str) -> Choice:
    """A button that narrows the queue, or, when it does already, says so and widens it again."""
    label = _name(name, language)
    if name in narrowed.names:
        label = say(language, "desk.queue.on", filter=label)
    return Choice(label, _action(narrowed.toggled(name), 0))


def _action(narrowed: Filter, page: int) -> str:
    return f"queue:{'+'.join(narrowed.names)}:{page}"


def _name(name: str, language: str) -> str:
    if name in set(_STATUSES):
        return status_word(language, name)
    return say(language, f"desk.filter.{name}").partition("|")[0].strip()


def _variants(name: str, language: str) -> tuple[str, ...]:
    """How a filter can be written: in the reader's language, in English, and as buttons do."""
    if name in set(_STATUSES):
        said = [status_word(code, name) for code in (language, "en")]
    else:
        said = [word for code in (language, "en") for word in say(code, f"desk.filter.{name}").split("|")]
    return tuple(dict.fromkeys(fold(word) for word in (*said, name)))
