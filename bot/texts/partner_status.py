"""What partners hear once their request has a code: receipt, questions, every change, the mission."""

from collections.abc import Sequence

from bot.texts.facts import MissionFacts, PersonFacts, RequestFacts
from bot.texts.letter import Block, Bullets, CalendarEvent, Choice, Heading, Letter, Paragraph, Quote
from bot.texts.rows import (
    facts_of,
    mission_rows,
    one_row,
    person_words,
    request_rows,
    say_paragraph,
    shortened,
    status_word,
    subject,
    whole_days,
)
from bot.texts.words import decision_word
from config.texts import date_text, list_text, period_text, say, say_many
from storage.states import RequestStatus

_EXPLAINED = frozenset({RequestStatus.REJECTED, RequestStatus.CLOSED, RequestStatus.ON_HOLD})


def acknowledgement(facts: RequestFacts, *, language: str) -> Letter:
    """The request is in: its code, what happens next and when, how to ask how it stands."""
    blocks = (
        say_paragraph(language, "partner.received.thanks", code=facts.code),
        say_paragraph(language, "partner.received.next"),
        facts_of(language, request_rows(facts, language)),
        say_paragraph(language, "partner.received.more"),
        say_paragraph(
            language,
            "partner.received.status",
            word=decision_word("status", language).lower(),
            code=facts.code,
        ),
    )
    return _about(facts, "partner.received.subject", blocks, language, title=shortened(facts.title))


def officer_asks(facts: RequestFacts, *, question: str, officer_name: str, language: str) -> Letter:
    """An officer's question, answered by simply answering."""
    blocks = (
        say_paragraph(language, "partner.asked.who", officer=officer_name, title=facts.title),
        Quote(question),
        say_paragraph(language, "partner.asked.how", officer=officer_name),
    )
    return _about(facts, "partner.asked.subject", blocks, language, automatic=False)


def answer_passed_on(facts: RequestFacts, *, language: str) -> Letter:
    """The partner's words are with the officer."""
    blocks = (say_paragraph(language, "partner.passed_on.done", code=facts.code),)
    return _about(facts, "partner.passed_on.subject", blocks, language)


def status_changed(facts: RequestFacts, *, language: str) -> Letter:
    """One change of status: what it means, why, and what happens next."""
    blocks: list[Block] = [
        say_paragraph(language, f"partner.changed.{facts.status}", title=facts.title, code=facts.code)
    ]
    blocks.extend(_explanation(facts, language))
    blocks.append(say_paragraph(language, f"partner.next.{facts.status}"))
    return _about(
        facts, "partner.changed.subject", blocks, language, status=status_word(language, facts.status)
    )


def status(requests: Sequence[RequestFacts], *, language: str) -> Letter:
    """Where one or several requests stand and whose turn it is; how to begin if there is none."""
    if not requests:
        return _no_requests(language)
    blocks: list[Block] = []
    if len(requests) > 1:
        blocks.append(Paragraph(say_many(language, "partner.status.several", len(requests))))
    for facts in requests:
        blocks.extend(_standing(facts, language))
    code = requests[0].code if len(requests) == 1 else ""
    return Letter(language, subject(language, code, "partner.status.subject"), tuple(blocks))


def no_such_request(code: str, *, language: str) -> Letter:
    """The same words whether the code does not exist or is somebody else's."""
    blocks = (
        say_paragraph(language, "partner.no_such.none", code=code),
        say_paragraph(language, "partner.no_such.how", word=decision_word("status", language).lower()),
    )
    return Letter(language, subject(language, "", "partner.no_such.subject", code=code), blocks)


def mission_confirmed(
    facts: RequestFacts, mission: MissionFacts, *, members: Sequence[PersonFacts], language: str
) -> Letter:
    """The team and the dates are fixed."""
    blocks = (
        say_paragraph(
            language,
            "partner.mission.confirmed",
            title=facts.title,
            period=period_text(mission.window, language),
        ),
        Heading(say(language, "partner.mission.team")),
        Bullets(tuple(person_words(language, person) for person in members)),
        Heading(say(language, "partner.mission.facts")),
        facts_of(
            language,
            (*mission_rows(mission, language), ("days", whole_days(mission.on_site_days, language))),
        ),
        say_paragraph(language, "partner.mission.next"),
    )
    period = period_text(mission.window, language)
    return _about(
        facts,
        "partner.mission.subject",
        blocks,
        language,
        event=_calendar(facts, mission, language),
        period=period,
    )


