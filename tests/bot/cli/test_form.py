"""`muster form`: a file that a ministry can print, and that nothing is lost by."""

from pathlib import Path

import docx
import pytest

from config.languages import INTERFACE_LANGUAGES
from intake.fields import blank_form
from tests.bot.cli.conftest import Command

NAMES = {
    "en": "request-form.docx",
    "fr": "formulaire-de-demande.docx",
    "es": "formulario-de-solicitud.docx",
    "pt": "formulario-de-pedido.docx",
}


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
def test_the_form_is_written_under_a_name_in_its_language(
    command: Command, home: Path, language: str
) -> None:
    result = command("form", "--language", language)

    assert (result.exit_code, result.stderr) == (0, "")
    assert [file.name for file in home.iterdir()] == [NAMES[language]]
    assert NAMES[language] in result.stdout


def test_without_a_language_it_is_the_facilitys(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_LANGUAGE", "fr")

    command("form")

    assert (home / NAMES["fr"]).exists()


def test_the_form_bears_the_name_and_the_address_of_the_facility(
    command: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUSTER_FACILITY_NAME", "Social Protection Facility")
    monkeypatch.setenv("MUSTER_MAIL_ADDRESS", "help@facility.example")

    command("form", "--output", "ours.docx")

    document = docx.Document(str(home / "ours.docx"))
    assert document.sections[0].header.paragraphs[0].text == "Social Protection Facility"
    assert any("help@facility.example" in paragraph.text for paragraph in document.paragraphs)


def test_a_form_that_may_be_filled_in_is_never_overwritten(command: Command, home: Path) -> None:
    (home / "request-form.docx").write_text("two hours of work")

    result = command("form")

    assert result.exit_code == 1
    assert "--output FILE" in result.stderr
    assert (home / "request-form.docx").read_text() == "two hours of work"


def test_the_form_for_the_text_of_a_mail_is_printed_or_written(command: Command, home: Path) -> None:
    printed = command("form", "--text", "--language", "es")
    command("form", "--text", "--language", "es", "--output", "form.txt")

    assert printed.stdout == blank_form("es")
    assert (home / "form.txt").read_text(encoding="utf-8") == blank_form("es")


def test_a_place_that_cannot_be_written_to_is_told(command: Command, home: Path) -> None:
    result = command("form", "--output", "nowhere/form.docx")

    assert result.exit_code == 1
    assert result.stderr.startswith("nowhere/form.docx cannot be written: No such file or directory.")


def test_a_language_without_a_form_is_named_with_those_that_have_one(command: Command, home: Path) -> None:
    result = command("form", "--language", "de")

    told = " ".join(result.stderr.replace("│", " ").split())
    assert result.exit_code == 2
    assert "there is no form in “de”; Muster writes these languages: en, fr, es, pt." in told
    assert list(home.iterdir()) == []
