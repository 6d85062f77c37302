import json
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.countries import eu_member_since
from config.languages import Level
from config.periods import Period
from config.rule_params import ATTRIBUTES, KINDS, WISHES_ONLY
from config.rules import Rule, Rules, RulesError, Weights, Wish, load_rules
from matching.need import Candidate, LanguageNeed, Need, Profile
from matching.rules import clauses

_NEED = Need(
    areas=("labour_inspection",),
    text="",
    languages=(LanguageNeed("fr"),),
    window=Period(date(2026, 3, 2), date(2026, 3, 27)),
    days=5,
    profiles=(Profile(), Profile()),
    country="TG",
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rules.toml"


def test_facility_practice_is_the_default() -> None:
    rules = load_rules()

    assert rules.weights == Weights(topic=0.45, language=0.2, availability=0.2, experience=0.15)
    assert [rule.name for rule in rules.hard] == [
        "two_member_states",
        "mission_experience",
        "working_language",
        "profiles_covered",
        "common_days",
        "no_conflict",
        "load_cap",
    ]
    assert [wish.name for wish in rules.wishes] == [
        "gender_balance",
        "public_private_mix",
        "new_member_state",
        "triangular_cooperation",
        "areas_together",
    ]
    assert (rules.default_seats, rules.min_language, rules.unknown_availability) == (2, Level.B2, 0.5)
    assert rules.plan_loss == 0.02


def test_two_member_states_are_counted_among_experts_of_the_union() -> None:
    rule = load_rules().hard[0]

    assert rule == Rule(
        "two_member_states",
        "distinct",
        {"attribute": "country", "minimum": 2, "among": {"attribute": "region", "value": "EU"}},
    )


def test_new_member_states_are_those_that_joined_in_2004_or_later() -> None:
    wish = next(wish for wish in load_rules().wishes if wish.name == "new_member_state")

    countries = wish.params["value"]

    assert isinstance(countries, tuple)
    assert [code for code in countries if (eu_member_since(code) or 0) < 2004] == []
    assert len(countries) == 13


def test_all_wishes_together_weigh_less_than_the_topic_of_one_seat() -> None:
    assert sum(wish.weight for wish in load_rules().wishes) < load_rules().weights.topic


def test_matching_understands_every_rule_and_wish() -> None:
    rules = load_rules()

    judged = clauses(_NEED, rules)

    assert [clause.name for clause in judged if clause.hard] == [rule.name for rule in rules.hard]
    assert [clause.name for clause in judged if not clause.hard] == [wish.name for wish in rules.wishes]


@pytest.mark.parametrize("kind", KINDS)
def test_matching_understands_every_kind_an_officer_may_write(file: Path, kind: str) -> None:
    usual = {"at_least": 'attribute = "years"\nvalue = 10'}
    needed = 'attribute = "gender"' if kind in {"distinct", *WISHES_ONLY} else usual.get(kind, "")
    head = "[wish.mine]\nweight = 1" if kind in WISHES_ONLY else "[hard.mine]"
    file.write_text(f'{head}\nkind = "{kind}"\n{needed}', encoding="utf-8")

    assert [clause.name for clause in clauses(_NEED, load_rules(file))] == ["mine"]


def test_groups_passed_over_can_be_wished_for_but_never_bar_anybody(file: Path) -> None:
    file.write_text('[hard.mine]\nkind = "under_represented"\nattribute = "gender"', encoding="utf-8")

    with pytest.raises(RulesError, match="'mine': under_represented can only be a wish"):
        load_rules(file)


def test_rules_look_only_at_what_candidates_have() -> None:
    assert set(ATTRIBUTES) <= {field.name for field in fields(Candidate)}


def test_own_file_replaces_the_default_and_may_be_short(file: Path) -> None:
    file.write_text(
        'load_cap = 2\nmin_language = "C1"\n\n[wish.women]\nkind = "at_least"\nweight = 1\n'
        'attribute = "gender"\nvalue = ["woman"]',
        encoding="utf-8",
    )

    rules = load_rules(file)

    assert rules == Rules(
        weights=Weights(),
        hard=(),
        wishes=(Wish("women", "at_least", 1.0, {"attribute": "gender", "value": ("woman",)}),),
        min_language=Level.C1,
        load_cap=2,
    )


def test_empty_file_means_no_rules_at_all(file: Path) -> None:
    file.touch()

    assert load_rules(file) == Rules(weights=Weights(), hard=(), wishes=())


@pytest.mark.parametrize(
    ("written", "mistake"),
    [
        ("speed = 1", "general: 'speed' is not known; known: default_seats, hard, "),
        ("hard = 1", "'hard' must be a table, [hard]"),
        ("[hard]\na = 1", "rule 'a' must be a table with a kind"),
        ("[hard.a]", "rule 'a' has kind ''; known: distinct, at_least, "),
        ('[hard.a]\nkind = "nicest"', "rule 'a' has kind 'nicest'; known: distinct, "),
        ('[hard.a]\nkind = "distinct"', "rule 'a' needs 'attribute': one of country, "),
        ('[hard.a]\nkind = "distinct"\nattribute = "name"', "rule 'a': attribute must be one of country, "),
        (
            '[hard.a]\nkind = "distinct"\nattribute = ["country"]',
            "rule 'a': attribute must be one of country, ",
        ),
        (
            '[hard.a]\nkind = "distinct"\nattribute = "country"\nminimum = 0',
            "rule 'a': minimum must be a whole number from 1, not 0",
        ),
        (
            '[hard.a]\nkind = "distinct"\nattribute = "country"\namong = { attribute = "region" }',
            "rule 'a', among needs 'value': a text, a number, or a list of them",
        ),
        (
            '[hard.a]\nkind = "distinct"\nattribute = "country"\namong = "EU"',
            "rule 'a': among must be a table with attribute and value, not 'EU'",
        ),
        (
            '[hard.a]\nkind = "at_least"\nattribute = "country"\nvalue = []',
            "rule 'a': value must be a text, a number, or a list of them, not []",
        ),
        (
            '[hard.a]\nkind = "language_cover"\nall = "Z9"',
            "rule 'a': all must be a level such as B2, not 'Z9'",
        ),
        ('[hard.a]\nkind = "common_days"\ndays = 3', "rule 'a': common_days has no 'days'; known: none"),
        (
            '[hard.a]\nkind = "areas_covered"\nshare = 2',
            "rule 'a': share must be a number from 0 to 1, not 2",
        ),
        (
            '[hard.a]\nkind = "no_conflict"\nattribute = "gender"',
            "rule 'a': attribute must be country, not 'gender'",
        ),
        (
            '[hard.a]\nkind = "load_cap"\nmissions = true',
            "rule 'a': missions must be a whole number from 1, not True",
        ),
        ('[wish.b]\nkind = "load_cap"', "wish 'b': weight must be a number from 0 to 10, not None"),
        (
            '[wish.b]\nkind = "load_cap"\nweight = -1',
            "wish 'b': weight must be a number from 0 to 10, not -1",
        ),
        ("[wish]\nb = 2", "wish 'b' must be a table with a kind"),
        (
            "[weights]\ntopic = 1\nlanguage = 1\navailability = 0\nexperience = 0",
            "weights: the four must add up to 1",
        ),
        ("[weights]\ntopic = 1", "weights: language must be a number from 0 to 1, not None"),
        ("[weights]\ncharm = 1", "weights: 'charm' is not known; known: topic, language, "),
        ("default_seats = 2.5", "general: default_seats must be a whole number from 1 to 12, not 2.5"),
        ("unknown_availability = nan", "general: unknown_availability must be a number from 0 to 1, not nan"),
        ("load_cap = true", "general: load_cap must be a whole number from 1 to 366, not True"),
        ('min_language = "good"', "general: min_language must be a level such as B2, not 'good'"),
        ("load_cap =", "cannot be read: "),
        ("plan_loss = 2", "general: plan_loss must be a number from 0 to 1, not 2"),
    ],
)
def test_mistake_is_told_with_the_file_and_the_rule(file: Path, written: str, mistake: str) -> None:
    file.write_text(written, encoding="utf-8")

    with pytest.raises(RulesError) as caught:
        load_rules(file)

    assert str(caught.value).startswith(str(file))
    assert mistake in str(caught.value)


def test_missing_and_unreadable_files_are_told(tmp_path: Path) -> None:
    (tmp_path / "latin.toml").write_bytes(b"# \xe9")

    for path in (tmp_path / "none.toml", tmp_path, tmp_path / "latin.toml"):
        with pytest.raises(RulesError, match="cannot be read"):
            load_rules(path)


def test_rules_are_kept_with_a_proposal_as_plain_values() -> None:
    kept = json.loads(json.dumps(load_rules().as_json()))

    assert kept["weights"] == {"topic": 0.45, "language": 0.2, "availability": 0.2, "experience": 0.15}
    assert kept["hard"][0] == {
        "name": "two_member_states",
        "kind": "distinct",
        "attribute": "country",
        "minimum": 2,
        "among": {"attribute": "region", "value": "EU"},
    }
    assert kept["wishes"][0] == {
        "name": "gender_balance",
        "kind": "distinct",
        "weight": 0.05,
        "attribute": "gender",
        "minimum": 2,
    }
    assert (kept["min_language"], kept["load_cap"]) == ("B2", 4)


@given(
    st.floats(allow_nan=False, min_value=0, max_value=1), st.floats(allow_nan=False, min_value=0, max_value=1)
)
def test_weights_are_taken_exactly_when_they_add_up_to_one(
    tmp_path_factory: pytest.TempPathFactory, topic: float, language: float
) -> None:
    file = tmp_path_factory.mktemp("rules") / "rules.toml"
    file.write_text(
        f"[weights]\ntopic = {topic}\nlanguage = {language}\navailability = 0\nexperience = 0",
        encoding="utf-8",
    )

    try:
        accepted = load_rules(file).weights == Weights(topic, language, 0, 0)
    except RulesError:
        accepted = False

    assert accepted == (abs(topic + language - 1) <= 0.001)
