from hypothesis import given
from hypothesis import strategies as st

from bot.texts.printable import one_line, printable


@given(st.text())
def test_nothing_printable_moves_the_cursor_or_breaks_an_encoding(text: str) -> None:
    shown = printable(text)

    assert shown.encode("utf-8").decode("utf-8") == shown
    assert not {character for character in shown if character < " " and character not in "\n\t"}
    assert printable(shown) == shown


@given(st.text())
def test_one_line_is_one_line_for_every_notion_of_a_line(text: str) -> None:
    assert len(one_line(text).splitlines()) <= 1


def test_ordinary_words_of_all_our_languages_stay() -> None:
    text = "Où ? À Saint-Domingue, mañana: «ação» – 20 €, l’été\tet plus\n"

    assert printable(text) == text


def test_line_ends_of_all_systems_become_newlines() -> None:
    assert printable("a\r\nb\rc\u2028d\u2029e\x85f") == "a\nb\nc\nd\ne\nf"


def test_terminal_escapes_and_reversed_text_are_taken_out() -> None:
    assert printable("a\x1b[2Jb\u202ec\u2066d\x00e\x9bf") == "a[2Jbcdef"
