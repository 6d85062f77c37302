"""What experts hear, by e-mail only: the inquiry, a reminder, what was understood, the confirmed mission."""

from collections.abc import Sequence
from datetime import timedelta

from bot.texts.facts import AnswerFacts, MissionFacts
from bot.texts.letter import Block, Bullets, CalendarEvent, Entry, Facts, Heading, Letter, Paragraph, Quote
from bot.texts.rows import (
    Row,
    amount,
    country_words,
    facts_of,
    label,
    mission_rows,
    periods_words,
    person_words,
    say_paragraph,
    shortened,
    subject,
    that_say_something,
)
from config.periods import Period
from config.texts import date_text, days_text, period_text, say


def inquiry(name: str, mission: MissionFacts, *, language: str) -> Letter:
    """Everything needed to decide, how to answer in plain words, and a tentative calendar entry."""
    blocks: list[Block] = [
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(language, "expert.inquiry.ask", **_ask_values(mission, language)),
        _how_short(mission, language),
        Heading(say(language, "expert.inquiry.facts")),
        facts_of(language, mission_rows(mission, language)),
        Heading(say(language, "expert.inquiry.work")),
        Facts(_work_rows(mission, language)),
        say_paragraph(language, "expert.inquiry.calendar"),
        *_colleagues(mission, language),
        *_how_to_answer(mission, language),
        say_paragraph(language, "expert.inquiry.next"),
    ]
    return _about(mission, "expert.inquiry.subject", blocks, language, entry=Entry.ASKED, automatic=False)


def reminder(name: str, mission: MissionFacts, *, language: str) -> Letter:
    """The same question again, in short."""
    blocks: list[Block] = [
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(language, "expert.reminder.ask", **_ask_values(mission, language)),
        facts_of(language, mission_rows(mission, language)),
        Facts(_work_rows(mission, language)),
        *_how_to_answer(mission, language),
        say_paragraph(language, "expert.reminder.after"),
    ]
    return _about(mission, "expert.reminder.subject", blocks, language, entry=Entry.ASKED, automatic=False)


def echo(name: str, mission: MissionFacts, *, answer: AnswerFacts, language: str) -> Letter:
    """What was understood, how to correct it, and what happens next."""
    blocks: list[Block] = [
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(language, f"expert.echo.{answer.verdict}", **_window(mission, language)),
        facts_of(language, _days_noted(answer, language)),
        say_paragraph(language, f"expert.echo.{answer.verdict}.next", **_window(mission, language)),
        say_paragraph(language, f"expert.echo.{_correction(answer)}"),
    ]
    entry = Entry.CANCELLED if answer.verdict in {"no", "never_again"} else None
    return _about(mission, f"expert.echo.{answer.verdict}.subject", blocks, language, entry=entry)


def too_few_days(name: str, mission: MissionFacts, *, answer: AnswerFacts, language: str) -> Letter:
    """The days offered are noted, but they do not fit the rest of the team."""
    blocks: list[Block] = [
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(language, "expert.echo.some_dates", **_window(mission, language)),
        facts_of(language, _days_noted(answer, language)),
        say_paragraph(language, "expert.too_few.next", **_ask_values(mission, language)),
    ]
    return _about(mission, "expert.too_few.subject", blocks, language, entry=Entry.CANCELLED)


def unclear(name: str, mission: MissionFacts, *, quote: str = "", language: str) -> Letter:
    """The reply could not be read with certainty: the question again, with examples."""
    blocks: list[Block] = [
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(language, "expert.unclear.sorry", **_window(mission, language)),
    ]
    if quote:
        blocks.append(Quote(quote))
    blocks.extend(_how_to_answer(mission, language))
    blocks.append(say_paragraph(language, "expert.unclear.officer"))
    return _about(mission, "expert.unclear.subject", blocks, language)


