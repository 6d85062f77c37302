from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake.csv_table import LONGEST_LINE, LONGEST_RECORD, Columns, encoding_of, open_table
from intake.import_row import Record, Refused, RowNote

COLUMNS = Columns(required=("code", "title"), optional=("note",))


def _read(folder: Path, content: bytes | str) -> Refused | tuple[tuple[RowNote, ...], list[Record | Refused]]:
    file = folder / "table.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with open_table(file, COLUMNS) as table:
        return table if isinstance(table, Refused) else (table.notes, list(table.rows))


def _rows(folder: Path, content: bytes | str) -> list[Record | Refused]:
    read = _read(folder, content)
    assert not isinstance(read, Refused)
    return read[1]


def test_rows_are_read_with_the_lines_they_start_on(tmp_path: Path) -> None:
    rows = _rows(tmp_path, 'code,title,note\n1,one,a\n2,"two\nlines",b\n\n,,\n3,three,c\n')

    assert rows == [
        Record(2, {"code": "1", "title": "one", "note": "a"}),
        Record(3, {"code": "2", "title": "two\nlines", "note": "b"}),
        Record(7, {"code": "3", "title": "three", "note": "c"}),
    ]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_separator_and_line_ending_are_found_out(tmp_path: Path, separator: str, ending: str) -> None:
    lines = (separator.join(cells) for cells in (("code", "title", "note"), ("1", "one", "a")))

    assert _rows(tmp_path, ending.join(lines)) == [Record(2, {"code": "1", "title": "one", "note": "a"})]


def test_separator_line_of_a_spreadsheet_is_skipped(tmp_path: Path) -> None:
    assert _rows(tmp_path, "sep=;\r\ncode;title\r\n1;one\r\n") == [Record(3, {"code": "1", "title": "one"})]


def test_column_names_are_known_in_any_spelling_and_order(tmp_path: Path) -> None:
    assert _rows(tmp_path, '"Title ",extra,CODE\none,?,1\n') == [
        Record(2, {"title": "one", "extra": "?", "code": "1"})
    ]


def test_first_of_two_columns_of_the_same_name_counts(tmp_path: Path) -> None:
    assert _rows(tmp_path, "code,title,title\n1,one,two\n") == [Record(2, {"code": "1", "title": "one"})]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("é".encode(), "utf-8-sig"),
        ("\ufeffé".encode(), "utf-8-sig"),
        ("é".encode("utf-16"), "utf-16"),
        ("é".encode("cp1252"), "cp1252"),
        (b"x" * (1 << 20) + "é".encode(), "utf-8-sig"),
        (b"x" * ((1 << 20) - 1) + "é".encode(), "utf-8-sig"),
        (b"x" * (1 << 20) + "é".encode("cp1252"), "cp1252"),
        ("é".encode()[:1], "cp1252"),
        (b"PK\x03\x04rest", ""),
        (b"\x00\x01\x02", ""),
        (b"", "utf-8-sig"),
    ],
)
def test_encoding_is_found_out(tmp_path: Path, content: bytes, encoding: str) -> None:
    file = tmp_path / "table.csv"
    file.write_bytes(content)

    assert encoding_of(file) == encoding


def test_byte_order_mark_is_no_part_of_the_first_column(tmp_path: Path) -> None:
    assert _rows(tmp_path, "\ufeffcode,title\n1,é\n") == [Record(2, {"code": "1", "title": "é"})]


def test_file_of_an_old_spreadsheet_is_read_and_said_to_be_guessed(tmp_path: Path) -> None:
    read = _read(tmp_path, "code,title,note\n1,Pôle,\n".encode("cp1252"))

    assert read == (
        (RowNote(0, "", "encoding", "cp1252"),),
        [Record(2, {"code": "1", "title": "Pôle", "note": ""})],
    )


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff", "\n" * (LONGEST_RECORD + 5)])
def test_empty_file_is_told(tmp_path: Path, content: str) -> None:
    assert _read(tmp_path, content) == Refused((RowNote(0, "", "empty_file"),))


def test_spreadsheet_file_is_told_from_text(tmp_path: Path) -> None:
    assert _read(tmp_path, b"PK\x03\x04\x14\x00") == Refused((RowNote(0, "", "not_text"),))


def test_every_required_column_that_is_missing_is_named(tmp_path: Path) -> None:
    assert _read(tmp_path, "\nname;note\nx;y\n") == Refused(
        (RowNote(2, "code", "missing_column"), RowNote(2, "title", "missing_column"))
    )


def test_optional_column_that_is_missing_is_noted(tmp_path: Path) -> None:
    read = _read(tmp_path, "code,title\n")

    assert read == ((RowNote(1, "note", "absent_column"),), [])


def test_short_row_is_filled_with_empty_cells(tmp_path: Path) -> None:
    assert _rows(tmp_path, "code,title,note\n1\n") == [Record(2, {"code": "1", "title": "", "note": ""})]


def test_empty_cells_beyond_the_columns_do_not_matter(tmp_path: Path) -> None:
    assert _rows(tmp_path, "code,title\n1,one,,\n") == [Record(2, {"code": "1", "title": "one"})]


def test_row_with_more_cells_than_columns_is_refused_alone(tmp_path: Path) -> None:
    assert _rows(tmp_path, "code,title\n1,one, and more\n2,two\n") == [
        Refused((RowNote(2, "", "too_many_cells", "and more"),)),
        Record(3, {"code": "2", "title": "two"}),
    ]


@pytest.mark.parametrize("broken", ['1,"one', '1,"one" x', '"1,one'])
def test_row_with_broken_quotes_is_refused_and_the_next_is_read(tmp_path: Path, broken: str) -> None:
    rows = _rows(tmp_path, f"code,title\n{broken}\n2,two\n3,three\n")

    assert rows == [
        Refused((RowNote(2, "", "broken_quotes", broken),)),
        Record(3, {"code": "2", "title": "two"}),
        Record(4, {"code": "3", "title": "three"}),
    ]


def test_quote_that_is_never_closed_does_not_swallow_a_long_file(tmp_path: Path) -> None:
    others = "".join(f"{number},two\n" for number in range(3, 1000))

    rows = _rows(tmp_path, f'code,title\n2,"one\n{others}')

    assert isinstance(rows[0], Refused)
    assert [row.line for row in rows[1:] if isinstance(row, Record)] == list(range(3, 1000))


def test_monstrous_line_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    rows = _rows(tmp_path, f"code,title\n1,{'x' * (3 * LONGEST_LINE)}\n2,two\n")

    assert isinstance(rows[0], Refused)
    assert rows[1:] == [Record(3, {"code": "2", "title": "two"})]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_are_an_error(tmp_path: Path, content: bytes) -> None:
    _read(tmp_path, b"code,title\n" + content)
    _read(tmp_path, content)
