"""Looking for experts by words and filters, and keeping a search as a list that is run anew each time."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import typer
from rich.table import Table
from rich.text import Text
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import command, narrate, print_json, show, stop
from bot.facility import Facility
from bot.texts.expert_lists import fit_words, nobody_words, understood_words
from bot.texts.printable import one_line
from config.countries import country_name
from config.languages import Level
from config.texts import choice_text, say, say_many
from intake.expert_search import Query, as_json, bad_level, from_json, read_filter
from intake.expert_search_words import Kind
from reporting.expert_search import SHOWN, Searched, search_experts, understood
from storage.saved_lists import SavedList, forget_list, save_list, saved_list, saved_lists

OPERATOR = "operator"
_LONGEST_NAME = 60
_COLUMNS = ("code", "name", "country", "email", "why")


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of a search and the values of its options."""

    words: Sequence[str] = ()
    filters: Sequence[tuple[Kind, str]] = ()
    limit: int = SHOWN
    as_json: bool = False


def find(asked: Asked) -> None:
    """Print who fits; exit code 3 if nobody does."""
    settings = facility_or_stop()

    async def look(facility: Facility) -> Searched:
        async with facility.database.snapshot() as session:
            query = await _query(session, asked, settings.language)
            return await search_experts(session, query, most=asked.limit)

    _tell(with_facility(settings, look), asked, settings.language)


def save(name: str, asked: Asked) -> None:
    """Keep a search under a name."""
    settings = facility_or_stop()
    name = one_line(name)[:_LONGEST_NAME].strip()

    async def work(facility: Facility) -> tuple[Query, bool]:
        async with facility.database.transaction() as session:
            query = await _query(session, asked, settings.language)
            if not query.parts:
                return query, False
            search: dict[str, object] = {"words": " ".join(asked.words), "parts": as_json(query)}
            return query, await save_list(session, name, search, by=OPERATOR, now=facility.now())

    query, replaced = with_facility(settings, work)
    narrate(understood_words(query, settings.language))
    if not query.parts or not name:
        stop(say(settings.language, "roster.how", order=f"{command()} experts save NAME"))
    key = "roster.list.replaced" if replaced else "roster.list.saved"
    narrate(say(settings.language, key, name=name, muster=command()))


def list_saved(*, as_json: bool) -> None:
    """Print the saved lists and what each looks for."""
    settings = facility_or_stop()

    async def look(facility: Facility) -> list[SavedList]:
        async with facility.database.snapshot() as session:
            return await saved_lists(session)

    lists = with_facility(settings, look)
    if as_json:
        print_json([{"name": one.name, "saved_at": one.saved_at, **one.search} for one in lists])
        return
    if not lists:
        narrate(say(settings.language, "roster.list.none", muster=command()))
        return
    table = _table(settings.language, ("list", "search"))
    for one in lists:
        table.add_row(Text(one.name), Text(understood_words(_kept(one), settings.language)))
    show(table)


def show_saved(name: str, *, limit: int, as_json: bool) -> None:
    """Run a saved search as the register is now."""
    settings = facility_or_stop()

    async def look(facility: Facility) -> Searched | None:
        async with facility.database.snapshot() as session:
            kept = await saved_list(session, name)
            return None if kept is None else await search_experts(session, _kept(kept), most=limit)

    searched = with_facility(settings, look)
    if searched is None:
        stop(say(settings.language, "roster.list.unknown", name=one_line(name)[:_LONGEST_NAME]))
    _tell(searched, Asked(limit=limit, as_json=as_json), settings.language)


def forget(name: str) -> None:
    """Take a saved search away."""
    settings = facility_or_stop()

    async def work(facility: Facility) -> bool:
        async with facility.database.transaction() as session:
            return await forget_list(session, name)

    known = one_line(name)[:_LONGEST_NAME]
    if not with_facility(settings, work):
        stop(say(settings.language, "roster.list.unknown", name=known))
    narrate(say(settings.language, "roster.list.forgotten", name=known))


async def _query(session: AsyncSession, asked: Asked, language: str) -> Query:
    query = await understood(session, " ".join(asked.words))
    for kind, value in asked.filters:
        if kind is Kind.LANGUAGE and (level := bad_level(value)):
            known = choice_text([one.label for one in Level], language)
            stop(say(language, "roster.no_level", level=one_line(level)[:_LONGEST_NAME], known=known), 2)
        parts = read_filter(kind, value)
        if not parts:
            stop(
                say(
                    language,
                    "roster.no_filter",
                    value=one_line(value)[:_LONGEST_NAME],
                    option=f"--{kind.replace('_', '-')}",
                ),
                2,
            )
        query = query.with_parts(parts)
    return query


def _kept(saved: SavedList) -> Query:
    return from_json(saved.search.get("parts"))


def _tell(searched: Searched, asked: Asked, language: str) -> None:
    if asked.as_json:
        print_json(_json(searched, language))
    else:
        _print(searched, language)
    if not searched.total:
        if asked.as_json:
            raise typer.Exit(3)
        stop("\n".join(nobody_words(searched, language, order=f"{command()} experts")), 3)


def _json(searched: Searched, language: str) -> dict[str, Any]:
    return {
        "understood": as_json(searched.query),
        "total": searched.total,
        "experts": [asdict(one) | {"why": fit_words(one, searched.query, language)} for one in searched.best],
        "without": [
            {"left_out": [part.written for part in one.parts], "experts": one.without}
            for one in searched.in_the_way
        ],
    }


def _print(searched: Searched, language: str) -> None:
    narrate(understood_words(searched.query, language))
    if not searched.total:
        return
    narrate(say_many(language, "roster.count", searched.total))
    table = _table(language, _COLUMNS)
    for one in searched.best:
        why = fit_words(one, searched.query, language)
        cells = (one.code, one.name, country_name(one.country, language), one.email, why)
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    show(table)
    if (more := searched.total - len(searched.best)) > 0:
        narrate(say_many(language, "roster.more_here", more, all=searched.total))


def _table(language: str, columns: Sequence[str]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in columns:
        table.add_column(
            say(language, f"roster.column.{name}"), overflow="fold", no_wrap=name in {"code", "email"}
        )
    return table
