"""`muster report`: a report of the facility's history on the screen or in a file, over a period, in any format."""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import BinaryIO, NoReturn

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import narrate, show, stop
from bot.facility import Facility
from bot.texts.printable import one_line
from config.settings import Settings
from config.texts import choice_text, date_text, list_text, say
from reporting.figures.by_name import FIGURES
from reporting.history import History
from reporting.interim import NAME as INTERIM
from reporting.past import caveat as caveat_of
from reporting.past import load_past
from reporting.reading import NAMES, alike, named, paper_for, read_for
from reporting.renderings.as_text import laid_out
from reporting.renderings.rendered import BINARY, DOCUMENTS, FORMS, PICTURES, Form, rendered
from reporting.reports import OF_CHOICES, OF_COURSE, REPORTS
from reporting.spans import Span
from reporting.words import title_named

WRONG_INPUT = 2
STANDARD_OUTPUT = Path("-")
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for, as it was typed."""

    name: str
    form: Form | None = None
    """None: what the ending of the file says, else text."""
    language: str = ""
    output: Path | None = None
    first: str = ""
    last: str = ""
    as_of: str = ""
    """The day at whose end the registers are looked at; empty for now."""


def report(wanted: Wanted) -> None:
    """Print or write one report; without a name say which there are."""
    settings = facility_or_stop()
    if not wanted.name:
        _list(settings.language)
        return
    name = _named(wanted.name, settings.language)
    form = _form(wanted, settings.language)
    file = None if wanted.output == STANDARD_OUTPUT else wanted.output
    _stop_unless_possible(name, form, file, settings.language)
    span = _span(wanted, settings.language)
    language = wanted.language or settings.language
    day = _day(wanted.as_of, "--as-of", settings.language)
    history, caveat = _history(name, day, settings, language)
    paper = paper_for(name, history, span, language=language, facility=settings.facility_name, caveat=caveat)
    if form == "text" and wanted.output is None:
        show(laid_out(paper))
    elif file is None:
        _print(rendered(paper, form), sys.stdout.buffer)
    else:
        _write(file, rendered(paper, form), settings.language)


def _list(language: str) -> None:
    narrate(say(language, "cli.report.which"))
    for name in REPORTS:
        narrate(f"  {name}  {title_named(name, language)}")
    narrate(f"  {INTERIM}  {say(language, 'interim.title')}")


def _named(words: str, language: str) -> str:
    """The report somebody means: Table 2 and annexb are understood, table9 is asked back."""
    return named(words) or _ask_back(words, language)


def _ask_back(words: str, language: str) -> NoReturn:
    close, shown = alike(words), one_line(words)[:_SHOWN]
    if close:
        stop(say(language, "interim.cli.alike", name=shown, names=choice_text(close, language)))
    stop(say(language, "cli.report.unknown", name=shown, names=list_text(NAMES, language)))


def _form(wanted: Wanted, language: str) -> Form:
    """The format that was named, or that the ending of the file tells."""
    if wanted.form is not None:
        return wanted.form
    if wanted.output is None or wanted.output == STANDARD_OUTPUT:
        return "text"
    ending = wanted.output.suffix.lower().removeprefix(".")
    told: dict[str, Form] = {**{form: form for form in FORMS}, "txt": "text", "htm": "html", "": "text"}
    if ending not in told:
        stop(
            say(
                language,
                "interim.cli.unknown_ending",
                file=wanted.output,
                forms=choice_text(FORMS, language),
            ),
            WRONG_INPUT,
        )
    return told[ending]


def _stop_unless_possible(name: str, form: Form, file: Path | None, language: str) -> None:
    """Whatever cannot be made or kept is told before anything is read."""
    if form in PICTURES and name not in FIGURES:
        figures = list_text(tuple(FIGURES), language)
        stop(say(language, "figure.none", name=name, names=figures))
    if name == INTERIM and form not in DOCUMENTS:
        stop(say(language, "interim.cli.no_table", name=name, forms=list_text(DOCUMENTS, language)))
    if form in BINARY and file is None and sys.stdout.isatty():
        stop(say(language, "interim.cli.terminal", form=form), WRONG_INPUT)
    if file is not None and file.exists() and not file.is_file():
        stop(say(language, "interim.cli.no_plain_file", file=file))


def _span(wanted: Wanted, language: str) -> Span | None:
    first, last = _day(wanted.first, "--from", language), _day(wanted.last, "--to", language)
    if first and last and last < first:
        told = {"start": date_text(first, language), "end": date_text(last, language)}
        stop(say(language, "interim.cli.reversed", **told), WRONG_INPUT)
    return Span(first, last) if first or last else None


def _day(words: str, option: str, language: str) -> date | None:
    if not words:
        return None
    try:
        return date.fromisoformat(words.strip())
    except ValueError:
        shown = one_line(words)[:_SHOWN]
        stop(say(language, "interim.cli.bad_day", words=shown, option=option), WRONG_INPUT)


def _history(name: str, day: date | None, settings: Settings, language: str) -> tuple[History, str]:
    """The registers now, or at the end of a day that is over with how far it can be told."""
    allowance = settings.allowance_eur_per_day
    if day and name in OF_CHOICES | OF_COURSE:
        stop(say(settings.language, "interim.cli.only_now", name=name), WRONG_INPUT)

    async def look(facility: Facility) -> tuple[History, str]:
        rates = facility.house.terms.rates
        async with facility.database.snapshot() as session:
            if day is None:
                now = facility.now()
                history = await read_for(
                    session, name, as_of=now, allowance_eur_per_day=allowance, rates=rates
                )
                return history, ""
            today = facility.now().date()
            if day >= today:
                told = date_text(day, settings.language)
                stop(say(settings.language, "interim.cli.to_come", day=told), WRONG_INPUT)
            past = await load_past(session, day, allowance_eur_per_day=allowance, rates=rates)
            return past.history, caveat_of(past, today, language)

    return with_facility(settings, look)


def _print(written: bytes, target: BinaryIO) -> None:
    target.write(written)
    target.flush()


def _write(file: Path, written: bytes, language: str) -> None:
    before = file.exists()
    try:
        file.write_bytes(written)
    except OSError as error:
        stop(say(language, "cli.report.unwritable", file=file, error=error.strerror))
    narrate(say(language, "interim.cli.overwritten" if before else "cli.report.written", file=file))
