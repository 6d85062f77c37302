import pytest

from config.languages import Level
from intake.cv import Spoken
from intake.cv_languages import read_languages, spoken_as_cell


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("English C1", (Spoken("en", Level.C1),)),
        ("English\nC1 C1 B2 B2 C1", (Spoken("en", Level.B2),)),
        ("ENGLISH | C2 | C2 | C1", (Spoken("en", Level.C1),)),
        ("Mother tongue(s): Portuguese, French", (Spoken("pt", Level.NATIVE), Spoken("fr", Level.NATIVE))),
        ("Mother tongue\nGerman\nOther languages\nItalian", (Spoken("de", Level.NATIVE), Spoken("it"))),
        ("French: native speaker", (Spoken("fr", Level.NATIVE),)),
        ("Arabic (working knowledge)", (Spoken("ar", None, "working knowledge"),)),
        ("French B1; French B2", (Spoken("fr", Level.B1),)),
        ("English and Spanish: B2", (Spoken("en", Level.B2), Spoken("es", Level.B2))),
        ("C1", ()),
        ("", ()),
    ],
)
def test_languages_are_told_with_the_weakest_level_that_is_written(
    text: str, spoken: tuple[Spoken, ...]
) -> None:
    assert read_languages(text) == spoken


def test_only_languages_with_a_level_go_into_the_register() -> None:
    assert (
        spoken_as_cell((Spoken("fr", Level.NATIVE), Spoken("en"), Spoken("pt", Level.B2)))
        == "fr:native;pt:B2"
    )
