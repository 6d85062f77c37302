from datetime import date

import pytest

from config.languages import INTERFACE_LANGUAGES
from config.periods import Period
from intake.form import step
from intake.form_events import NotUnderstood, Pressed
from intake.form_screens import all_choices
from intake.form_state import FormState
from tests.intake.form_play import TODAY, ask_of, at, keys, play


def opened(**changes: object) -> FormState:
    return play(at("window", **changes), "f:cal:open")[0]


def labels(*events: str) -> list[list[str]]:
    _, effects = play(at("window"), *events)
    return [[choice.label for choice in row] for row in ask_of(effects).choices]


def test_the_month_of_today_is_shown_without_the_days_gone_by() -> None:
    rows = labels("f:cal:open")

    assert rows[0] == ["Later: February 2026"]
    assert rows[1] == ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    assert rows[2] == ["12", "13", "14", "15", "16", "17", "18"]
    assert rows[4:6] == [["26", "27", "28", "29", "30", "31", "·"], ["All of January 2026"]]


def test_the_first_day_picked_is_ticked_and_named_in_words() -> None:
    _, effects = play(at("window"), "f:cal:open", "f:cal:to:2026-03", "f:cal:day:2026-03-12")

    ask = ask_of(effects)
    assert "✓ 12" in [choice.label for choice in all_choices(ask.choices)]
    assert ask.hint == (
        "March 2026: the first day is 12 March 2026. Now choose the last day; "
        "for a single day, choose the same one again."
    )


def test_two_days_make_a_period_also_across_months() -> None:
    state, effects = play(
        at("window"), "f:cal:open", "f:cal:day:2026-01-28", "f:cal:to:2026-02", "f:cal:day:2026-02-06"
    )

    assert state.answers["window"] == Period(date(2026, 1, 28), date(2026, 2, 6))
    assert (state.month, state.first) == ("", "")
    assert ask_of(effects).field == "languages"


def test_the_same_day_twice_is_a_single_day() -> None:
    state, _ = play(at("window"), "f:cal:open", "f:cal:day:2026-01-28", "f:cal:day:2026-01-28")

    assert state.answers["window"] == Period(date(2026, 1, 28), date(2026, 1, 28))


def test_an_earlier_day_begins_anew() -> None:
    state, _ = play(at("window"), "f:cal:open", "f:cal:day:2026-01-28", "f:cal:day:2026-01-20")

    assert ("window" in state.answers, state.first) == (False, "2026-01-20")


@pytest.mark.parametrize(
    ("month", "period"),
    [
        ("2026-03", Period(date(2026, 3, 1), date(2026, 3, 31))),
        ("2026-01", Period(TODAY, date(2026, 1, 31))),
        ("2027-02", Period(date(2027, 2, 1), date(2027, 2, 28))),
    ],
)
def test_a_whole_month_is_what_is_left_of_it(month: str, period: Period) -> None:
    state, _ = play(at("window"), "f:cal:open", f"f:cal:month:{month}")

    assert state.answers["window"] == period


@pytest.mark.parametrize(
    "action",
    [
        "f:cal:day:2025-12-01",
        "f:cal:day:2026-02-31",
        "f:cal:day:",
        "f:cal:day",
        "f:cal:month:2020-01",
        "f:cal:to:13",
        "f:cal:",
        "f:cal:nonsense:1",
    ],
)
def test_days_that_are_none_change_nothing(action: str) -> None:
    before = opened()

    state, effects = step(before, Pressed(action), today=TODAY)

    assert (state.answers, state.first) == (before.answers, "")
    assert effects[0] == NotUnderstood("stale")


def test_a_calendar_of_an_old_message_means_nothing_at_another_question() -> None:
    state, effects = play(at("country"), "f:cal:day:2026-03-12")

    assert "window" not in state.answers
    assert effects[0] == NotUnderstood("stale")


def test_a_day_pressed_after_the_calendar_was_closed_is_stale() -> None:
    _, effects = play(at("window"), "f:cal:day:2026-03-12")

    assert effects[0] == NotUnderstood("stale")


def test_nobody_leaves_the_years_in_which_a_mission_can_be() -> None:
    early, effects = play(at("window"), "f:cal:open", "f:cal:to:2020-01")
    late, _ = play(at("window"), "f:cal:open", "f:cal:to:2099-01")

    assert (early.month, late.month) == ("2026-01", "2028-12")
    assert ask_of(effects).choices[0][0].label == "Later: February 2026"


def test_a_number_typed_under_the_calendar_is_that_day() -> None:
    state, _ = play(at("window"), "f:cal:open", "f:cal:to:2026-03", "9", "20.")

    assert state.answers["window"] == Period(date(2026, 3, 9), date(2026, 3, 20))


def test_dates_typed_under_the_calendar_count_as_always() -> None:
    state, _ = play(at("window"), "f:cal:open", "12-20 March")

    assert state.answers["window"] == Period(date(2026, 3, 12), date(2026, 3, 20))


def test_a_number_that_is_no_day_is_asked_about() -> None:
    state, effects = play(at("window"), "f:cal:open", "32")

    assert "window" not in state.answers
    assert ("window", "unreadable_dates") in keys(ask_of(effects))


def test_days_too_few_for_the_duration_are_spoken_of() -> None:
    before = at("window")
    state, effects = play(
        FormState.from_json({**before.to_json(), "answers": {**before.to_json()["answers"], "duration_days": 10}}),  # type: ignore[dict-item]
        "f:cal:open", "f:cal:day:2026-01-28", "f:cal:day:2026-01-29",
    )  # fmt: skip

    assert "window" not in state.answers
    assert keys(ask_of(effects)) == [("window", "window_too_short")]


def test_weeks_ago_the_calendar_was_opened_and_today_it_begins_with_today() -> None:
    state, effects = step(opened(), Pressed("f:cal:to:2026-01"), today=date(2026, 3, 30))

    assert state.month == "2026-03"
    assert [choice.label for choice in ask_of(effects).choices[2]] == ["30", "31", *["·"] * 5]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_months_are_named_in_the_language_of_the_form(language: str) -> None:
    _, effects = play(at("window", language=language), "f:cal:open", "f:cal:to:2026-03")

    shown = {"en": "March 2026", "fr": "mars 2026", "es": "marzo de 2026", "pt": "março de 2026"}[language]
    assert shown in ask_of(effects).hint


def test_going_back_closes_the_calendar() -> None:
    state, _ = play(at("window"), "f:cal:open", "f:cal:day:2026-01-28", "f:back")

    assert (state.month, state.first) == ("", "")


def test_a_forged_month_beyond_the_calendar_is_stale() -> None:
    for month in ("9999-12", "0001-01", "2099-01"):
        _, effects = play(at("window"), "f:cal:open", f"f:cal:month:{month}")

        assert effects[0] == NotUnderstood("stale")
