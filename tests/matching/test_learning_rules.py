import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import config.rules
from config.rules import Weights, load_rules
from matching.learning_fit import Weighing, reweighted
from matching.learning_rules import fragment, rewritten

NEW = reweighted(load_rules(), Weighing(Weights(0.25, 0.25, 0.1, 0.4), 2.0))
TEXT = (Path(config.rules.__file__).parent / "rules.toml").read_text(encoding="utf-8")


def test_the_rules_that_come_with_muster_are_rewritten_in_place(tmp_path: Path) -> None:
    file = tmp_path / "new.toml"

    file.write_text(rewritten(TEXT, NEW), encoding="utf-8")

    assert load_rules(file) == NEW
    changed = [
        new
        for old, new in zip(TEXT.splitlines(), rewritten(TEXT, NEW).splitlines(), strict=True)
        if old != new
    ]
    assert changed == [
        "topic = 0.25", "language = 0.25", "availability = 0.1", "experience = 0.4",
        "weight = 0.1", "weight = 0.1", "weight = 0.06", "weight = 0.06", "weight = 0.4",
    ]  # fmt: skip


def test_comments_and_spaces_behind_a_number_stay() -> None:
    text = "[weights]\n  topic=1.0   # most\nlanguage = 0\navailability = 0.0\nexperience = 0\n"

    assert rewritten(text, NEW).splitlines()[1] == "  topic=0.25   # most"


@pytest.mark.parametrize(
    "text", ["", "load_cap = 2", "load_cap = 2\n\n[wish.women]\nkind = 'areas_covered'\nweight = 1\n"]
)
def test_weights_left_to_their_defaults_are_added(tmp_path: Path, text: str) -> None:
    file = tmp_path / "short.toml"
    file.write_text(text, encoding="utf-8")
    wanted = reweighted(load_rules(file), Weighing(Weights(0.25, 0.25, 0.1, 0.4), 0.5))

    file.write_text(rewritten(text, wanted), encoding="utf-8")

    assert load_rules(file) == wanted


def test_numbers_of_other_sections_are_let_alone() -> None:
    text = "[weights]\ntopic = 1\nlanguage = 0\navailability = 0\nexperience = 0\n[hard.topic]\ntopic = 3\n"

    assert rewritten(text, NEW).endswith("[hard.topic]\ntopic = 3\n")


def test_a_fragment_reads_as_the_weights() -> None:
    read = tomllib.loads(fragment(replace(NEW, wishes=NEW.wishes[:1])))

    assert read == {
        "weights": {"topic": 0.25, "language": 0.25, "availability": 0.1, "experience": 0.4},
        "wish": {"gender_balance": {"weight": 0.1}},
    }
