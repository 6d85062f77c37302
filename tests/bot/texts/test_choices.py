from bot.texts.choices import (
    decision_choice,
    doubt_choices,
    refusal_choice,
    request_choices,
    search_choices,
    team_choice,
)
from bot.texts.facts import AskedFacts
from bot.texts.letter import Choice, Choices
from tests.bot.texts.every_letter import REQUEST


def pressed(choices: Choices) -> list[list[tuple[str, str]]]:
    return [[(choice.action, choice.word) for choice in row] for row in choices.rows]


def test_request_can_be_accepted_rejected_asked_about_or_seen() -> None:
    assert pressed(request_choices(REQUEST, language="en")) == [
        [("eligible:3", "ELIGIBLE")],
        [("reject:3", "REJECT"), ("ask:3", "ASK")],
        [("card:3", "DETAILS")],
    ]


def test_request_without_a_team_can_be_asked_about_searched_again_or_seen() -> None:
    assert pressed(search_choices(REQUEST, language="es")) == [
        [("ask:3", "PREGUNTAR")],
        [("teams:3", "EQUIPOS"), ("card:3", "DETALLES")],
    ]


def test_team_is_approved_by_word_and_letter() -> None:
    choice = team_choice("B", "approve:2:2", language="fr")

    assert (choice.label, choice.action, choice.word) == ("Approuver B", "approve:2:2", "APPROUVER B")


def test_rejecting_all_teams_has_its_own_button_and_the_word_of_a_rejection() -> None:
    choice = refusal_choice("none:2", language="en")

    assert (choice.label, choice.action, choice.word) == ("Reject all", "none:2", "REJECT")


def test_choice_says_in_a_mail_what_its_word_does() -> None:
    assert decision_choice("details", "card:3", language="en") == Choice(
        "Details", "card:3", "DETAILS", "the whole request and its history"
    )


def test_doubtful_answer_is_settled_for_the_one_who_is_named() -> None:
    who = AskedFacts(7, "Ana", "Da Luz", "PT", "doubtful")

    (row,) = doubt_choices(7, who=who, language="en").rows

    assert [(one.label, one.action, one.word) for one in row] == [
        ("Takes part - Ana Da Luz", "take:7", "TAKE Da Luz"),
        ("Ask the next one - Ana Da Luz", "pass:7", "PASS Da Luz"),
    ]
