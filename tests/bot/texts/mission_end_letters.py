"""Every letter about a mission that is over, with facts in no language; `every_letter` has them too."""

from collections.abc import Iterator
from datetime import date

from bot.texts import mission_end, papers
from bot.texts.facts import RequestFacts
from bot.texts.letter import Letter
from bot.texts.mission_end import DaysOf, EndFacts
from config.expert_days import ExpertDays
from config.periods import Period

TEAM = (
    DaysOf(1, "EX-0012", "Zfirst", ExpertDays(6, 20, 8)),
    DaysOf(2, "EX-0020", "Zsecond", ExpertDays()),
)
END = EndFacts("2026-03/M1", Period(date(2026, 3, 9), date(2026, 3, 17)), TEAM)


def mission_end_letters(facts: RequestFacts, language: str) -> Iterator[Letter]:
    """Each letter, in every form it has."""
    yield mission_end.ask_days(facts, END, language=language)
    yield mission_end.give_days(facts, END, language=language)
    yield mission_end.give_days(facts, END, unread=("Zunread",), strangers=("Zwho",), language=language)
    yield mission_end.days_noted(facts, END, language=language)
    yield mission_end.days_noted(facts, END, again=True, by="Zcolleague", language=language)
    yield mission_end.expert_rated(facts, expert="Zfirst", score=4, words="Zwords", language=language)
    yield mission_end.expert_rated(facts, expert="Zfirst", score=4, words="", language=language)
    yield mission_end.how_to_rate(facts, END, language=language)
    yield mission_end.no_mission_over(facts, language=language)
    yield papers.report_came(facts, expert="Zfirst", files=("zreport.pdf",), language=language)
