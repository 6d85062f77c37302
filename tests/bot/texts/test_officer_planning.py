"""A plan in words: what each request gets, who went where, and how sure that is."""

from dataclasses import replace

import pytest

from bot.texts.letter import Letter
from bot.texts.officer_planning import MOST_ROWS, PlanFacts, planning_begun, planning_letter
from bot.texts.render import as_text
from bot.texts.rows import offered
from config.languages import INTERFACE_LANGUAGES
from tests.bot.texts.planning_letters import CUT, EASY, HARD, PLAN, SERVED, planning_letters


def told(facts: PlanFacts, language: str = "en") -> str:
    return " ".join(as_text(planning_letter(facts, language=language)).split())


def test_a_request_that_lost_somebody_says_whom_to_whom() -> None:
    assert "- Team: Zfirst and Zthird (81.0%)" in told(PLAN)
    assert "- Alone it would have had Zfirst and Zsecond (85.3%) - Zsecond goes for 2026-02" in told(PLAN)


def test_a_request_that_gets_its_best_team_says_no_more() -> None:
    alone = told(replace(PLAN, rows=(SERVED,)))

    assert "- Team: Zfirst and Zsecond (85.3%) Nobody" not in alone
    assert "Alone it would have had" not in alone
    assert "every request can have its own best team" in alone


def test_requests_without_a_team_say_why() -> None:
    hard = told(HARD)

    assert "No team: too few of those who could go are left" in hard
    assert "No team exists for it, whatever the others get" in hard
    assert "One request goes without a team although there would be one for it alone." in hard


def test_the_price_of_helping_the_worst_served_is_stated() -> None:
    assert "A plan that helps the worst served gives it 60.0% instead, and costs 2.0% of the total." in told(
        HARD
    )
    assert "as long as no more than 2.0% of the total is lost" in told(HARD)
    assert "A plan that helps" not in told(PLAN)


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (0.0, "No other plan serves all requests together better."),
        (0.0004, "by more than 0.1%"),
        (0.0021, "0.3%"),
    ],
)
def test_how_sure_the_plan_is_is_never_said_too_well(gap: float, words: str) -> None:
    assert words in told(replace(PLAN, gap=gap))


def test_requests_that_are_not_ready_are_named() -> None:
    assert "2026-06 and 2026-07 are not in the plan" in told(EASY)


def test_a_button_opens_each_request_and_a_long_plan_is_cut() -> None:
    letter = planning_letter(replace(PLAN, rows=(CUT,) * (MOST_ROWS + 2)), language="en")

    assert {choice.action for choice in offered(letter)} == {"card:1"}
    assert len(offered(letter)) == MOST_ROWS
    assert "2 more requests are in the plan" in as_text(letter)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_no_letter_has_a_hole_in_any_language(language: str) -> None:
    letters: list[Letter] = list(planning_letters(language))

    assert all("planning." not in as_text(letter) and "{" not in as_text(letter) for letter in letters)
    assert planning_begun(0, language=language) != planning_begun(2, language=language)
