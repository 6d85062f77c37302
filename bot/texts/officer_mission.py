"""What officers hear while experts are asked: answers, alternates, silence, the confirmed mission."""

from collections.abc import Sequence
from datetime import date

from bot.texts.choices import choices_now, doubt_choices
from bot.texts.facts import (
    AlternateFacts,
    AnswerFacts,
    AskedFacts,
    MissionFacts,
    PersonFacts,
    RequestFacts,
    SeatFacts,
)
from bot.texts.letter import Block, Bullets, Heading, Letter, Quote
from bot.texts.rows import (
    about_request,
    bounce_cause,
    facts_of,
    mission_rows,
    periods_words,
    person_words,
    say_paragraph,
    that_say_something,
)
from config.texts import date_text, days_text, period_text, say
from storage.states import InquiryStatus, SeatStatus


def expert_answered(
    facts: RequestFacts,
    *,
    expert: str,
    answer: AnswerFacts,
    next_step: str = "",
    asked: AlternateFacts | None = None,
    in_doubt: AskedFacts | None = None,
    taken: bool = False,
    language: str,
) -> Letter:
    """What an expert answered, in short and word for word; next_step is a key of `officer.next`.

    `in_doubt` is whoever's answer waits for the officer's word; `taken`: another mission has the expert's days.
    """
    blocks: list[Block] = [
        say_paragraph(language, f"officer.answer.{'taken' if taken else answer.verdict}", expert=expert),
        facts_of(
            language,
            (
                ("free", periods_words(answer.free, language) if answer.verdict != "yes" else ""),
                ("busy", periods_words(answer.busy, language)),
                ("condition", answer.condition),
            ),
        ),
    ]
    if answer.quote:
        blocks.append(Quote(answer.quote))
    blocks.extend(_what_next(expert, next_step, asked, language))
    if in_doubt:
        blocks.append(doubt_choices(in_doubt, language=language))
    return _about(facts, "officer.answer.subject", blocks, language, expert=expert)


def unreachable(
    facts: RequestFacts,
    *,
    expert: str,
    address: str,
    quote: str,
    cause: str = "",
    given_up: bool = True,
    asked: AlternateFacts | None = None,
    language: str,
) -> Letter:
    """A mail to an expert came back; what the mail server says, and who is asked instead.

    The address is not given up if the expert has answered from it.
    """
    blocks = (
        say_paragraph(language, "officer.unreachable.what", expert=expert, address=address),
        Quote(quote),
        *bounce_cause(cause, language),
        say_paragraph(language, f"officer.unreachable.{'next' if given_up else 'answered'}"),
        *_what_next(expert, "", asked, language),
    )
    return _about(facts, "officer.unreachable.subject", blocks, language, expert=expert)


def too_few_days(
    facts: RequestFacts,
    mission: MissionFacts,
    *,
    who: AskedFacts,
    address: str,
    answer: AnswerFacts,
    language: str,
) -> Letter:
    """A yes that an officer cannot give for the expert: the days they named hold no mission. What to do instead."""
    blocks = (
        say_paragraph(
            language,
            "officer.too_few.what",
            expert=who.name,
            period=period_text(mission.window, language),
            days=days_text(mission.on_site_days * 4, language),
        ),
        facts_of(
            language,
            (
                ("free", periods_words(answer.free, language)),
                ("busy", periods_words(answer.busy, language)),
            ),
        ),
        say_paragraph(language, "officer.too_few.next", address=address),
        doubt_choices(who, decisions=("pass",), language=language),
    )
    return _about(facts, "officer.too_few.subject", blocks, language, expert=who.name)


def alternate_asked(declined: str, asked: AlternateFacts, language: str) -> tuple[Block, ...]:
    """Who is asked in the place of somebody else, and until when."""
    return (
        say_paragraph(language, "officer.alternate.asked", declined=declined, alternate=asked.name),
        say_paragraph(language, "officer.alternate.by", date=date_text(asked.reply_by, language)),
    )


def _what_next(expert: str, next_step: str, asked: AlternateFacts | None, language: str) -> tuple[Block, ...]:
    if asked is not None:
        return alternate_asked(expert, asked, language)
    return (say_paragraph(language, f"officer.next.{next_step}"),) if next_step else ()


def no_alternate(facts: RequestFacts, *, seat: str, language: str) -> Letter:
    """A seat nobody is left for: an officer's turn."""
    key = "officer.vacant.seat" if seat else "officer.vacant.unnamed"
    blocks = (
        say_paragraph(language, key, seat=seat) if seat else say_paragraph(language, key),
        say_paragraph(language, "officer.vacant.next"),
        choices_now(facts, vacant=True, language=language),
    )
    return _about(facts, "officer.vacant.subject", blocks, language)