def confirmed(name: str, mission: MissionFacts, *, language: str) -> Letter:
    """The mission takes place: final dates, colleagues, what is expected, a calendar entry."""
    blocks: list[Block] = [
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(language, "expert.confirmed.good", **_ask_values(mission, language)),
        facts_of(language, mission_rows(mission, language)),
        Heading(say(language, "expert.inquiry.work")),
        Facts(_work_rows(mission, language)),
        *_colleagues(mission, language),
        say_paragraph(language, "expert.confirmed.next"),
        say_paragraph(language, "expert.confirmed.trouble"),
    ]
    return _about(mission, "expert.confirmed.subject", blocks, language, entry=Entry.AGREED)


def reopened(name: str, mission: MissionFacts, *, language: str) -> Letter:
    """Dates that were final are not any more, because of somebody else."""
    blocks = (
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(language, "expert.reopened.what", **_window(mission, language)),
        say_paragraph(language, "expert.reopened.next"),
    )
    return _about(mission, "expert.reopened.subject", blocks, language, entry=Entry.AGREED)


def passed_on(name: str, mission: MissionFacts, *, language: str) -> Letter:
    """Words of a member of the team that an officer will read; nothing changes by them."""
    blocks = (
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(language, "expert.passed_on.what"),
        say_paragraph(language, "expert.passed_on.stays", **_window(mission, language)),
    )
    return _about(mission, "expert.passed_on.subject", blocks, language)


def not_needed(name: str, mission: MissionFacts, *, language: str) -> Letter:
    """The seat is no longer open; nothing to do."""
    return _closing(name, mission, "not_needed", language, entry=Entry.CANCELLED)


def passed_over(name: str, mission: MissionFacts, *, language: str) -> Letter:
    """An officer has asked somebody else, after an answer that was neither a yes nor a no."""
    return _closing(name, mission, "passed_over", language, entry=Entry.CANCELLED)


def already_closed(name: str, mission: MissionFacts, *, language: str) -> Letter:
    """An answer that came after the seat was given."""
    return _closing(name, mission, "closed", language)


def called_off(name: str, mission: MissionFacts, *, accepted: bool, language: str) -> Letter:
    """The mission does not take place: what it means for somebody asked, for a seat kept, for days confirmed."""
    standing = "asked" if not accepted else "confirmed" if mission.confirmed else "accepted"
    blocks = [
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(language, f"expert.called_off.{standing}", **_ask_values(mission, language)),
    ]
    if standing == "confirmed":
        blocks.append(say_paragraph(language, "expert.called_off.booked"))
    blocks.append(say_paragraph(language, "expert.not_needed.thanks"))
    return _about(mission, "expert.called_off.subject", blocks, language, entry=Entry.CANCELLED)


def after_the_end(name: str, mission: MissionFacts, *, language: str) -> Letter:
    """A reply about a mission that has been called off: read by a person, changing nothing."""
    blocks = (
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(language, "expert.called_off.after", title=mission.title),
    )
    return _about(mission, "expert.passed_on.subject", blocks, language)


def taken(name: str, mission: MissionFacts, *, language: str) -> Letter:
    """The seat goes to somebody else, because another mission has been confirmed with this expert."""
    blocks = (
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(language, "expert.taken.what", **_ask_values(mission, language)),
        say_paragraph(language, "expert.taken.next"),
    )
    return _about(mission, "expert.taken.subject", blocks, language, entry=Entry.CANCELLED)


def _closing(
    name: str, mission: MissionFacts, key: str, language: str, *, entry: Entry | None = None
) -> Letter:
    blocks = (
        say_paragraph(language, "expert.hello", name=name),
        say_paragraph(language, f"expert.{key}.what", title=mission.title, code=mission.code),
        say_paragraph(language, f"expert.{key}.thanks"),
    )
    return _about(mission, f"expert.{key}.subject", blocks, language, entry=entry)


def _days_noted(answer: AnswerFacts, language: str) -> tuple[Row, ...]:
    free = answer.free if answer.verdict != "yes" else ()
    return (
        ("free", periods_words(free, language)),
        ("busy", periods_words(answer.busy, language)),
        ("condition", answer.condition),
    )


