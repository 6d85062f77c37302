from dataclasses import replace
from datetime import date

import pytest

from bot.texts import expert
from bot.texts.facts import AnswerFacts
from bot.texts.letter import Bullets, CalendarEvent, Entry, Facts, Heading, Letter, Paragraph, Quote
from bot.texts.render import as_text
from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from intake.answers import Verdict, read_answer
from tests.bot.texts.every_letter import BUSY, CONFIRMED, FREE, MISSION, WINDOW, answer


def paragraphs(letter: Letter) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Paragraph)]


def rows(letter: Letter) -> dict[str, str]:
    return {
        label: value for block in letter.blocks if isinstance(block, Facts) for label, value in block.rows
    }


def bullets(letter: Letter) -> list[tuple[str, ...]]:
    return [block.items for block in letter.blocks if isinstance(block, Bullets)]


def test_inquiry_holds_everything_needed_to_decide() -> None:
    letter = expert.inquiry("Ana Ruiz", MISSION, language="en")

    assert letter.subject == "[2026-03] Are you free? Togo, 7 days within 3-28 March 2026"
    assert rows(letter) == {
        "Country": "Togo",
        "Institution": "Zinstitution",
        "Title of the request": "Ztitle",
        "Aim": "Zaim",
        "Areas of assistance": "Cash transfers",
        "Preferred dates": "3-28 March 2026",
        "Working languages": "French",
        "Preparation": "2 days",
        "On site": "7 days",
        "Report": "1.5 days",
        "Paid days in all": "10.5 days",
        "Payment": "fixed allowance of EUR 250 per paid day",
    }
    assert bullets(letter)[0] == ("Zcolleague (Spain)",)


def test_inquiry_says_near_the_top_what_is_asked_and_by_when() -> None:
    top = paragraphs(expert.inquiry("Ana Ruiz", MISSION, language="en"))[:3]

    assert top[0] == "Dear Ana Ruiz,"
    assert top[1].endswith("Would you be free for a mission of 7 days on site within 3-28 March 2026?")
    assert top[2].startswith("Please answer by 22 January 2026.")


def test_inquiry_shows_four_ways_to_answer_with_dates_of_this_mission() -> None:
    ways = bullets(expert.inquiry("Ana Ruiz", MISSION, language="es"))[-1]

    assert [way.partition(" - ")[0] for way in ways] == [
        "«sí»",
        "«no»",
        "«solo 11-28 de marzo de 2026»",
        "«sí, si ...»",
    ]


def test_inquiry_of_a_single_day_has_sensible_examples() -> None:
    ways = bullets(expert.inquiry("Ana Ruiz", replace(MISSION, window=BUSY), language="en"))[-1]

    assert "only 16 March 2026" in ways[2]


def test_inquiry_enters_the_calendar_as_tentative() -> None:
    assert expert.inquiry("Ana Ruiz", MISSION, language="en").event == CalendarEvent(
        uid="mission-1",
        start="2026-03-03",
        end="2026-03-28",
        summary="Mission 2026-03, Togo (to be confirmed)",
        location="Zinstitution, Togo",
        description="Ztitle",
        confirmed=False,
        entry=Entry.ASKED,
    )


def test_inquiry_is_no_automatic_mail_so_that_an_absence_is_told() -> None:
    assert expert.inquiry("Ana Ruiz", MISSION, language="en").automatic is False
    assert expert.reminder("Ana Ruiz", MISSION, language="en").automatic is False
    assert expert.echo("Ana Ruiz", MISSION, answer=answer("yes"), language="en").automatic is True


def test_expert_paid_by_contract_reads_of_a_fee() -> None:
    letter = expert.inquiry("Ana Ruiz", replace(MISSION, allowance=None), language="en")

    assert rows(letter)["Payment"] == "a fee agreed with you by contract"


def test_expert_who_goes_alone_is_told_so() -> None:
    letter = expert.inquiry("Ana Ruiz", replace(MISSION, colleagues=()), language="en")

    assert "Nobody else is planned for this mission." in paragraphs(letter)


def test_inquiry_without_a_day_to_answer_by_asks_for_a_soon_answer() -> None:
    letter = expert.inquiry("Ana Ruiz", replace(MISSION, reply_by=None), language="en")

    assert paragraphs(letter)[2].startswith("Please answer as soon as you can.")


def test_days_nobody_is_paid_for_are_not_listed() -> None:
    remote = replace(MISSION, preparation_quarter_days=0, reporting_quarter_days=0)

    shown = rows(expert.inquiry("Ana Ruiz", remote, language="en"))

    assert ("Preparation" in shown, "Report" in shown, shown["Paid days in all"]) == (False, False, "7 days")


def test_reminder_repeats_the_question_and_the_ways_to_answer() -> None:
    letter = expert.reminder("Ana Ruiz", MISSION, language="en")

    assert letter.subject == "[2026-03] Reminder: Togo, 7 days within 3-28 March 2026"
    assert len(bullets(letter)[-1]) == 4
    assert letter.event == expert.inquiry("Ana Ruiz", MISSION, language="en").event


def test_echo_of_a_partial_yes_shows_days_free_and_not_free() -> None:
    letter = expert.echo("Ana Ruiz", MISSION, answer=answer("some_dates"), language="en")

    assert rows(letter) == {"Free": "12-20 March 2026", "Not free": "16 March 2026"}
    assert paragraphs(letter)[-1].startswith("Is that not right? Reply NO")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Tuesdays 3, 10, 17 and 24 March 2026"),
        ("fr", "les mardis 3, 10, 17 et 24 mars 2026"),
        ("es", "los martes 3, 10, 17 y 24 de marzo de 2026"),
        ("pt", "terças-feiras 3, 10, 17 e 24 de março de 2026"),
    ],
)
def test_echo_of_days_of_every_week_names_them_by_their_weekday(language: str, words: str) -> None:
    tuesdays = tuple(Period(date(2026, 3, day), date(2026, 3, day)) for day in (3, 10, 17, 24))

    letter = expert.echo(
        "Ana Ruiz", MISSION, answer=AnswerFacts("some_dates", busy=tuesdays), language=language
    )

    assert words in rows(letter).values()


