from dataclasses import replace

import pytest

from config.areas import area_label
from intake.form_events import (
    Choice,
    Ready,
    SavedForLater,
)
from intake.form_state import Known, Stage
from tests.intake.form_play import ANSWERS, MARCH, actions, ask_of, at, chat, keys, play, reviewed


def test_a_misspelt_country_is_asked_about() -> None:
    _, effects = play(at("country"), "Tgo")

    assert keys(effects[0]) == [("country", "near_country")]
    assert ask_of(effects).choices[0] == (Choice("Togo", "f:pick:TG"),)


def test_the_country_meant_is_picked() -> None:
    state, _ = play(at("country"), "Tgo", "f:pick:TG")

    assert (state.answers["country"], state.at) == ("TG", "contact_name")


def test_reversed_dates_are_offered_the_right_way_round() -> None:
    _, effects = play(at("window"), "20-12 March")

    assert keys(effects[0]) == [("window", "reversed_dates")]
    assert ask_of(effects).choices[0] == (Choice("Yes, 12-20 March 2026", "f:dates:2026-03-12/2026-03-20"),)


def test_dates_turned_round_are_taken() -> None:
    state, _ = play(at("window"), "20-12 March", "f:dates:2026-03-12/2026-03-20")

    assert (state.answers["window"], state.answers["duration_days"], state.at) == (MARCH, 7, "languages")


def test_a_long_window_asks_for_the_duration() -> None:
    state, effects = play(at("window"), "March 2026")

    assert "duration_days" not in state.answers
    assert actions(effects[0])[:4] == ["f:count:5", "f:count:7", "f:count:10", "f:count:15"]


def test_a_duration_told_with_the_dates_is_not_asked() -> None:
    state, _ = play(at("window"), "March 2026, two weeks")

    assert (state.answers["duration_days"], state.at) == (10, "languages")


def test_a_duration_that_does_not_fit_is_asked_about_once_and_then_noted() -> None:
    month = replace(at("duration_days"), answers={**at("duration_days").answers, "window": MARCH})

    state, effects = play(month, "30 days")
    assert keys(effects[0]) == [("window", "window_too_short")]
    state, _ = play(state, "30 days")

    assert (state.answers["duration_days"], state.kept) == (30, {"duration_days": "30 days"})


def test_areas_of_the_title_are_offered_first() -> None:
    _, effects = play(at("title"), "Disability pensions and labour inspection")

    assert actions(effects[0])[:3] == [
        "f:area:invalidity_benefits",
        "f:area:labour_inspection",
        "f:areas:more",
    ]


def test_areas_are_ticked_and_unticked() -> None:
    state, effects = play(at("areas"), "f:area:disability", "f:area:mutual_health", "f:area:disability")

    assert state.ticked == ("mutual_health",)
    assert ask_of(effects).current == area_label("mutual_health", "en")
    assert "f:areas:done" in actions(effects[0])


def test_typed_areas_join_those_ticked() -> None:
    state, _ = play(at("areas"), "f:area:disability", "labour inspection")

    assert state.answers["areas"] == ("disability", "labour_inspection")


def test_pages_of_areas_show_all_of_them_and_begin_again() -> None:
    state = at("areas")
    seen: set[str] = set()
    for _ in range(20):
        state, effects = play(state, "f:areas:more")
        seen.update(action for action in actions(effects[0]) if action.startswith("f:area:"))

    assert len(seen) >= 30
    assert all(len(action.encode()) <= 40 for action in seen)


def test_languages_may_be_typed_or_ticked() -> None:
    typed, _ = play(at("languages"), "English and French")
    ticked, _ = play(at("languages"), "f:lang:en", "f:lang:fr", "f:langs:done")

    assert typed.answers["languages"] == ticked.answers["languages"] == ("en", "fr")


def test_numbers_are_pressed_or_typed() -> None:
    state, _ = play(at("experts"), "f:count:3")
    typed, _ = play(at("experts"), "three")

    assert state.answers["experts"] == typed.answers["experts"] == 3


INSTITUTIONS = Known(institutions=("Planning Institute of Jamaica", "Ministry of Labour"))


def test_a_known_institution_is_recognised() -> None:
    state, _ = chat("planning institute of jamaica", known=INSTITUTIONS)

    assert state.answers["institution"] == "Planning Institute of Jamaica"


def test_an_institution_like_a_known_one_is_asked_about() -> None:
    _, effects = chat("Planing Institut of Jamaica", known=INSTITUTIONS)

    assert keys(effects[0]) == [("institution", "near_institution")]
    assert actions(effects[0])[:2] == ["f:inst:0", "f:inst:1"]


@pytest.mark.parametrize(
    ("reply", "name"),
    [
        ("f:inst:0", "Planning Institute of Jamaica"),
        ("f:inst:1", "Planing Institut of Jamaica"),
        ("Planing Institut of Jamaica", "Planing Institut of Jamaica"),
        ("Planning Institute of Jamaica", "Planning Institute of Jamaica"),
        ("Central Bank", "Central Bank"),
    ],
)
def test_the_institution_meant_is_picked_kept_or_written_anew(reply: str, name: str) -> None:
    state, _ = chat("Planing Institut of Jamaica", reply, known=INSTITUTIONS)

    assert state.answers["institution"] == name


