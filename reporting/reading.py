"""A report by the name somebody gives it: which one is meant, what is read for it, and the document it becomes."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from types import MappingProxyType

from sqlmodel.ext.asyncio.session import AsyncSession

from config.allowances import Allowances
from config.folding import fold
from reporting.course import load_course
from reporting.history import History, load_history
from reporting.interim import NAME as INTERIM
from reporting.interim import interim
from reporting.paper import Paper, paper_of
from reporting.reports import OF_CHOICES, OF_COURSE, OF_SKILLS, REPORTS
from reporting.spans import Span

NAMES = (*REPORTS, INTERIM)
"""Every report somebody can ask for."""
_LONGEST_NAME = 40


async def read_for(
    session: AsyncSession,
    name: str,
    *,
    as_of: datetime,
    allowance_eur_per_day: int,
    rates: Allowances | None = None,
) -> History:
    """The registers, as far as the report of this name tells of them."""
    history = await load_history(
        session,
        as_of=as_of,
        allowance_eur_per_day=allowance_eur_per_day,
        rates=rates,
        with_choices=name in OF_CHOICES,
    )
    if name not in OF_COURSE:
        return history
    return replace(history, course=await load_course(session, with_skills=name in OF_SKILLS))


def paper_for(
    name: str, history: History, span: Span | None, *, language: str, facility: str, caveat: str = ""
) -> Paper:
    """The document of this name."""
    if name == INTERIM:
        return interim(history, span, language=language, facility=facility, caveat=caveat)
    return paper_of(name, history, span, language=language, facility=facility, caveat=caveat)


def named(words: str) -> str:
    """The report somebody means, Table 2 and annexb are understood; '' if there is none."""
    return _BY_WORDS.get(_pressed(words), "")


def alike(words: str) -> list[str]:
    """The names that look like a misspelt one."""
    return [_BY_WORDS[close] for close in get_close_matches(_pressed(words), _BY_WORDS, cutoff=0.7)]


def _pressed(words: str) -> str:
    return fold(words[:_LONGEST_NAME]).replace(" ", "")


_BY_WORDS: Mapping[str, str] = MappingProxyType({_pressed(name): name for name in NAMES})
