"""What a table says, in words of the reader's language: titles, column heads, labels, numbers."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel.numbers import format_decimal

from config.countries import country_name, region_name
from config.folding import fold
from config.texts import date_text, say
from reporting.table import Cell, Column, Line, Naming, RoundingGap, Table, Unit, printed


def title_of(table: Table, language: str) -> str:
    """What the table shows, as its heading."""
    return say(language, f"report.{table.name}.title")


def definition_of(table: Table, language: str) -> str:
    """What exactly was counted, and how it was rounded."""
    return say(language, f"report.{table.name}.definition")


def head_of(column: Column, language: str) -> str:
    """The head of a column."""
    return say(language, f"report.column.{column.key}")


def label_of(line: Line, language: str) -> str:
    """What a line is about."""
    match line.naming:
        case Naming.REGION:
            return region_name(line.key, language) if line.key else say(language, "report.label.unknown")
        case Naming.COUNTRY:
            return country_name(line.key, language) if line.key else say(language, "report.label.unknown")
        case Naming.ACTION:
            return line.key
        case Naming.TOTAL:
            return say(language, "report.label.total")
        case _:
            return say(language, f"report.label.{line.key}")


def cell_text(value: Cell, unit: Unit, language: str) -> str:
    """A cell as it is read: empty for nothing, 1,501 for 1,500.5 days, 74.0 % for a share."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return _told(value, unit, language)
    number = decimal_text(printed(value, unit), language, decimals=int(unit is Unit.TENTHS))
    return say(language, "report.percent", number=number) if unit in {Unit.PERCENT, Unit.TENTHS} else number


def _told(value: str, unit: Unit, language: str) -> str:
    match unit:
        case Unit.DATE:
            return date_text(date.fromisoformat(value), language)
        case Unit.COUNTRY:
            return country_name(value, language)
        case Unit.STAGE:
            return say(language, f"report.column.{value}")
        case _:
            return value


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
