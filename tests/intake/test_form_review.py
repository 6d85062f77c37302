from dataclasses import replace

import pytest

from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from intake.form_events import NotUnderstood, Ready, Resume, Review
from intake.form_state import Stage
from tests.intake.form_play import ANSWERS, REQUEST, actions, ask_of, chat, keys, play, reviewed


def test_the_review_shows_every_field_with_a_button_for_each() -> None:
    _, effects = play(reviewed(), Resume())

    [effect] = effects
    assert isinstance(effect, Review)
    assert [(row.field, row.text) for row in effect.rows][:6] == [
        ("institution", "CNSS"),
        ("country", "Togo"),
        ("contact_name", "Ama Koffi"),
        ("contact_email", "ama@cnss.example"),
        ("title", "Réforme des pensions"),
        ("areas", "Contributory pensions"),
    ]
    assert {f"f:edit:{row.field}" for row in effect.rows} < set(actions(effect))
    assert actions(effect)[0] == "f:send"


def test_an_edit_leads_back_to_the_review() -> None:
    state, effects = play(reviewed(), "f:edit:title", "Another title")

    assert (state.answers["title"], state.stage) == ("Another title", Stage.REVIEW)
    assert isinstance(effects[0], Review)


def test_back_from_an_edit_changes_nothing() -> None:
    state, _ = play(reviewed(), "f:edit:title", "f:back")

    assert (state.answers, state.stage) == (ANSWERS, Stage.REVIEW)


def test_a_derived_duration_follows_new_dates() -> None:
    state, _ = play(reviewed(), "f:edit:window", "6-10 April 2026")

    assert state.answers["duration_days"] == 5


def test_new_long_dates_ask_for_the_duration_again() -> None:
    state, _ = play(reviewed(), "f:edit:window", "April 2026")

    assert (state.at, "duration_days" in state.answers) == ("duration_days", False)


def test_a_field_may_be_changed_by_writing_its_label() -> None:
    state, effects = play(reviewed(), "Duration in days: 5")

    assert state.answers["duration_days"] == 5
    assert isinstance(effects[0], Review)


def test_the_name_of_a_field_alone_opens_it() -> None:
    state, _ = play(reviewed(), "Dates")

    assert (state.at, state.editing) == ("window", True)


@pytest.mark.parametrize("words", ["yes", "Send the request", "ok", "oui"])
def test_send_may_be_typed(words: str) -> None:
    _, effects = play(reviewed(), words)

    assert effects == (Ready(REQUEST),)


def test_other_words_in_the_review_are_not_understood() -> None:
    state, effects = play(reviewed(), "hm, let me think")

    assert [type(effect) for effect in effects] == [NotUnderstood, Review]
    assert state == reviewed()


def test_nothing_is_sent_while_something_is_missing() -> None:
    answers = {name: value for name, value in ANSWERS.items() if name != "country"}

    state, effects = play(replace(reviewed(), answers=answers), "f:send")

    assert (state.at, keys(effects[0])) == ("country", [("country", "missing")])


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_buttons_speak_the_language_of_the_form(language: str) -> None:
    _, effects = chat("CNSS", language=language)

    assert [choice.label for choice in ask_of(effects).choices[-1]] == [
        say(language, "form.button.later"),
        say(language, "form.button.cancel"),
    ]


def test_two_fields_share_a_row_of_buttons_only_where_both_fit() -> None:
    for language in INTERFACE_LANGUAGES:
        _, (review,) = play(replace(reviewed(), language=language), Resume())
        assert isinstance(review, Review)

        rows = [row for row in review.choices if row[0].action.startswith("f:edit:")]

        assert {len(row) for row in rows} == {1, 2}
        assert all(len(choice.label) <= 20 for row in rows if len(row) == 2 for choice in row)


def test_a_duration_is_told_in_days() -> None:
    _, (review,) = play(reviewed(), Resume())
    assert isinstance(review, Review)

    assert [row.text for row in review.rows if row.field == "duration_days"] == ["7 days"]
