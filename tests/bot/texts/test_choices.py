from dataclasses import replace

import pytest

from bot.texts.choices import (
    card_choices,
    choices_now,
    decision_choice,
    doubt_choices,
    refusal_choice,
    request_choices,
    search_choices,
    sure_choices,
    team_choice,
)
from bot.texts.facts import AskedFacts
from bot.texts.letter import Choice, Choices
from tests.bot.texts.every_letter import REQUEST


def pressed(choices: Choices) -> list[list[tuple[str, str]]]:
    return [[(choice.action, choice.word) for choice in row] for row in choices.rows]


def test_request_can_be_accepted_rejected_asked_about_held_or_seen() -> None:
    assert pressed(request_choices(REQUEST, language="en")) == [
        [("eligible:3", "ELIGIBLE")],
        [("reject:3", "REJECT"), ("ask:3", "ASK")],
        [("hold:3", "HOLD"), ("card:3", "DETAILS")],
    ]


def test_request_without_a_team_can_be_asked_about_searched_again_held_or_seen() -> None:
    assert pressed(search_choices(REQUEST, language="es")) == [
        [("ask:3", "PREGUNTAR"), ("teams:3", "EQUIPOS")],
        [("hold:3", "SUSPENDER"), ("card:3", "DETALLES")],
    ]


def standing(status: str, *, vacant: bool = False) -> set[str]:
    choices = choices_now(replace(REQUEST, status=status), vacant=vacant, language="en")
    return {choice.word for row in choices.rows for choice in row}


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("received", {"ELIGIBLE", "REJECT", "ASK", "HOLD"}),
        ("checking", {"ELIGIBLE", "REJECT", "ASK", "HOLD"}),
        ("eligible", {"TEAMS", "ASK", "HOLD", "REJECT"}),
        ("formulated", {"CANCEL", "ASK"}),
        ("approved", {"CANCEL", "ASK"}),
        ("on_hold", {"RESUME", "REJECT", "HOLD", "ASK"}),
        ("completed", set()),
        ("rejected", set()),
    ],
)
def test_only_what_fits_the_status_is_offered(status: str, words: set[str]) -> None:
    assert standing(status) == {*words, "DETAILS"}


def test_vacant_seat_lets_teams_be_searched_again() -> None:
    assert standing("formulated", vacant=True) == {"TEAMS", "ASK", "CANCEL", "DETAILS"}


def test_open_teams_come_first_and_reject_means_them() -> None:
    choices = choices_now(replace(REQUEST, status="eligible"), proposal_id=2, ranks=(1, 3), language="en")

    assert pressed(choices) == [
        [("approve:2:1", "APPROVE A"), ("approve:2:3", "APPROVE C")],
        [("none:2", "REJECT")],
        [("teams:3", "TEAMS"), ("ask:3", "ASK")],
        [("hold:3", "HOLD")],
        [("card:3", "DETAILS")],
    ]


def test_card_does_not_offer_itself() -> None:
    choices = card_choices(replace(REQUEST, status="approved"), language="fr")

    assert pressed(choices) == [
        [("cancel:3", "ANNULER"), ("ask:3", "DEMANDER")],
        [("assign:3", "SUIVRE")],
    ]


def test_a_card_of_a_request_that_is_over_offers_nothing() -> None:
    assert card_choices(replace(REQUEST, status="rejected"), language="en") == Choices(())


@pytest.mark.parametrize("status", ["received", "checking", "eligible", "on_hold"])
def test_a_card_before_the_mission_can_be_taken_in_hand_and_merged(status: str) -> None:
    facts = replace(REQUEST, status=status)

    assert pressed(card_choices(facts, language="en"))[-1] == [("assign:3", "ASSIGN"), ("merge:3", "MERGE")]
    assert pressed(card_choices(facts, mine=True, language="en"))[-1] == [("merge:3", "MERGE")]


def test_confirming_has_no_word_for_mails() -> None:
    assert pressed(sure_choices(REQUEST, language="pt")) == [[("sure:3", "")], [("keep:3", "")]]


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

    (row,) = doubt_choices(who, language="en").rows

    assert [(one.label, one.action, one.word) for one in row] == [
        ("Takes part - Ana Da Luz", "take:7", "TAKE Da Luz"),
        ("Ask the next one - Ana Da Luz", "pass:7", "PASS Da Luz"),
    ]
