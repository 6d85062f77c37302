import pytest
from rich.console import Console

from bot.cli.import_view import MOST_SHOWN, cut_text, note_text, report_json, report_view, totals
from config.languages import INTERFACE_LANGUAGES
from config.texts import keys
from intake.import_row import RowNote
from intake.imports import ImportReport

MISPRINT = RowNote(18, "request_date_as_printed", "date_misprint", "15/072014", "2014-07-15")
REFUSAL = RowNote(3, "partner_country", "unknown_country", "Atlantis")


def _printed(report: ImportReport) -> str:
    screen = Console(width=100)
    with screen.capture() as shown:
        screen.print(report_view(report, language="en"))
    return "\n".join(line.rstrip() for line in shown.get().splitlines())


@pytest.mark.parametrize(
    ("note", "language", "words"),
    [
        (MISPRINT, "en", "“15/072014” read as 15 July 2014"),
        (MISPRINT, "fr", "« 15/072014 » lu comme 15 juillet 2014"),
        (REFUSAL, "en", "no country is called “Atlantis”"),
        (
            RowNote(2, "status", "status_kept", "checking", "eligible"),
            "en",
            "the file says “Being checked”; it stays “Eligible” here",
        ),
        (
            RowNote(2, "region", "other_region", "Asia", "Africa"),
            "es",
            "se indica «Asia», pero el país está en África",
        ),
    ],
)
def test_note_is_a_sentence(note: RowNote, language: str, words: str) -> None:
    assert note_text(note, language) == words


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_every_kind_of_note_can_be_said(language: str) -> None:
    read = {
        "date_misprint": "2014-07-15",
        "future_date": "2030-01-01",
        "status_kept": "eligible",
        "other_region": "Africa",
    }
    for key in keys(language, "cli"):
        what = key.removeprefix("cli.import.what.")
        if what != key:
            value = "checking" if what == "status_kept" else "x"
            assert note_text(RowNote(2, "c", what, value, read.get(what, "y")), language)


def test_report_tells_refusals_doubts_and_totals() -> None:
    report = ImportReport(66, 0, 0, (MISPRINT,), (REFUSAL,))

    assert _printed(report) == (
        "Not taken\n"
        "line 3  partner_country: no country is called “Atlantis”\n"
        "\n"
        "Taken, with a doubt\n"
        "line 18  request_date_as_printed: “15/072014” read as 15 July 2014\n"
        "\n"
        "67 rows read: 66 new, 0 changed, 0 as before, 1 not taken."
    )


def test_clean_import_is_one_line() -> None:
    assert (
        _printed(ImportReport(1, 0, 0, (), ())) == "1 row read: 1 new, 0 changed, 0 as before, 0 not taken."
    )


def test_note_on_the_whole_file_has_no_line() -> None:
    printed = _printed(ImportReport(0, 0, 0, (), (RowNote(0, "", "empty_file"),)))

    assert "file  the file is empty" in printed


def test_endless_list_of_notes_is_cut() -> None:
    notes = tuple(RowNote(line, "topics", "unknown_topic", "x") for line in range(2, 2 + MOST_SHOWN + 7))

    printed = _printed(ImportReport(MOST_SHOWN + 7, 0, 0, notes, ()))

    assert "… and 7 more; --json lists all." in printed
    assert len(printed.splitlines()) == MOST_SHOWN + 4


def test_cell_cannot_speak_to_the_terminal_or_in_markup() -> None:
    note = RowNote(2, "nationality", "unknown_country", "[red]\x1b[31mX")

    assert "“[red][31mX”" in _printed(ImportReport(0, 0, 0, (), (note,)))


def test_several_reasons_of_one_row_count_as_one_row() -> None:
    report = ImportReport(1, 0, 0, (), (REFUSAL, RowNote(3, "title", "empty")))

    assert totals(report, "en") == "2 rows read: 1 new, 0 changed, 0 as before, 1 not taken."


def test_script_gets_values_and_words() -> None:
    assert report_json(ImportReport(66, 1, 2, (MISPRINT,), (REFUSAL,)), language="en") == {
        "taken": 66,
        "updated": 1,
        "unchanged": 2,
        "rows_refused": 1,
        "notes": [
            {
                "line": 18,
                "column": "request_date_as_printed",
                "what": "date_misprint",
                "value": "15/072014",
                "read": "2014-07-15",
                "text": "“15/072014” read as 15 July 2014",
            }
        ],
        "refused": [
            {
                "line": 3,
                "column": "partner_country",
                "what": "unknown_country",
                "value": "Atlantis",
                "read": "",
                "text": "no country is called “Atlantis”",
            }
        ],
    }


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("rows", [1, 12])
def test_sheet_that_was_too_long_says_how_many_rows_and_from_which_line(language: str, rows: int) -> None:
    said = cut_text("contacts", rows, language=language)

    assert [word for word in (str(rows), "contacts", "200000", "muster import") if word not in said] == []
