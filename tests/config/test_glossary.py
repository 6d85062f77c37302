import pytest

from config import glossary
from config.areas import load_areas
from config.glossary import UnknownAreaError, load_glossary
from config.languages import INTERFACE_LANGUAGES


def test_every_concept_can_be_said_in_four_languages() -> None:
    for concept in load_glossary().values():
        assert [*concept.sayings] == [*INTERFACE_LANGUAGES]
        assert all(all(ways) for ways in concept.sayings.values())


def test_no_concept_is_said_twice_in_the_same_way() -> None:
    for concept in load_glossary().values():
        for ways in concept.sayings.values():
            assert len({*ways}) == len(ways), concept.key


def test_some_concept_tells_of_every_area() -> None:
    told = {area for concept in load_glossary().values() for area in concept.areas}

    assert told == load_areas().keys()


def test_a_concept_of_an_area_that_nobody_knows_is_refused() -> None:
    with pytest.raises(UnknownAreaError, match="beekeeping"):
        glossary._concept("bees", ["beekeeping", "bee", "abeille", "abeja", "abelha"])
