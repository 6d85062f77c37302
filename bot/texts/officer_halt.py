"""What officers hear when a request stops or goes on: a mission called off, a request on hold, a wake-up."""

from collections.abc import Sequence
from datetime import date

from bot.texts.choices import call_off_choice, choices_now, hold_choices, sure_choices
from bot.texts.facts import MissionFacts, RequestFacts
from bot.texts.letter import Block, Letter, Quote
from bot.texts.rows import about_request, say_paragraph, status_word
from bot.texts.words import decision_word
from config.texts import date_text, list_text, period_text
from storage.states import RequestStatus


def are_you_sure(
    facts: RequestFacts, mission: MissionFacts, *, reason: str, told: Sequence[str], language: str
) -> Letter:
    """The second step of calling a mission off by button: what it means and who would hear of it."""
    period = period_text(mission.window, language)
    blocks = (
        say_paragraph(language, "officer.sure.what", title=facts.title, period=period),
        Quote(reason),
        _told("officer.sure", told, language),
        sure_choices(facts, language=language),
    )
    return about_request(facts, "officer.sure.subject", blocks, language)


def mission_kept(facts: RequestFacts, *, language: str) -> Letter:
    """An officer thought better of it."""
    return about_request(
        facts, "officer.nothing_done.subject", (_of(facts, "officer.kept", language),), language
    )


def mission_called_off(
    facts: RequestFacts, *, reason: str, told: Sequence[str], by: str = "", language: str
) -> Letter:
    """A mission has ended before its time; `by` names the officer who did it, to the others."""
    blocks = (
        _of(facts, f"officer.called_off.{'by' if by else 'you'}", language, by=by),
        Quote(reason),
        _told("officer.called_off", told, language),
        say_paragraph(language, "officer.called_off.next"),
        choices_now(facts, language=language),
    )
    return about_request(facts, "officer.called_off.subject", blocks, language)


def no_mission(facts: RequestFacts, *, language: str) -> Letter:
    """There is nothing to call off."""
    blocks = (_of(facts, "officer.no_mission", language), choices_now(facts, language=language))
    return about_request(facts, "officer.nothing_done.subject", blocks, language)


def give_day(facts: RequestFacts, *, language: str) -> Letter:
    """Asks until when a request is to wait, and why."""
    word = decision_word("hold", language)
    blocks = (
        _of(facts, "officer.give_day", language),
        say_paragraph(language, "officer.by_mail", word=word),
    )
    return about_request(facts, "officer.give_day.subject", blocks, language)


def put_on_hold(facts: RequestFacts, *, until: date, by: str = "", language: str) -> Letter:
    """A request waits until a day; `by` names the officer who decided so, to the others."""
    day = date_text(until, language)
    blocks: list[Block] = [_of(facts, f"officer.held.{'by' if by else 'you'}", language, date=day, by=by)]
    if facts.reason:
        blocks.append(Quote(facts.reason))
    blocks.append(say_paragraph(language, "officer.held.next"))
    blocks.append(hold_choices(facts, language=language))
    return about_request(facts, "officer.held.subject", blocks, language, date=day)


def call_off_first(facts: RequestFacts, *, language: str) -> Letter:
    """A request whose experts have been asked cannot simply wait."""
    blocks = (_of(facts, "officer.held.mission", language), call_off_choice(facts, language=language))
    return about_request(facts, "officer.nothing_done.subject", blocks, language)


def cannot_wait(facts: RequestFacts, *, language: str) -> Letter:
    """A request that is over is not put on hold."""
    status = status_word(language, facts.status)
    blocks = (_of(facts, "officer.held.cannot", language, status=status),)
    return about_request(facts, "officer.nothing_done.subject", blocks, language)


def goes_on(
    facts: RequestFacts, *, reason: str = "", by: str = "", day_has_come: bool = False, language: str
) -> Letter:
    """A request is no longer on hold: an officer, named to the others by `by`, or the calendar decided so."""
    how = "day" if day_has_come else "by" if by else "you"
    blocks: list[Block] = [_of(facts, f"officer.resumed.{how}", language, by=by)]
    if reason:
        blocks.append(say_paragraph(language, "officer.resumed.reason"))
        blocks.append(Quote(reason))
    if facts.status == RequestStatus.ELIGIBLE:
        blocks.append(say_paragraph(language, "officer.resumed.teams"))
    else:
        blocks.append(choices_now(facts, language=language))
    return about_request(facts, "officer.resumed.subject", blocks, language)


def not_on_hold(facts: RequestFacts, *, language: str) -> Letter:
    """There is nothing to resume."""
    blocks = (_of(facts, "officer.not_held", language), choices_now(facts, language=language))
    return about_request(facts, "officer.nothing_done.subject", blocks, language)


def _told(key: str, names: Sequence[str], language: str) -> Block:
    if not names:
        return say_paragraph(language, f"{key}.partner")
    return say_paragraph(language, f"{key}.told", names=list_text(names, language))


def _of(facts: RequestFacts, key: str, language: str, **values: object) -> Block:
    return say_paragraph(language, key, code=facts.code, title=facts.title, **values)
