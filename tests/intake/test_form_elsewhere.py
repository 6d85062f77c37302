from datetime import date

import pytest

from config.periods import Period
from intake.field_values import Value
from intake.form_elsewhere import belongs_to
from intake.form_events import Changed, Filled, Review
from tests.intake.form_play import ANSWERS, LETTER, MARCH, TODAY, ask_of, at, chat, keys, mail, play, reviewed


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("ama@labour.example", ("contact_email", "ama@labour.example")),
        ("<Ama@labour.example>", ("contact_email", "ama@labour.example")),
        ("12-20 March", ("window", MARCH)),
        ("du 12 au 20 mars", ("window", MARCH)),
        ("français, anglais", ("languages", ("fr", "en"))),
        ("Spanish and Portuguese", ("languages", ("es", "pt"))),
        ("Togo", ("country", "TG")),
        ("Côte d'Ivoire", ("country", "CI")),
    ],
)
def test_words_that_answer_one_question_from_end_to_end_belong_to_it(
    words: str, meant: tuple[str, Value]
) -> None:
    assert belongs_to(words, today=TODAY, language="en") == meant


@pytest.mark.parametrize(
    "words",
    ["", "si", "no", "7", "7 days", "Training in March 2026", "Pensions in Togo", "Ama Koffi, ama@labour.example", "French law",
     "12-20 March 2020", "may", "x" * 200],
)  # fmt: skip
def test_other_words_belong_nowhere(words: str) -> None:
    assert belongs_to(words, today=TODAY, language="en") is None


@pytest.mark.parametrize("name", ["institution", "country"])
def test_an_address_is_noted_for_the_contact_and_the_question_is_put_again(name: str) -> None:
    state, effects = play(at(name), "ama@labour.example")

    assert (state.at, state.answers["contact_email"], state.failures) == (name, "ama@labour.example", {})
    assert keys(ask_of(effects)) == [(name, "noted_elsewhere")]


@pytest.mark.parametrize(
    "name", ["title", "areas", "background", "window", "duration_days", "languages", "experts", "profiles"]
)
def test_an_address_is_never_kept_as_another_answer(name: str) -> None:
    before = at(name)

    state, effects = play(before, "other@labour.example", "other@labour.example", "other@labour.example")

    assert (state, keys(ask_of(effects))) == (before, [(name, "email_here")])


def test_an_address_in_the_wrong_line_of_a_mail_is_asked_about_again_and_noted() -> None:
    raw = {name: words for name, words in LETTER.items() if name != "contact_email"}

    state, effects = mail(Filled({**raw, "country": "ama@labour.example"}))

    assert (state.answers["contact_email"], "country" in state.kept) == ("ama@labour.example", False)
    assert keys(effects[0]) == [("country", "email_here")]


def test_an_address_in_an_optional_line_of_a_mail_is_left_out() -> None:
    state, _ = mail(Filled({**LETTER, "expected_results": "ama@labour.example"}))

    assert (state.answers, dict(state.kept)) == ({**ANSWERS, "contact_email": "ama@cnss.example"}, {})


@pytest.mark.parametrize(
    "words",
    ["ama [at] labour.example", "ama(at)labour(dot)example", "ama at labour dot example", "ama @ labour.example",
     "ama arobase labour point example", "ama arroba labour punto example", "Ama@labour dot example"],
)  # fmt: skip
def test_an_address_may_be_spelt_out(words: str) -> None:
    state, _ = play(at("contact_email"), words)

    assert state.answers["contact_email"] == "ama@labour.example"


@pytest.mark.parametrize(
    "words", ["write at labour.example", "I am at the ministry", "at dot", "ama@labour,example"]
)
def test_words_that_spell_no_address_are_refused(words: str) -> None:
    _, effects = play(at("contact_email"), words)

    assert keys(ask_of(effects)) == [("contact_email", "no_email")]


def test_a_telephone_number_in_place_of_an_address_is_noted() -> None:
    state, _ = play(at("contact_email"), "+228 90 00 00 00")

    assert (state.at, state.answers["contact_phone"]) == ("contact_email", "+228 90 00 00 00")


@pytest.mark.parametrize(
    ("name", "words", "other", "value"),
    [
        ("country", "12-20 March", "window", MARCH),
        ("institution", "from 12 to 20 March", "window", MARCH),
        ("contact_name", "12-20 March", "window", MARCH),
        ("title", "12-20 March", "window", MARCH),
        ("areas", "French", "languages", ("fr",)),
        ("window", "English, French", "languages", ("en", "fr")),
    ],
)
def test_an_answer_to_a_later_question_is_noted_there(
    name: str, words: str, other: str, value: Value
) -> None:
    state, effects = play(at(name), words)

    assert (state.at, state.answers[other]) == (name, value)
    assert keys(ask_of(effects)) == [(name, "noted_elsewhere")]


def test_an_answer_that_stands_is_not_overwritten_from_another_question() -> None:
    state, effects = play(at("languages"), "2-13 April")

    assert (state.answers["window"], keys(ask_of(effects))) == (MARCH, [("languages", "unknown_language")])


def test_a_person_may_be_called_like_a_country() -> None:
    state, _ = play(at("contact_name"), "Jordan")

    assert state.answers["contact_name"] == "Jordan"


@pytest.mark.parametrize(
    ("words", "name", "value"),
    [
        ("français, anglais", "languages", ("fr", "en")),
        ("6-10 April", "window", Period(date(2026, 4, 6), date(2026, 4, 10))),
        ("kofi@cnss.example", "contact_email", "kofi@cnss.example"),
        ("Benin", "country", "BJ"),
    ],
)
def test_in_the_review_plain_values_change_their_field(words: str, name: str, value: Value) -> None:
    state, effects = play(reviewed(), words)

    assert state.answers[name] == value
    assert isinstance(effects[0], Changed)
    assert isinstance(effects[1], Review)


@pytest.mark.parametrize("words", ["7 days", "deux semaines"])
def test_days_are_no_number_of_experts(words: str) -> None:
    _, effects = play(at("experts"), words)

    assert [found[0] for found in keys(ask_of(effects))] == ["experts"]


@pytest.mark.parametrize("name", ["institution", "title", "background", "profiles"])
def test_a_number_alone_is_no_answer_in_words(name: str) -> None:
    _, effects = play(at(name), "7")

    assert keys(ask_of(effects)) == [(name, "missing")]


def test_answers_at_the_wrong_places_still_make_a_request() -> None:
    state, _ = chat("ama@cnss.example", "12-20 March", "CNSS", "français", "Togo", "Ama Koffi", "Pensions")

    assert {name: state.answers[name] for name in ("contact_email", "window", "institution", "country")} == {
        "contact_email": "ama@cnss.example", "window": MARCH, "institution": "CNSS", "country": "TG"
    }  # fmt: skip