@pytest.mark.parametrize(
    ("reply", "name"), [("yes", "Planning Institute of Jamaica"), ("no", "Planing Institut of Jamaica")]
)
def test_yes_and_no_answer_what_was_offered(reply: str, name: str) -> None:
    state, _ = chat("Planing Institut of Jamaica", reply, known=INSTITUTIONS)

    assert state.answers["institution"] == name


def test_yes_to_the_one_country_offered_takes_it() -> None:
    state, _ = play(at("country"), "Tgo", "yes")

    assert (state.answers["country"], state.at) == ("TG", "contact_name")


def test_yes_to_one_country_or_the_other_is_asked_again() -> None:
    state, effects = play(at("country"), "Togo or Benin", "yes", "yes")

    assert keys(effects[0]) == [("country", "several_countries")]
    assert (state.at, dict(state.kept)) == ("country", {})


def test_no_to_the_country_offered_asks_once_more() -> None:
    state, effects = play(at("country"), "Tgo", "no")

    assert (state.at, keys(effects[0]), dict(state.kept)) == ("country", [], {})


def test_yes_to_dates_turned_round_takes_them() -> None:
    state, _ = play(at("window"), "20-12 March", "yes")

    assert state.answers["window"] == MARCH


def test_a_country_alone_is_no_institution() -> None:
    state, effects = chat("Togo")

    assert keys(effects[0]) == [("institution", "country_alone")]
    assert (state.at, state.answers["country"]) == ("institution", "TG")

    state, _ = play(state, "Togo")
    assert state.answers["institution"] == "Togo"


def test_junk_after_a_tick_leaves_the_tick() -> None:
    state, _ = play(at("languages"), "f:lang:fr", "2", "2")

    assert (state.answers["languages"], dict(state.kept)) == (("fr",), {"languages": "2"})


def test_after_two_failures_an_answer_is_kept_as_written() -> None:
    once, effects = play(at("languages"), "klingonese")
    assert (once.kept, keys(effects[0])) == ({}, [("languages", "unknown_language")])

    twice, effects = play(once, "klingonese, of course")

    assert (twice.kept, twice.at) == ({"languages": "klingonese, of course"}, "experts")
    assert keys(effects[0]) == [("languages", "kept_as_written")]


def test_a_request_with_kept_dates_has_none() -> None:
    state, effects = play(
        replace(reviewed(), answers={**ANSWERS}), "f:edit:window", "some time", "whenever", "f:send"
    )

    [ready] = effects
    assert isinstance(ready, Ready)
    assert (ready.form.window, ready.form.kept_as_written) == (None, {"window": "whenever"})
    assert state.stage is Stage.READY


def test_an_empty_answer_is_no_failure() -> None:
    state, effects = play(at("country"), "...", "?", " ")

    assert (state.failures, keys(effects[0])) == ({}, [("country", "missing")])


def test_a_good_answer_forgets_earlier_failures() -> None:
    state, _ = play(at("country"), "Atlantis", "Togo")

    assert (state.failures, state.answers["country"]) == ({}, "TG")


@pytest.mark.parametrize(
    ("dates", "key"), [("12-20 March 2025", "past_dates"), ("20-12 March", "reversed_dates")]
)
def test_days_that_were_read_are_never_kept_as_written(dates: str, key: str) -> None:
    state, effects = play(at("window"), "whenever", dates, dates, dates)

    assert keys(effects[0]) == [("window", key)]
    assert (state.kept, state.at, state.failures) == ({}, "window", {"window": 1})


def test_only_unreadable_dates_count_as_failures() -> None:
    state, effects = play(at("window"), "12-20 March 2025", "soon", "12-20 March 2025")

    assert keys(effects[0]) == [("window", "past_dates")]
    assert state.kept == {}
    assert play(state, "some day")[0].kept == {"window": "some day"}


def test_an_answer_without_an_address_is_asked_again_four_times() -> None:
    asked, effects = play(at("contact_email"), *["I have none"] * 4)
    assert (asked.kept, keys(effects[0])) == ({}, [("contact_email", "no_email")])

    kept, _ = play(asked, "I have none")

    assert kept.kept == {"contact_email": "I have none"}


@pytest.mark.parametrize(
    "words",
    [
        "save",
        "Later",
        "save for later",
        "guardar",
        "Más tarde",
        "enregistrer",
        "Plus tard",
        "salvar",
        "depois",
    ],
)
@pytest.mark.parametrize("field", ["contact_email", "title", "window", "background"])
def test_the_word_of_saving_is_the_button_at_every_question(field: str, words: str) -> None:
    state, effects = play(at(field), words)

    assert (effects, state.failures, state.at) == ((SavedForLater(),), {}, field)


@pytest.mark.parametrize("words", ["help", "Aide", "ayuda", "AJUDA"])
def test_help_shows_the_question_with_its_example_again(words: str) -> None:
    state, effects = play(at("contact_email"), words)

    assert (state, ask_of(effects).problems) == (at("contact_email"), ())


@pytest.mark.parametrize("words", ["next", "suivant", "siguiente", "pular"])
def test_skip_has_other_words(words: str) -> None:
    assert play(at("general_objective"), words)[0].at == "specific_objectives"


@pytest.mark.parametrize("words", ["previous", "précédent", "volver", "voltar"])
def test_back_has_other_words(words: str) -> None:
    assert play(at("background"), words)[0].at == "areas"
