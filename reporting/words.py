"""What a table says, in words of the reader's language: titles, column heads, labels, numbers."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from config.areas import area_label
from config.countries import country_name, region_name
from config.folding import fold
from config.languages import language_name
from config.texts import date_text, keys, list_text, say
from reporting.table import SEPARATOR, Cell, Column, Line, Naming, RoundingGap, Table, Unit, printed
from reporting.told_choices import told_text

CATALOGUES = ("report", "figure", "learning", "course")
"""Where titles, definitions, heads and labels of reports are kept (report.table2.title, figure.figure7.title)."""


def title_of(table: Table, language: str) -> str:
    """What the table shows, as its heading."""
    return title_named(table.name, language)


def title_named(name: str, language: str) -> str:
    """The heading of the report of this name."""
    return _said(f"{name}.title", language)


def definition_of(table: Table, language: str) -> str:
    """What exactly was counted, and how it was rounded."""
    return _said(f"{table.name}.definition", language)


def head_of(column: Column, language: str) -> str:
    """The head of a column."""
    return _said(f"column.{column.key}", language)


def label_of(line: Line, language: str) -> str:
    """What a line is about."""
    if line.naming in _NAMED:
        return _NAMED[line.naming](line.key, language) if line.key else say(language, "report.label.unknown")
    match line.naming:
        case Naming.ACTION | Naming.INSTITUTION | Naming.PLACE:
            return line.key
        case Naming.PERIOD | Naming.QUARTER | Naming.MONTH:
            return months_text(line, language)
        case Naming.TOTAL:
            return say(language, "report.label.total")
        case _:
            return _said(f"label.{line.key}", language)


def months_text(line: Line, language: str) -> str:
    """The months a line is about, from the first day it is named by: Apr - Sep 2014, or Q2 2014."""
    if not line.key:
        return say(language, "report.label.unknown")
    from babel.dates import format_skeleton  # noqa: PLC0415 -- slow import, not needed by every report

    start = date.fromisoformat(line.key)
    if line.naming is Naming.QUARTER:
        return format_skeleton("yQQQ", start, locale=language)
    if line.naming is Naming.MONTH:
        return format_skeleton("yMMMM", start, locale=language)
    end = date(start.year + start.month // 8, (start.month + 4) % 12 + 1, 1)
    first = format_skeleton("MMM" if start.year == end.year else "yMMM", start, locale=language)
    return f"{first} - {format_skeleton('yMMM', end, locale=language)}"


def _said(key: str, language: str) -> str:
    """The sentence of the first catalogue of reports that has it."""
    domain = next((domain for domain in CATALOGUES if f"{domain}.{key}" in keys("en", domain)), CATALOGUES[0])
    return say(language, f"{domain}.{key}")


def cell_text(value: Cell, unit: Unit, language: str) -> str:
    """A cell as it is read: empty for nothing, 1,501 for 1,500.5 days, 74.0 % for a share."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return _told(value, unit, language)
    number = decimal_text(
        printed(value, unit), language, decimals=int(unit in {Unit.TENTHS, Unit.WEEKS, Unit.ELAPSED})
    )
    return say(language, "report.percent", number=number) if unit in {Unit.PERCENT, Unit.TENTHS} else number


def _told(value: str, unit: Unit, language: str) -> str:
    told = _TOLD.get(unit)
    return told(value, language) if told else value


def _days(value: str, language: str) -> str:
    days = [date_text(date.fromisoformat(day), language) for day in value.split(SEPARATOR)]
    return list_text(days, language)


def _countries(value: str, language: str) -> str:
    names = [country_name(code, language) for code in value.split(SEPARATOR)]
    return list_text(sorted(names, key=fold), language)


def _areas(value: str, language: str) -> str:
    return list_text([area_label(key, language) for key in value.split(SEPARATOR)], language)


_Told = Callable[[str, str], str]
_NAMED: Mapping[Naming, _Told] = {
    Naming.REGION: region_name,
    Naming.COUNTRY: country_name,
    Naming.AREA: area_label,
    Naming.LANGUAGE: language_name,
}
"""Lines that are named by a register of names."""
_TOLD: Mapping[Unit, _Told] = {
    Unit.DATE: _days,
    Unit.DATES: _days,
    Unit.COUNTRY: _countries,
    Unit.COUNTRIES: _countries,
    Unit.AREAS: _areas,
    Unit.STAGE: lambda value, language: _said(f"column.{value}", language),
    Unit.STATUS: lambda value, language: say(language, f"values.status.{value}"),
    Unit.TURN: lambda value, language: say(language, f"course.turn.{value}"),
    Unit.TOLD: told_text,
}
"""Words that stand for a key; others are told as they were written."""


def decimal_text(number: Decimal, language: str, *, decimals: int = 0) -> str:
    """A number with the separators of the language and at least so many decimals."""
    pattern = f"#,##0.{'0' * decimals}{'#' * (4 - decimals)}"
    text: str = format_decimal(number, format=pattern, locale=language)
    return text


def in_reading_order(lines: Sequence[Line], language: str) -> list[Line]:
    """Lines by their labels as a reader of the language would look for them; codes and fixed kinds keep their order."""
    if any(line.naming not in {Naming.REGION, Naming.COUNTRY} for line in lines):
        return list(lines)
    return sorted(lines, key=lambda line: fold(label_of(line, language)))


def gap_text(gap: RoundingGap, language: str) -> str:
    """Why a total is not the sum of what is printed above it: rows add to 1,731.5; printed 1,732."""
    exact = Decimal(gap.exact.numerator) / Decimal(gap.exact.denominator)
    return say(
        language,
        "report.gap" if gap.printed != gap.sum_of_printed else "report.rounded",
        label=label_of(gap.line, language),
        column=head_of(gap.column, language),
        exact=decimal_text(exact, language),
        printed=decimal_text(gap.printed, language),
        sum=decimal_text(gap.sum_of_printed, language),
    )
