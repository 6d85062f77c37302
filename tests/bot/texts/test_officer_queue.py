"""The queue as officers read it: the longest wait first, one line each, narrowed by words and by buttons."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dispatch.commands import MAX_FILTER, read_action
from bot.texts.letter import Bullets, Choices, Letter
from bot.texts.officer_queue import PAGE, Filter, QueueRow, no_such_filter, queue
from config.languages import INTERFACE_LANGUAGES
from tests.bot.texts.desk_letters import ROWS

ROW = QueueRow(3, "2026-03", "Ztitle", "TG", "received", "officer", 0)
FILTERS = st.builds(
    Filter,
    turn=st.sampled_from(["", "officer", "partner", "experts"]),
    status=st.sampled_from(["", "received", "checking", "eligible", "formulated", "on_hold"]),
    mine=st.booleans(),
    late=st.booleans(),
)


def lines(letter: Letter) -> list[str]:
    return [line for block in letter.blocks if isinstance(block, Bullets) for line in block.items]


def buttons(letter: Letter) -> list[list[tuple[str, str]]]:
    found = [block for block in letter.blocks if isinstance(block, Choices)]
    return [[(choice.label, choice.action) for choice in row] for block in found for row in block.rows]


def test_a_row_says_whose_turn_since_when_that_it_is_late_and_who_looks_after_it() -> None:
    late = replace(ROW, days=9, late=True, officer="Olga Novak")

    letter = queue([late, ROW], Filter(), 0, total=2, language="en")

    assert lines(letter) == [
        "2026-03 - Ztitle (Togo)\nReceived · Your turn · for 9 days · LATE · looked after by Olga Novak",
        "2026-03 - Ztitle (Togo)\nReceived · Your turn · since today",
    ]


def test_each_row_has_a_button_that_opens_its_card() -> None:
    letter = queue(ROWS[:2], Filter(), 0, total=2, language="en")

    assert [row[0] for row in buttons(letter)[:2]] == [
        ("2026-01 - Ztitle", "card:1"),
        ("2026-02 - Ztitle", "card:2"),
    ]


def test_pages_are_turned_by_buttons_that_keep_the_filter() -> None:
    many = [replace(ROW, id=number, code=f"2026-{number}") for number in range(PAGE * 2 + 1)]

    middle = queue(many, Filter(late=True), 1, total=99, language="en")

    assert len(lines(middle)) == PAGE
    assert buttons(middle)[PAGE] == [("Previous page", "queue:late:0"), ("Next page", "queue:late:2")]
    assert len(lines(queue(many, Filter(), 99, total=99, language="en"))) == 1


def test_a_filter_that_takes_nothing_can_be_switched_off() -> None:
    letter = queue([], Filter(mine=True), 0, total=4, language="en")

    assert lines(letter) == []
    assert ("Mine (on)", "queue::0") in [button for row in buttons(letter) for button in row]


def test_an_empty_queue_says_so_and_has_no_buttons() -> None:
    assert buttons(queue([], Filter(), 0, total=0, language="en")) == []


@pytest.mark.parametrize(
    ("words", "language", "found"),
    [
        ("", "en", Filter()),
        ("mine", "en", Filter(mine=True)),
        ("Late, mine", "en", Filter(mine=True, late=True)),
        ("officer+mine+on_hold", "pt", Filter(turn="officer", mine=True, status="on_hold")),
        ("en retard", "fr", Filter(late=True)),
        ("les miennes partenaire", "fr", Filter(mine=True, turn="partner")),
        ("en espera con retraso", "es", Filter(late=True, status="on_hold")),
        ("mías", "es", Filter(mine=True)),
        ("overdue", "es", Filter(late=True)),
        ("purple", "en", None),
        ("mine purple", "en", None),
    ],
)
def test_words_of_the_own_language_and_of_english_narrow(
    words: str, language: str, found: Filter | None
) -> None:
    assert Filter.read(words, language) == found


@given(FILTERS, st.sampled_from(INTERFACE_LANGUAGES))
def test_every_button_is_read_back_as_the_filter_it_shows(narrowed: Filter, language: str) -> None:
    for row in buttons(queue(ROWS, narrowed, 0, total=5, language=language)):
        for _, action in row:
            command = read_action(action)
            assert command is not None
            assert len(command.words) < MAX_FILTER
            assert Filter.read(command.words, language) is not None
    assert Filter.read("+".join(narrowed.names), language) == narrowed


@given(FILTERS, st.sampled_from(["officer", "mine", "late", "eligible"]))
def test_a_switch_pressed_twice_changes_nothing_in_the_end(narrowed: Filter, name: str) -> None:
    if narrowed.turn in {"", "officer"} and narrowed.status in {"", "eligible"}:
        assert narrowed.toggled(name).toggled(name) == narrowed


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_an_unknown_word_is_answered_with_those_that_are_known(language: str) -> None:
    shown = no_such_filter("purple", language=language)

    assert len(shown.blocks) == 2


@pytest.mark.parametrize(
    ("narrowed", "codes"),
    [
        (Filter(), ["2026-01", "2026-02", "2026-03", "2026-04", "2026-05"]),
        (Filter(turn="officer"), ["2026-01", "2026-03"]),
        (Filter(mine=True), ["2026-02", "2026-03"]),
        (Filter(late=True), ["2026-01", "2026-02"]),
        (Filter(turn="officer", mine=True), ["2026-03"]),
        (Filter(status="on_hold"), ["2026-05"]),
    ],
)
def test_a_filter_takes_what_it_names(narrowed: Filter, codes: list[str]) -> None:
    assert [row.code for row in ROWS if narrowed.takes(row, 7)] == codes
