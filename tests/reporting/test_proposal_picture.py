from dataclasses import replace

import pytest

from config.languages import INTERFACE_LANGUAGES
from reporting.proposal_picture import (
    Days,
    description,
    in_one_line,
    percent,
    place_and_time,
    runs,
    title_of,
    who,
)
from tests.matching.people import march
from tests.reporting.teams import ANA, GONE, LUC, TEAM, picture


@pytest.mark.parametrize(
    ("days", "states"),
    [
        (Days((march(3, 4),), (march(4, 5),)), ["taken", "free", "taken", "taken"]),
        (Days(None, (march(4, 4),)), ["unknown", "unknown", "taken", "unknown"]),
        (Days((), ()), ["taken"] * 4),
    ],
)
def test_unknown_is_never_free_and_days_not_offered_are_not_either(days: Days, states: list[str]) -> None:
    assert [days.state(day) for day in march(2, 5)] == states


def test_days_of_one_state_make_one_run() -> None:
    shown = list(runs(Days((march(3, 4),), ()), march(2, 6)))

    assert shown == [("taken", march(2, 2)), ("free", march(3, 4)), ("taken", march(5, 6))]


def test_no_days_make_no_run() -> None:
    assert list(runs(Days(None), [])) == []


def test_the_words_say_what_the_picture_shows() -> None:
    assert description(picture("en")) == (
        "Scores and days of the teams for “[2026-03] Pension reform”: Togo, 2-27 March 2026, 7 days on site.\n"
        "Team A, 82.3%, days in common 13-20 March 2026: "
        "Ana Costa (Portugal) 88% [topic 41, language 20, availability 20, experience 7; "
        "free 3-20 March 2026, not free 11-12 March 2026]; "
        "Luc Janssens (Belgium) 76% [topic 45, language 17, availability 10, experience 4; calendar unknown]."
    )


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_too_many_words_lose_whole_teams(language: str) -> None:
    many = replace(picture(language), teams=(TEAM,) * 9)

    words = description(many, 1000)

    assert len(words) <= 1000
    assert words.endswith(".\n…")
    assert words.count("Ana Costa") in {1, 2, 3}


def test_a_title_beyond_all_bounds_is_cut_rather_than_refused() -> None:
    assert len(description(replace(picture("en"), title="word " * 9000), 40)) == 40


def test_who_left_the_register_is_a_code() -> None:
    assert (who(ANA), who(GONE)) == ("Ana Costa", "EX-0300")


def test_somebody_without_a_free_day_is_told() -> None:
    idle = replace(TEAM, members=(replace(LUC, days=Days((), ())), replace(ANA, days=None)))

    words = description(replace(picture("en"), teams=(idle,)))

    assert "experience 4; no free day]" in words
    assert "experience 7]" in words


def test_a_calendar_in_shreds_is_told_in_part() -> None:
    shreds = tuple(march(day, day) for day in range(2, 20, 2))

    assert "18 March 2026" not in description(
        replace(picture("en"), teams=(replace(TEAM, members=(replace(ANA, days=Days(shreds)),)),))
    )


@pytest.mark.parametrize(
    ("language", "said"), [("en", "82.3%"), ("fr", "82,3\N{NO-BREAK SPACE}%"), ("de", "82.3%")]
)
def test_teams_have_a_decimal_in_the_readers_way(language: str, said: str) -> None:
    assert (
        percent(0.8231, language, fine=True).replace("\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")
        == said
    )


def test_a_picture_of_no_country_and_no_code_has_a_title() -> None:
    bare = replace(picture("en"), code="", country="")

    assert (title_of(bare), place_and_time(bare)) == (
        "Pension reform",
        "2-27 March 2026, 7 days on site",
    )


def test_one_line_stays_one_line() -> None:
    assert in_one_line(" a\nb\x00c\t d\u202e ", 20) == "a b c d"
    assert in_one_line("0123456789", 5) == "0123…"
