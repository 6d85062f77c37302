import pytest

from bot.texts.reasons import reason_text, rule_name, rule_text
from config.languages import INTERFACE_LANGUAGES, Level
from config.texts import keys, say
from matching.need import Reason, RuleOutcome

BALANCE = Reason("rule.distinct.gender", {"count": 1, "needed": 2})


def test_codes_become_names_in_the_language_of_the_reader() -> None:
    reason = Reason("language.missing", {"language": "fr", "level": "B2"})

    assert [reason_text(reason, language) for language in INTERFACE_LANGUAGES] == [
        say("en", "reasons.language.missing", language="French", level="B2"),
        say("fr", "reasons.language.missing", language="français", level="B2"),
        say("es", "reasons.language.missing", language="francés", level="B2"),
        say("pt", "reasons.language.missing", language="francês", level="B2"),
    ]


def test_areas_are_told_by_their_labels() -> None:
    reason = Reason("pool.profile", {"areas": "cash_transfers;social_pensions"})

    words = reason_text(reason, "en")

    assert "cash_transfers" not in words
    assert words.endswith("Cash transfers, Social pensions")


def test_days_are_told_as_dates() -> None:
    reason = Reason("availability.free", {"period_start": "2026-03-09", "period_end": "2026-03-20"})

    assert reason_text(reason, "es") == say(
        "es", "reasons.availability.free", period_start="9 de marzo de 2026", period_end="20 de marzo de 2026"
    )


def test_partner_country_is_told_by_its_name() -> None:
    assert "Togo" in reason_text(Reason("pool.conflict", {"country": "TG"}), "en")


@pytest.mark.parametrize("level", ["native", int(Level.NATIVE)])
def test_native_level_is_a_word_of_the_reader(level: str | int) -> None:
    reason = Reason("language.below", {"language": "fr", "own": "B1", "level": level})

    assert "langue maternelle" in reason_text(reason, "fr")


def test_unreadable_level_is_shown_as_it_is() -> None:
    reason = Reason("language.speaks", {"language": "fr", "level": "fluent"})

    assert "fluent" in reason_text(reason, "en")


def test_rule_that_is_met_is_told_by_its_name_alone() -> None:
    outcome = RuleOutcome(name="gender_balance", hard=False, met=True, reason=BALANCE)

    assert rule_text(outcome, "en") == "Women and men in the team"


def test_wish_that_is_not_met_is_its_name_alone() -> None:
    outcome = RuleOutcome(name="gender_balance", hard=False, met=False, reason=BALANCE)

    assert rule_text(outcome, "en") == "Women and men in the team"


def test_hard_rule_that_is_not_met_also_says_how_far_off_the_team_is() -> None:
    outcome = RuleOutcome(name="gender_balance", hard=True, met=False, reason=BALANCE)

    assert rule_text(outcome, "en") == f"Women and men in the team - {reason_text(BALANCE, 'en')}"


def test_rule_a_facility_added_without_words_is_shown_as_it_wrote_it() -> None:
    assert rule_name("two_from_the_islands", "fr") == "two from the islands"


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_obstacle_names_its_rule_in_words(language: str) -> None:
    for key in keys("en", "values"):
        domain, _, name = key.partition(".rule.")
        if domain == "values" and name:
            obstacle = Reason("obstacle.without_rule", {"rule": name})
            assert name not in reason_text(obstacle, language)


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_a_wish_with_a_price_says_what_it_costs(language: str) -> None:
    costs = Reason("rule.under_represented.costs", {"count": 1, "cost": 0.0123})
    free = Reason("rule.under_represented.free", {"count": 1, "cost": 0.0})

    told = [
        rule_text(RuleOutcome("passed_over", hard=False, met=True, reason=one), language)
        for one in (costs, free)
    ]

    assert told[0].startswith("passed over - ")
    assert "{" not in told[0]
    assert "1" in told[0]
    assert told[1] == f"passed over - {say(language, 'reasons.rule.under_represented.free')}"
