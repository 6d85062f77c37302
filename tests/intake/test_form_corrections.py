from dataclasses import replace

import pytest

from intake.form_events import Changed, Corrected, Filled, NotUnderstood, Ready, Review, Understood
from intake.form_state import ChannelKind
from tests.intake.form_play import ANSWERS, ask_of, at, chat, keys, mail, play, reviewed


def test_an_answer_is_changed_and_the_dialogue_stays_where_it_was() -> None:
    state, effects = play(at("window"), Corrected("country", "Benin"))

    assert (state.answers["country"], state.at) == ("BJ", "window")
    assert effects[0] == Changed("country", "Benin")
    assert ask_of(effects).field == "window"


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("areas", "disability and statistics", ("disability", "statistics")),
        ("languages", "English and French", ("en", "fr")),
        ("title", "Another title", "Another title"),
        ("contact_email", "other@cnss.example", "other@cnss.example"),
    ],
)
def test_every_kind_of_answer_is_read_as_where_it_was_asked(name: str, text: str, value: object) -> None:
    state, _ = play(reviewed(), Corrected(name, text))

    found = state.answers[name]
    assert (
        set(found) == set(value) if isinstance(value, tuple) and isinstance(found, tuple) else found == value
    )


def test_in_the_review_the_new_answer_is_shown_there() -> None:
    _, effects = play(reviewed(), Corrected("title", "Another title"))

    assert isinstance(effects[-1], Review)
    assert "Another title" in [row.text for row in effects[-1].rows]


def test_words_that_cannot_be_read_open_their_question_and_keep_the_old_answer() -> None:
    state, effects = play(at("window"), Corrected("country", "Atlantis"))

    assert (state.answers["country"], state.at) == ("TG", "country")
    assert keys(ask_of(effects)) == [("country", "unknown_country")]


def test_from_there_the_dialogue_goes_on_to_what_was_open() -> None:
    state, _ = play(at("window"), Corrected("country", "Atlantis"), "Benin")

    assert (state.answers["country"], state.at) == ("BJ", "window")


def test_a_field_that_is_none_changes_nothing() -> None:
    state, effects = play(at("window"), Corrected("colour", "blue"))

    assert state.answers == at("window").answers
    assert effects[0] == NotUnderstood("unclear")


def test_what_was_ticked_but_not_confirmed_gives_way_to_the_correction() -> None:
    before = replace(
        at("areas"), ticked=("disability",), answers={**at("areas").answers, "areas": ("disability",)}
    )

    state, _ = play(before, Corrected("areas", "pensions"))

    assert state.ticked == state.answers["areas"]


def test_in_mail_a_correction_is_one_more_answer() -> None:
    state, effects = mail(Corrected("title", "Reform"))

    assert state.answers["title"] == "Reform"
    assert not any(isinstance(effect, Ready) for effect in effects)
    assert state.channel is ChannelKind.MAIL


def test_a_letter_says_what_was_understood_before_it_asks_for_the_rest() -> None:
    _, effects = chat(Filled({"title": "Reform of pensions", "country": "Togo"}))

    assert isinstance(effects[0], Understood)
    assert [(row.field, row.text) for row in effects[0].rows] == [
        ("country", "Togo"),
        ("title", "Reform of pensions"),
    ]
    assert ask_of(effects).field == "institution"


def test_a_letter_that_tells_everything_leads_to_the_review_alone() -> None:
    told = {key: str(value) for key, value in ANSWERS.items() if isinstance(value, str)}
    told |= {"country": "Togo", "areas": "pensions", "window": "12-20 March", "languages": "French"}

    _, effects = chat(Filled({**told, "duration_days": "7 days"}))

    assert [type(effect) for effect in effects] == [Review]


def test_a_letter_that_tells_nothing_new_says_nothing_of_it() -> None:
    _, effects = chat(Filled({}))

    assert not any(isinstance(effect, Understood) for effect in effects)