def mission_reopened(facts: RequestFacts, mission: MissionFacts, *, language: str) -> Letter:
    """A member of a confirmed team may not go after all: the dates are not certain for now."""
    period = period_text(mission.window, language)
    blocks = (
        say_paragraph(language, "partner.reopened.what", title=facts.title, period=period),
        say_paragraph(language, "partner.reopened.next"),
    )
    return _about(facts, "partner.reopened.subject", blocks, language, period=period)


def mission_called_off(facts: RequestFacts, mission: MissionFacts, *, language: str) -> Letter:
    """A mission planned or confirmed does not take place; the request stays open."""
    period = period_text(mission.window, language)
    key = "confirmed" if mission.confirmed else "planned"
    blocks = (
        say_paragraph(language, f"partner.called_off.{key}", title=facts.title, period=period),
        say_paragraph(language, "partner.called_off.next"),
    )
    return _about(facts, "partner.called_off.subject", blocks, language)


def team_lost(facts: RequestFacts, *, language: str) -> Letter:
    """Nobody is left for a seat, so the search begins again."""
    blocks = (
        say_paragraph(language, "partner.team_lost.what", title=facts.title),
        say_paragraph(language, f"partner.next.{facts.status}"),
    )
    return _about(facts, "partner.team_lost.subject", blocks, language)


def goes_on(facts: RequestFacts, *, language: str) -> Letter:
    """A request that was on hold is not any more: whose turn it is."""
    blocks = (
        say_paragraph(language, "partner.resumed.what", title=facts.title),
        say_paragraph(language, f"partner.next.{facts.status}"),
    )
    return _about(facts, "partner.resumed.subject", blocks, language)


def _about(
    facts: RequestFacts,
    key: str,
    blocks: Sequence[Block],
    language: str,
    *,
    automatic: bool = True,
    event: CalendarEvent | None = None,
    **values: object,
) -> Letter:
    return Letter(
        language,
        subject(language, facts.code, key, **values),
        tuple(blocks),
        event=event,
        automatic=automatic,
        topic=f"request:{facts.id}",
    )


def _explanation(facts: RequestFacts, language: str) -> list[Block]:
    blocks: list[Block] = []
    if facts.reason and facts.status in _EXPLAINED:
        blocks.append(say_paragraph(language, "partner.changed.reason"))
        blocks.append(Quote(facts.reason))
    if facts.until and facts.status == RequestStatus.ON_HOLD:
        blocks.append(say_paragraph(language, "partner.changed.until", date=date_text(facts.until, language)))
    if facts.successors:
        codes = list_text(facts.successors, language)
        blocks.append(say_paragraph(language, "partner.changed.successors", codes=codes))
    return blocks


def _standing(facts: RequestFacts, language: str) -> list[Block]:
    code = facts.code or say(language, "partner.status.draft")
    blocks: list[Block] = [
        Heading(f"{code} - {shortened(facts.title)}" if facts.title else code),
        facts_of(
            language,
            (
                ("status", status_word(language, facts.status)),
                ("received_on", date_text(facts.received_on, language) if facts.received_on else ""),
            ),
        ),
    ]
    if facts.question:
        blocks.append(say_paragraph(language, "partner.status.your_turn"))
        blocks.append(Quote(facts.question))
        return blocks
    blocks.extend(_explanation(facts, language))
    blocks.append(say_paragraph(language, f"partner.next.{facts.status}"))
    return blocks


def _no_requests(language: str) -> Letter:
    blocks = (
        say_paragraph(language, "partner.status.none"),
        one_row(Choice(say(language, "partner.menu.new"), "menu:new")),
    )
    return Letter(language, say(language, "partner.status.subject"), blocks)


def _calendar(facts: RequestFacts, mission: MissionFacts, language: str) -> CalendarEvent:
    return CalendarEvent(
        uid=f"mission-{mission.id}",
        start=mission.window.start.isoformat(),
        end=mission.window.end.isoformat(),
        summary=say(language, "partner.mission.event", code=facts.code, title=shortened(facts.title)),
        location=mission.institution,
        confirmed=True,
    )
