"""What somebody of the facility says to get a report: /report table2 fr, REPORT table2 in a mail, or a button."""

from dataclasses import dataclass
from datetime import date

from bot.dispatch.commands import MAX_WORDS
from bot.texts.report_letter import GROUPS, PRESSED, PRESSED_GROUP
from config.folding import fold
from config.languages import INTERFACE_LANGUAGES, find_language
from reporting.reading import named

_COMMAND = "/report"
_MAIL_WORDS = ("report", "rapport", "informe", "relatorio")


@dataclass(frozen=True, slots=True)
class ReportOrder:
    """A report as far as it was said; without a name, the list of all there are."""

    name: str = ""
    language: str = ""
    """'' for the reader's own."""
    first: date | None = None
    last: date | None = None
    group: str = ""
    """The group of the list whose button was pressed."""
    unknown: str = ""
    """Words that name no report."""


def read_report_command(text: str) -> ReportOrder | None:
    """The order of a typed command such as `/report table2 fr 2016-04-01 2016-09-30`."""
    first, _, rest = text.strip()[:MAX_WORDS].partition(" ")
    return _read(rest) if first.partition("@")[0].lower() == _COMMAND else None


def read_report_reply(text: str) -> ReportOrder | None:
    """The order of a mail whose first line is `REPORT table2`."""
    line = text.strip()[:MAX_WORDS].partition("\n")[0].strip()
    first, _, rest = line.partition(" ")
    if fold(first) not in _MAIL_WORDS:
        return None
    order = _read(rest)
    # "Report on Togo follows" is no order: only a report's name, or nothing, makes it one.
    return None if order.unknown else order


def read_report_action(action: str) -> ReportOrder | None:
    """The order of a button of the list."""
    kind, _, rest = action.partition(":")
    if kind == PRESSED:
        return ReportOrder(named(rest)) if named(rest) else ReportOrder()
    if kind == PRESSED_GROUP:
        return ReportOrder(group=rest if rest in GROUPS else "")
    return None


def _read(words: str) -> ReportOrder:
    """Days and a language stand behind the name, in any order."""
    pieces = words.split()
    days: list[date] = []
    language = ""
    while pieces:
        day, spoken = _day(pieces[-1]), _language(pieces[-1])
        if day is not None and len(days) < 2:
            days.append(day)
        elif spoken and not language:
            language = spoken
        else:
            break
        pieces.pop()
    said = " ".join(pieces).rstrip(" .!")
    first, last = (min(days), max(days)) if len(days) == 2 else (days[0] if days else None, None)
    name = named(said)
    return ReportOrder(name, language, first, last, unknown="" if name else said)


def _day(word: str) -> date | None:
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _language(word: str) -> str:
    code = find_language(word) or ""
    return code if code in INTERFACE_LANGUAGES else ""
