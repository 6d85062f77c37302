from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.import_row import Record, RowNote, RowReading, Stored, tidy


def _row(**cells: str) -> RowReading:
    return RowReading(Record(7, cells))


def test_text_is_the_cell_on_one_line() -> None:
    row = _row(title="  Support to\n the  reform ")

    assert (row.text("title", 100), row.notes) == ("Support to the reform", [])


def test_column_the_file_does_not_have_reads_as_empty() -> None:
    row = _row()

    assert (row.text("title", 100), row.has("title"), row.notes, row.problems) == ("", False, [], [])


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=HYPERLINK(1)", "HYPERLINK(1)"),
        ("@SUM(A1)", "SUM(A1)"),
        ("+32 2 123", "32 2 123"),
        ("-2+3", "2+3"),
        ("=-=-@x", "x"),
    ],
)
def test_formula_is_kept_as_plain_text_and_noted(cell: str, text: str) -> None:
    row = _row(title=cell)

    assert row.text("title", 100) == text
    assert row.notes == [RowNote(7, "title", "formula", cell, text)]


def test_dash_before_a_word_is_no_formula() -> None:
    row = _row(title="- Support to the reform")

    assert (row.text("title", 100), row.notes) == ("- Support to the reform", [])


def test_overlong_text_is_cut_and_noted() -> None:
    row = _row(title="x" * 200)

    assert row.text("title", 100) == "x" * 100
    assert row.notes == [RowNote(7, "title", "cut", "x" * 60, "100")]


@pytest.mark.parametrize("cell", ["", "   ", "\t\n", "==="])
def test_empty_required_cell_is_a_reason_to_refuse(cell: str) -> None:
    row = _row(title=cell)

    assert row.required("title", 100) == ""
    assert [(note.column, note.what) for note in row.problems] == [("title", "empty")]


@pytest.mark.parametrize(
    ("cell", "number"), [("16", 16), (" 0 ", 0), ("16.0", 16), ("16,00", 16), ("70", 70), ("", None)]
)
def test_whole_number_is_read(cell: str, number: int | None) -> None:
    row = _row(years=cell)

    assert (row.number("years", 70), row.notes) == (number, [])


@pytest.mark.parametrize("cell", ["twelve", "-3", "71", "1.5", "1e9", "9" * 500, "²", "١٢٣٤٥"])
def test_number_that_cannot_be_true_is_left_out_and_noted(cell: str) -> None:
    row = _row(years=cell)

    assert row.number("years", 70) is None
    assert row.notes == [RowNote(7, "years", "bad_number", cell[:60], "70")]


@pytest.mark.parametrize("cell", ["yes", " YES ", "Yes."])
def test_word_is_known_in_any_spelling(cell: str) -> None:
    assert _row(mobilised=cell).word("mobilised", {"yes": True}) is True


def test_unknown_word_is_noted_and_left_out() -> None:
    row = _row(mobilised="perhaps")

    assert row.word("mobilised", {"yes": True}) is None
    assert row.notes == [RowNote(7, "mobilised", "unknown_word", "perhaps")]


@pytest.mark.parametrize(("cell", "what"), [("perhaps", "unknown_word"), (" ", "empty")])
def test_required_word_that_is_not_known_is_a_reason_to_refuse(cell: str, what: str) -> None:
    row = _row(occupation=cell)

    assert row.required_word("occupation", {"public": "public"}) == ""
    assert [note.what for note in row.problems] == [what]


@pytest.mark.parametrize(
    ("text", "shown"), [("a\x1b[31mb", "a[31mb"), ("a\x00b", "ab"), ("a\u202eb", "ab"), ("é \r\n è", "é è")]
)
def test_what_does_not_print_is_dropped(text: str, shown: str) -> None:
    assert tidy(text, 20) == shown


@given(st.text(), st.integers(1, 80))
def test_tidy_text_is_one_printable_line_that_is_not_too_long(text: str, longest: int) -> None:
    shown = tidy(text, longest)

    assert len(shown) <= longest
    assert shown == shown.strip()
    assert "\n" not in shown and "\x00" not in shown  # noqa: PT018 -- one property


@pytest.mark.parametrize("read", [RowReading.text, RowReading.required, RowReading.number])
@given(cell=st.text(max_size=80))
def test_no_cell_is_an_error(read: Callable[[RowReading, str, int], object], cell: str) -> None:
    read(_row(cell=cell), "cell", 50)


def test_parts_of_a_file_add_up() -> None:
    doubt, refusal = RowNote(2, "a", "cut"), RowNote(3, "b", "empty")
    total = Stored(taken=1, notes=[doubt])

    total.add(Stored(taken=2, updated=3, unchanged=4, refused=[refusal]))

    assert total == Stored(taken=3, updated=3, unchanged=4, notes=[doubt], refused=[refusal])
