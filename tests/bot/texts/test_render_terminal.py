import io

from rich.console import Console

from bot.texts.letter import Choice, Choices, Facts, Letter, Paragraph
from bot.texts.render import as_terminal, lettered_choices
from bot.texts.render_terminal import mark
from tests.bot.texts.sample_letters import INQUIRY


def printed(letter: Letter) -> list[str]:
    screen = io.StringIO()
    Console(file=screen, width=60, color_system=None, legacy_windows=False).print(as_terminal(letter))
    return [line.rstrip() for line in screen.getvalue().splitlines()]


def test_a_letter_is_printed_with_lettered_choices() -> None:
    assert printed(INQUIRY) == [
        "Dear Marta,",
        "we prepare a mission on pension reform and would like to",
        "know if you could join it.",
        "",
        "The mission",
        "Country  Togo",
        "Dates    9-20 March 2026",
        "Note     -",
        "",
        "•  yes",
        "•  no",
        "•  only 12-20 March",
        "",
        "│  I could come",
        "│  from the 12th.",
        "",
        "a  Eligible",
        "b  Reject",
        "c  Details",
        "",
    ]


def test_the_letters_mean_the_choices_in_reading_order_over_all_blocks() -> None:
    letter = Letter(
        "en",
        "x",
        (
            Choices(((Choice("A", "a"),), (Choice("B", "b"),))),
            Paragraph("or"),
            Choices(((Choice("C", "c"),),)),
        ),
    )

    assert [choice.action for choice in lettered_choices(letter)] == ["a", "b", "c"]
    assert printed(letter) == ["a  A", "b  B", "", "or", "", "c  C", ""]


def test_markup_and_escapes_in_words_are_shown_not_obeyed() -> None:
    letter = Letter("en", "x", (Paragraph("[red]alarm[/red] \x1b[2J"), Facts((("[b]", "[/b]"),))))

    assert printed(letter) == ["[red]alarm[/red] [2J", "", "[b]  [/b]", ""]


def test_a_form_is_printed_below() -> None:
    assert printed(Letter("en", "x", (), form="Country:\nDates:\n")) == ["Country:", "Dates:"]


def test_after_z_comes_aa() -> None:
    assert [mark(place) for place in (0, 1, 25, 26, 27, 51, 52)] == ["a", "b", "z", "aa", "ab", "az", "ba"]


def test_a_week_is_printed_as_it_is_and_gets_no_letters() -> None:
    week = tuple(Choice(str(day), f"f:cal:day:2026-03-{day:02}" if day > 2 else "") for day in range(1, 8))
    letter = Letter("en", "Dates", (Choices((week, (Choice("Back", "f:back"),))),))

    assert printed(letter) == ["1  2  3  4  5  6  7", "", "a  Back", ""]
    assert [choice.label for choice in lettered_choices(letter)] == ["Back"]
