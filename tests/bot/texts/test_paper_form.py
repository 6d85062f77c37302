"""The printed form: every question once, an empty place for each answer, and nothing that is taken for one."""

from pathlib import Path

import docx
import pytest

from config.languages import INTERFACE_LANGUAGES
from config.texts import say
from intake.field_list import FIELDS
from intake.filled_form import field_named
from intake.paper_form import GROUPS, ends, headings, lines_of_hint, printed_hint, printed_label, without_hint
from tests.documents import MADE, blank_form

LANGUAGES = pytest.mark.parametrize("language", INTERFACE_LANGUAGES)


@LANGUAGES
def test_every_question_of_a_mail_has_a_row_with_an_empty_place(tmp_path: Path, language: str) -> None:
    document = docx.Document(str(blank_form(tmp_path, language)))

    asked = [row.cells for table in document.tables[:-1] for row in table.rows]
    assert [cells[0].paragraphs[0].text for cells in asked] == [
        printed_label(FIELDS[key], language) for keys in GROUPS.values() for key in keys
    ]
    assert {key for keys in GROUPS.values() for key in keys} == {
        key for key, field in FIELDS.items() if field.in_mail
    }
    assert {cells[1].text for cells in asked} == {""}


@LANGUAGES
def test_the_form_ends_with_a_place_to_sign(tmp_path: Path, language: str) -> None:
    document = docx.Document(str(blank_form(tmp_path, language)))

    signed = [row.cells[0].text for row in document.tables[-1].rows]
    assert signed == [say(language, f"docx.signature.{name}") for name in ("person", "place", "sign")]


@LANGUAGES
def test_nothing_printed_beside_the_questions_is_a_question(language: str) -> None:
    beside = [
        *(
            say(language, f"docx.signature.{name}")
            for name in ("heading", "declaration", "person", "place", "sign")
        ),
        *(say(language, f"docx.group.{name}") for name in GROUPS),
        *(
            say(language, f"docx.{name}", address="muster@facility.example")
            for name in ("title", "how", "return")
        ),
    ]

    assert [words for words in beside if field_named(words)] == []


@LANGUAGES
def test_properties_say_whose_form_it_is_and_in_which_language(tmp_path: Path, language: str) -> None:
    about = docx.Document(str(blank_form(tmp_path, language))).core_properties

    assert (about.author, about.title) == ("The Facility", say(language, "docx.title"))
    assert about.language.startswith(language)
    assert (about.comments, about.created) == ("", MADE)


@LANGUAGES
def test_headings_are_known_again_in_any_language(language: str) -> None:
    assert len(headings()) == len(GROUPS) * len(INTERFACE_LANGUAGES)
    assert not headings() & ends()


@LANGUAGES
@pytest.mark.parametrize("key", [key for keys in GROUPS.values() for key in keys])
def test_a_hint_is_told_from_the_answer_behind_it(language: str, key: str) -> None:
    hint = printed_hint(FIELDS[key], language)
    words = hint.split()
    broken = [" ".join(words[: len(words) // 2]), " ".join(words[len(words) // 2 :])]

    assert without_hint(key, f"{hint}\nOur answer: 5") == "Our answer: 5"
    assert without_hint(key, hint) == ""
    assert without_hint(key, f"Our answer\n{hint}") == f"Our answer\n{hint}"
    assert lines_of_hint(key, [*broken, "Our answer"]) == 2
    assert lines_of_hint(key, ["Our answer"]) == 0
