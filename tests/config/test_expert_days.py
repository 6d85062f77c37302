import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.expert_days import ExpertDays, read_parts


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("1.5+5+2", ExpertDays(6, 20, 8)),
        (" 1,25 + 0 + 0.5 ", ExpertDays(5, 0, 2)),
        ("200+200+200", ExpertDays(800, 800, 800)),
    ],
)
def test_three_parts_are_quarter_days(text: str, days: ExpertDays) -> None:
    assert read_parts(text) == days


@pytest.mark.parametrize(
    "text", ["", "5", "5+2", "1+2+3+4", "0.3+5+2", "201+0+0", "-1+5+2", "a+b+c", "1e1+2+2"]
)
def test_anything_else_is_no_days(text: str) -> None:
    assert read_parts(text) is None


@given(st.builds(ExpertDays, *[st.integers(0, 800)] * 3))
def test_what_is_written_is_read_again(days: ExpertDays) -> None:
    assert read_parts(str(days)) == days
    assert days.total == days.preparation + days.on_site + days.reporting
