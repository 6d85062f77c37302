import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.languages import INTERFACE_LANGUAGES
from config.rule_params import ATTRIBUTES
from config.texts import keys, say
from matching.kinds import AtLeast, Distinct
from tests.matching.people import need

SOURCE = Path(__file__).parents[2] / "matching"
BY_COUNT = {f"obstacle.{key}" for key in ("no_speaker", "one_speaker", "few_speakers")}
BY_COUNT |= {f"obstacle.{key}" for key in ("nobody_left", "one_left", "few_left")}
VALUES = {
    **dict.fromkeys(
        ("count", "asked", "days", "years", "missions", "limit", "needed", "share", "seats", "cost"), 2
    ),
    **dict.fromkeys(("enough", "fluent", "candidates", "nodes", "teams", "rating", "ratings"), 2),
    **dict.fromkeys(("areas", "language", "country", "level", "own", "fluent_level", "expert", "rule"), "x"),
    "period_start": "2026-03-02",
    "period_end": "2026-03-27",
}


def written() -> Iterator[str]:
    """Every key written out as the first argument of a Reason."""
    for file in SOURCE.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason":
                yield from _constants(node.args[0])


def _constants(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=body, orelse=orelse):
            yield from _constants(body)
            yield from _constants(orelse)


def test_every_reason_written_in_the_code_has_words() -> None:
    missing = {f"reasons.{key}" for key in written()} - keys("en", "reasons")

    assert missing == set()


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_every_attribute_a_rule_may_name_has_words(attribute: str) -> None:
    known = keys("en", "reasons")

    assert f"reasons.{AtLeast(attribute, 1).words(need(), [True]).key}" in known
    assert f"reasons.{Distinct(attribute).words(need(), ['x']).key}" in known


def test_every_count_has_words() -> None:
    assert {f"reasons.{key}" for key in BY_COUNT} <= keys("en", "reasons")


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_sentence_can_be_filled_in_every_language(language: str) -> None:
    sentences = [say(language, key, **VALUES) for key in keys(language, "reasons")]

    assert all(sentence and "{" not in sentence for sentence in sentences)
    assert len(sentences) == len(keys("en", "reasons"))