def _ask_values(mission: MissionFacts, language: str) -> dict[str, str]:
    return {
        "institution": mission.institution,
        "country": country_words(language, mission.country),
        "days": days_text(mission.on_site_days * 4, language),
        **_window(mission, language),
    }


def _window(mission: MissionFacts, language: str) -> dict[str, str]:
    return {"period": period_text(mission.window, language)}


def _how_short(mission: MissionFacts, language: str) -> Paragraph:
    if mission.reply_by is None:
        return say_paragraph(language, "expert.inquiry.reply")
    return say_paragraph(language, "expert.inquiry.reply_by", date=date_text(mission.reply_by, language))


def _work_rows(mission: MissionFacts, language: str) -> tuple[Row, ...]:
    parts = (
        ("preparation", mission.preparation_quarter_days),
        ("on_site", mission.on_site_quarter_days),
        ("reporting", mission.reporting_quarter_days),
    )
    total = sum(quarter_days for _, quarter_days in parts)
    rows = (
        (label(language, name), days_text(quarter_days, language))
        for name, quarter_days in (*parts, ("total", total))
        if quarter_days
    )
    return (*rows, (label(language, "pay"), _pay(mission, language)))


def _pay(mission: MissionFacts, language: str) -> str:
    if mission.allowance is None:
        return say(language, "expert.pay.fee")
    return say(language, "expert.pay.allowance", amount=amount(mission.allowance, language))


def _colleagues(mission: MissionFacts, language: str) -> tuple[Block, ...]:
    if not mission.colleagues:
        return (say_paragraph(language, "expert.alone"),)
    kind = "confirmed" if mission.confirmed else "asked"
    return (
        Heading(say(language, f"expert.colleagues.{kind}")),
        Bullets(tuple(person_words(language, person) for person in mission.colleagues)),
    )


def _how_to_answer(mission: MissionFacts, language: str) -> tuple[Block, ...]:
    return (
        Heading(say(language, "expert.how.heading")),
        say_paragraph(language, "expert.how.intro"),
        Bullets(_answer_examples(mission.window, language)),
    )


def _answer_examples(window: Period, language: str) -> tuple[str, ...]:
    """Four ways to answer; the dates are the last two thirds of the window, so that they make sense here."""
    part = Period(window.start + timedelta(days=window.days // 3), window.end)
    period = period_text(part, language)
    return tuple(
        say(language, f"expert.how.{example}", period=period)
        for example in ("yes", "no", "some", "condition")
    )


def _correction(answer: AnswerFacts) -> str:
    """How to say that it was misread; 'Reply NO' only where a seat is kept."""
    own = {
        "no": "correct_no",
        "never_again": "correct_never",
        "question": "correct_open",
        "maybe": "correct_open",
        "which_dates": "correct_no",
    }
    return own.get(answer.verdict, "correct")


def _about(
    mission: MissionFacts,
    key: str,
    blocks: Sequence[Block],
    language: str,
    *,
    entry: Entry | None = None,
    automatic: bool = True,
) -> Letter:
    words = subject(language, mission.code, key, **_ask_values(mission, language))
    calendar = _calendar(mission, language, entry) if entry else None
    topic = f"mission:{mission.id}"
    return Letter(language, words, that_say_something(blocks), calendar, automatic=automatic, topic=topic)


def _calendar(mission: MissionFacts, language: str, entry: Entry) -> CalendarEvent:
    """An entry of the mission's days; `Post` leaves a cancellation out where there is nothing to cancel."""
    tense = "confirmed" if mission.confirmed else "tentative"
    key = f"expert.event.{'cancelled' if entry is Entry.CANCELLED else tense}"
    country = country_words(language, mission.country)
    return CalendarEvent(
        uid=f"mission-{mission.id}",
        start=mission.window.start.isoformat(),
        end=mission.window.end.isoformat(),
        summary=say(language, key, code=mission.code, country=country),
        location=", ".join(part for part in (mission.institution, country) if part),
        description=shortened(mission.title, 200),
        confirmed=mission.confirmed,
        entry=entry,
    )
