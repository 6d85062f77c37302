import pytest
from rich.console import Console

from reporting.page import Page, Row
from reporting.renderings.as_screen import as_screen

PAGE = Page(
    "table5",
    "Expert-days rendered",
    ("EU Member State", "Total"),
    (False, False),
    (Row("Africa", ("32", "48")), Row("Togo", ("32", "48"), 1), Row("Grand total", ("32", "48"), total=True)),
    "Days are kept in quarters.",
    "As it stood on 12 March 2026.",
)


def screen(page: Page, width: int = 60) -> str:
    console = Console(width=width, color_system=None)
    with console.capture() as shown:
        console.print(as_screen(page))
    return "\n".join(line.rstrip() for line in shown.get().splitlines())


def test_title_rows_and_notes_stand_one_under_the_other() -> None:
    assert screen(PAGE) == (
        "Expert-days rendered\n"
        "\n"
        "               EU Member State   Total\n"
        " ─────────────────────────────────────\n"
        " Africa                     32      48\n"
        "   Togo                     32      48\n"
        "\n"
        " Grand total                32      48\n"
        "\n"
        "Days are kept in quarters.\n"
        "As it stood on 12 March 2026."
    )


def test_a_narrow_screen_breaks_heads_and_cuts_no_number() -> None:
    shown = screen(PAGE, width=30)

    assert "…" not in shown
    assert "48" in shown


def test_words_from_outside_are_no_markup() -> None:
    page = Page("table2", "Requests", ("Total",), (False,), (Row("[red]Togo[/red]", ("1",)),), "", "")

    assert "[red]Togo[/red]" in screen(page)


STATUSES = Page(
    "table2",
    "Requests",
    ("Completed", "Completed (merged)", "Rejected", "Rejected (closed)", "Request", "Ongoing", "Total"),
    (False,) * 7,
    (Row("Africa", ("10",) * 7), Row("Congo (Republic of)", ("1\u202f000",) * 7, 1)),
    "",
    "",
)


@pytest.mark.parametrize("width", [30, 50, 66, 80, 90, 100, 120])
def test_heads_labels_and_numbers_break_at_blanks_only(width: int) -> None:
    shown = screen(STATUSES, width)
    words = {word for head in (*STATUSES.heads, "Africa", "Congo (Republic of)") for word in head.split()}

    said = set(shown.replace("─", " ").split()) - {"Requests"}
    assert said == words | {"10", "1", "000"}
    assert max(map(len, shown.splitlines())) <= width
    assert shown.count("1\u202f000") == 7


def test_columns_that_do_not_fit_stand_below_with_the_labels_again() -> None:
    assert [screen(STATUSES, width).count("Africa") for width in (40, 80)] == [3, 1]


def test_a_label_keeps_its_indent_on_further_lines() -> None:
    assert "\n   of)\n" in f"{screen(STATUSES, 80)}\n"
