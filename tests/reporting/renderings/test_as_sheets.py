from rich.console import Console

from reporting.page import Page, Row
from reporting.renderings.as_sheets import TOO_WORDY, as_sheets, is_for_sheets

PAGE = Page(
    name="annex-a",
    title="Summaries",
    heads=("Country", "Latest activity", "Days"),
    wordy=(True, True, False),
    rows=(
        Row("2016-01", ("Togo", "", "6")),
        Row("2016-02", ("[red]Mali[/red]", "1. A study of everything", "")),
    ),
    definition="Ongoing actions.",
    moment="As it stood.",
)


def screen(page: Page, width: int = 34) -> str:
    console = Console(width=width, color_system=None)
    with console.capture() as shown:
        console.print(as_sheets(page))
    return "\n".join(line.rstrip() for line in shown.get().splitlines())


def test_each_line_is_a_sheet_without_what_is_empty() -> None:
    assert screen(PAGE) == (
        "Summaries\n"
        "\n"
        "2016-01\n"
        "  Country  Togo\n"
        "  Days     6\n"
        "\n"
        "2016-02\n"
        "  Country          [red]Mali[/red]\n"
        "  Latest activity  1. A study of\n"
        "                   everything\n"
        "\n"
        "Ongoing actions.\n"
        "As it stood."
    )


def test_only_pages_of_many_words_become_sheets() -> None:
    few = Page("table2", "Requests", ("A",) * TOO_WORDY, (False,) * TOO_WORDY, (), "", "")
    many = Page("annex-a", "Requests", ("A",) * TOO_WORDY, (True,) * TOO_WORDY, (), "", "")

    assert [is_for_sheets(few), is_for_sheets(many)] == [False, True]
