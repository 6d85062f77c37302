"""The days a report is about: what of the registers happened in them, told for each kind of report."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from config.periods import Period
from config.texts import date_text, days_text, period_text, say, say_many
from reporting.history import History, PastActivity, PastRequest, Rendered


class Dating(StrEnum):
    """Which day decides whether something belongs to a period."""

    RECEIVED = "received"
    """Requests by the day they were received; their status is the one they have at the snapshot."""
    WORKED = "worked"
    """Work by the day its mission began; where no mission is kept, by the day its request was received."""
    BEGUN = "begun"
    """Actions by the days on which work, missions and activities began."""
    ASKED = "asked"
    """Questions to experts by the day they were put."""
    AHEAD = "ahead"
    """Missions that lie in these days, in whole or in part."""
    TIMELESS = "timeless"
    """Registers without days: a period makes no difference."""


DATINGS: Mapping[str, Dating] = MappingProxyType(
    {
        "table1": Dating.TIMELESS,
        "table2": Dating.RECEIVED,
        "table3": Dating.WORKED,
        "table4": Dating.WORKED,
        "table5": Dating.WORKED,
        "table6": Dating.TIMELESS,
        "figure1": Dating.RECEIVED,
        "figure2": Dating.RECEIVED,
        "figure3": Dating.RECEIVED,
        "figure4": Dating.RECEIVED,
        "figure5": Dating.RECEIVED,
        "figure6": Dating.RECEIVED,
        "figure7": Dating.WORKED,
        "figure8": Dating.WORKED,
        "figure9": Dating.WORKED,
        "figure10": Dating.WORKED,
        "figure11": Dating.WORKED,
        "figure12": Dating.WORKED,
        "figure13": Dating.WORKED,
        "annex-a": Dating.BEGUN,
        "annex-b": Dating.RECEIVED,
        "overview": Dating.RECEIVED,
        "stages": Dating.RECEIVED,
        "planning": Dating.AHEAD,
        "acceptance": Dating.ASKED,
        "cost": Dating.WORKED,
    }
)
"""A report that is not named here shows the registers as they stand, and says so when asked for a period."""


_HALF_A_YEAR = timedelta(days=182)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to `end`, both included; an end that is None is open."""

    start: date | None = None
    end: date | None = None

    def holds(self, day: date | None) -> bool:
        """Whether the day lies in it; what has no day lies in no span."""
        return (
            day is not None
            and (self.start is None or self.start <= day)
            and (self.end is None or day <= self.end)
        )


def dating_of(name: str) -> Dating:
    """How the report of this name takes a period."""
    return DATINGS.get(name, Dating.TIMELESS)


def within(history: History, span: Span | None, dating: Dating) -> History:
    """What of the registers a report over these days is made of; everything if no days are named."""
    return _WITHIN[dating](history, span) if span and dating in _WITHIN else history


def span_text(span: Span, language: str) -> str:
    """The days in words: 1 April - 30 September 2016, from 1 April 2016, until 30 September 2016."""
    if span.start and span.end:
        return period_text(Period(span.start, span.end), language)
    if span.start:
        return say(language, "interim.span.from", day=date_text(span.start, language))
    return say(language, "interim.span.until", day=date_text(span.end, language)) if span.end else ""


def span_note(history: History, span: Span, dating: Dating, language: str) -> str:
    """What the days mean for a report, and what they leave out because it has no date."""
    told = say(language, f"interim.dating.{dating}", span=span_text(span, language))
    undated = _undated_note(history, dating, language)
    return f"{told} {undated}" if undated else told


def worked_on(history: History) -> Callable[[Rendered], date | None]:
    """The day work counts on: when its mission began, else when its request was received."""
    missions, requests = history.mission(), history.request()

    def day(one: Rendered) -> date | None:
        mission, request = missions.get(one.mission or 0), requests.get(one.action)
        return mission.start if mission else request.received_on if request else None

    return day


def _undated_note(history: History, dating: Dating, language: str) -> str:
    if dating is Dating.RECEIVED:
        undated = sum(request.received_on is None for request in history.requests)
        return say_many(language, "interim.undated.requests", undated) if undated else ""
    if dating in {Dating.TIMELESS, Dating.ASKED, Dating.AHEAD}:
        return ""
    day = worked_on(history)
    quarter_days = sum(one.quarter_days for one in history.rendered if day(one) is None)
    return (
        say(language, "interim.undated.work", days=days_text(quarter_days, language)) if quarter_days else ""
    )


def _received_in(history: History, span: Span) -> History:
    """Work stays with its request; work outside any request has no day of receipt."""
    requests = tuple(request for request in history.requests if span.holds(request.received_on))
    codes = {request.code for request in requests}
    rendered = tuple(one for one in history.rendered if one.action in codes)
    return replace(history, requests=requests, rendered=rendered)


def _rendered_in(history: History, span: Span) -> tuple[Rendered, ...]:
    day = worked_on(history)
    return tuple(one for one in history.rendered if span.holds(day(one)))


def _begun_in(request: PastRequest, span: Span) -> PastRequest:
    """The request with those of its activities that began in these days, and those of which no day is known."""

    def stays(activity: PastActivity) -> bool:
        return activity.start is None or span.holds(activity.start)

    return replace(request, activities=tuple(filter(stays, request.activities)))


def _ahead(history: History, span: Span) -> Period:
    """Both ends of the days that a calendar shows: from today on, and half a year long, where they are not named."""
    start = span.start or min(history.as_of.date(), span.end or date.max)
    return Period(start, span.end or start + min(_HALF_A_YEAR, date.max - start))


def _worked_in(history: History, span: Span) -> History:
    return replace(history, rendered=_rendered_in(history, span))


def _all_begun_in(history: History, span: Span) -> History:
    return replace(
        history,
        requests=tuple(_begun_in(request, span) for request in history.requests),
        rendered=_rendered_in(history, span),
        missions=tuple(mission for mission in history.missions if span.holds(mission.start)),
    )


def _asked_in(history: History, span: Span) -> History:
    asked = tuple(one for one in history.course.inquiries if span.holds(one.asked_at.date()))
    return replace(history, course=replace(history.course, inquiries=asked))


def _seen_ahead(history: History, span: Span) -> History:
    return replace(history, course=replace(history.course, ahead=_ahead(history, span)))


_WITHIN: Mapping[Dating, Callable[[History, Span], History]] = MappingProxyType(
    {
        Dating.RECEIVED: _received_in,
        Dating.WORKED: _worked_in,
        Dating.BEGUN: _all_begun_in,
        Dating.ASKED: _asked_in,
        Dating.AHEAD: _seen_ahead,
    }
)