def answer_unclear(
    facts: RequestFacts,
    *,
    expert: str,
    quote: str,
    leaning: str = "",
    in_doubt: AskedFacts | None = None,
    language: str,
) -> Letter:
    """A reply that could not be read with certainty, word for word and with what it leans to; an officer settles `in_doubt`."""
    blocks: list[Block] = [
        say_paragraph(language, "officer.unclear.what", expert=expert),
        Quote(quote),
        *_leaning(leaning, language),
        say_paragraph(language, "officer.unclear.next"),
    ]
    if in_doubt:
        blocks.append(doubt_choices(in_doubt, language=language))
    return _about(facts, "officer.unclear.subject", blocks, language, expert=expert)


def _leaning(verdict: str, language: str) -> tuple[Block, ...]:
    return (say_paragraph(language, f"officer.leaning.{verdict}"),) if verdict else ()


def expert_asks(
    facts: RequestFacts, *, expert: str, address: str, quote: str, leaning: str = "", language: str
) -> Letter:
    """An expert wants to know something before answering; nobody but an officer can tell."""
    blocks = (
        say_paragraph(language, "officer.answer.question", expert=expert),
        Quote(quote),
        *_leaning(leaning, language),
        say_paragraph(language, "officer.next.question", address=address),
    )
    return _about(facts, "officer.answer.subject", blocks, language, expert=expert)


def expert_silent(
    facts: RequestFacts,
    *,
    expert: str,
    asked_on: date,
    silent: bool = True,
    asked: AlternateFacts | None = None,
    language: str,
) -> Letter:
    """No answer by the day it was due, or none that was clear."""
    key = "officer.silent.what" if silent else "officer.silent.unclear"
    what = say_paragraph(language, key, expert=expert, date=date_text(asked_on, language))
    blocks = (what, *_what_next(expert, "", asked, language))
    return _about(facts, "officer.silent.subject", blocks, language, expert=expert)


def expert_writes(facts: RequestFacts, *, expert: str, quote: str, language: str) -> Letter:
    """Words of a member of the team that change nothing."""
    blocks = (
        say_paragraph(language, "officer.writes.what", expert=expert),
        Quote(quote),
        say_paragraph(language, "officer.writes.next"),
    )
    return _about(facts, "officer.writes.subject", blocks, language, expert=expert)


def mission_confirmed(
    facts: RequestFacts, mission: MissionFacts, *, members: Sequence[PersonFacts], language: str
) -> Letter:
    """Every seat is taken and the dates are fixed."""
    period = period_text(mission.window, language)
    blocks = (
        say_paragraph(language, "officer.mission.confirmed", period=period, institution=facts.institution),
        Heading(say(language, "officer.mission.team")),
        Bullets(tuple(person_words(language, person) for person in members)),
        facts_of(language, mission_rows(mission, language)),
        say_paragraph(language, "officer.mission.told"),
    )
    return _about(facts, "officer.mission.subject", blocks, language, period=period)


def mission_shown(mission: MissionFacts, seats: Sequence[SeatFacts], *, language: str) -> tuple[Block, ...]:
    """The dates, each seat with everybody asked and how they answered, and what is in doubt."""
    dates = "mission_dates" if mission.confirmed else "window"
    in_doubt = [one for seat in seats for one in seat.asked if one.status == InquiryStatus.DOUBTFUL]
    return that_say_something(
        (
            Heading(say(language, "officer.card.mission")),
            facts_of(language, ((dates, period_text(mission.window, language)),)),
            Bullets(tuple(_seat_lines(seat, language) for seat in seats)),
            doubt_choices(*in_doubt, language=language),
        )
    )


def _seat_lines(seat: SeatFacts, language: str) -> str:
    number = say(language, "officer.card.seat", number=seat.position)
    asked = (
        say(
            language,
            "officer.card.asked",
            who=person_words(language, PersonFacts(one.name, one.country)),
            answer=say(language, f"values.inquiry.{one.status}"),
        )
        for one in seat.asked
    )
    nobody = say(language, "values.seat.vacant") if seat.status == SeatStatus.VACANT else ""
    head = f"{number} ({seat.label})" if seat.label else number
    return "\n".join(line for line in (head, *asked, nobody) if line)


def _about(facts: RequestFacts, key: str, blocks: Sequence[Block], language: str, **values: object) -> Letter:
    return about_request(facts, key, that_say_something(blocks), language, **values)
