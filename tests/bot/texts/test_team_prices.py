import pytest

from bot.texts.letter import Bullets, Heading, Paragraph
from bot.texts.team_prices import MOST_PRICES, NearlyTeam, RulePrice, nearly_text, price_blocks
from config.languages import INTERFACE_LANGUAGES

DEAR = RulePrice("two_member_states", 0.843, 0.821, ("Luis Garcia",), ("Maria Rossi",))
FREE = RulePrice("load_cap", 0.821, 0.821, (), ())


def test_a_rule_that_costs_is_one_line() -> None:
    assert price_blocks([DEAR, FREE], "en") == (
        Heading("What the rules cost"),
        Bullets(
            (
                "Without the rule “Experts from two EU Member States”: 84.3% instead of 82.1%, with Luis Garcia instead of Maria Rossi.",
            )
        ),
    )


def test_rules_that_cost_nothing_are_told_in_one_sentence() -> None:
    _, said = price_blocks([FREE, FREE], "en")

    assert said == Paragraph("Nothing: without any one of them the best team would be the same.")


def test_only_the_dearest_are_told() -> None:
    _, lines = price_blocks([DEAR] * 9, "es")

    assert isinstance(lines, Bullets)
    assert len(lines.items) == MOST_PRICES


def test_rules_that_were_not_priced_are_not_spoken_of() -> None:
    assert price_blocks([], "en") == ()


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_what_is_nearly_a_team_names_people_score_and_rule(language: str) -> None:
    said = nearly_text(NearlyTeam("a_rule_of_ours", 0.781, ("Ana", "Luc")), language)

    assert all(word in said for word in ("Ana", "Luc", "78", "a rule of ours"))
