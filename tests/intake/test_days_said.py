import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.expert_days import ExpertDays
from intake.days_said import DaysSaid, read_days

SHORT, LONG = ExpertDays(6, 20, 8), ExpertDays(8, 20, 8)


@pytest.mark.parametrize(
    "text",
    [
        "EX-0012 1.5+5+2, EX-0020 2+5+2",
        "EX-0012=1.5+5+2; EX-0020=2+5+2",
        "EX-0012: 1,5 + 5 + 2\nEX-0020: 2 + 5 + 2.",
        "- EX-0012 – 1.5+5+2\n- EX-0020 – 2+5+2\n",
    ],
)
def test_days_are_read_as_people_write_them(text: str) -> None:
    assert read_days(text) == DaysSaid((("EX-0012", SHORT), ("EX-0020", LONG)))


def test_a_name_does_as_well_and_nought_is_somebody_who_stayed() -> None:
    assert read_days("Luc Martin 2+5+2, Berg 0") == DaysSaid((("Luc Martin", LONG), ("Berg", ExpertDays())))


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("2+5+2", ("2+5+2",)),
        ("EX-0012", ("EX-0012",)),
        ("EX-0012 0.3+5+2", ("EX-0012 0.3+5+2",)),
        ("EX-0012 9", ("EX-0012 9",)),
        ("EX-0012 1+2+3+4", ("EX-0012 1+2+3+4",)),
    ],
)
def test_what_is_no_days_is_told(text: str, unread: tuple[str, ...]) -> None:
    assert read_days(text) == DaysSaid((), unread)


def test_nothing_is_nobody() -> None:
    assert read_days(" \n") == DaysSaid()


@given(st.text(alphabet="EX-012+.,; \n=abc", max_size=200))
def test_no_words_raise(text: str) -> None:
    said = read_days(text)

    assert all(who for who, _ in said.lines)