def test_echo_of_a_full_yes_names_the_period_once() -> None:
    said = AnswerFacts("yes", free=(WINDOW,))

    letter = expert.echo("Ana Ruiz", MISSION, answer=said, language="en")

    assert rows(letter) == {}
    assert as_text(letter).count("3-28 March 2026") == 1


def test_echo_of_a_no_asks_nobody_to_write_no_again() -> None:
    letter = expert.echo("Ana Ruiz", MISSION, answer=answer("no"), language="en")

    assert not any("NO" in words for words in paragraphs(letter))


def test_echo_of_a_condition_repeats_it_and_promises_an_officer() -> None:
    letter = expert.echo("Ana Ruiz", MISSION, answer=answer("conditions"), language="en")

    assert rows(letter) == {"Condition": "Zcondition"}
    assert "An officer looks at your condition" in paragraphs(letter)[2]


def test_too_few_days_are_noted_and_explained() -> None:
    letter = expert.too_few_days(
        "Ana Ruiz", MISSION, answer=AnswerFacts("some_dates", (FREE,)), language="en"
    )

    assert rows(letter) == {"Free": "12-20 March 2026"}
    assert "too few for a mission of 7 days" in paragraphs(letter)[-1]


def test_unclear_reply_is_quoted_and_asked_again_with_examples() -> None:
    letter = expert.unclear("Ana Ruiz", MISSION, quote="perhaps", language="en")

    assert Quote("perhaps") in letter.blocks
    assert Heading("How to answer") in letter.blocks


def test_empty_reply_is_asked_again_without_a_quote() -> None:
    letter = expert.unclear("Ana Ruiz", MISSION, language="en")

    assert not any(isinstance(block, Quote) for block in letter.blocks)


def test_confirmation_gives_final_dates_team_and_a_fixed_entry_for_the_same_event() -> None:
    letter = expert.confirmed("Ana Ruiz", CONFIRMED, language="en")
    asked = expert.inquiry("Ana Ruiz", MISSION, language="en")

    assert letter.event is not None
    assert asked.event is not None
    assert (letter.event.uid, letter.event.confirmed) == (asked.event.uid, True)
    assert rows(letter)["Dates"] == "9-17 March 2026"
    assert Heading("Your team") in letter.blocks


def test_whoever_has_accepted_sees_new_days_without_being_asked_again() -> None:
    letters = (
        expert.confirmed("Ana Ruiz", CONFIRMED, language="en"),
        expert.reopened("Ana Ruiz", MISSION, language="en"),
    )

    assert [letter.event and letter.event.entry for letter in letters] == [Entry.AGREED, Entry.AGREED]


def test_entry_goes_away_with_a_no_and_with_a_seat_that_is_given_on() -> None:
    letters = (
        expert.echo("Ana Ruiz", MISSION, answer=answer("no"), language="en"),
        expert.too_few_days("Ana Ruiz", MISSION, answer=answer("some_dates"), language="en"),
        expert.not_needed("Ana Ruiz", MISSION, language="en"),
    )

    assert [letter.event and letter.event.entry for letter in letters] == [Entry.CANCELLED] * 3
    assert letters[0].event is not None
    assert letters[0].event.summary == "Mission 2026-03, Togo (no longer needed)"


@pytest.mark.parametrize("verdict", ["yes", "some_dates", "conditions"])
def test_other_echoes_leave_the_calendar_alone(verdict: str) -> None:
    assert expert.echo("Ana Ruiz", MISSION, answer=answer(verdict), language="en").event is None


@pytest.mark.parametrize("letter", [expert.not_needed, expert.already_closed])
def test_closed_seat_asks_for_nothing(letter: object) -> None:
    assert callable(letter)

    told = paragraphs(letter("Ana Ruiz", MISSION, language="en"))

    assert "you need not do anything" in told[1]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_all_letters_of_a_mission_share_a_thread(language: str) -> None:
    letters = (
        expert.inquiry("Ana Ruiz", MISSION, language=language),
        expert.reminder("Ana Ruiz", MISSION, language=language),
        expert.echo("Ana Ruiz", MISSION, answer=answer("yes"), language=language),
        expert.confirmed("Ana Ruiz", CONFIRMED, language=language),
    )

    assert {letter.topic for letter in letters} == {"mission:1"}


def test_examples_lie_inside_the_window_asked_about() -> None:
    year_end = Period(date(2026, 12, 20), date(2027, 1, 10))

    ways = bullets(expert.inquiry("Ana Ruiz", replace(MISSION, window=year_end), language="en"))[-1]

    assert "only 27 December 2026 - 10 January 2027" in ways[2]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_answers_taught_by_the_inquiry_are_read_as_it_says(language: str) -> None:
    ways = bullets(expert.inquiry("Ana Ruiz", MISSION, language=language))[-1][:3]
    taught = [way.partition(" - ")[0].strip("“”«»\u00a0") for way in ways]

    answers = [
        read_answer(words, window=WINDOW, today=date(2026, 1, 12), language=language) for words in taught
    ]

    assert [found.verdict for found in answers] == [Verdict.YES, Verdict.NO, Verdict.SOME_DATES]
    assert answers[2].free == (Period(date(2026, 3, 11), date(2026, 3, 28)),)
