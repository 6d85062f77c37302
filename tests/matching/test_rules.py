import pytest

from config.languages import Level
from config.rules import Rule, Wish, load_rules
from matching.kinds import AreasCovered, AtLeast, CommonDays, Distinct, LanguageCover, LoadCap, NoConflict
from matching.need import Reason, RuleOutcome
from matching.rules import calendar_of, clauses, judge
from tests.matching.people import ABROAD, GENDERS, TOGETHER, expert, need, rules


def test_the_rules_of_the_facility_are_all_known() -> None:
    asked = need()

    read = {clause.name: clause.kind for clause in clauses(asked, load_rules())}

    union = AtLeast("region", "EU")
    assert read["two_member_states"] == Distinct("country", 2, union)
    assert read["mission_experience"] == AtLeast("missions_abroad", 1)
    assert read["working_language"] == LanguageCover(Level.B2, Level.C1)
    assert read["profiles_covered"] == AreasCovered()
    assert read["common_days"] == CommonDays(calendar_of(asked), 10)
    assert read["no_conflict"] == NoConflict("country")
    assert read["load_cap"] == LoadCap(4)
    assert read["areas_together"] == AreasCovered(1.0)


def test_hard_rules_come_before_wishes() -> None:
    read = clauses(need(), rules(ABROAD, TOGETHER, wishes=(GENDERS,)))

    assert [(clause.name, clause.hard, clause.weight) for clause in read] == [
        ("mission_experience", True, 0.0),
        ("common_days", True, 0.0),
        ("gender_balance", False, 0.06),
    ]


def test_parameters_have_their_usual_values() -> None:
    bare = rules(
        Rule("a", "language_cover", {}), Rule("b", "distinct", {"attribute": "gender"}), min_language=Level.C1
    )

    assert [clause.kind for clause in clauses(need(), bare)] == [
        LanguageCover(Level.C1),
        Distinct("gender", 2),
    ]


def test_a_list_of_values_is_any_of_them() -> None:
    listed = rules(wishes=(Wish("new", "at_least", 0.1, {"attribute": "country", "value": ["PL", "LT"]}),))

    assert clauses(need(), listed)[0].kind == AtLeast("country", ("PL", "LT"))


def test_an_unknown_kind_is_named() -> None:
    with pytest.raises(ValueError, match="'odd' has an unknown kind 'moon_phase'"):
        clauses(need(), rules(Rule("odd", "moon_phase", {})))


def test_no_days_at_all_are_read_as_one() -> None:
    kind = clauses(need(days=0), rules(TOGETHER))[0].kind

    assert isinstance(kind, CommonDays)
    assert kind.days == 1


def test_a_team_is_judged_by_each_rule_in_words() -> None:
    clause = clauses(need(), rules(wishes=(GENDERS,)))[0]

    assert judge(need(), clause, [expert(gender="woman"), expert(gender="man")]) == RuleOutcome(
        "gender_balance",
        hard=False,
        met=True,
        reason=Reason("rule.distinct.gender", {"count": 2, "needed": 2}),
    )
