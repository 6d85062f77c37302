"""Rows of the register that may be one expert: which they are, two side by side, and one out of two."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from rich.table import Table
from rich.text import Text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.cli.on_file import facility_or_stop, with_facility
from bot.cli.screen import agreed, command, narrate, print_json, show, stop
from bot.facility import Facility
from bot.texts.printable import one_line
from config.areas import area_label
from config.countries import country_name
from config.settings import Settings
from config.texts import list_text, say, say_many
from intake.expert_doubles import Double, Person
from reporting.expert_doubles import doubles
from storage.expert_merge import Obstacle, merge_experts, obstacle_to_merge, work_of
from storage.people import Expert, ExpertArea, ExpertLanguage
from storage.queries import expert_by_code

OPERATOR = "operator"
_FIELDS = ("name", "email", "country", "gender", "employer", "languages", "areas", "work")


@dataclass(frozen=True, slots=True)
class Side:
    """One of two rows as it is shown."""

    code: str
    cells: Mapping[str, str]


def list_doubles(*, limit: int, as_json: bool) -> None:
    """Print the pairs that may be one person, with the reasons."""
    settings = facility_or_stop()

    async def look(facility: Facility) -> tuple[tuple[Double, ...], Mapping[str, Person]]:
        async with facility.database.snapshot() as session:
            return await doubles(session)

    found, people = with_facility(settings, look)
    if as_json:
        print_json([asdict(pair) for pair in found[:limit]])
        return
    if not found:
        narrate(say(settings.language, "roster.doubles.none"))
        return
    narrate(say_many(settings.language, "roster.doubles.count", len(found)))
    show(_pairs(found[:limit], people, settings.language))
    if len(found) > limit:
        narrate(say_many(settings.language, "roster.more_here", len(found) - limit, all=len(found)))
    first = found[0]
    narrate(say(settings.language, "roster.doubles.how", muster=command(), one=first.one, other=first.other))


def merge(keep: str, double: str, *, sure: bool) -> None:
    """Show both, ask, and make one row stand for both."""
    settings = facility_or_stop()
    sides = with_facility(settings, lambda facility: _look(facility, keep, double, settings))
    show(_side_by_side(sides, settings.language))
    codes = {"keep": sides[0].code, "double": sides[1].code}
    narrate(say(settings.language, "roster.merge.what", **codes))
    question = say(settings.language, "roster.merge.sure", **codes)
    if not sure and not agreed(question, say(settings.language, "roster.merge.yes")):
        stop(say(settings.language, "roster.merge.left"))
    obstacle = with_facility(settings, lambda facility: _merge(facility, sides[0].code, sides[1].code))
    if obstacle is not None:
        stop(_obstacle(obstacle, sides[0].code, sides[1].code, settings.language))
    narrate(say(settings.language, "roster.merge.done", **codes))


async def _look(facility: Facility, keep: str, double: str, settings: Settings) -> tuple[Side, Side]:
    """Both rows; whatever keeps them from being merged ends the command before anything is asked."""
    async with facility.database.snapshot() as session:
        kept = await expert_by_code(session, keep)
        other = await _row(session, double)
        for code, row in ((keep, kept), (double, other)):
            if row is None:
                stop(say(settings.language, "roster.merge.unknown", code=one_line(code)[:40]))
        assert kept is not None and other is not None  # noqa: S101, PT018 -- stopped above; this tells mypy
        obstacle = await obstacle_to_merge(session, kept, other)
        if obstacle is not None:
            stop(_obstacle(obstacle, kept.code, other.code, settings.language))
        return await _side(session, kept, settings.language), await _side(session, other, settings.language)


async def _row(session: AsyncSession, code: str) -> Expert | None:
    """The row of exactly this code, though it may have been merged."""
    query = select(Expert).where(Expert.code == code.strip().upper())
    return (await session.exec(query)).one_or_none()


async def _merge(facility: Facility, keep: str, double: str) -> Obstacle | None:
    async with facility.database.transaction() as session:
        kept, other = await _row(session, keep), await _row(session, double)
        if kept is None or other is None:
            return Obstacle.MERGED_BEFORE
        done = await merge_experts(session, kept, other, actor=OPERATOR, now=facility.now())
        return done if isinstance(done, Obstacle) else None


def _obstacle(obstacle: Obstacle, keep: str, double: str, language: str) -> str:
    return say(language, f"roster.merge.obstacle.{obstacle}", keep=keep, double=double)


async def _side(session: AsyncSession, expert: Expert, language: str) -> Side:
    skills = (await session.exec(select(ExpertLanguage).where(ExpertLanguage.expert_id == expert.id))).all()
    areas = select(ExpertArea.area).where(ExpertArea.expert_id == expert.id).order_by(col(ExpertArea.area))
    work = await work_of(session, expert)
    cells = {
        "name": f"{expert.first_name} {expert.last_name}",
        "email": expert.email,
        "country": country_name(expert.nationality, language),
        "gender": say(language, f"values.gender.{expert.gender}") if expert.gender else "",
        "employer": expert.employer,
        "languages": "; ".join(sorted(f"{one.language}:{one.level}" for one in skills)),
        "areas": "; ".join(area_label(area, language) for area in (await session.exec(areas)).all()),
        "work": "; ".join(f"{name}: {count}" for name, count in work.items() if count),
    }
    return Side(expert.code, cells)


def _side_by_side(sides: tuple[Side, Side], language: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("", style="dim", no_wrap=True)
    for key, side in zip(("kept", "double"), sides, strict=True):
        table.add_column(say(language, f"roster.merge.{key}", code=side.code), overflow="fold")
    for field in _FIELDS:
        cells = (Text(one_line(side.cells[field])) for side in sides)
        table.add_row(Text(say(language, f"roster.merge.field.{field}")), *cells)
    return table


def _pairs(found: tuple[Double, ...], people: Mapping[str, Person], language: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    for name in ("code", "name", "score", "why"):
        table.add_column(say(language, f"roster.column.{name}"), overflow="fold")
    for pair in found:
        one, other = people[pair.one], people[pair.other]
        why = list_text([say(language, f"roster.double.{reason}") for reason in pair.reasons], language)
        for first, person in ((True, one), (False, other)):
            name = f"{person.first_name} {person.last_name} <{person.email}>"
            cells = (person.code, name, f"{pair.score:.0f}" if first else "", why if first else "")
            table.add_row(*(Text(one_line(cell)) for cell in cells))
    return table
