from datetime import date

import pytest

from bot.texts import officer_mission
from bot.texts.facts import AlternateFacts
from bot.texts.letter import Bullets, Facts, Letter, Paragraph, Quote
from tests.bot.texts.every_letter import CONFIRMED, REQUEST, TEAM_OF, answer

JAN = AlternateFacts("Jan Prins", date(2026, 2, 1))


def paragraphs(letter: Letter) -> list[str]:
    return [block.text for block in letter.blocks if isinstance(block, Paragraph)]


def test_partial_yes_shows_the_days_the_own_words_and_what_follows() -> None:
    letter = officer_mission.expert_answered(
        REQUEST, expert="Ana Ruiz", answer=answer("some_dates"), next_step="waiting", language="en"
    )

    assert letter.subject == "[2026-03] Answer from Ana Ruiz"
    assert letter.blocks == (
        Paragraph("Ana Ruiz is free on part of the dates."),
        Facts((("Free", "12-20 March 2026"), ("Not free", "16 March 2026"))),
        Quote("Zquote"),
        Paragraph("We are waiting for the other members of the team."),
    )


def test_plain_yes_shows_no_empty_rows() -> None:
    letter = officer_mission.expert_answered(REQUEST, expert="Ana Ruiz", answer=answer("yes"), language="en")

    assert letter.blocks == (Paragraph("Ana Ruiz says yes."), Quote("Zquote"))


def test_condition_is_shown_and_is_the_officers_turn() -> None:
    letter = officer_mission.expert_answered(
        REQUEST, expert="Ana Ruiz", answer=answer("conditions"), next_step="review", language="en"
    )

    assert Facts((("Condition", "Zcondition"),)) in letter.blocks
    assert paragraphs(letter)[-1].startswith("Your turn: ")


def test_mail_that_came_back_tells_the_address_and_who_is_asked_instead() -> None:
    letter = officer_mission.unreachable(
        REQUEST, expert="Ana Ruiz", address="ana@x.example", quote="550 unknown", asked=JAN, language="en"
    )

    assert letter.subject == "[2026-03] Ana Ruiz cannot be reached"
    assert Quote("550 unknown") in letter.blocks
    assert paragraphs(letter) == [
        "Our mail to Ana Ruiz (ana@x.example) came back:",
        (
            "Please find the right address and correct it in the register; "
            "until then Muster does not propose this person."
        ),
        "Instead of Ana Ruiz, we have asked Jan Prins, the next on the list.",
        "Answer expected by 1 February 2026. You need not do anything.",
    ]


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        ("unknown_address", "The mail server says that this address does not exist."),
        ("full", "The mailbox is full; the address itself is right."),
    ],
)
def test_why_a_mail_came_back_is_told_in_words_of_people(cause: str, told: str) -> None:
    letter = officer_mission.unreachable(
        REQUEST, expert="Ana Ruiz", address="a@x.example", quote="550", cause=cause, language="en"
    )

    assert paragraphs(letter)[1] == told


def test_refusal_and_alternate_are_told_in_one_letter() -> None:
    letter = officer_mission.expert_answered(
        REQUEST, expert="Ana Ruiz", answer=answer("no"), asked=JAN, language="en"
    )

    assert paragraphs(letter) == [
        "Ana Ruiz says no.",
        "Instead of Ana Ruiz, we have asked Jan Prins, the next on the list.",
        "Answer expected by 1 February 2026. You need not do anything.",
    ]


@pytest.mark.parametrize(
    ("seat", "words"),
    [
        ("Actuary", "The seat “Actuary” is vacant: nobody is left on the list."),
        ("", "A seat in the team is vacant: nobody is left on the list."),
    ],
)
def test_vacant_seat_is_named_if_it_has_a_name(seat: str, words: str) -> None:
    assert paragraphs(officer_mission.no_alternate(REQUEST, seat=seat, language="en"))[0] == words


def test_unclear_answer_is_quoted_word_for_word() -> None:
    letter = officer_mission.answer_unclear(
        REQUEST, expert="Ana Ruiz", quote="Depends.\nLet us see.", language="en"
    )

    assert Quote("Depends.\nLet us see.") in letter.blocks


def test_silence_names_the_day_of_the_inquiry() -> None:
    letter = officer_mission.expert_silent(
        REQUEST, expert="Ana Ruiz", asked_on=date(2026, 1, 13), language="fr"
    )

    assert paragraphs(letter) == [
        "Ana Ruiz n’a répondu ni à notre question du 13 janvier 2026, ni au rappel."
    ]


def test_silence_tells_who_is_asked_instead() -> None:
    letter = officer_mission.expert_silent(
        REQUEST, expert="Ana Ruiz", asked_on=date(2026, 1, 13), asked=JAN, language="en"
    )

    assert "Jan Prins" in paragraphs(letter)[1]


def test_answer_that_never_became_clear_is_not_called_silence() -> None:
    letter = officer_mission.expert_silent(
        REQUEST, expert="Ana Ruiz", asked_on=date(2026, 1, 13), silent=False, language="en"
    )

    assert paragraphs(letter) == [
        "Ana Ruiz answered our inquiry of 13 January 2026, but never clearly enough to count on it."
    ]


def test_words_of_a_member_of_the_team_are_quoted() -> None:
    letter = officer_mission.expert_writes(REQUEST, expert="Ana Ruiz", quote="Which hotel?", language="en")

    assert Quote("Which hotel?") in letter.blocks


def test_confirmed_mission_names_team_and_dates() -> None:
    letter = officer_mission.mission_confirmed(REQUEST, CONFIRMED, members=TEAM_OF, language="en")

    assert letter.subject == "[2026-03] Mission confirmed: 9-17 March 2026"
    assert Bullets(("Zfirst (Belgium)", "Zsecond (Spain)")) in letter.blocks
    assert letter.topic == "request:3"
