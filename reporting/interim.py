"""The interim report: the tables and figures of a period in the order of the public report, with a few sentences."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from config.texts import days_text, list_text, say, say_many
from reporting.figures.experts import mobilised
from reporting.figures.requests import ACTIONS, actions_of, outside_of
from reporting.history import History
from reporting.paper import Chapter, Paper, bound, part_of
from reporting.spans import Dating, Span, within
from reporting.table import Column
from reporting.tables.requests import STAGES, Stage
from reporting.words import head_of

NAME = "interim"

CHAPTERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "requests": ("figure1", "figure2", "table2", "figure3", "figure4"),
        "actions": ("figure5", "figure6"),
        "work": ("figure7", "figure8", "table5", "figure10"),
        "experts": (
            "table3",
            "figure9",
            "figure11",
            "table4",
            "figure12",
            "figure13",
            "table6",
        ),
        "annexes": ("table1", "annex-a", "annex-b"),
    }
)
"""What stands in which chapter."""

TRENDS = frozenset({"figure1", "figure7", "figure8", "figure10"})
"""Figures over time: of a period alone they would tell of one column, so they begin with the registers."""


def interim(history: History, span: Span | None, *, language: str, facility: str, caveat: str = "") -> Paper:
    """The whole document over these days, or over everything."""
    until = Span(end=span.end) if span and span.end else None
    chapters = tuple(
        Chapter(
            say(language, f"interim.chapter.{key}"),
            _SENTENCES[key](history, span, language),
            tuple(part_of(name, history, until if name in TRENDS else span, language) for name in names),
        )
        for key, names in CHAPTERS.items()
    )
    title = say(language, "interim.title")
    document = bound(NAME, title, chapters, history, span, language=language, facility=facility)
    return replace(document, caveat=caveat)


def _requests(history: History, span: Span | None, language: str) -> tuple[str, ...]:
    received = within(history, span, Dating.RECEIVED).requests
    in_all = (say_many(language, "interim.in_all", len(history.requests)),) if span else ()
    if not received:
        return (say(language, "interim.no_requests"), *in_all)
    countries = say_many(language, "interim.countries", len({one.country for one in received}))
    stages = [STAGES[one.status] for one in received]
    return (
        say_many(language, "interim.received", len(received), countries=countries),
        say(language, "interim.stages", stages=_counted(tuple(Stage), stages, language)),
        *in_all,
    )


def _actions(history: History, span: Span | None, language: str) -> tuple[str, ...]:
    seen = within(history, span, Dating.RECEIVED)
    actions, outside = actions_of(seen), outside_of(seen)
    told = [say_many(language, "interim.actions", len(actions) + len(outside))]
    if actions:
        stages = [STAGES[one.status] for one in actions]
        told.append(say(language, "interim.stages", stages=_counted(tuple(ACTIONS), stages, language)))
    if outside:
        told.append(say(language, "interim.outside", actions=list_text(outside, language)))
    return tuple(told)


def _work(history: History, span: Span | None, language: str) -> tuple[str, ...]:
    seen = within(history, span, Dating.WORKED)
    days = sum(one.quarter_days for one in seen.rendered)
    if not days:
        return (say(language, "interim.no_days"),)
    actions = say_many(language, "interim.for_actions", len({one.action for one in seen.rendered}))
    return (say(language, "interim.days", days=days_text(days, language), actions=actions),)


def _experts(history: History, span: Span | None, language: str) -> tuple[str, ...]:
    people = mobilised(within(history, span, Dating.WORKED))
    countries = say_many(language, "interim.countries", len({one.nationality for one in people}))
    women = sum(one.gender == "woman" for one in people)
    return (
        say_many(language, "interim.mobilised", len(people), countries=countries),
        *([say_many(language, "interim.women", women)] if people else []),
        say_many(language, "interim.registered", len(history.experts)),
    )


_Told = Callable[[History, Span | None, str], tuple[str, ...]]
_SENTENCES: Mapping[str, _Told] = MappingProxyType(
    {
        "requests": _requests,
        "actions": _actions,
        "work": _work,
        "experts": _experts,
        "annexes": lambda _history, _span, language: (say(language, "interim.annexes"),),
    }
)


def _counted(kinds: Sequence[Stage], found: Sequence[Stage], language: str) -> str:
    """How many of each kind there are: Completed 19, Ongoing 13 and Rejected 14."""
    numbers = [(head_of(Column(kind), language), found.count(kind)) for kind in kinds]
    return list_text([f"{head} {n}" for head, n in numbers if n], language)
