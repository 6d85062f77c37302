"""Every letter about a mission that is over, with facts in no language; `every_letter` has them too."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bot.texts import mission_end, officer_papers, papers
from bot.texts.facts import RequestFacts
from bot.texts.letter import Letter
from bot.texts.mission_end import DaysOf, EndFacts
from bot.texts.officer_papers import PaperFacts
from config.expert_days import ExpertDays
from config.periods import Period
from storage.states import RequestStatus

TEAM = (
    DaysOf(1, "EX-0012", "Zfirst", ExpertDays(6, 20, 8)),
    DaysOf(2, "EX-0020", "Zsecond", ExpertDays()),
)
DAY = date(2026, 3, 20)
PAPERS = (
    PaperFacts(1, 1, "Zterms", date(2026, 3, 8), (DAY, DAY, DAY)),
    PaperFacts(2, 2, "Zreport", date(2026, 3, 19), (None, None, None)),
    PaperFacts(3, 3, "Znext", date(2026, 4, 19), (None, None, None)),
    PaperFacts(4, 4, "Zother", None, (None, None, None)),
    PaperFacts(5, 5, "Zread", DAY, (DAY, None, None)),
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
    yield officer_papers.papers_listed(facts, (), today=DAY, language=language)
    yield officer_papers.papers_listed(facts, PAPERS[:1], today=DAY, language=language)
    told = (
        officer_papers.step_noted("Zreport", "checked", DAY, before=None, language=language),
        officer_papers.step_noted("Zreport", "edited", DAY, before=date(2026, 3, 18), language=language),
        *(
            officer_papers.step_refused(why, "Zreport", language)
            for why in ("not_received", "before_it_came", "future")
        ),
        officer_papers.not_read("Zwords", language),
    )
    yield officer_papers.papers_listed(facts, PAPERS, today=DAY, language=language, first=told)
    yield mission_end.days_noted(
        replace(facts, status=RequestStatus.APPROVED), END, by="Zcolleague", language=language
    )
    yield mission_end.not_to_complete(facts, missions=("2026-03/M1",), language=language)
    yield mission_end.not_to_complete(facts, missions=(), language=language)
