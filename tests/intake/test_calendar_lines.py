import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Event, vCalAddress

from intake.calendar_lines import MAX_LINE, MAX_LINES, MAX_TEXT, Line, lines_of


def only(text: str) -> Line:
    [line] = lines_of(text)
    return line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("UID:a@b.example", Line("UID", {}, "a@b.example")),
        ("uid:a", Line("UID", {}, "a")),
        ("DTSTART;VALUE=DATE:20260309", Line("DTSTART", {"VALUE": "DATE"}, "20260309")),
        (
            'ATTENDEE;CN="Berg: A; B, C":MAILTO:a@b.example',
            Line("ATTENDEE", {"CN": "Berg: A; B, C"}, "MAILTO:a@b.example"),
        ),
        ('X;A="one","two";B=3:v', Line("X", {"A": "one", "B": "3"}, "v")),
        ("X;CN=O^'Brien^n^^:v", Line("X", {"CN": 'O"Brien\n^'}, "v")),
        ("X:", Line("X", {}, "")),
    ],
)
def test_line_is_a_name_parameters_and_a_value(text: str, line: Line) -> None:
    assert only(text) == line


@pytest.mark.parametrize("text", ["", "no colon", ":no name", 'X;A="open:v', "X;=v:w", "é:v", "X;A\x00=b:c"])
def test_what_is_no_line_is_passed_over(text: str) -> None:
    assert list(lines_of(text)) == []


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_folded_line_goes_on_after_any_line_end(end: str) -> None:
    assert only(f"SUMMARY:Miss{end} ion {end}\tin March").value == "Mission in March"


def test_text_has_its_line_breaks_and_commas_back() -> None:
    assert only(r"COMMENT:Yes\, if\; a\nb\N\\n").text == "Yes, if; a\nb\n\\n"


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=80), st.text(max_size=200))
def test_what_a_library_writes_is_read_as_it_was_meant(name: str, words: str) -> None:
    event = Event()
    attendee = vCalAddress("mailto:anna@experts.example")
    attendee.params["CN"] = name.replace('"', "'").replace("^", "")
    event.add("attendee", attendee)
    event.add("comment", words)

    read = {line.name: line for line in lines_of(event.to_ical().decode("utf-8", "replace"))}

    assert read["ATTENDEE"].value == "mailto:anna@experts.example"
    assert read["ATTENDEE"].parameters["CN"] == attendee.params["CN"]
    if words.isprintable():
        assert read["COMMENT"].text == words


@given(st.text())
def test_no_text_makes_it_raise(text: str) -> None:
    assert all(line.name for line in lines_of(text))


@pytest.mark.parametrize(
    "text",
    [
        "X" * 1_000_000,
        "X;" * 500_000,
        "X;A=" * 250_000,
        'X;A="' * 200_000,
        "X;A=b" * 200_000,
        "X;A=" + "b," * 500_000,
        "X:\n" * 300_000,
        "X:" + "\n y" * 300_000,
        "X:" + "\\" * 1_000_000,
        " " * 1_000_000,
    ],
    ids=lambda text: str(text)[:8],
)
def test_time_is_bounded_by_the_caps(text: str) -> None:
    start = time.process_time()
    lines = list(lines_of(text))

    assert time.process_time() - start < 0.5
    assert len(lines) <= MAX_LINES
    assert all(len(line.value) <= MAX_LINE for line in lines)
    assert sum(len(line.value) for line in lines) <= MAX_TEXT
