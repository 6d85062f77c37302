import numpy as np
import pytest

from config.areas import load_areas
from config.languages import INTERFACE_LANGUAGES
from matching.relevance.document import Document
from matching.relevance.fields import fields_of

AREAS = [*load_areas()]


def spoken_of(text: str) -> str:
    """The area most spoken of."""
    return AREAS[int(fields_of(Document("", text)).argmax())]


@pytest.mark.parametrize("language", INTERFACE_LANGUAGES)
@pytest.mark.parametrize("area", AREAS)
def test_a_label_speaks_of_its_area_in_every_language(area: str, language: str) -> None:
    assert spoken_of(load_areas()[area].labels[language]) == area


@pytest.mark.parametrize(
    "text",
    [
        "Our inspectors of labour shall learn to plan",
        "Nos inspecteurs apprennent le travail d'inspection",
        "Los inspectores aprenden a inspeccionar el trabajo",
        "Os inspetores aprendem a inspeção do trabalho",
    ],
)
def test_words_of_a_name_in_another_form_are_enough(text: str) -> None:
    assert spoken_of(text) == "labour_inspection"


def test_a_text_that_speaks_of_several_areas_is_of_length_one() -> None:
    fields = fields_of(Document("Pensions and health insurance", "with labour inspection"))

    assert np.linalg.norm(fields) == pytest.approx(1.0)
    assert (fields > 0.1).sum() >= 3


@pytest.mark.parametrize("text", ["", "?!", "the of and", "zebra xylophone", "养老金"])
def test_a_text_that_speaks_of_nothing_is_all_noughts(text: str) -> None:
    assert not fields_of(Document("", text)).any()


def test_saying_it_a_thousand_times_says_the_same() -> None:
    once, often = (fields_of(Document("", "labour inspection " * n)) for n in (1, 1000))

    assert often == pytest.approx(once, abs=0.01)
