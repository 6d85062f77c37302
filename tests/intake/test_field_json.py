import pytest

from intake.field_json import answers_from, from_plain


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("country", "XX"),
        ("country", 7),
        ("window", "yesterday"),
        ("window", "2026-03-20/2026-03-12"),
        ("window", None),
        ("duration_days", "7"),
        ("duration_days", True),
        ("duration_days", 0),
        ("experts", 1_000),
        ("areas", ["no_such_area"]),
        ("areas", "disability"),
        ("languages", ["klingon"]),
        ("title", ""),
        ("title", "x" * 1_000),
        ("profiles", []),
        ("profiles", [1, None]),
        ("colour", "blue"),
    ],
)
def test_stored_values_that_make_no_sense_are_left_out(name: str, plain: object) -> None:
    assert from_plain(name, plain) is None


def test_answers_from_anything_but_a_mapping_are_none() -> None:
    assert answers_from(None) == answers_from([1]) == answers_from("x") == {}
